"""What a run spares itself: compiling the driver again, and importing what nobody uses."""

import pytest

from tests.harness.stage import Stage

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


@pytest.mark.browser
def test_the_driver_is_compiled_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NODE_COMPILE_CACHE", raising=False)
    stage.write(test_it="def test_it(playwright): assert playwright.chromium")

    stage.play_apart("-p", "cacheprovider").assert_outcomes(passed=1)

    kept = stage.path / ".pytest_cache/d/node"
    assert [path for path in kept.rglob("*") if path.is_file()]


def test_a_run_may_have_no_place_for_the_compiled_driver(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NODE_COMPILE_CACHE", raising=False)
    (stage.path / ".pytest_cache").write_text("not a folder")
    stage.write(test_it="import os\ndef test_it(): assert 'NODE_COMPILE_CACHE' not in os.environ")

    stage.play_apart("-p", "cacheprovider", "-W", "ignore").assert_outcomes(passed=1)
    stage.play_apart().assert_outcomes(passed=1)


def test_a_run_without_hypothesis_does_not_import_it(stage: Stage) -> None:
    stage.write(test_it=WATCHED)

    stage.play_apart().stdout.fnmatch_lines("imported: False")


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_run_with_it_hears_all_it_has_to_say(stage: Stage, workers: str) -> None:
    stage.write(test_it=PROPERTY)

    result = stage.play_apart("-n", workers, "--hypothesis-show-statistics")

    result.stdout.fnmatch_lines(["*= Hypothesis Statistics =*", "test_it.py::test_it:*"])
