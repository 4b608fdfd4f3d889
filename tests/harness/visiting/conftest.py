"""What tests of browsers may ask for: a machine that has none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.harness.visiting import launching


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No browser anywhere, but for what a test puts there."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "own"))
    launching.can_sandbox.cache_clear()
    yield
    launching.can_sandbox.cache_clear()
