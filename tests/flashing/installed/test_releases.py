"""The extension's own tests, played on each Flask that it is for."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.flashing.installed.environments import EXTENSION, TOP, make_environment

# What comes next is in Flask's repository alone; a checkout of it may be named instead.
NEXT = os.environ.get("FLASK_NEXT", "flask @ git+https://github.com/pallets/flask")
FLASKS = {"2.3": "flask==2.3.*", "3.0": "flask==3.0.*", "3.1": "flask==3.1.*", "next": NEXT}
BESIDE = "pytest", "hypothesis", "flask-babel", "flask-session", "cachelib"
SETTINGS = """
[pytest]
pythonpath = .
addopts = --import-mode=importlib -q
filterwarnings = error
"""


@pytest.mark.parametrize("release", FLASKS)
def test_the_extensions_own_tests_pass(
    release: str, pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    if not pytestconfig.getoption("releases"):
        pytest.skip("It takes a minute for each: --releases asks for it, as make test-all does.")
    python = make_environment(tmp_path / "environment", FLASKS[release], *BESIDE)
    ignored = shutil.ignore_patterns("__pycache__", "installed")
    shutil.copytree(EXTENSION, tmp_path / "app" / "flashing", ignore=ignored)
    shutil.copytree(TOP / "tests" / "flashing", tmp_path / "tests" / "flashing", ignore=ignored)
    (tmp_path / "pytest.ini").write_text(SETTINGS)
    played = subprocess.run(
        [python, "-m", "pytest", "tests/flashing"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert played.returncode == 0, played.stdout[-5000:]
