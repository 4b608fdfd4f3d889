"""`make steady` finds the test that fails now and then."""

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]
SECOND_FAILS = """
from pathlib import Path

def test_it():
    turns = Path("turns")
    turns.write_text((turns.read_text() if turns.exists() else "") + "x")
    assert turns.read_text() != "xx"
"""


def test_a_test_that_fails_once_is_shown_with_its_run(tmp_path: Path) -> None:
    (tmp_path / "test_moody.py").write_text(SECOND_FAILS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "tests.steadiness", "--times", "3", "-p", "pytest_randomly"]

    done = subprocess.run(
        [*command, f"--rootdir={tmp_path}", str(tmp_path)],
        cwd=tmp_path,
        # The plugins that it does without would be waited for with every core busy.
        env={"PYTHONPATH": str(TOP), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        check=False,
        capture_output=True,
        text=True,
    )

    lines = done.stdout.splitlines()
    assert done.returncode == 1, done.stderr
    assert [line[:7] for line in lines if " of 3, " in line] == [" 1 of 3", " 2 of 3", " 3 of 3"]
    assert "1 passed" in lines[0]
    assert "1 failed" in lines[1]
    assert "E       AssertionError: assert 'xx' != 'xx'" in lines
    assert any(line.startswith("FAILED test_moody.py::test_it") for line in lines)
    assert "1 passed" in lines[-2]
    assert lines[-1] == "3 runs, 2 without a failure"
