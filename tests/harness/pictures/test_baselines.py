"""Where baselines lie, and how a run tells of new ones."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from e2e.harness.config.file import Config
from e2e.harness.config.project import Project
from e2e.harness.pictures.baselines import baseline
from tests.harness.stage import SMALL, Stage

pytest_plugins = ["pytester"]

ROOT = Path("/project")
HERE = cast(
    "pytest.Item",
    SimpleNamespace(
        path=ROOT / "e2e/users/test_a.py",
        name="test_b[dark-Ada Lovelace]",
        callspec=SimpleNamespace(params={"browser_name": Project("dark")}),
        listchain=list,
    ),
)


def path(name: str = "banner.png", **table: Any) -> str:
    config = Config(ROOT, {"testDir": "e2e"} | table)
    project = Project("dark", snapshot_path_template=table.get("snapshotPathTemplate"))
    return baseline(config, project, HERE, name).relative_to(ROOT).as_posix()


def test_projects_and_platforms_have_their_own() -> None:
    assert path() == f"e2e/screenshots/banner-dark-{sys.platform}.png"


def test_a_name_may_hold_a_folder() -> None:
    assert path("users/list.png") == f"e2e/screenshots/users/list-dark-{sys.platform}.png"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("b/{arg}{ext}", "b/banner.png"),
        ("{testDir}/{projectName}/{arg}{ext}", "e2e/dark/banner.png"),
        (
            "{snapshotDir}/{testFilePath}-snapshots/{arg}{ext}",
            "e2e/users/test_a.py-snapshots/banner.png",
        ),
        ("{testFileDir}/{testFileName}/{testName}{ext}", "users/test_a.py/test_b-Ada-Lovelace.png"),
        ("{testFileBaseName}/{arg}{ext}", "test_a/banner.png"),
        ("{arg}{-projectName}{/platform}{ext}", f"banner-dark/{sys.platform}.png"),
    ],
)
def test_the_template_says_where(template: str, expected: str) -> None:
    assert path(snapshotPathTemplate=template) == expected
    assert path(expect={"toHaveScreenshot": {"pathTemplate": template}}) == expected


@pytest.mark.parametrize("folder", ["./e2e", "e2e/", "x/../e2e", "../project/e2e"])
def test_a_roundabout_test_dir_is_the_folder_that_it_leads_to(folder: str) -> None:
    assert (
        path(testDir=folder, snapshotPathTemplate="{testFileDir}/{arg}{ext}") == "users/banner.png"
    )
    assert path(testDir=folder) == path()


def test_a_token_nobody_knows_is_answered() -> None:
    with pytest.raises(pytest.UsageError, match=r"there is no \{project\}, only \{arg\}, \{ext\}"):
        path(snapshotPathTemplate="{project}.png")


@pytest.mark.parametrize("name", ["../banner.png", "/banner.png"])
def test_a_name_leads_nowhere_else(name: str) -> None:
    with pytest.raises(pytest.UsageError, match="leads nowhere else"):
        path(name)


@pytest.mark.browser
def test_a_tests_name_includes_its_class(stage: Stage) -> None:
    scenario = """
        class TestUsers:
            def test_list(self, page, expect_screenshot):
                expect_screenshot(page, "page.png")
    """
    stage.write(f"{SMALL}snapshotPathTemplate = '{{testName}}{{ext}}'", test_it=scenario)

    stage.play("--update-snapshots").assert_outcomes(passed=1)

    assert (stage.path / "TestUsers-test_list.png").is_file()


def test_a_screenshot_is_a_png() -> None:
    with pytest.raises(pytest.UsageError, match=r'ends with \.png, not "banner\.jpg"'):
        path("banner.jpg")


@pytest.mark.browser
def test_a_run_fails_for_all_its_missing_baselines_and_lists_them(stage: Stage) -> None:
    scenario = """
        def test_it(page, expect_screenshot):
            expect_screenshot(page, "one.png")
            expect_screenshot(page, "two.png")
    """
    stage.write(SMALL, test_it=scenario)

    result = stage.play()

    result.assert_outcomes(failed=1)
    paths = [f"screenshots/{name}-chromium-linux.png" for name in ("one", "two")]
    said = [f"There was no baseline {path}; this picture was written to it." for path in paths]
    result.stdout.fnmatch_lines([*said, "* baselines written *", *paths])
