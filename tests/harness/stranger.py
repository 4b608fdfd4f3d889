"""Somebody else's project, in an environment that has nothing but what its packages need."""

import os
import re
import subprocess
import sys
import venv
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement

from tests.harness.stage import TOP

README = (TOP / "e2e/harness/README.md").read_text(encoding="utf-8")


def snippets(language: str) -> list[str]:
    """Return the README's examples in a language, as a reader would copy them."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", README, flags=re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def build(folder: Path) -> Path:
    """Build the wheel, as `make dist` does, without asking anybody for what builds it."""
    command = ["uv", "build", "--quiet", "--wheel", "--no-build-isolation"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": sys.prefix}
    subprocess.run(
        [*command, f"--out-dir={folder}", str(TOP / "e2e/harness")], check=True, env=environment
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


@cache
def needed(name: str) -> frozenset[str]:
    """Name a package and all that it needs here."""
    requirements = map(Requirement, distribution(name).requires or ())
    wanted = {
        each.name
        for each in requirements
        if each.marker is None or each.marker.evaluate({"extra": ""})
    }
    return frozenset({name}).union(*map(needed, wanted))


class Stranger:
    """A project's folder and its environment."""

    def __init__(self, folder: Path, wheel: Path | None, *packages: str) -> None:
        self.folder = folder
        folder.mkdir()
        venv.create(folder / ".venv", symlinks=True)
        (self.site,) = (folder / ".venv/lib").glob("python*/site-packages")
        for each in frozenset[str]().union(*map(needed, packages)):
            self.lend(each)
        script = folder / ".venv/bin/pytest"
        run = "import pytest, sys\nsys.exit(pytest.main())\n"
        script.write_text(f"#!{script.with_name('python')}\n{run}")
        script.chmod(0o755)
        if wheel:
            with ZipFile(wheel) as archive:
                archive.extractall(self.site)

    def lend(self, name: str) -> None:
        """Give one of this environment's packages, so that nothing has to be fetched."""
        package = distribution(name)
        tops = {file.parts[0] for file in package.files or () if file.parts[0] != ".."}
        for top in tops - {"__pycache__"}:
            place = self.site / top
            if not place.exists():
                place.symlink_to(str(package.locate_file(top)))

    def write(self, **files: str) -> None:
        """Write files, named by their paths; two underscores stand for a slash."""
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            path = self.folder / f"{stem.replace('__', '/')}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(self, command: str, **environment: str) -> str:
        """Run a command of the README's, and return all that it said."""
        path = f"{self.folder}/.venv/bin{os.pathsep}{os.environ['PATH']}"
        outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            command.split(),
            cwd=self.folder,
            env={**outside, "CI": "", "PATH": path, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.stdout
