"""What pytest's command line takes beside pytest-playwright's options."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .. import PACKAGE
from .file import NAME, Config
from .options import REPORT_FOLDER

MODES = ("all", "changed", "missing", "none")


def add_options(parser: pytest.Parser, manager: pytest.PytestPluginManager, config: Config) -> None:
    """Add the options that other plugins have to know of when they look at the command line."""
    add(
        parser,
        manager,
        "--project",
        action="append",
        default=[],
        metavar="NAME",
        help=f"Run a project of {NAME}; may be repeated, and hold a *.",
    )
    add(
        parser,
        manager,
        "--playwright-report",
        nargs="?",
        const=str(config.root / REPORT_FOLDER),
        metavar="FOLDER",
        help=f"Write Playwright's HTML report; python -m {PACKAGE} show-report shows it.",
    )
    # Where a conftest.py names this plugin, it is too late for the hook that adds the rest.
    if any(is_conftest(plugin) for plugin in manager.get_plugins()):
        add_late_options(parser, manager)


def add_late_options(parser: pytest.Parser, manager: pytest.PytestPluginManager) -> None:
    """Add an option that other plugins have, too, once all of them are there to be named."""
    add(
        parser,
        manager,
        "--update-snapshots",
        nargs="?",
        const="changed",
        default="missing",
        choices=MODES,
        help="Which baselines to write: without a word, the changed and the missing.",
    )


def add(
    parser: pytest.Parser, manager: pytest.PytestPluginManager, name: str, **words: Any
) -> None:
    group = parser.getgroup("playwright", "Playwright")
    try:
        group.addoption(name, **words)
    except (ValueError, argparse.ArgumentError):
        raise pytest.UsageError(
            f"{name} is an option of {holder(manager, name)} already, which can't be there as well "
            f"as {PACKAGE}: switch one of them off, with -p no:NAME"
        ) from None


def holder(manager: pytest.PytestPluginManager, option: str) -> str:
    """Name the plugin that has added an option, as `-p no:` wants it."""
    for name, plugin in manager.list_name_plugin():
        adding: Callable[..., None] | None = getattr(plugin, "pytest_addoption", None)
        code = getattr(adding, "__code__", None)
        if code and option in str(code.co_consts) and not name.startswith(f"{PACKAGE}."):
            return f"the plugin {name}"
    return "another plugin"


def is_conftest(plugin: object) -> bool:
    return Path(getattr(plugin, "__file__", None) or "").name == "conftest.py"
