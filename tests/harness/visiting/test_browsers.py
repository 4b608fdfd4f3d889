"""How browsers are found, and got where they are missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from e2e.harness.__main__ import main
from e2e.harness.visiting import browsers
from e2e.harness.visiting.browsers import Found
from tests.harness.visiting.machine import download, put

pytestmark = pytest.mark.usefixtures("bare_machine")


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
