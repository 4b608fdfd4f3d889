"""A visitor's browser and contexts, as the scenario's project says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Playwright

from ..config.file import CONFIG
from ..config.options import LATER
from ..config.project import Project, context_of, snake
from ..serving.addresses import address
from .launching import launch_options, settled
from .retries import records

PLAYWRIGHTS_LIMIT = 30_000  # ms
# Where the app under test is served; a proxy may be another machine, where nothing is.
LOOPBACK = "localhost,127.0.0.1,[::1]"
CONTEXTS = pytest.StashKey[list[BrowserContext]]()  # that a test has opened


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], project: Project
) -> dict[str, Any]:
    return launch_options(project, browser_type_launch_args)


@pytest.fixture(scope="session")
def connect_options(
    project: Project, browser_type_launch_args: dict[str, Any], pytestconfig: pytest.Config
) -> dict[str, Any] | None:
    """Say where another machine's browsers are, if they are to be used."""
    if "connectOptions" not in project.use:
        return None
    options = {snake(key): value for key, value in project.use["connectOptions"].items()}
    if "endpoint" in signature(BrowserType.connect).parameters:  # once it was ws_endpoint
        options["endpoint"] = options.pop("ws_endpoint")
    if address(pytestconfig, project) is None:
        # The app is in this process, and the browser may reach it through the connection.
        options.setdefault("expose_network", "<loopback>")
    # In Node's spelling: in pytest-playwright's, the other side takes no notice.
    wishes = {key: project.use[key] for key in ("channel",) if key in project.use}
    wishes |= project.use.get("launchOptions", {})
    if "args" in browser_type_launch_args:
        wishes["args"] = browser_type_launch_args["args"]
    headers = {"x-playwright-launch-options": json.dumps(wishes)}
    options["headers"] = headers | options.get("headers", {})
    return options


@pytest.fixture(scope="session")
def launch_browser(
    launch_browser: Callable[..., Browser],
    browser_type_launch_args: dict[str, Any],
    connect_options: dict[str, Any] | None,
    project: Project,
) -> Callable[..., Browser]:
    """Start the browser that is asked for in the end, by whoever has overridden what was said."""

    def launch(**wishes: Any) -> Browser:
        if connect_options:  # the browser is another machine's
            return launch_browser(**wishes)
        said = settled(project, {**browser_type_launch_args, **wishes})
        return launch_browser(**{**wishes, **said})

    return launch


@pytest.fixture(scope="session")
def open_browsers(
    playwright: Playwright, pytestconfig: pytest.Config
) -> Iterator[dict[str, Browser]]:
    """Keep the run's browsers, for projects that differ in their contexts alone to share."""
    if name := pytestconfig.stash[CONFIG].use.get("testIdAttribute"):
        playwright.selectors.set_test_id_attribute(name)
    opened: dict[str, Browser] = {}
    yield opened
    for browser in opened.values():
        browser.close()


@pytest.fixture(scope="session")
def browser(
    launch_browser: Callable[[], Browser],
    browser_name: str,
    browser_type_launch_args: dict[str, Any],
    connect_options: dict[str, Any] | None,
    open_browsers: dict[str, Browser],
) -> Browser:
    said = [browser_name, browser_type_launch_args, connect_options]
    kind = json.dumps(said, sort_keys=True, default=str)  # a path may be among them
    browser = open_browsers.get(kind)
    if browser is None or not browser.is_connected():
        browser = open_browsers[kind] = launch_browser()
    return browser


@pytest.fixture(scope="session")
def browser_context_args(
    browser_context_args: dict[str, Any],
    playwright: Playwright,
    pytestconfig: pytest.Config,
    project: Project,
) -> dict[str, Any]:
    """Lay the project's context over the plugin's, and the command line over both."""
    args = dict(browser_context_args)
    for layer in project.layers:
        if device := layer.get("device"):
            args |= described(playwright, device)
        args |= context_of(layer)
    if pytestconfig.stash[CONFIG].use.get("video") in LATER:
        args.pop("record_video_dir", None)  # it is each try's own matter
    if by_hand := pytestconfig.getoption("--device"):
        args |= described(playwright, by_hand)
    if proxy := args.get("proxy"):
        args["proxy"] = {"bypass": LOOPBACK, **proxy}
    return args


def described(playwright: Playwright, device: str) -> dict[str, Any]:
    """Return what Playwright knows of a device, but for the engine it ships with."""
    if device not in playwright.devices:
        raise pytest.UsageError(f'Playwright knows no device "{device}"')
    about = dict(playwright.devices[device])
    about.pop("default_browser_type", None)
    return about


@pytest.fixture
def new_context(
    served: None,  # there is something to visit
    new_context: Callable[..., BrowserContext],
    browser_context_args: dict[str, Any],
    project: Project,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., BrowserContext]:
    """Open contexts with the project's time limits."""
    opened: list[BrowserContext] = []
    request.node.stash[CONTEXTS] = opened

    def open_context(**args: Any) -> BrowserContext:
        if records(request.node):
            args.setdefault("record_video_dir", tmp_path_factory.mktemp("videos"))
        check_state({**browser_context_args, **args}.get("storage_state"))
        context = new_context(**args)
        limit(context, project.use)
        opened.append(context)
        return context

    return open_context


def check_state(state: object) -> None:
    """Complain about a file of cookies that nobody has written."""
    if isinstance(state, str | Path) and not Path(state).is_file():
        pytest.fail(
            f"storageState: there is no file {state}; a fixture of the session's can write it, "
            'as "Signing in once" in README says',
            pytrace=False,
        )


def limit(context: BrowserContext, use: Mapping[str, Any]) -> None:
    """Set the time limits that are said; an action's would also be navigation's, left alone."""
    if "actionTimeout" in use:
        context.set_default_timeout(use["actionTimeout"])
    if {"actionTimeout", "navigationTimeout"} & use.keys():
        context.set_default_navigation_timeout(use.get("navigationTimeout", PLAYWRIGHTS_LIMIT))
