"""Two directories, of a thousand people and of a million, each in a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from flask import Flask
from sqlalchemy import insert, text

from app import create_app
from app.courses import records, seats
from app.data import passwords, search_index
from app.data.models import User
from app.extensions import db
from tests.benchmarks.growth.people import rows
from tests.postgresql import MISSING, find, serving

SMALL, BIG = 1_000, 1_000_000
AT_ONCE = 10_000  # rows
PASSWORD, ADMIN = "correct horse", "admin@example.org"
IN_A_COURSE = 500  # people
SETTINGS = {
    "TESTING": True,  # no .env
    "ENVIRONMENT": "production",
    "SECRET_KEY": "anybody may know it",
    "SIGN_IN_LIMIT": "1000000 per minute",
    "SIGN_IN_LIMIT_BY_ACCOUNT": "1000000 per minute",
    "SIGN_IN_LIMIT_BY_ADDRESS": "1000000 per minute",
    "SIGN_UP_LIMIT": "1000000 per minute",
}


def make(url: str) -> Flask:
    return create_app(SETTINGS | {"DATABASE_URL": url})


def fill(app: Flask, count: int) -> None:
    """Add so many people and an admin; the index is made when they are there, for that is quicker.

    Hashing a password takes long on purpose, whoever else is there: here it is to take no time.
    """
    passwords.hasher = PasswordHasher.from_parameters(CHEAPEST)
    password_hash = passwords.make_hash(PASSWORD)
    everybody = rows(count)
    with app.app_context():
        with db.engine.begin() as connection, search_index.set_aside(connection):
            while some := list(islice(everybody, AT_ONCE)):
                for row in some:
                    row.update(password_hash=password_hash, role="member", version=1)
                connection.execute(insert(User), some)
        if db.engine.dialect.name == "postgresql":  # as it does by itself, within a minute
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
        admin = User(name="Admin", email=ADMIN, password_hash=password_hash, role="admin")
        db.session.add(admin)
        course = records.add("Flask basics", "", 1000)
        for number in range(1, count, count // IN_A_COURSE):
            seats.join(number, course.id)


@contextmanager
def pair(database: str, big: int = BIG) -> Iterator[tuple[Flask, Flask]]:
    """Give the small directory and the big one, on SQLite or on PostgreSQL."""
    with urls(database) as (one, other):
        apps = make(one), make(other)
        for app, count in zip(apps, (SMALL, big), strict=True):
            click.echo(f"Adding {count} people to {database}", err=True)
            fill(app, count)
        yield apps
        for app in apps:
            with app.app_context():
                db.engine.dispose()


@contextmanager
def urls(database: str) -> Iterator[tuple[str, str]]:
    """Give two empty databases, in a temporary folder."""
    if database == "SQLite":
        with TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'one'}", f"sqlite:///{Path(folder) / 'other'}"
        return
    if not find():
        raise click.ClickException(MISSING)
    with serving() as cluster:
        yield cluster.create(), cluster.create()
