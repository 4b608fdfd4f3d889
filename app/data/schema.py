"""The tables brought up to date on start, by one process at a time, whatever the database is."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import (
    Column,
    Connection,
    String,
    Table,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import ProgrammingError

from app.data import files
from app.extensions import Base, alembic, db
from app.settings import SettingsError

LOCK = 0x0F1A5401CE  # PostgreSQL's name for it: any number, as long as all hosts have the same
FORBIDDEN = "42501"  # what PostgreSQL calls it

# The oldest release that the tables are good for, told by the revision that it was made with.
compatibility = Table(
    "compatibility", Base.metadata, Column("oldest", String(32), primary_key=True)
)
log = logging.getLogger(__name__)


def bring_up_to_date() -> None:
    """Run the migrations that are missing; raises SettingsError where there is no use in it."""
    with _one_at_a_time(), db.engine.connect() as connection:
        _check_encoding(connection)
        if _is_newer(connection):
            return
        _check_ours(connection)
        connection.rollback()
        try:
            _upgrade()
        except ProgrammingError as error:
            if getattr(error.orig, "sqlstate", None) != FORBIDDEN:
                raise
            told = str(error.orig).partition("\n")[0]
            raise SettingsError(
                f"DATABASE_URL: the tables can't be brought up to date: {told}. "
                "Let the role that it names own the database."
            ) from None
        _write_oldest(connection)


def _upgrade() -> None:
    """Run each migration whole or not at all, which for SQLite its driver has to be told."""

    def begin(connection: Connection) -> None:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    if connection := alembic.migration_context.connection:
        connection.rollback()  # what was only read
    event.listen(db.engine, "begin", begin)
    try:
        alembic.upgrade()
    finally:
        event.remove(db.engine, "begin", begin)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold back whoever else starts this moment: other processes, and on PostgreSQL other hosts."""
    url = db.engine.url
    if url.get_backend_name() == "postgresql":
        with db.engine.connect() as connection:
            connection.detach()  # from the pool: it is closed at the end, and the lock with it
            connection.execute(select(func.pg_advisory_lock(LOCK)))
            connection.commit()  # the session holds it; a transaction would keep vacuum waiting
            yield
        return
    with files.one_at_a_time(files.path_of(url)):
        yield


def _check_encoding(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise SettingsError(
                f"DATABASE_URL: the database's encoding is {encoding}, which lacks letters that "
                "names have. Make another one: createdb --encoding=UTF8 --template=template0 NAME"
            )


def _is_newer(connection: Connection) -> bool:
    """Whether a newer release has been here; raises SettingsError if this one would do harm."""
    known = {script.revision for script in alembic.script_directory.walk_revisions()}
    unknown = set(alembic.migration_context.get_current_heads()) - known
    if not unknown:
        return False
    newer, ours = max(unknown), max(known)
    oldest = None
    if inspect(connection).has_table(compatibility.name):
        oldest = connection.scalar(select(compatibility.c.oldest))
    if oldest is None or oldest > ours:
        raise SettingsError(
            "DATABASE_URL: the database is of a newer release than this one, or of another "
            f"program: its tables are at {newer}, and this release knows them up to {ours}. "
            "Start the newer release, or name another database."
        )
    log.warning(
        "The database is of a newer release (%s), which this one can go on with (%s).", newer, ours
    )
    return True


def _check_ours(connection: Connection) -> None:
    if alembic.migration_context.get_current_heads():
        return
    there = set(inspect(connection).get_table_names()) & set(Base.metadata.tables)
    if there:
        raise SettingsError(
            f"DATABASE_URL: the database has a table “{min(there)}” that another program made. "
            "Name one of its own, empty at first."
        )


def _write_oldest(connection: Connection) -> None:
    """Note which release may still be started on these tables: the migrations say so, each."""
    oldest = ""
    for script in alembic.script_directory.walk_revisions():  # from the newest on
        oldest = script.revision
        if not getattr(script.module, "the_release_before_goes_on", False):
            break
    if connection.scalar(select(compatibility.c.oldest)) != oldest:
        connection.execute(delete(compatibility))
        connection.execute(insert(compatibility).values(oldest=oldest))
        connection.commit()
