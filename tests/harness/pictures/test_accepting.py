"""Baselines that are missing, broken, or wanted by two: none of these passes in silence."""

import pytest

from tests.harness.stage import SMALL, Stage

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.browser

AT_THE_END = """
    import pytest

    @pytest.fixture
    def farewell(page, expect_screenshot):
        yield
        expect_screenshot(page, "at-the-end.png")

    def test_it(farewell): pass
"""

IN_A_CLASS = """
    import unittest, pytest

    class TestIt(unittest.TestCase):
        @pytest.fixture(autouse=True)
        def prepared(self, page, expect_screenshot):
            self.page, self.expect_screenshot = page, expect_screenshot

        def test_it(self):
            self.expect_screenshot(self.page, "in-a-class.png")
"""


IN_PARTS = """
    def test_it(page, expect_screenshot, subtests):
        with subtests.test("one"):
            expect_screenshot(page, "one.png")
        with subtests.test("two"):
            expect_screenshot(page, "two.png")
"""


def test_a_baseline_is_missed_wherever_it_is_asked_for(stage: Stage) -> None:
    stage.write(
        SMALL, test_at_the_end=AT_THE_END, test_in_a_class=IN_A_CLASS, test_in_parts=IN_PARTS
    )

    result = stage.play()

    # At the end, in the class, and in each part beside the whole.
    result.assert_outcomes(passed=1, errors=1, failed=1 + 3)
    for name in ("at-the-end", "in-a-class", "two"):
        result.stdout.fnmatch_lines([f"There was no baseline screenshots/{name}-*.png; this *"])
    stage.play().assert_outcomes(passed=3)


PICTURE = """
    def test_it(page, expect_screenshot):
        expect_screenshot(page, "page.png")
"""


def test_a_second_try_does_not_take_the_firsts_picture_for_accepted(stage: Stage) -> None:
    # What pytest-rerunfailures does, when it isn't there.
    again = """
    def pytest_runtest_protocol(item, nextitem):
        from _pytest.runner import runtestprotocol
        runtestprotocol(item, nextitem=nextitem)
        return None
    """
    conftest = stage.path / "conftest.py"
    conftest.write_text(conftest.read_text() + "\n".join(line[4:] for line in again.splitlines()))
    stage.write(SMALL, test_it=PICTURE)

    stage.play().assert_outcomes(failed=2)
    stage.play().assert_outcomes(passed=2)


def test_a_baseline_that_is_no_picture_fits_nothing(stage: Stage) -> None:
    config = f"{SMALL}snapshotPathTemplate = '{{testFileName}}.png'"
    stage.write(config, test_empty=PICTURE, test_lfs=PICTURE)
    (stage.path / "test_empty.py.png").write_bytes(b"")
    (stage.path / "test_lfs.py.png").write_bytes(b"version https://git-lfs.github.com/spec/v1")

    result = stage.play()

    result.assert_outcomes(failed=2)
    for name in ("empty", "lfs"):
        result.stdout.fnmatch_lines([f"*The baseline test_{name}.py.png is no PNG picture."])
    stage.play("--update-snapshots").assert_outcomes(passed=2)
    stage.play().assert_outcomes(passed=2)


RIVALS = """
    import pytest

    @pytest.mark.parametrize("colour", ["red", "green"])
    def test_it(page, expect_screenshot, colour):
        page.set_content(f"<body style='background: {colour}'>")
        expect_screenshot(page, "page.png")
"""


def hear_of_each_other(result: pytest.RunResult) -> bool:
    """Whether a run says of two scenarios that both have a picture of one name."""
    said = result.stdout.str()
    both = all(f"::test_it[chromium-{colour}]" in said for colour in ("red", "green"))
    told = "Two scenarios have different pictures", "has written that baseline"
    return both and any(sentence in said for sentence in told)


@pytest.mark.parametrize(
    ("arguments", "outcomes"),
    [
        (["--update-snapshots"], {"passed": 1, "failed": 1}),
        (["--update-snapshots=all"], {"passed": 1, "failed": 1}),
        ([], {"failed": 2}),
    ],
)
def test_two_scenarios_with_one_baseline_hear_of_each_other(
    stage: Stage, arguments: list[str], outcomes: dict[str, int]
) -> None:
    stage.write(SMALL, test_it=RIVALS)

    result = stage.play(*arguments)

    result.assert_outcomes(**outcomes)
    assert hear_of_each_other(result)


def test_two_workers_with_one_baseline_hear_of_each_other(stage: Stage) -> None:
    stage.write(SMALL, test_it=RIVALS)

    result = stage.play("--update-snapshots", "-n2")

    result.assert_outcomes(passed=1, failed=1)
    assert hear_of_each_other(result)


def test_a_baseline_that_fits_one_scenario_is_not_changed_for_another(stage: Stage) -> None:
    stage.write(SMALL, test_it=RIVALS)
    stage.play("--update-snapshots", "-k", "red").assert_outcomes(passed=1, deselected=1)

    result = stage.play("--update-snapshots")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*Two scenarios have different pictures for screenshots/page*"])


def test_pictures_of_one_name_in_two_folders_are_kept_apart(stage: Stage) -> None:
    scenario = """
        def test_it(page, expect_screenshot):
            expect_screenshot(page, "a/page.png")
            expect_screenshot(page, "b/page.png")
    """
    stage.write(SMALL, test_it=scenario)

    stage.play().assert_outcomes(failed=1)

    kept = {path.name for path in (stage.path / "test-results").glob("*/*.png")}
    assert kept == {"a-page-actual.png", "b-page-actual.png"}


def test_an_element_that_is_not_there_is_named(stage: Stage) -> None:
    scenario = """
        def test_it(page, expect_screenshot):
            expect_screenshot(page.get_by_role("button", name="Save"), "save.png", timeout=500)
    """
    stage.write(SMALL, test_it=scenario)

    result = stage.play()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ['*"save.png" could not be pictured. *', "*waiting for*button*Save*"]
    )
    result.stdout.no_fnmatch_line("*To accept it*")
