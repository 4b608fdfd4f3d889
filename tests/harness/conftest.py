"""What the harness's own tests may ask for: a small project to play."""

import importlib
import socket
from collections.abc import Generator, Iterator
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, Playwright

from e2e.harness.config.project import Project
from e2e.harness.pictures.album import COMPARATOR, WRITTEN
from e2e.harness.serving.server import Server
from e2e.harness.visiting.launching import launch_options
from tests.harness.lending import Lender
from tests.harness.stage import TOP, Stage
from tests.hatchery import Hatchery

# Not xdist, which keeps the path that it finds, nor what pytest would rewrite.
IMPORTED = ("playwright.sync_api", "pytest", "flask", "werkzeug.serving", "slugify")
Making: TypeAlias = Generator[None, pytest.TestReport, pytest.TestReport]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: starts a browser, so takes seconds")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Making:
    """Keep pictures that these tests write in passing out of what the run says at its end."""
    report = yield
    told = report.user_properties
    report.user_properties = [each for each in told if each[0] not in {WRITTEN, COMPARATOR}]
    return report


@pytest.fixture(scope="session")
def preloaded() -> None:
    """Load the harness once for all runs in our process, before pytester minds the modules."""
    importlib.import_module("e2e.harness.plugin")


@pytest.fixture(scope="session")
def hatchery() -> Iterator[Hatchery]:
    hatchery = Hatchery(*IMPORTED)
    yield hatchery
    hatchery.close()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Start a browser for all tests here that want no other."""
    browser = playwright.chromium.launch(**launch_options(Project("desktop"), {}))
    yield browser
    browser.close()


@pytest.fixture
def stage(
    preloaded: None,  # it has to come first
    request: pytest.FixtureRequest,
    hatchery: Hatchery,
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
) -> Stage:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(TOP))
    return Stage(pytester, hatchery, Lender(request.getfixturevalue))


@pytest.fixture
def port() -> int:
    """Return a port that nobody listens at."""
    return free_port()


@pytest.fixture
def another_port(port: int) -> int:
    """Return a second one."""
    return free_port()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    server.stop()
