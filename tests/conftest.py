"""What every fast test may ask for: an app with a fresh database, people, and visitors."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from flask import Flask, session
from jinja2 import Undefined

from app import create_app
from app.data import passwords
from app.data.models import User
from app.extensions import db, limiter
from app.web import rights
from tests import databases
from tests.databases import KINDS, Database, pytest_configure  # noqa: F401  # pytest calls it
from tests.people import People
from tests.postgresql import Cluster, cluster  # noqa: F401  # a fixture
from tests.visitor import Visitor

SETTINGS = {
    "TESTING": True,
    "ENVIRONMENT": "production",
    "SECRET_KEY": "a key that is for tests only",
    "SIGN_IN_LIMIT": "1000 per minute",
    "SIGN_IN_LIMIT_BY_ADDRESS": "1000 per minute",
    "SIGN_UP_LIMIT": "1000 per minute",
}
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
    gc.set_threshold(700, 10, 100)


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    passwords.hasher = PasswordHasher.from_parameters(CHEAPEST)


@pytest.fixture(scope="session")
def shared_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Give the database of all tests that don't ask for another one."""
    with databases.made(tmp_path_factory.mktemp("databases") / "current.sqlite3") as database:
        yield database


@pytest.fixture(scope="session")
def shared_app(shared_database: Database) -> Iterator[Flask]:
    """Build the app once; its empty database is what every test begins with."""
    app = _build(shared_database)
    shared_database.keep()
    yield app
    _let_go(app)


@pytest.fixture
def app(shared_app: Flask, shared_database: Database) -> Iterator[Flask]:
    """Give the app with nobody in its database."""
    shared_database.restore()
    yield shared_app
    with shared_app.app_context():
        shared_database.release(db.engine)


@pytest.fixture
def make_app(shared_database: Database) -> Iterator[MakeApp]:
    """Make an app with settings of its own, on the same database unless one of them says else."""
    made: list[Flask] = []

    def make(**settings: object) -> Flask:
        made.append(_build(shared_database, **settings))
        return made[-1]

    yield make
    for app in made:
        _let_go(app)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite3'}"
    server: Cluster = request.getfixturevalue("cluster")
    return server.create()


class Unprintable(Undefined):
    """What a template names, but nothing gives: it may be asked for, not written into a page."""

    __str__ = Undefined._fail_with_undefined_error


def _build(shared_database: Database, **settings: object) -> Flask:
    app = create_app(SETTINGS | {"DATABASE_URL": shared_database.url} | settings)
    app.test_client_class = Visitor
    app.jinja_env.undefined = Unprintable
    return app


def _let_go(app: Flask) -> None:
    """Close what an app has open on its database, and forget that it was away."""
    limiter._storage_dead = False  # one limiter serves all apps
    with app.app_context():
        db.engine.dispose()


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
