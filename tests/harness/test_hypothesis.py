"""What Hypothesis's plugin does when a run ends: import Hypothesis, which takes half a second."""

import pytest

from tests.harness.conftest import Stage

pytest_plugins = ["pytester"]

WATCHED = """
    import atexit
    import sys

    atexit.register(lambda: print("imported:", "hypothesis" in sys.modules))

    def test_it(): pass
"""
PROPERTY = """
    from hypothesis import given, strategies

    @given(strategies.integers())
    def test_it(number): assert number == number
"""


def test_a_run_without_hypothesis_does_not_import_it(stage: Stage) -> None:
    stage.write(test_it=WATCHED)

    stage.play().stdout.fnmatch_lines("imported: False")


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_run_with_it_hears_all_it_has_to_say(stage: Stage, workers: str) -> None:
    stage.write(test_it=PROPERTY)

    result = stage.play("-n", workers, "--hypothesis-show-statistics")

    result.stdout.fnmatch_lines(["*= Hypothesis Statistics =*", "test_it.py::test_it:*"])
