"""What a scenario may ask for: the site, a visitor, and means to be unkind to both."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Playwright

from e2e.harness.serving.server import Server

from .client import Client
from .gate import Gate
from .hosts import started
from .plugin import (
    NAME,
    SITE,
    WITHOUT_SCRIPTS,
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
)
from .site import Site
from .visitor import Visitor

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

__all__ = ["pytest_addoption", "pytest_collection_modifyitems", "pytest_configure"]
MakeApp = Callable[..., "WSGIApplication"]
PassTime = Callable[[int], None]


@pytest.fixture(scope="session")
def site(pytestconfig: pytest.Config) -> Site:
    return pytestconfig.stash[SITE]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the site keeps what it keeps."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def make_app(site: Site, folder: Path) -> MakeApp:
    """Make the site, with these secret keys."""

    def make(*keys: str) -> WSGIApplication:
        # Beside Playwright's event loop, which runs in this thread, some extensions refuse to.
        with ThreadPoolExecutor(max_workers=1) as aside:
            return aside.submit(site.create_app, folder, *keys).result()

    return make


@pytest.fixture(scope="session")
def app(make_app: MakeApp, site: Site) -> Iterator[WSGIApplication]:
    app = make_app()
    yield app
    site.close_app(app)


@pytest.fixture
def gate(served: None, base_url: str) -> Iterator[Gate]:
    gate = Gate(base_url)
    yield gate
    gate.close()


@pytest.fixture
def client(playwright: Playwright, site: Site, gate: Gate) -> Iterator[Client]:
    requests = playwright.request.new_context()
    yield Client(requests, site, gate)
    requests.dispose()


@pytest.fixture
def scripted(new_context: Callable[..., BrowserContext], site: Site, gate: Gate) -> Visitor:
    """Somebody whose browser runs scripts, as a scenario may have to do itself."""
    return Visitor(new_context(), site, gate)


@pytest.fixture(params=["scripts", WITHOUT_SCRIPTS])
def visitor(
    request: pytest.FixtureRequest,
    new_context: Callable[..., BrowserContext],
    site: Site,
    gate: Gate,
) -> Visitor:
    """Somebody, first with a browser that runs scripts, then with one that doesn't."""
    scripts = request.param != WITHOUT_SCRIPTS
    return Visitor(new_context(java_script_enabled=scripts), site, gate)


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> PassTime:
    """Put the site's clock forward; the browser's stays."""
    now, now_ns = time.time, time.time_ns

    def pass_time(seconds: int) -> None:
        monkeypatch.setattr(time, "time", lambda: now() + seconds)
        monkeypatch.setattr(time, "time_ns", lambda: now_ns() + seconds * 10**9)

    return pass_time


@pytest.fixture
def serve(make_app: MakeApp, site: Site) -> Iterator[Callable[..., str]]:
    """Serve the site again, with other secret keys, and return the address."""
    with ExitStack() as stack:

        def serve(*keys: str) -> str:
            app = make_app(*keys)
            stack.callback(site.close_app, app)
            server = Server()
            server.start()
            stack.callback(server.stop)
            stack.enter_context(server.serving(app))
            return server.url

        yield serve


@pytest.fixture(scope="session")
def workers(pytestconfig: pytest.Config, folder: Path, app: WSGIApplication) -> Iterator[str]:
    """Return the address of two processes that serve the site."""
    with started(pytestconfig.stash[NAME], folder) as address:
        yield address


@pytest.fixture
def start(
    pytestconfig: pytest.Config,
    folder: Path,
    app: WSGIApplication,
) -> Callable[[], AbstractContextManager[str]]:
    """Start the site in processes of its own, which end with the block."""
    return lambda: started(pytestconfig.stash[NAME], folder)
