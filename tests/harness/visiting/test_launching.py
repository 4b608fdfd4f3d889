"""How browsers are found, and started."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.harness.__main__ import main
from e2e.harness.config.project import Project
from e2e.harness.visiting import browsers, launching
from e2e.harness.visiting.browsers import DRIVER_BUNDLE, Found


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No browser anywhere, but for what a test puts there."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "own"))
    launching.can_sandbox.cache_clear()
    yield
    launching.can_sandbox.cache_clear()


def put(folder: Path, program: str, script: str = "") -> str:
    path = folder / "bin" / program
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def download(folder: Path, name: str) -> None:
    table = json.loads((browsers.DRIVER / "browsers.json").read_text())["browsers"]
    revision = next(entry["revision"] for entry in table if entry["name"] == name)
    own = folder / "own" / f"{name.replace('-', '_')}-{revision}"
    own.mkdir(parents=True)
    (own / "INSTALLATION_COMPLETE").touch()


def flags(use: dict[str, object] | None = None, **given: object) -> list[str]:
    options = launching.launch_options(Project("desktop", use or {}), given)
    arguments: list[str] = options["args"]
    return arguments


def test_playwrights_own_comes_before_the_systems(tmp_path: Path) -> None:
    path = put(tmp_path, "chromium")
    assert browsers.find("chromium") == Found("chromium", path=path)

    download(tmp_path, "chromium")
    assert browsers.find("chromium") == Found("chromium", channel="chromium")

    download(tmp_path, "chromium-headless-shell")
    assert browsers.find("chromium") == Found("chromium")
    assert browsers.find("chromium", whole=True) == Found("chromium", channel="chromium")


def test_the_systems_headless_shell_is_used_unless_a_whole_browser_is_wanted(
    tmp_path: Path,
) -> None:
    whole, shell = put(tmp_path, "chromium"), put(tmp_path, "chromium-headless-shell")

    assert browsers.find("chromium") == Found("chromium", path=shell)
    assert browsers.find("chromium", whole=True) == Found("chromium", path=whole)


def test_stock_firefox_is_driven_over_bidi(tmp_path: Path) -> None:
    path = put(tmp_path, "firefox-esr")

    assert browsers.find("firefox") == Found("firefox", channel="moz-firefox", path=path)


def test_a_browser_that_is_not_there_is_not_found() -> None:
    assert [browsers.find(engine) for engine in browsers.ENGINES] == [None, None, None]


def test_a_missing_browser_is_answered_with_what_to_run() -> None:
    with pytest.raises(pytest.UsageError, match=r"webkit is not installed; run: .* install webkit"):
        launching.launch_options(Project("safari", {"browserName": "webkit"}), {})


def test_the_command_lists_the_browsers_there_are(tmp_path: Path) -> None:
    path = put(tmp_path, "chromium")

    result = subprocess.run(
        [sys.executable, "-m", "e2e.harness", "browsers"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.splitlines() == [
        f"chromium   {path}",
        "firefox    not installed",
        "webkit     not installed",
    ]


def test_installing_what_is_there_does_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "chromium")

    assert main(["install", "chromium"]) == 0
    assert capsys.readouterr().out == ""


def test_what_can_not_be_had_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(browsers, "run", lambda command, *_: commands.append(command))

    assert main(["install", "webkit"]) == 1
    assert commands == [[sys.executable, "-m", "playwright", "install", "webkit"]]
    assert capsys.readouterr().out.startswith("webkit could not be had: Playwright's download")


def test_debians_headless_shell_comes_along_where_nothing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "apt-get")
    put(tmp_path, "chromium")
    commands: list[str] = []
    monkeypatch.setattr(browsers, "is_root", lambda: True)
    monkeypatch.setattr(browsers, "run", lambda command, *_: commands.append(" ".join(command)))

    assert main(["install", "chromium"]) == 0
    assert commands == []

    assert main(["install"]) == 0
    assert commands[-1].endswith(" chromium-headless-shell")


def test_debian_is_asked_where_the_download_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "apt-get")
    commands: list[str] = []
    monkeypatch.setattr(browsers, "is_root", lambda: True)
    monkeypatch.setattr(browsers, "run", lambda command, *_: commands.append(" ".join(command)))

    main(["install", "firefox"])

    assert [command.rpartition(" ")[2] for command in commands] == [
        "firefox",
        "-qq",
        "firefox-esr",
    ]


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
