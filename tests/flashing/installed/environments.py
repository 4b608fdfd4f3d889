"""Virtual environments made for a test, with nothing in them but what it names."""

import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[3]
EXTENSION = TOP / "app" / "flashing"
UV = [sys.executable, "-m", "uv", "--quiet"]


def make_environment(folder: Path, *packages: str, release: str = sys.executable) -> Path:
    """Return its Python, of a `release` that is on the path, or the one that plays the tests.

    Where one or the packages can't be had the test is skipped, and says why.
    """
    python = folder / "bin" / "python"
    _run([*UV, "venv", "--no-python-downloads", "--python", release, str(folder)])
    _run([*UV, "pip", "install", "--python", str(python), *packages])
    return python


def build(folder: Path) -> list[Path]:
    """Build the extension, and return its distributions, the wheel first."""
    _run([*UV, "build", str(EXTENSION), "--out-dir", str(folder)])
    return sorted(folder.glob("flask_flash_once-*"), key=lambda path: path.suffix != ".whl")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reasons = done.stderr.strip().splitlines() or ["uv says nothing"]
        pytest.skip(f"It can't be had here: {' '.join(line.strip() for line in reasons[-2:])}")
