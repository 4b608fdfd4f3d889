"""Static files: what a browser may keep, what it must ask for again, and what is on the disk."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask, url_for
from werkzeug.test import TestResponse

from app.settings import SettingsError
from app.web import static_files

NOBODY = 65534


@pytest.fixture
def site(tmp_path: Path) -> Path:
    css = tmp_path / "static" / "css"
    css.mkdir(parents=True)
    (css / "app.css").write_text('@layer reset, parts;\n\n@import "banner.css" layer(parts);\n')
    (css / "banner.css").write_text(".banner { color: green }\n" * 100)
    (tmp_path / "static" / "inter.woff2").write_bytes(bytes(range(256)) * 40)
    return tmp_path


def serve(site: Path, *, debug: bool = False) -> Flask:
    app = Flask("app", static_folder=str(site / "static"), instance_path=str(site / "instance"))
    app.debug = debug
    static_files.init_app(app)
    return app


def address(app: Flask, filename: str) -> str:
    with app.test_request_context():
        return url_for("static", filename=filename)


def get(app: Flask, path: str, encoding: str = "identity") -> TestResponse:
    response = app.test_client().get(path, headers={"Accept-Encoding": encoding})
    response.get_data()
    response.close()
    return response


def trees(site: Path) -> list[Path]:
    return sorted((site / "instance" / "static").iterdir())


def test_a_tree_can_be_read_by_whoever_serves_it(site: Path) -> None:
    serve(site)
    (tree,) = trees(site)

    assert tree.stat().st_mode & 0o777 == 0o755


def test_an_address_names_the_content_of_the_whole_tree(site: Path) -> None:
    before = address(serve(site), "css/app.css")
    assert re.fullmatch(r"/static/[0-9a-f]{12}/css/app\.css", before)
    assert before == address(serve(site), "css/app.css")

    (site / "static" / "css" / "banner.css").write_text(".banner { color: red }\n")

    assert before != address(serve(site), "css/app.css")


def test_a_renamed_file_changes_the_address(site: Path) -> None:
    before = address(serve(site), "css/app.css")

    (site / "static" / "inter.woff2").rename(site / "static" / "other.woff2")

    assert before != address(serve(site), "css/app.css")


def test_a_file_is_kept_for_a_year_and_its_neighbour_is_beside_it(site: Path) -> None:
    app = serve(site)

    response = get(app, address(app, "css/app.css").replace("app.css", "banner.css"))

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)])
def test_text_is_sent_as_small_as_the_browser_can_read(
    site: Path, accepted: str, sent: str | None
) -> None:
    app = serve(site)

    response = get(app, address(app, "css/banner.css"), accepted)

    assert response.headers.get("Content-Encoding") == sent
    assert response.headers["Vary"] == "Accept-Encoding"
    assert (len(response.get_data()) < 250) == (sent is not None)


def test_a_font_is_sent_as_it_is(site: Path) -> None:
    app = serve(site)

    response = get(app, address(app, "inter.woff2"), "gzip, br")

    assert "Content-Encoding" not in response.headers
    assert response.headers["Content-Type"] == "font/woff2"


def test_a_style_sheet_comes_with_all_that_it_imports(site: Path) -> None:
    app = serve(site)

    sheet = get(app, address(app, "css/app.css")).get_data(as_text=True)

    banner = ".banner { color: green }\n" * 100
    assert sheet == f"@layer reset, parts;\n\n@layer parts {{\n{banner}}}\n"


def test_a_page_of_another_release_finds_its_styles_but_nobody_keeps_them(site: Path) -> None:
    response = get(serve(site), "/static/0123456789ab/css/banner.css")

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["css/none.css", "../instance/secret_key", "css/banner.css.br"])
def test_what_is_not_a_static_file_is_not_found(site: Path, name: str) -> None:
    (site / "instance").mkdir()
    (site / "instance" / "secret_key").write_text("secret")
    app = serve(site)

    assert get(app, address(app, "css/app.css").replace("css/app.css", name)).status_code == 404
    assert get(app, f"/static/{name}").status_code == 404


def test_in_debug_files_are_served_as_they_lie_there(site: Path) -> None:
    app = serve(site, debug=True)
    assert address(app, "css/app.css") == "/static/css/app.css"

    (site / "static" / "css" / "app.css").write_text("/* changed */")
    response = get(app, "/static/css/app.css")

    assert response.get_data(as_text=True) == "/* changed */"
    assert response.headers["Cache-Control"] == "no-cache"
    assert not (site / "instance" / "static").exists()


def test_processes_that_start_at_once_build_one_whole_tree(site: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        list(pool.map(serve_in_process, [site] * 4))

    (tree,) = trees(site)
    assert (tree / "css" / "banner.css.br").is_file()
    assert (tree / "css" / "banner.css.gz").is_file()


def serve_in_process(site: Path) -> None:
    serve(site)


def test_only_the_trees_of_the_last_releases_stay_on_the_disk(site: Path) -> None:
    for release in range(static_files.KEPT + 2):
        (site / "static" / "css" / "app.css").write_text(f"/* {release} */")
        app = serve(site)

    assert len(trees(site)) == static_files.KEPT
    assert get(app, address(app, "css/app.css")).status_code == 200


def as_another_user(site: Path) -> str:
    """Serve as a user who may read everything and write nothing; return what was said."""
    if os.getuid() == 0:
        os.setuid(NOBODY)
    try:
        serve(site)
    except SettingsError as error:
        return error.message
    return ""


@pytest.fixture
def shown(site: Path) -> Iterator[Path]:
    """Give a site where others than its owner may look."""
    with TemporaryDirectory() as folder:
        shutil.copytree(site, Path(folder) / "site")
        for path in [Path(folder), *Path(folder).rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield Path(folder) / "site"
        for path in Path(folder).rglob("*"):
            path.chmod(0o755)


def test_what_another_user_built_is_served(shown: Path) -> None:
    serve(shown)
    for path in [shown, *shown.rglob("*")]:
        path.chmod(0o555)
    with ProcessPoolExecutor(1) as pool:
        assert pool.submit(as_another_user, shown).result() == ""


def test_where_the_folder_is_read_only_they_are_built_for_the_process_alone(shown: Path) -> None:
    shown.chmod(0o555)
    with ProcessPoolExecutor(1) as pool:
        assert pool.submit(as_another_user, shown).result() == ""

    assert not (shown / "instance").exists()


def test_where_nothing_can_be_built_it_is_said_in_a_sentence(
    shown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(shown / "nowhere"))
    shown.chmod(0o555)
    with ProcessPoolExecutor(1) as pool:
        said = pool.submit(as_another_user, shown).result()

    assert said.startswith(f"{shown / 'nowhere'}")
    assert "Start it as the user that" in said
