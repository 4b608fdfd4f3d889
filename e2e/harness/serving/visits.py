"""Which tests visit the app, and its being there for them, however they visit it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, TypeAlias

import pytest
from werkzeug.wrappers import Response

from ..config.file import NAME
from ..config.project import project_of
from .addresses import address
from .server import Server

if TYPE_CHECKING:
    from _pytest.fixtures import FuncFixtureInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Making: TypeAlias = Generator[None, pytest.TestReport, pytest.TestReport]


class Nothing:
    """What is served where there is no app to serve: the reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self.asked = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.asked = True
        return Response(self.reason, status=503)(environ, start_response)


NOTHING = pytest.StashKey[Nothing]()


def visits(item: pytest.Item) -> bool:
    """Whether a test goes where the app is served; others may call a function of the app's."""
    callspec = getattr(item, "callspec", None)
    parameters = set(callspec.params) if callspec else set()
    return bool({"base_url", "browser_name", "served"} & fixtures(item).union(parameters))


def fixtures(item: pytest.Item) -> set[str]:
    """Name the fixtures that a test asks for, and those that they ask for."""
    return set(getattr(item, "fixturenames", ()))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Have the app there for what visits it in this process; leave that out where it isn't here."""
    addresses: dict[int, str | None] = {}  # of each project, asked for once
    for item in filter(visits, items):
        project = project_of(item)
        if id(project) not in addresses:
            addresses[id(project)] = address(config, project)
        if not (given := addresses[id(project)]):
            have_it_served(item)
        elif {"app", "server"} & fixtures(item):
            reason = f"needs the app in its hands, which is at {given}"
            item.add_marker(pytest.mark.skip(reason=reason))


def have_it_served(item: pytest.Item) -> None:
    """Ask for the app after what is there for all tests, and before what a test asks for itself."""
    if isinstance(item, pytest.Function) and "served" not in item.fixturenames:
        known = item._fixtureinfo
        own = [name for name in item.fixturenames if name in known.argnames]
        last = len(item.fixturenames)
        places = [item.fixturenames.index(each) for each in own if scope(known, each) == "function"]
        item.fixturenames.insert(min(places, default=last), "served")


def scope(known: FuncFixtureInfo, name: str) -> str:
    definitions = known.name2fixturedefs.get(name)
    return definitions[-1].scope if definitions else "function"


@pytest.fixture
def served(
    request: pytest.FixtureRequest, pytestconfig: pytest.Config
) -> Iterator[WSGIApplication | None]:
    """Serve the scenario's `app`, unless something else is visited."""
    if address(pytestconfig, project_of(request.node)):
        yield None
        return
    server: Server = request.getfixturevalue("server")
    if "base_url" in request.fixturenames and request.getfixturevalue("base_url") != server.url:
        yield None
        return
    app = app_of(request)
    if isinstance(app, Nothing):
        request.node.stash[NOTHING] = app
    with server.serving(app):
        yield app


def app_of(request: pytest.FixtureRequest) -> WSGIApplication:
    """Return what the fixture `app` gives; without one to visit, what says so to whoever tries."""
    try:
        app = request.getfixturevalue("app")
    except pytest.FixtureLookupError as error:
        if error.argname != "app":
            raise
        return Nothing(
            "nothing to visit: write a fixture `app` that returns a WSGI application, "
            "or give --base-url or a webServer"
        )
    misfit = misfit_of(app)
    return Nothing(f"nothing to visit: the fixture `app` returns {misfit}") if misfit else app


def misfit_of(app: object) -> str | None:
    """Say what is given for an app and isn't one that can be served."""
    if type(app).__module__ == "_pytest.fixtures":
        return "itself; import what it should return by another name than its own"
    if not callable(app):
        return f"{app!r}, which is no WSGI application"
    if iscoroutinefunction(app) or iscoroutinefunction(type(app).__call__):
        return "an ASGI application, which wants a server of its own: start that with webServer"
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Making:
    """Say of a failure that what it visited wasn't there."""
    report = yield
    nothing = item.stash.get(NOTHING, None)
    if report.failed and nothing and nothing.asked:
        report.sections.append((NAME, nothing.reason))
    return report
