"""The packages that all this stands on, and those that single keys want besides."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import pytest

from .. import PACKAGE
from .file import Config
from .options import defaults
from .schema import dotted

# Each package without which nothing is played, its module, and the oldest that can be borne.
NEEDED = {
    "pytest": ("pytest", (8, 4)),
    "playwright": ("playwright", (1, 53)),
    "pytest-playwright": ("pytest_playwright", (0, 10)),
    "werkzeug": ("werkzeug", (3,)),
}
NEWEST_PLAYWRIGHT = (1, 65)  # that this has been tried with

OPTIONAL = {
    "pytest-rerunfailures": "rerunfailures",
    "pytest-split": "pytest_split.plugin",
    "pytest-timeout": "timeout",
    "pytest-xdist": "xdist",
}

OWN = {"retries": "pytest-rerunfailures", "timeout": "pytest-timeout"}  # what a project has, too


def check_packages() -> None:
    """Complain about a package that is missing or too old, before anything of it is imported."""
    for package, (module, oldest) in NEEDED.items():
        if find_spec(module) is None:
            raise pytest.UsageError(f"{PACKAGE} needs {package}; run: pip install {package}")
        if (found := release(package)) and found < oldest:
            wanted = ".".join(map(str, oldest))
            raise pytest.UsageError(
                f"{PACKAGE} needs {package} {wanted} or newer, which isn't {version(package)}; "
                f'run: pip install "{package}>={wanted}"'
            )


def release(package: str) -> tuple[int, ...]:
    """Return a package's version, as far as it is numbers; nothing of one that has none."""
    try:
        return tuple(map(int, re.findall(r"\d+", version(package))[:2]))
    except PackageNotFoundError:  # on the path, but never installed
        return ()


def check_plugins(pytest_config: pytest.Config, config: Config) -> None:
    """Complain about a plugin that isn't loaded: Playwright's own, or one that a key wants."""
    manager = pytest_config.pluginmanager
    present = {name for name, _ in manager.list_name_plugin()}
    present |= {str(getattr(plugin, "__name__", "")) for plugin in manager.get_plugins()}
    if "pytest_playwright.pytest_playwright" not in present:
        raise pytest.UsageError(
            f"{PACKAGE} plays with the fixtures of pytest-playwright, which is switched off; "
            f"switch {PACKAGE} off as well, with -p no:{PACKAGE}.plugin, or neither"
        )
    wanted = [(default.key, default.package) for default in defaults(config)]
    for index, table in enumerate(config.table.get("projects", [])):
        wanted += [(("projects", index, key), OWN[key]) for key in OWN if table.get(key)]
    for key, package in wanted:
        if OPTIONAL.get(package, package) not in {*present, "pytest", "pytest-playwright"}:
            raise pytest.UsageError(
                f"{config.place(key)}: {dotted(key)} is an option of "
                f"{package}'s: install it, or take the key out"
            )


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say that a Playwright is newer than what has been tried."""
    newest = ".".join(map(str, NEWEST_PLAYWRIGHT))
    if release("playwright") <= NEWEST_PLAYWRIGHT:
        return []
    return [f"playwright: tried with {newest} at most, and this is {version('playwright')}"]
