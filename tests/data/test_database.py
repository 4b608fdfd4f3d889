"""The database on start: what can't be used is said in a sentence."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from app.data import database
from app.extensions import db
from app.settings import SettingsError
from tests.conftest import MakeApp


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("missing/people.sqlite3", "unable to open database file"),
        (".", "unable to open database file"),
        ("text.sqlite3", "file is not a database"),
    ],
)
def test_a_database_that_cannot_be_used_is_said_in_a_sentence(
    make_app: MakeApp, tmp_path: Path, file: str, said: str
) -> None:
    (tmp_path / "text.sqlite3").write_text("What is written here is no database. " * 99)

    with pytest.raises(SettingsError) as told:
        make_app(DATABASE_URL=f"sqlite:///{tmp_path / file}")

    assert told.value.message == f"DATABASE_URL: the database can't be used: {said}."


def test_what_cannot_be_reached_says_why_in_a_line() -> None:
    refused = ConnectionRefusedError('connection to "db" failed: refused\n\tIs it running?\n')
    error = OperationalError("SELECT 1", {}, refused)

    assert database.is_out_of_reach(error)
    assert database.reason(error) == 'connection to "db" failed: refused'


@pytest.mark.parametrize(("state", "away"), [("25006", True), ("42P01", False)])
def test_a_postgresql_that_only_reads_is_away(state: str, away: bool) -> None:
    refused = RuntimeError("cannot execute INSERT in a read-only transaction")
    refused.sqlstate = state  # type: ignore[attr-defined]  # where psycopg has it

    assert database.is_out_of_reach(DBAPIError("INSERT", {}, refused)) is away


def test_sqlite_waits_keeps_references_and_lets_others_read_meanwhile(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(DATABASE_URL=f"sqlite:///{tmp_path / 'test.sqlite3'}")
    pragmas = ("busy_timeout", "journal_mode", "synchronous", "foreign_keys", "mmap_size")
    with app.app_context(), db.engine.connect() as connection:
        told = [connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in pragmas]

    assert told == [15_000, "wal", 1, 1, 2**30]
