"""How browsers are started."""

import re
from pathlib import Path

import pytest

from e2e.harness.config.project import Project
from e2e.harness.visiting import browsers, launching
from e2e.harness.visiting.browsers import DRIVER_BUNDLE
from tests.harness.visiting.machine import put

pytestmark = pytest.mark.usefixtures("bare_machine")


def flags(use: dict[str, object] | None = None, **given: object) -> list[str]:
    options = launching.launch_options(Project("desktop", use or {}), given)
    arguments: list[str] = options["args"]
    return arguments


def test_a_missing_browser_is_answered_with_what_to_run() -> None:
    with pytest.raises(pytest.UsageError, match=r"webkit is not installed; run: .* install webkit"):
        launching.settled(Project("safari", {"browserName": "webkit"}), {})


def test_playwrights_disabled_features_are_all_said_again(tmp_path: Path) -> None:
    put(tmp_path, "chromium")
    block = re.search(r"disabledFeatures = \[(.*?)\]\.filter", DRIVER_BUNDLE.read_text(), re.DOTALL)
    assert block
    playwrights = set(re.findall(r'^\s+"(\w+)",?$', block[1], re.MULTILINE))

    (said,) = (flag for flag in flags() if flag.startswith("--disable-features="))

    assert "DestroyProfileOnBrowserClose" in playwrights
    assert playwrights <= set(said.partition("=")[2].split(","))


def test_a_projects_flags_are_added_and_its_features_joined(tmp_path: Path) -> None:
    put(tmp_path, "chromium")

    said = flags({"launchOptions": {"args": ["--foo", "--disable-features=Mine"]}})

    assert "--foo" in said
    assert sum(flag.startswith("--disable-features=") for flag in said) == 1
    assert said[-1].endswith(",Mine")


@pytest.mark.parametrize(
    ("root", "unshare", "denied", "on"),
    [
        (False, "exit 0", "0", True),
        (True, "exit 0", "0", False),
        (False, 'test "$*" = "--user true"', "0", False),  # a namespace, but no rights in it
        (False, "exit 0", "1", False),
    ],
)
def test_the_sandbox_is_off_for_root_and_where_there_can_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: bool, unshare: str, denied: str, on: bool
) -> None:
    put(tmp_path, "chromium")
    put(tmp_path, "unshare", unshare)
    (tmp_path / "denied").write_text(f"{denied}\n")
    monkeypatch.setattr(launching, "APPARMOR_DENIES", tmp_path / "denied")
    monkeypatch.setattr(browsers, "is_root", lambda: root)

    assert launching.launch_options(Project("desktop"), {})["chromium_sandbox"] is on


def test_fonts_are_drawn_by_the_harness_rules(tmp_path: Path) -> None:
    put(tmp_path, "chromium")

    options = launching.launch_options(Project("desktop"), {})

    assert Path(options["env"]["FONTCONFIG_FILE"]).is_file()


def test_the_back_forward_cache_wants_a_whole_browser(tmp_path: Path) -> None:
    whole, _ = put(tmp_path, "chromium"), put(tmp_path, "chromium-headless-shell")
    use = {"launchOptions": {"ignoreDefaultArgs": ["--disable-back-forward-cache"]}}

    options = launching.launch_options(Project("back", use), {})

    assert options["executable_path"] == whole
    assert options["ignore_default_args"] == ["--disable-back-forward-cache"]


ASKED = [
    ({"headless": False}, {}, "chromium"),
    ({"channel": "chromium"}, {}, "chromium"),
    ({"args": ["--headless=new"]}, {}, "chromium"),
    ({}, {"PWDEBUG": "1"}, "chromium"),
    ({}, {"PWDEBUG": "console"}, "chromium-headless-shell"),
    ({"headless": True}, {}, "chromium-headless-shell"),
]


@pytest.mark.parametrize(("changed", "environment", "started"), ASKED)
def test_the_browser_is_the_one_that_is_asked_for_in_the_end(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    changed: dict[str, object],
    environment: dict[str, str],
    started: str,
) -> None:
    for program in ("chromium", "chromium-headless-shell"):
        put(tmp_path, program)
    options = launching.launch_options(Project("desktop"), {})
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    last = launching.settled(Project("desktop"), {**options, **changed})

    assert last == {"executable_path": str(tmp_path / "bin" / started), "channel": None}


def test_a_channel_that_is_asked_for_in_the_end_is_left_to_playwright(tmp_path: Path) -> None:
    put(tmp_path, "chromium-headless-shell")
    options = launching.launch_options(Project("desktop"), {})

    last = launching.settled(Project("desktop"), {**options, "channel": "msedge"})

    assert last == {"executable_path": None, "channel": "msedge"}


def test_a_browser_of_somebodys_own_is_left_to_them(tmp_path: Path) -> None:
    own = {"executable_path": "/opt/browser"}

    assert launching.settled(Project("desktop"), {**own, "headless": False}) == {
        **own,
        "channel": None,
    }


def test_another_machines_browser_is_not_looked_for_here() -> None:
    use = {"connectOptions": {"wsEndpoint": "ws://other:1"}}

    options = launching.launch_options(Project("far", use), {})

    assert not {"executable_path", "env", "channel"} & options.keys()


def test_firefox_is_told_about_media_in_its_preferences(tmp_path: Path) -> None:
    put(tmp_path, "firefox")
    use = {"browserName": "firefox", "colorScheme": "dark", "reducedMotion": "reduce"}

    options = launching.launch_options(Project("firefox", use), {})

    assert options["firefox_user_prefs"] == {
        "layout.css.prefers-color-scheme.content-override": 0,
        "ui.prefersReducedMotion": 1,
    }


def test_preferences_in_the_file_are_told_beside_those_and_win(tmp_path: Path) -> None:
    put(tmp_path, "firefox")
    wished = {"ui.prefersReducedMotion": 0, "browser.sessionhistory.max_total_viewers": 100}
    use = {
        "browserName": "firefox",
        "colorScheme": "dark",
        "reducedMotion": "reduce",
        "launchOptions": {"firefoxUserPrefs": wished},
    }

    options = launching.launch_options(Project("firefox", use), {})

    assert options["firefox_user_prefs"] == {
        "layout.css.prefers-color-scheme.content-override": 0,
        **wished,
    }
