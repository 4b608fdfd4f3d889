"""The extension as people install it: built, and beside Flask alone."""

import json
import subprocess
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.flashing.installed.environments import EXTENSION, build, make_environment

STRANGER = Path(__file__).with_name("stranger.py")
FLASKS_OWN = {"flask", "blinker", "click", "itsdangerous", "jinja2", "markupsafe", "werkzeug"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return build(tmp_path_factory.mktemp("built"))


def test_the_distributions_hold_the_folder_and_no_more(built: list[Path]) -> None:
    wheel, source = built
    modules = {path.name for path in EXTENSION.rglob("*") if path.suffix in (".py", ".js")}
    with ZipFile(wheel) as archive:
        inside = {Path(name) for name in archive.namelist()}
    with tarfile.open(source) as archive:
        sources = {Path(name).name for name in archive.getnames()}

    package = {path.name for path in inside if path.parts[0] == "flask_flash_once"}
    assert package == modules | {"py.typed"}
    assert {"LICENSE", "METADATA"} <= {path.name for path in inside}
    assert modules | {"README.md", "LICENSE", "pyproject.toml"} <= sources


def test_a_strangers_app_installs_it_beside_flask_alone(built: list[Path], tmp_path: Path) -> None:
    python = make_environment(tmp_path / "environment", str(built[0]))
    played = subprocess.run(
        [python, "-I", "-W", "error", STRANGER], capture_output=True, text=True, check=False
    )
    assert played.returncode == 0, played.stderr
    seen = json.loads(played.stdout)

    assert [json.loads(page) for page in seen["pages"]] == [
        ["other"],
        ["users", "Ada was created."],
        ["users"],
    ]
    assert (seen["missing"], seen["script"], seen["typed"]) == (404, 200, True)
    assert set(seen["installed"]) == FLASKS_OWN | {"flask-flash-once"}
