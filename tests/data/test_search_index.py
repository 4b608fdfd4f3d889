"""The search's index: kept up to date by the database itself, and made anew where it is lost."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.exc import OperationalError

from app.data import search_index
from app.data.models import User
from app.data.search_index import Word
from app.extensions import alembic, db
from app.settings import SettingsError
from tests.conftest import MakeApp
from tests.people import People
from tests.postgresql import Cluster

TRIGGERS = {"search_added", "search_removed", "search_changing", "search_changed"}


@pytest.fixture
def app(make_app: MakeApp, database: str) -> Flask:
    """An app with nobody in its database, on SQLite and on PostgreSQL."""
    return make_app(DATABASE_URL=database)


def found(app: Flask, *words: str) -> list[str]:
    """Ask the index alone."""
    with app.app_context():
        them, _ = search_index.narrow(select(User.name), [Word(word, word) for word in words])
        return sorted(db.session.scalars(them))


def test_who_comes_changes_and_leaves_is_found_as_they_are(app: Flask, people: People) -> None:
    ada = people.add("Ada Lovelace", "ada@example.org", password=None)
    people.add("Grace Hopper", "grace@example.org", password=None)
    assert found(app, "lovelace") == found(app, "da", "ov") == ["Ada Lovelace"]

    people.change(ada, name="Ada King")
    assert found(app, "lovelace") == []
    assert found(app, "king") == found(app, "ki") == ["Ada King"]

    people.change(ada, email="countess@example.org")
    assert found(app, "ada@") == []
    assert found(app, "countess", "king") == ["Ada King"]

    people.remove(ada)
    assert found(app, "king") == found(app, "ki") == []
    assert found(app, "example.org") == ["Grace Hopper"]


def test_the_migration_takes_in_who_is_there_and_can_be_undone(app: Flask, people: People) -> None:
    people.add("Ada Lovelace", "ada@example.org", password=None)
    with app.app_context():
        alembic.downgrade("0006")
        db.session.execute(text("UPDATE users SET folded_name = 'ada king'"))
        db.session.commit()
        alembic.upgrade()
        assert not alembic.compare_metadata()

    assert found(app, "king") == found(app, "g") == ["Ada Lovelace"]
    people.add("Grace Hopper", "grace@example.org", password=None)
    assert found(app, "hopper") == ["Grace Hopper"]


@pytest.mark.parametrize(
    ("word", "ways"), [("ada", [" MATCH ", " LIKE "]), ("ad", ["search_terms", "@>"])]
)
def test_three_letters_are_a_trigram_and_two_begin_one(
    app: Flask, word: str, ways: list[str]
) -> None:
    with app.app_context():
        narrower, _ = search_index.narrow(select(User.id), [Word(word, word)])
        asked = str(narrower.compile(db.engine))

    assert any(way in asked for way in ways)


def test_making_it_anew_loses_nobody(app: Flask, people: People) -> None:
    people.add("Ada Lovelace", "ada@example.org", password=None)
    with app.app_context(), db.engine.begin() as connection:
        search_index.create(connection)

    assert found(app, "lovelace") == ["Ada Lovelace"]


def triggers(connection: Connection) -> set[str]:
    named = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'users'")
    return set(connection.scalars(named))


def test_sqlite_keeps_it_up_to_date_after_all_migrations(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(DATABASE_URL=f"sqlite:///{tmp_path}/people.sqlite3")
    with app.app_context(), db.engine.connect() as connection:
        assert triggers(connection) == TRIGGERS, (
            "a migration that makes users anew ends with create"
        )


def test_a_migration_that_makes_the_table_anew_sets_it_aside(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(DATABASE_URL=f"sqlite:///{tmp_path}/people.sqlite3")
    People(app).add("Ada Lovelace", "ada@example.org", password=None)
    with app.app_context(), db.engine.begin() as connection, search_index.set_aside(connection):
        make_anew(connection)
    with app.app_context(), db.engine.connect() as connection:
        assert triggers(connection) == TRIGGERS
    People(app).add("Grace Hopper", "grace@example.org", password=None)

    assert found(app, "lovelace", "example") == ["Ada Lovelace"]
    assert found(app, "hopper") == ["Grace Hopper"]


def test_a_migration_that_forgets_to_fails(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(DATABASE_URL=f"sqlite:///{tmp_path}/people.sqlite3")
    with (
        app.app_context(),
        pytest.raises(OperationalError, match="search_texts"),
        db.engine.begin() as connection,
    ):
        make_anew(connection)


def make_anew(connection: Connection) -> None:
    migration = Operations(MigrationContext.configure(connection))
    with migration.batch_alter_table("users", recreate="always"):
        pass


@pytest.mark.parametrize("said", ["no such module: fts5", "no such tokenizer: trigram"])
def test_a_sqlite_without_trigrams_is_said_in_a_sentence(said: str) -> None:
    class Old(Connection):
        dialect = SQLiteDialect()

        def __init__(self) -> None: ...

        def exec_driver_sql(self, statement: str, *_: object) -> None:  # type: ignore[override]  # nothing comes
            if statement.startswith("CREATE VIRTUAL TABLE"):
                raise OperationalError(statement, {}, sqlite3.OperationalError(said))

    with pytest.raises(SettingsError, match="Take a Python with SQLite"):
        search_index.create(Old())


def test_a_postgresql_that_may_not_make_it_is_said_in_a_sentence(
    make_app: MakeApp, cluster: Cluster
) -> None:
    url = cluster.create()
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE ROLE clerk LOGIN")
        connection.execute("GRANT ALL ON SCHEMA public TO clerk")

    with pytest.raises(SettingsError, match="CREATE EXTENSION pg_trgm"):
        make_app(DATABASE_URL=url.replace("postgres@", "clerk@"))

    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
    make_app(DATABASE_URL=url.replace("postgres@", "clerk@"))
