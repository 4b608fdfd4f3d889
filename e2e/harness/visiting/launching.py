"""How a project's browser is started: where it is, and the flags that make it quick and alike."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ..config.project import Project, snake
from . import browsers

FONTS = Path(__file__).with_name("fonts.conf")
APPARMOR_DENIES = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")

# The last --disable-features wins, so Playwright's own have to be said again
# (`chromiumSwitches.ts`; a test compares the two), and then the three that draw a popup under
# the address bar of every new window, which takes half the time of a short scenario.
PLAYWRIGHTS_FEATURES = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,DialMediaRouteProvider,"
    "GlobalMediaControls,HttpsUpgrades,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,BlockOriginHeaderModificationOnRedirect,"
    "AvoidCorsURLLoaderRestartOnRedirect,Translate,AutoDeElevate,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,msForceBrowserSignIn,"
    "msEdgeUpdateLaunchServicesPreferredVersion"
)
POPUPS = "WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup"
DISABLED = "--disable-features="

CHROMIUM_FLAGS = (
    f"{DISABLED}{PLAYWRIGHTS_FEATURES},{POPUPS}",
    "--disable-background-networking",
    "--disable-lcd-text",
    "--disable-quic",
    "--font-render-hinting=none",
    # No process is made in advance for a page that never comes, and a context's tabs share one;
    # contexts never do, nor do sites. A short scenario takes a tenth less.
    "--renderer-process-limit=1",
)

NO_WINDOW = ("", "0", "false", "console")  # PWDEBUG, where it opens no inspector
WHOLE = ("--headless=new", "--load-extension", "--disable-extensions-except")

# Over WebDriver BiDi, Firefox takes no notice of what a context says about these.
FIREFOX_MEDIA: dict[str, tuple[str, dict[str, int | bool]]] = {
    "colorScheme": ("layout.css.prefers-color-scheme.content-override", {"dark": 0, "light": 1}),
    "reducedMotion": ("ui.prefersReducedMotion", {"reduce": 1, "no-preference": 0}),
    "contrast": ("layout.css.prefers-contrast.enabled", {"more": True, "no-preference": False}),
    "forcedColors": ("browser.display.document_color_use", {"active": 2, "none": 1}),
}


def launch_options(project: Project, given: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of `BrowserType.launch`; what was `given` by hand wins."""
    said = {snake(key): value for key, value in project.use.get("launchOptions", {}).items()}
    if channel := project.use.get("channel"):
        said["channel"] = channel
    options = {**said, **given}
    if project.engine == "chromium":
        options["args"] = joined([*CHROMIUM_FLAGS, *said.get("args", ())])
    if "connectOptions" in project.use:
        return options  # the browser is another machine's: its paths and fonts are not ours
    options = located(project, options)
    if project.engine == "chromium":
        options["env"] = environment() | {"FONTCONFIG_FILE": str(FONTS)} | said.get("env", {})
        options.setdefault("chromium_sandbox", can_sandbox())
    if options.get("channel", "").startswith("moz-firefox"):
        options["firefox_user_prefs"] = media_prefs(project) | said.get("firefox_user_prefs", {})
    return options


def environment() -> dict[str, str]:
    """Return our own, but for the one variable that changes with each test."""
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


def located(project: Project, options: dict[str, Any]) -> dict[str, Any]:
    """Add where the browser is, unless that is said already, or it isn't there."""
    if "executable_path" in options or options.get("channel", "chromium") != "chromium":
        return options
    found = browsers.find(project.engine, whole=wants_whole(options))
    rest = {key: value for key, value in options.items() if key != "channel"}
    return rest | found.launch_options if found else options


def settled(project: Project, options: dict[str, Any]) -> dict[str, Any]:
    """Return the last word on where the browser is: somebody may have changed what it has to do.

    What is None takes the place of what was said before.
    """
    found = browsers.find(project.engine)
    placed = found.launch_options if found else {}
    if placed.items() <= options.items():
        options = {key: value for key, value in options.items() if key not in placed}
    options = located(project, options)
    nowhere = "executable_path" not in options and options.get("channel", "chromium") == "chromium"
    if nowhere and browsers.find(project.engine, whole=wants_whole(options)) is None:
        raise pytest.UsageError(browsers.missing(project.engine))
    return {key: options.get(key) for key in ("executable_path", "channel")}


def wants_whole(options: dict[str, Any]) -> bool:
    """Whether a window or the back/forward cache is asked for, which the headless shell lacks."""
    return (
        options.get("headless") is False
        or options.get("channel") is not None
        or os.environ.get("PWDEBUG", "") not in NO_WINDOW
        or any(flag.startswith(WHOLE) for flag in options.get("args") or ())
        or "--disable-back-forward-cache" in (options.get("ignore_default_args") or ())
    )


def is_absent(project: Project) -> bool:
    """Whether a project's browser would have to be installed first."""
    use = project.use
    said = {**use, **use.get("launchOptions", {})}
    elsewhere = {"connectOptions", "executablePath", "channel"} & said.keys()
    return not elsewhere and browsers.find(project.engine) is None


def joined(flags: list[str]) -> list[str]:
    """Gather the features to disable in one flag, since the last one wins."""
    features = ",".join(flag.removeprefix(DISABLED) for flag in flags if flag.startswith(DISABLED))
    return [*(flag for flag in flags if not flag.startswith(DISABLED)), DISABLED + features]


def media_prefs(project: Project) -> dict[str, Any]:
    """Say in Firefox's preferences what it doesn't hear from the context."""
    return {
        name: values[project.use[key]]
        for key, (name, values) in FIREFOX_MEDIA.items()
        if project.use.get(key) in values
    }


@cache
def can_sandbox() -> bool:
    """Whether Chromium's sandbox works here: not as root, nor where user namespaces are off."""
    if sys.platform != "linux":
        return True
    if browsers.is_root() or not shutil.which("unshare"):
        return False
    # Ubuntu lets anybody make a user namespace, but grants no rights in it.
    if APPARMOR_DENIES.is_file() and APPARMOR_DENIES.read_text().strip() == "1":
        return False
    as_chromium = ["unshare", "--user", "--map-root-user", "--net", "true"]
    return subprocess.run(as_chromium, capture_output=True).returncode == 0
