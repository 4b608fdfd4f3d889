"""Baselines that nobody asks for, pictures without a name, and projects that compare none."""

import sys
from pathlib import Path

import pytest

from e2e.harness.config.file import Config
from e2e.harness.config.project import Project
from e2e.harness.pictures.stale import shape
from tests.harness.stage import SMALL, Stage

pytest_plugins = ["pytester"]

TWO = f"""
    {SMALL}
    testDir = "e2e"
    [[projects]]
    name = "desktop"
    [[projects]]
    name = "plain"
    ignoreSnapshots = true
    testMatch = "none"
"""
SCENARIOS = """
    import pytest

    def test_pages(page, expect_screenshot):
        expect_screenshot(page)
        expect_screenshot(page)
        expect_screenshot(page, "named.png")
"""
SECTION = "*baselines that no scenario asks for*"


@pytest.fixture
def accepted(stage: Stage) -> Path:
    """A project whose pictures are accepted, and the folder they are in."""
    (stage.path / "e2e").mkdir()
    stage.write(TWO, e2e__test_it=SCENARIOS)
    stage.play("--update-snapshots").assert_outcomes(passed=1)
    return stage.path / "e2e/screenshots"


def baselines(folder: Path) -> set[str]:
    return {path.name.removesuffix(f"-{sys.platform}.png") for path in folder.iterdir()}


@pytest.mark.browser
def test_a_picture_without_a_name_has_its_scenarios_and_a_number(accepted: Path) -> None:
    assert baselines(accepted) == {
        "test_pages-1-desktop",
        "test_pages-2-desktop",
        "named-desktop",
    }


@pytest.mark.browser
def test_baselines_that_nobody_asks_for_are_named_and_removed_on_request(
    stage: Stage, accepted: Path
) -> None:
    old = accepted / f"old-desktop-{sys.platform}.png"
    others = [accepted / f"old-plain-{sys.platform}.png", accepted / "old-desktop-amiga.png"]
    for path in (old, *others):
        path.write_bytes(b"")

    named = stage.play("e2e", "-n1")
    partly = stage.play("e2e", "-k", "pages", "--update-snapshots=all")
    removed = stage.play("e2e", "--update-snapshots=all")

    named.stdout.fnmatch_lines(
        [SECTION, f"e2e/screenshots/{old.name}", "To remove them: --update-snapshots=all"]
    )
    partly.stdout.no_fnmatch_line(SECTION)
    removed.stdout.fnmatch_lines(["*that no scenario asks for were removed*"])
    assert not old.exists()
    assert all(path.exists() for path in others)
    assert len(baselines(accepted)) == 3 + len(others)


@pytest.mark.browser
def test_a_project_may_compare_no_pictures(stage: Stage) -> None:
    stage.write(f"{SMALL}ignoreSnapshots = true", test_it=SCENARIOS)

    stage.play("--update-snapshots=none").assert_outcomes(passed=1)

    assert not (stage.path / "screenshots").exists()


@pytest.mark.parametrize(
    ("template", "path", "is_fitting"),
    [
        ("", "/top/e2e/screenshots/a/page-desktop-{platform}.png", True),
        ("", "/top/e2e/screenshots/page-phone-{platform}.png", False),
        ("", "/top/e2e/screenshots/page-desktop-amiga.png", False),
        ("shots/{projectName}/{arg}{ext}", "/top/shots/desktop/page.png", True),
        ("shots/{projectName}/{arg}{ext}", "/top/shots/phone/page.png", False),
        ("{testDir}/{testFilePath}/{arg}{ext}", "/top/e2e/test_a.py/page.png", True),
        ("{arg}{-platform}{ext}", "/top/page-{platform}.png", True),
    ],
)
def test_a_path_tells_whose_baseline_it_may_be(
    template: str, path: str, *, is_fitting: bool
) -> None:
    config = Config(Path("/top"), {"testDir": "e2e"})
    project = Project("desktop", snapshot_path_template=template or None)

    found = shape(config, project).fullmatch(path.replace("{platform}", sys.platform))

    assert bool(found) is is_fitting
