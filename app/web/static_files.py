"""Static files: one digest in the address stands for the whole tree, so a browser may keep them."""

import atexit
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from wsgiref.headers import Headers

from flask import Flask, Response
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from app.settings import ONE_YEAR, writing

DIGEST_LENGTH = 12
KEPT = 3  # trees: a server of the last release may still be answering from its own
IMPORT = re.compile(r'@import "([\w-]+\.css)" layer\(([\w.-]+)\);')


def init_app(app: Flask) -> None:
    """Serve `static/` under its digest, bundled and compressed; in debug Flask serves it as is."""
    if app.debug or not app.static_folder:
        return
    source = Path(app.static_folder)
    digest = _digest(source)
    tree = _built(source, Path(app.instance_path) / "static" / digest)

    # The digest is a folder, not part of each name: `url("../fonts/inter-latin.woff2")` just works.
    @app.url_defaults
    def _name_the_tree(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static":
            values["filename"] = f"{digest}/{values['filename']}"

    # A page of another release, in a tab that was open, still finds its styles; nobody keeps them.
    @app.get(f"{app.static_url_path}/<string(length={DIGEST_LENGTH}):_other>/<path:filename>")
    def another_release(_other: str, filename: str) -> Response:
        return app.send_static_file(filename)

    white_noise = WhiteNoise(
        app.wsgi_app,
        root=str(tree),
        prefix=f"{app.static_url_path}/{digest}",
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )
    app.wsgi_app = white_noise  # type: ignore[method-assign]  # Flask's documented way


def _digest(source: Path) -> str:
    digest = sha256(Path(__file__).read_bytes())  # what is made of the files is made here
    for path in _files(source):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(source).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:DIGEST_LENGTH]


def _built(source: Path, tree: Path) -> Path:
    """Build `tree` unless it is there: whole or not at all, whoever else is building it.

    Where nobody may write, as in a read-only container, it is built for this process alone.
    """
    if not tree.is_dir():
        try:
            _build(source, tree)
        except OSError:
            with writing(tree.parent):
                tree = _own_folder() / tree.name
                _build(source, tree)
    with suppress(OSError):  # somebody else built it, or another process removes them, too
        tree.touch()
        _remove_old(tree.parent)
    return tree


def _own_folder() -> Path:
    """Make a temporary folder that goes with this process, but not with those it forks."""
    folder, owner = Path(mkdtemp(prefix="flash-once-")), os.getpid()

    def remove() -> None:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return folder


def _build(source: Path, tree: Path) -> None:
    tree.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=".draft-", dir=tree.parent))
    shutil.copytree(source, draft, dirs_exist_ok=True)
    for sheet in draft.rglob("*.css"):
        sheet.write_text(_bundled(sheet), encoding="utf-8")
    compressor = Compressor(quiet=True)
    for path in list(_files(draft)):
        if compressor.should_compress(path.name):
            compressor.compress(str(path))
    draft.chmod(0o755)
    try:
        draft.rename(tree)
    except OSError:  # another process was first
        shutil.rmtree(draft)


def _bundled(sheet: Path) -> str:
    """Write out what a style sheet imports from its own folder: a request for each is slow."""

    def layer(found: re.Match[str]) -> str:
        return f"@layer {found[2]} {{\n{(sheet.parent / found[1]).read_text(encoding='utf-8')}}}"

    return IMPORT.sub(layer, sheet.read_text(encoding="utf-8"))


def _remove_old(parent: Path) -> None:
    trees = [path for path in parent.iterdir() if len(path.name) == DIGEST_LENGTH]
    for tree in sorted(trees, key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(tree)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    headers["X-Content-Type-Options"] = "nosniff"
