"""What fast tests and scenarios run on: SQLite, or PostgreSQL where DATABASE says so."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Engine, create_engine, text

from app.extensions import Base
from tests.postgresql import Cluster

KINDS = ("sqlite", "postgresql")
KIND = os.environ.get("DATABASE") or KINDS[0]
if KIND not in KINDS:
    pytest.exit(f"DATABASE is one of {', '.join(KINDS)}; this is {KIND!r}.", returncode=4)


class Database(Protocol):
    """A database that is empty again before each test, but for its tables."""

    url: str

    def keep(self) -> None:
        """Remember that it is as each test should find it."""

    def restore(self) -> None:
        """Have it be so again."""

    def release(self, engine: Engine) -> None:
        """Close what an app has open on it, as far as that is in the way of the next test."""

    def close(self) -> None:
        """End what is open here."""


class File:
    """SQLite's: a copy of the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"

    def keep(self) -> None:
        shutil.copy(self.path, f"{self.path}.kept")

    def restore(self) -> None:
        shutil.copy(f"{self.path}.kept", self.path)

    def release(self, engine: Engine) -> None:
        engine.dispose()  # or the write-ahead log would outlive the file

    def close(self) -> None:
        pass


class Tables:
    """PostgreSQL's: its rows deleted, which takes a twentieth of what TRUNCATE or a copy does."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = create_engine(url)

    def keep(self) -> None:
        pass

    def restore(self) -> None:
        anew = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"
        with self._engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
            connection.execute(text(anew))

    def release(self, engine: Engine) -> None:
        pass

    def close(self) -> None:
        self._engine.dispose()


def make_database(cluster: Callable[[], Cluster], path: Path) -> Database:
    """Make one; only PostgreSQL's asks for a `cluster`, only SQLite's is at `path`."""
    return File(path) if KIND == "sqlite" else Tables(cluster().create())
