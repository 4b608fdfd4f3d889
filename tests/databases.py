"""What fast tests and scenarios run on: SQLite, or PostgreSQL where DATABASE says so."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import Connection, Engine, create_engine, func, select

from app.extensions import Base
from tests import postgresql

KINDS = ("sqlite", "postgresql")
KIND = os.environ.get("DATABASE") or KINDS[0]


def pytest_configure(config: pytest.Config) -> None:
    """Start one server for all processes of a run on PostgreSQL, which inherit where it is."""
    if KIND not in KINDS:
        pytest.exit(f"Error: DATABASE is {' or '.join(KINDS)}, not {KIND!r}.", returncode=4)
    if KIND == "postgresql" and not postgresql.is_shared():
        if not postgresql.find():
            pytest.exit(f"Error: {postgresql.MISSING}", returncode=4)
        config.add_cleanup(postgresql.share().stop)


class Database(Protocol):
    """A database that can be had again as it was once."""

    url: str

    def keep(self) -> None:
        """Remember how it is."""

    def restore(self) -> None:
        """Have it be so again."""

    def release(self, engine: Engine) -> None:
        """Close what an app has open on it, as far as that is in the way of the next test."""

    def close(self) -> None:
        """End what is open here."""


class File:
    """SQLite's: a file, and a copy of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"

    def keep(self) -> None:
        shutil.copy(self.path, f"{self.path}.kept")

    def restore(self) -> None:
        for log in self.path.parent.glob(f"{self.path.name}-*"):  # of one that somebody has open
            log.unlink()
        self.path.unlink()
        shutil.copy(f"{self.path}.kept", self.path)

    def release(self, engine: Engine) -> None:
        engine.dispose()  # or the write-ahead log would outlive the file

    def close(self) -> None:
        pass


class Tables:
    """PostgreSQL's: deleted and written anew, which takes a twentieth of TRUNCATE or of a copy."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = create_engine(url)
        self._rows: dict[str, list[Any]] = {}

    def keep(self) -> None:
        with self._engine.begin() as connection:
            for table in Base.metadata.sorted_tables:
                rows = connection.execute(select(table)).mappings()
                self._rows[table.name] = [dict(row) for row in rows]

    def restore(self) -> None:
        with self._engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
            for table in Base.metadata.sorted_tables:
                if rows := self._rows[table.name]:
                    connection.execute(table.insert(), rows)
            count_on(connection)

    def release(self, engine: Engine) -> None:
        pass

    def close(self) -> None:
        self._engine.dispose()


def count_on(connection: Connection) -> None:
    """Have ids be given from the largest on, as SQLite does, whoever was written with one."""
    if connection.dialect.name == "postgresql":
        for table in Base.metadata.sorted_tables:
            if "id" in table.columns:
                counter = func.pg_get_serial_sequence(table.name, "id")
                last = func.max(table.c.id)
                connection.execute(
                    select(func.setval(counter, func.coalesce(last, 1), last.is_not(None)))
                )


@contextmanager
def made(path: Path) -> Iterator[Database]:
    """Give an empty one: SQLite's file is at `path`, and PostgreSQL's is called so."""
    database: Database = File(path) if KIND == "sqlite" else Tables(named(path))
    yield database
    database.close()


def named(path: Path) -> str:
    """Return the URL of the one that is called so, the same in all processes of a run."""
    return f"sqlite:///{path}" if KIND == "sqlite" else postgresql.shared().named(path)
