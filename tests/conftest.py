"""What every fast test may ask for: an app with a fresh database, people, and visitors."""

import gc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from flask import Flask, session

from app.data import passwords
from app.data.models import User
from app.web import rights
from tests.apps import Shared, build, let_go
from tests.databases import KIND, KINDS, File, Tables, pytest_configure  # noqa: F401  # pytest calls it
from tests.people import People
from tests.postgresql import Cluster, cluster  # noqa: F401  # a fixture
from tests.visitor import Visitor

MakeApp = Callable[..., Flask]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--releases", action="store_true", help="Play the extension's tests on each Flask."
    )


def pytest_collection_finish() -> None:
    """Take what is there for the whole run out of what garbage is looked for in, and look less.

    Thousands of tests leave little behind, and a run of pytest in ours looks all through it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    passwords.hasher = PasswordHasher.from_parameters(CHEAPEST)


@pytest.fixture(scope="session")
def shared_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    with closing(Shared(File(tmp_path_factory.mktemp("databases") / "current.sqlite3"))) as shared:
        yield shared


@pytest.fixture(scope="session")
def shared_on_postgresql(cluster: Cluster) -> Iterator[Shared]:  # noqa: F811  # the fixture
    with closing(Shared(Tables(cluster.create()))) as shared:
        yield shared


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """Give the app with nobody in its database."""
    shared: Shared = request.getfixturevalue(f"shared_on_{KIND}")
    with shared.emptied() as app:
        yield app


@pytest.fixture(params=KINDS)
def app_on_each(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """Give the app with nobody in its database, which is of each kind in turn."""
    shared: Shared = request.getfixturevalue(f"shared_on_{request.param}")
    with shared.emptied() as app:
        yield app


@pytest.fixture
def make_app(request: pytest.FixtureRequest) -> Iterator[MakeApp]:
    """Make an app with settings of its own, on the same database unless one of them says else."""
    made: list[Flask] = []

    def make(**settings: object) -> Flask:
        if "DATABASE_URL" not in settings:
            shared: Shared = request.getfixturevalue(f"shared_on_{KIND}")
            settings["DATABASE_URL"] = shared.database.url
        made.append(build(**settings))
        return made[-1]

    yield make
    for app in made:
        let_go(app)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite3'}"
    server: Cluster = request.getfixturevalue("cluster")
    return server.create()


@pytest.fixture
def people(app: Flask) -> People:
    return People(app)


@pytest.fixture
def ada(people: People) -> User:
    """An admin, who can sign in with PASSWORD."""
    return people.add("Ada Lovelace", "ada@example.org", role="admin")


@pytest.fixture
def grace(people: People) -> User:
    """A member, who can sign in with PASSWORD."""
    return people.add("Grace Hopper", "grace@example.org")


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who isn't signed in."""
    return enter(app)


@pytest.fixture
def admin(app: Flask, ada: User) -> Visitor:
    """Ada, signed in."""
    return enter(app, ada)


@pytest.fixture
def member(app: Flask, grace: User) -> Visitor:
    """Grace, signed in."""
    return enter(app, grace)


def enter(app: Flask, user: User | None = None) -> Visitor:
    """Give another visitor of the app, signed in, without a click, if it is to be somebody."""
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    if user:
        with app.test_request_context():
            rights.sign_in(user)
            signed_in = dict(session)
        with visitor.session_transaction() as theirs:
            theirs.update(signed_in)
    return visitor
