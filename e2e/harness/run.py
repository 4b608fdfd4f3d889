"""A run of pytest, from its command line to its last word."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from inspect import iscoroutinefunction
from types import ModuleType

import pytest
from playwright.sync_api import expect

from .config import packages
from .config.arguments import add_late_options, add_options
from .config.file import CONFIG, NAME, read
from .config.options import set_defaults
from .pictures import album, screenshots, stale
from .report import folders, github, report, steps
from .report.folders import check_folders, output_folder, report_folder
from .serving import addresses, apart, server, visits
from .serving.addresses import check_addresses
from .serving.webservers import have_the_app_there
from .visiting import choosing, limits, projects, retries, visitors

PARTS: tuple[ModuleType, ...] = (
    packages,
    choosing,
    limits,
    retries,
    projects,
    addresses,
    server,
    visits,
    visitors,
    screenshots,
    album,
    folders,
    stale,
    steps,
    report,
)

# Options of pytest's with which it shows something, and plays nothing.
SHOWING = (
    "cacheshow",
    "collectonly",
    "help",
    "markers",
    "setupplan",
    "show_fixtures_per_test",
    "showfixtures",
    "version",
)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    parser.addini("playwright_config", "The projects' file, as seen from rootdir.", default=NAME)
    pytest_config = pluginmanager.get_plugin("pytestconfig")
    assert isinstance(pytest_config, pytest.Config)
    named = pytest_config.getini("playwright_config")
    path = pytest_config.rootpath / named
    if named != NAME and not path.is_file():
        raise pytest.UsageError(f"playwright_config: there is no file {path}")
    config = read(path)
    pytest_config.stash[CONFIG] = config
    add_options(parser, pluginmanager, config)
    set_defaults(pytest_config, config)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser
) -> Iterator[None]:
    yield
    add_late_options(parser, early_config.pluginmanager)


@pytest.hookimpl(trylast=True)  # after pytest-playwright's, whichever is loaded first
def pytest_configure(config: pytest.Config) -> None:
    for kind in ("only", "skip"):
        config.addinivalue_line(
            "markers", f"{kind}_project(*names): {kind} run a scenario under these projects"
        )
    ours = config.stash[CONFIG]
    packages.check_plugins(config, ours)
    # Now, that is after pytest-playwright and its base_url, so that these fixtures win.
    for part in PARTS:
        config.pluginmanager.register(part, part.__name__)
    if addresses.has_several(ours):
        config.pluginmanager.register(apart, apart.__name__)
    check_addresses(config)
    choosing.check_choice(config)
    if not is_worker(config) and plays(config):
        check_folders(config, ours)
        config.pluginmanager.register(stale.Stale(config))
        if github.is_there(config):
            config.pluginmanager.register(github.Annotations(config))
        if folder := report_folder(config):
            config.pluginmanager.register(report.Report(config, folder))
    if (timeout := ours.expect.get("timeout")) is not None:
        expect.set_options(timeout=timeout)
    keep_compiled_driver(config)


def keep_compiled_driver(config: pytest.Config) -> None:
    """Have Node keep what it compiles: from the second run on, the driver starts a quarter faster.

    https://nodejs.org/api/module.html#module-compile-cache
    """
    cache: pytest.Cache | None = getattr(config, "cache", None)  # -p no:cacheprovider: none
    if cache and "NODE_COMPILE_CACHE" not in os.environ:
        with suppress(OSError):  # nothing may be written here
            os.environ["NODE_COMPILE_CACHE"] = str(cache.mkdir("node"))


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def plays(config: pytest.Config) -> bool:
    """Whether a run is one whose results take the place of the last one's."""
    return not any(config.getoption(name, None) for name in SHOWING)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Make room for what scenarios leave behind, and have the app there if there are workers."""
    config = session.config
    if is_worker(config) or not plays(config):
        return
    shutil.rmtree(output_folder(config), ignore_errors=True)
    if config.pluginmanager.hasplugin("dsession"):  # this process won't know what they play
        have_the_app_there(session, output_folder(config))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Play async tests first: Playwright's own loop, once there, lets no other run beside it."""
    items.sort(key=lambda item: not iscoroutinefunction(getattr(item, "obj", None)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Have the app there, where there are no workers, if anything visits it."""
    config = session.config
    if is_worker(config) or not plays(config):
        return
    if any(visits.visits(item) for item in session.items):
        have_the_app_there(session, output_folder(config))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Spare a run without Hypothesis its import, which Hypothesis's plugin makes at the end."""
    manager = session.config.pluginmanager
    plugin = manager.get_plugin("hypothesispytest")
    # Where workers used it, the plugin tells in this process what they found.
    if plugin and "hypothesis" not in sys.modules and not manager.hasplugin("dsession"):
        manager.unregister(plugin)
