"""The contract's other hosts: gunicorn's processes, which may fail to start."""

from pathlib import Path

import pytest

from e2e.contract.hosts import started


def test_a_site_that_does_not_start_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match=r"(?s)did not answer.*No module named 'nowhere'"),
        started("nowhere:Site", tmp_path),
    ):
        pytest.fail("Nobody serves it.")
