"""The database: SQLite told to behave, the tables brought up to date on start."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import DateTime, Dialect, Engine, event, text
from sqlalchemy.types import TypeDecorator

from app.extensions import alembic, db


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC, on SQLite (which forgets the zone) as on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


@event.listens_for(Engine, "connect")
def _set_pragmas(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA journal_mode = WAL")  # readers don't wait for a writer
        connection.execute("PRAGMA synchronous = NORMAL")  # safe with WAL
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA busy_timeout = 5000")  # milliseconds


def init_app(app: Flask) -> None:
    """Bring the tables up to date; the pool is emptied so that forked workers share nothing."""
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells three lines at each start
    folder = Path(app.instance_path)
    folder.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(folder), app.app_context():
        alembic.upgrade()
    with app.app_context():
        db.engine.dispose()
    app.add_url_rule("/healthz", "healthz", _answer_health)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold back other processes that start this moment; SQLite's lock works on every system."""
    with closing(sqlite3.connect(folder / "migrating.lock", timeout=60)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _answer_health() -> tuple[str, dict[str, str]]:
    db.session.execute(text("SELECT 1"))
    return "ok\n", {"Content-Type": "text/plain", "Cache-Control": "no-store"}
