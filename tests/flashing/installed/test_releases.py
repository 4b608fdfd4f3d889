"""The extension's own tests, played on each Flask and on each Python that it is for."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.flashing.installed.environments import EXTENSION, TOP, make_environment

# What comes next is in Flask's repository alone; a checkout of it may be named instead.
NEXT = os.environ.get("FLASK_NEXT", "flask @ git+https://github.com/pallets/flask")
FLASKS = {"2.3": "flask==2.3.*", "3.0": "flask==3.0.*", "3.1": "flask==3.1.*", "next": NEXT}
# Those that still get fixes; what a machine hasn't got on its path is skipped.
PYTHONS = "3.11", "3.12", "3.13", "3.14", "3.15"
BESIDE = "pytest", "hypothesis", "flask-babel", "flask-session", "cachelib", "redis"
SETTINGS = """
[pytest]
pythonpath = .
addopts = --import-mode=importlib -q
filterwarnings = error
"""


@pytest.fixture(autouse=True)
def asked_for(pytestconfig: pytest.Config) -> None:
    if not pytestconfig.getoption("releases"):
        pytest.skip("It takes a minute for each: --releases asks for it, as make test-all does.")


@pytest.mark.parametrize("release", FLASKS)
def test_the_extensions_own_tests_pass_on_flask(release: str, tmp_path: Path) -> None:
    play(make_environment(tmp_path / "environment", FLASKS[release], *BESIDE), tmp_path)


@pytest.mark.parametrize("release", PYTHONS)
def test_the_extensions_own_tests_pass_on_python(release: str, tmp_path: Path) -> None:
    play(make_environment(tmp_path / "environment", "flask", *BESIDE, release=release), tmp_path)


def play(python: Path, folder: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "installed")
    shutil.copytree(EXTENSION, folder / "app" / "flashing", ignore=ignored)
    shutil.copytree(TOP / "tests" / "flashing", folder / "tests" / "flashing", ignore=ignored)
    (folder / "pytest.ini").write_text(SETTINGS)
    played = subprocess.run(
        [python, "-m", "pytest", "tests/flashing"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert played.returncode == 0, played.stdout[-5000:]
