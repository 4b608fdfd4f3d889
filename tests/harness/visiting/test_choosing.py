"""What is asked for by name or by engine: it is played, or it is an error."""

import re

import pytest

from e2e.harness.config.file import CONFIG
from e2e.harness.pictures.baselines import baseline
from e2e.harness.visiting.choosing import pytest_report_header
from e2e.harness.visiting.projects import plain_name
from tests.harness.stage import Stage

pytest_plugins = ["pytester"]

THREE = """
    [[projects]]
    name = "desktop"
    [[projects]]
    name = "dark"
    testMatch = "test_dark.py"
    [[projects]]
    name = "gecko"
    use.browserName = "firefox"
    optional = true
"""
BESIDE = "def test_sum(): pass\ndef test_it(page): pass"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--browser=webkit"], "--browser=webkit: no project fits; there are desktop in chromium"),
        (["--browser=chromium", "--browser=webkit"], "--browser=webkit: no project fits; there"),
        (["--project=desktop", "--browser=firefox"], "--project=desktop: no project fits; there"),
        (["--project=d*", "--browser=firefox"], "--project=d*: no project fits; there"),
    ],
)
def test_what_no_project_fits_is_an_error(
    stage: Stage, arguments: list[str], complaint: str
) -> None:
    stage.write(THREE, test_it=BESIDE)

    with pytest.raises(pytest.UsageError, match=re.escape(complaint)):
        stage.options(*arguments)


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_what_nothing_is_played_under_is_an_error_beside_what_passes(
    stage: Stage, workers: str
) -> None:
    stage.write(THREE, test_it="def test_sum(): pass")

    result = stage.play("--project=dark", workers)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    message = "ERROR: --project=dark: asked for, but nothing is played under it"
    (result.stderr if workers == "-n0" else result.stdout).fnmatch_lines([message])


def test_what_is_left_out_on_purpose_is_no_error(stage: Stage) -> None:
    stage.write(THREE, test_it=BESIDE)

    assert stage.collected("--project=desktop", "-k", "sum") == ["test_it.py::test_sum"]


HEADS = [
    ([], "projects: desktop, dark", "projects left out, their browser is not installed: gecko"),
    (["--browser=chromium"], "projects: desktop, dark", None),
    (["--project=d*"], "projects: desktop, dark", None),
    (["--project=gecko"], "projects: gecko", None),
]


@pytest.mark.parametrize(("arguments", "played", "left_out"), HEADS)
def test_the_head_of_a_run_says_why_a_project_is_left_out(
    stage: Stage,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    played: str,
    left_out: str | None,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(stage.path))
    stage.write(THREE)
    options = stage.options(*arguments)

    assert pytest_report_header(options) == [*filter(None, [played, left_out])]


NAMES = ["iPhone 15 [landscape]", "phone/landscape", "../phone", "Téléphone", "電話", "a-b", "*"]


@pytest.mark.parametrize("name", NAMES)
def test_a_project_is_picked_by_its_very_name(stage: Stage, name: str) -> None:
    stage.write(
        f"[[projects]]\nname = '{name}'\n[[projects]]\nname = 'other'",
        test_it="def test_it(page): pass",
    )

    (item, *_) = stage.items(f"--project={name}")

    assert item.callspec.params["browser_name"].name == name  # type: ignore[attr-defined] # it has one


@pytest.mark.parametrize("name", NAMES[:-1])
def test_a_project_never_names_a_file_outside_its_folder(stage: Stage, name: str) -> None:
    stage.write(
        f"[[projects]]\nname = '{name}'", test_it="def test_it(page, expect_screenshot): pass"
    )
    (item,) = stage.items()
    config = item.config.stash[CONFIG]

    path = baseline(config, config.projects[0], item, "page.png")

    assert path.parent == stage.path / "screenshots"
    assert plain_name(item) == "test_it"
