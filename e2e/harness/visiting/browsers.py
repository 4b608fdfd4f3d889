"""The browsers of this machine: where they are, and how those that are missing are got."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import playwright

from .. import PACKAGE

DRIVER = Path(playwright.__file__).parent / "driver" / "package"
DRIVER_BUNDLE = DRIVER / "lib" / "coreBundle.js"
ENGINES = ("chromium", "firefox", "webkit")
SHELL = "chromium-headless-shell"

APPLICATIONS = Path("/Applications")
STOCK = {
    SHELL: (SHELL,),
    "chromium": (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        str(APPLICATIONS / "Google Chrome.app/Contents/MacOS/Google Chrome"),
        str(APPLICATIONS / "Chromium.app/Contents/MacOS/Chromium"),
    ),
    "firefox": (
        "firefox",
        "firefox-esr",
        str(APPLICATIONS / "Firefox.app/Contents/MacOS/firefox"),
    ),
}
DEBIAN_PACKAGES = {"chromium": "chromium", SHELL: SHELL, "firefox": "firefox-esr"}


@dataclass(frozen=True)
class Found:
    """A browser that can be started: Playwright's own download where `path` is None."""

    engine: str
    channel: str | None = None
    path: str | None = None

    @property
    def launch_options(self) -> dict[str, str]:
        """What `browser_type.launch` needs to know to start this one."""
        options = {"channel": self.channel, "executable_path": self.path}
        return {name: value for name, value in options.items() if value}

    def __str__(self) -> str:
        return self.path or f"Playwright's own {self.channel or self.engine}"


def find(engine: str, *, whole: bool = False) -> Found | None:
    """Find a browser: Playwright's own, else the system's, else None.

    A `whole` Chromium has a window and the back/forward cache; the headless shell
    has neither, and takes half the time.
    """
    if engine == "chromium":
        if own(SHELL) and not whole:
            return Found(engine)
        if own(engine):
            return Found(engine, channel="chromium")
        path = (None if whole else stock(SHELL)) or stock(engine)
        return Found(engine, path=path) if path else None
    if own(engine):
        return Found(engine)
    path = stock(engine)
    # Stock Firefox is driven over WebDriver BiDi, Playwright's own over its own protocol.
    return Found(engine, channel="moz-firefox", path=path) if path else None


def own(name: str) -> bool:
    """Whether Playwright has downloaded the browser this version of it wants."""
    listed = json.loads((DRIVER / "browsers.json").read_text())["browsers"]
    revision = next(entry["revision"] for entry in listed if entry["name"] == name)
    folder = registry() / f"{name.replace('-', '_')}-{revision}"
    return (folder / "INSTALLATION_COMPLETE").exists()


def registry() -> Path:
    """Return the folder Playwright downloads browsers into."""
    chosen = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen == "0":
        return DRIVER / ".local-browsers"
    if chosen:
        return Path(chosen).expanduser().absolute()
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/ms-playwright"
    if sys.platform == "win32":
        return Path(os.environ["LOCALAPPDATA"]) / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ms-playwright"


def stock(name: str) -> str | None:
    """Return the path of the browser this system came with."""
    return next(filter(None, map(shutil.which, STOCK.get(name, ()))), None)


def missing(engine: str) -> str:
    """Say that a browser isn't there, and how to get it."""
    return f"{engine} is not installed; run: {sys.executable} -m {PACKAGE} install {engine}"


def install(name: str) -> bool:
    """Get a browser from Playwright, else from Debian, and say whether it is there now."""
    if not present(name):
        download(name)
    if not present(name):
        apt_install(name)
    return present(name)


def hasten() -> None:
    """Get Debian's headless shell beside its Chromium; the scenarios run without, only longer."""
    if not own("chromium") and stock("chromium") and not stock(SHELL):
        apt_install(SHELL)


def present(name: str) -> bool:
    return bool(own(name) or stock(name)) if name == SHELL else find(name) is not None


def download(name: str) -> None:
    # Offline, each of three mirrors would otherwise be waited for half a minute.
    patience = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}
    run([sys.executable, "-m", "playwright", "install", name], patience)
    if own(name) and is_root() and shutil.which("apt-get"):
        run([sys.executable, "-m", "playwright", "install-deps", name])


def apt_install(name: str) -> None:
    package = DEBIAN_PACKAGES.get(name)
    if package and is_root() and shutil.which("apt-get"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update", "-qq"], quiet)
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], quiet)


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    say(f"$ {' '.join(command)}")
    subprocess.run(command, env={**os.environ, **(environment or {})}, check=False)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install_all(names: list[str]) -> list[str]:
    """Get some browsers, Chromium where none is named, and return those that can't be had."""
    lacking = [name for name in names or ["chromium"] if not install(name)]
    if not names:
        hasten()
    return lacking
