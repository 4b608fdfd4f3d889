"""The folders that a run empties, and those it doesn't."""

from pathlib import Path

import pytest

from tests.harness.stage import Stage

pytest_plugins = ["pytester"]


@pytest.fixture
def sources(stage: Stage) -> Path:
    """Somebody's scenarios, in e2e."""
    (stage.path / "e2e" / "scenarios").mkdir(parents=True)
    path = stage.path / "e2e" / "scenarios" / "test_it.py"
    path.write_text("def test_it(): pass")
    stage.write("testDir = 'e2e'")
    return path


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--playwright-report", "e2e"], "--playwright-report: */e2e would be *, but testDir is"),
        (["--playwright-report", "."], "--playwright-report: * would be *, but rootdir is in it"),
        (["--playwright-report", "e2e/scenarios"], "*but it is no report; give a folder of its *"),
        (["--playwright-report", "e2e/scenarios/test_it.py"], "*but it is no report; *"),
        (["--output", "e2e"], "--output: */e2e would be emptied, but testDir is in it"),
        (["--output", "."], "--output: * would be emptied, but rootdir is in it"),
        (["--output", "e2e/scenarios"], "--output: */scenarios * but it holds Python files"),
        (["--output", "e2e/scenarios", "e2e/scenarios/test_it.py::test_it"], "*::test_it is in *"),
    ],
)
def test_somebodys_work_is_not_emptied(
    stage: Stage, sources: Path, arguments: list[str], complaint: str
) -> None:
    result = stage.play(*arguments)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {complaint}*"])
    assert sources.exists()


HIDDEN = "snapshotPathTemplate = '{testDir}/.shots/{projectName}/{arg}{ext}'"
BESIDE = "snapshotPathTemplate = '{testDir}/{testFileDir}/shots/{arg}{ext}'"
IN_CONFIG = "expect.toHaveScreenshot.pathTemplate = 'shots/{arg}{ext}'"
IN_ROOT = "snapshotPathTemplate = 'shot-{arg}{ext}'"
IN_PROJECT = "[[projects]]\nname = 'a'\n[[projects]]\nname = 'b'\nsnapshotPathTemplate = 'b/{arg}'"


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize(
    ("config", "folder"),
    [
        ("", "e2e/screenshots"),
        ("", "e2e/screenshots/banner"),
        (HIDDEN, "e2e/.shots"),
        (HIDDEN, "e2e/.shots/desktop"),
        (IN_CONFIG, "shots"),
        (IN_PROJECT, "b"),
        (IN_PROJECT, "e2e/screenshots"),
        ("expect.toHaveScreenshot.pathTemplate = 'all/shots/{arg}{ext}'", "all"),
    ],
)
@pytest.mark.parametrize("option", ["--output", "--playwright-report"])
def test_accepted_pictures_are_not_emptied(
    stage: Stage, config: str, folder: str, option: str
) -> None:
    stage.write(f"testDir = 'e2e'\n{config}")

    with pytest.raises(pytest.UsageError, match=f"{option}: .* but .*baselines"):
        stage.options(f"{option}={folder}")


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize(
    ("test_dir", "template"), [("e2e", ""), ("e2e", BESIDE), ("e2e", IN_ROOT), ("..", IN_ROOT)]
)
def test_a_folder_that_may_hold_no_pictures_is_emptied(
    stage: Stage, test_dir: str, template: str
) -> None:
    stage.write(f"testDir = '{test_dir}'\n{template}")

    assert stage.options("--output=e2e/left").option.output == "e2e/left"


@pytest.mark.parametrize(
    "text",
    [
        "reporter = [['html', { outputFolder = 'test-results' }]]",
        "reporter = [['html', { outputFolder = 'test-results/report' }]]",
        "reporter = 'html'\noutputDir = 'playwright-report/left'",
    ],
)
def test_the_report_and_what_scenarios_leave_lie_apart(stage: Stage, text: str) -> None:
    stage.write(text)

    with pytest.raises(pytest.UsageError, match="clashes with the tests' output folder"):
        stage.options()


def test_a_report_takes_the_place_of_an_older_one_and_of_nothing_else(stage: Stage) -> None:
    stage.write("reporter = 'html'", test_it="def test_it(): pass")
    stage.play().assert_outcomes(passed=1)
    stage.play().assert_outcomes(passed=1)
    (stage.path / "playwright-report" / "index.html").write_text("my own page")

    result = stage.play()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert (stage.path / "playwright-report" / "index.html").read_text() == "my own page"


def test_the_files_folders_are_seen_from_it_wherever_the_run_starts(
    stage: Stage, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.write("testDir = 'e2e'\noutputDir = 'left'\nreporter = [['html'], ['junit']]")
    left = stage.path / "left" / "of-the-last-run.txt"
    left.parent.mkdir()
    left.touch()
    monkeypatch.chdir(sources.parent)

    stage.play().assert_outcomes(passed=1)

    assert not left.exists()
    assert (stage.path / "playwright-report" / "index.html").is_file()
    assert (stage.path / "test-results" / "junit.xml").is_file()
    assert {path.name for path in sources.parent.iterdir()} <= {sources.name, "__pycache__"}


WITH_SERVER = """
    reporter = "html"
    webServer = { command = "exit 3", url = "http://127.0.0.1:1/" }
"""


@pytest.mark.parametrize(
    "argument",
    [
        "--cache-show",
        "--collect-only",
        "--fixtures",
        "--fixtures-per-test",
        "--help",
        "--markers",
        "--setup-plan",
    ],
)
def test_a_run_that_plays_nothing_leaves_the_last_results_alone(
    stage: Stage, argument: str
) -> None:
    stage.write(WITH_SERVER, test_it="def test_it(base_url): pass")
    results = [stage.path / "test-results" / "log", stage.path / "playwright-report" / "index.html"]
    for path in results:
        path.parent.mkdir()
        path.write_text("playwrightReportBase64 of the last run")

    assert stage.pytester.inline_run(argument).ret == pytest.ExitCode.OK

    assert [path.read_text() for path in results] == ["playwrightReportBase64 of the last run"] * 2
