"""The index that finds a part of a name or an email: trigrams on SQLite and on PostgreSQL.

Both databases keep it up to date by themselves. A migration that makes the table of users anew,
which SQLite needs for most changes, sets it aside meanwhile: `with set_aside(op.get_bind()):`
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import Connection, Select
from sqlalchemy.exc import DBAPIError

from app.data.search_index import postgresql, sqlite
from app.extensions import db
from app.settings import SettingsError

LEAST = 3  # letters; what is shorter is in no trigram, and has a way of its own


class Word(NamedTuple):
    """What a word is in names, and what it is in emails, where an accent counts."""

    name: str
    email: str

    @property
    def parts(self) -> set[str]:
        return {self.name, self.email}


def init_app(app: Flask) -> None:
    """Tell alembic, which compares tables with models, that the index is in none of them."""
    app.config["ALEMBIC_CONTEXT"]["include_name"] = _is_of_a_model


def _is_of_a_model(name: str | None, *_rest: object) -> bool:
    return not str(name).startswith("search_")


def create(connection: Connection) -> None:
    """Make the index of those who are there, or make it anew. Raises SettingsError."""
    drop(connection)
    kind = _kind(connection)
    try:
        _run(connection, kind.CREATE)
    except DBAPIError as error:
        if not any(name in str(error.orig) for name in kind.NEEDED):
            raise
        raise SettingsError(f"DATABASE_URL: {kind.MISSING}") from None


def drop(connection: Connection) -> None:
    _run(connection, _kind(connection).DROP)


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


@contextmanager
def set_aside(connection: Connection) -> Iterator[None]:
    """Do without it, and make it again of those who are there then."""
    drop(connection)
    yield
    create(connection)


def narrow(people: Select[Any], words: list[Word]) -> tuple[Select[Any], list[Word]]:
    """Of some people those who may have all the words, by way of the index.

    Some of them may not, for the sake of the words that are returned beside: to compare these with
    the text itself is left to the caller.
    """
    kind = _kind(db.engine)
    telling = [word.parts for word in words if all(word.parts)]
    long = [parts for parts in telling if min(map(len, parts)) >= LEAST]
    return kind.narrow(people, telling, long), [
        word for word in words if not kind.is_sure(word.parts)
    ]


def _kind(engine: Any) -> Any:
    return {"sqlite": sqlite, "postgresql": postgresql}[engine.dialect.name]
