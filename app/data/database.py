"""The database: SQLite told to behave, the tables brought up to date on start."""

import logging
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import DateTime, Dialect, Engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneIsFree
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.types import TypeDecorator

from app.data import files, schema
from app.extensions import db
from app.settings import SettingsError

PATIENCE = 15_000  # milliseconds to wait for a lock: an import may well take ten seconds
MAPPED = 2**30  # bytes of a file that are read where the system has them, not copied page by page
READ_ONLY = "25006"  # what PostgreSQL calls it, which isn't an operational error to its driver


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC, on SQLite (which forgets the zone) as on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value and value.tzinfo:
            return value.astimezone(UTC)  # PostgreSQL tells it in the zone of its server
        return value.replace(tzinfo=UTC) if value else None


@event.listens_for(Engine, "connect")
def _set_pragmas(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        connection.execute("PRAGMA journal_mode = WAL")  # readers don't wait for a writer
        connection.execute("PRAGMA synchronous = NORMAL")  # safe with WAL
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA mmap_size = {MAPPED}")


def _set_timeout(connection: PoolProxiedConnection, _record: object) -> None:
    """Have PostgreSQL wait as long for a lock, unless it was told how long: it would for ever."""
    with closing(connection.cursor()) as cursor:
        cursor.execute(
            f"SELECT set_config('lock_timeout', '{PATIENCE}', false)"
            " WHERE current_setting('lock_timeout') = '0'"
        )
    connection.commit()


def init_app(app: Flask) -> None:
    """Bring the tables up to date; the pool is emptied so that forked workers share nothing."""
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells three lines at each start
    with suppress(OSError):  # of somebody else's; the database may be anywhere
        Path(app.instance_path).mkdir(parents=True, exist_ok=True)
    try:
        with app.app_context():
            schema.bring_up_to_date()
    except (SQLAlchemyError, sqlite3.Error) as error:
        # Without a statement it didn't connect: "?sslmod=" is no option, say.
        asked = not isinstance(error, DBAPIError) or error.statement
        if isinstance(error, SQLAlchemyError) and asked and not is_out_of_reach(error):
            raise
        raise SettingsError(f"DATABASE_URL: the database can't be used: {reason(error)}.") from None
    finally:
        with app.app_context():
            db.engine.dispose()
            if db.engine.dialect.name == "postgresql":  # from now on: to start may take its time
                event.listen(db.engine, "connect", _set_timeout)
            if path := files.path_of(db.engine.url):
                files.Watch(path).begin(db.engine)
    app.add_url_rule("/healthz", "healthz", _answer_health)


def is_out_of_reach(error: SQLAlchemyError) -> bool:
    """Whether the database itself failed: locked, full, read-only or gone; not what was asked."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, NoneIsFree)
    if isinstance(error.orig, sqlite3.Error):
        # A mistake in a statement, or a file that was deleted.
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            return "no such table" in str(error.orig)
        return isinstance(error, OperationalError) or type(error.orig) is sqlite3.DatabaseError
    return (
        isinstance(error, OperationalError)
        or error.connection_invalidated
        or getattr(error.orig, "sqlstate", None) == READ_ONLY
    )


def reason(error: SQLAlchemyError | sqlite3.Error) -> str:
    """Say in the driver's words what is wrong; it names no password."""
    told = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    return told.partition("\n")[0].rstrip(".")


def _answer_health() -> tuple[str, dict[str, str]]:
    # Of a table: SQLite makes a file that was deleted anew, empty.
    db.session.execute(text("SELECT 1 FROM users LIMIT 1"))
    return "ok\n", {"Content-Type": "text/plain", "Cache-Control": "no-store"}
