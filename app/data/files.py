"""SQLite's file, which somebody may delete or replace while the app runs: to restore a backup, say.

Whoever has it open would go on reading and writing what nobody else will ever see.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

PATIENCE = 60  # seconds that processes wait for each other


def path_of(url: URL) -> Path | None:
    """Return where the file is; None if there is none, or only SQLite knows."""
    is_file = url.get_backend_name() == "sqlite" and "uri" not in url.query
    name = url.database if is_file else None
    return None if name in (None, "", ":memory:") else Path(str(name)).absolute()


@contextmanager
def one_at_a_time(path: Path | None) -> Iterator[None]:
    """Hold back other processes, by a lock that works on every system and ends with its holder."""
    with closing(sqlite3.connect(f"{path}.lock" if path else ":memory:")) as lock:
        lock.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
        lock.execute("BEGIN EXCLUSIVE")
        yield


class Watch:
    """Has each use of a connection begin with a look whether its file is still the one there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Beside the file: what was written last, and an index of it.
        self._logs = [path.with_name(path.name + end) for end in ("-wal", "-shm")]

    def begin(self, engine: Engine) -> None:
        event.listen(engine, "do_connect", self._make_none)
        event.listen(engine, "connect", self._note)
        event.listen(engine, "checkout", self._check)

    def _make_none(self, *_connecting: object) -> None:
        """Keep SQLite from making an empty one where the file is gone."""
        if not self._path.exists():
            raise sqlite3.OperationalError(f"{self._path} is gone")

    def _note(self, _connection: object, entry: ConnectionPoolEntry) -> None:
        entry.info["opened"] = {file: _identity(file) for file in (self._path, *self._logs)}
        entry.info["writable"] = os.access(self._path, os.W_OK)

    def _check(self, _connection: object, entry: ConnectionPoolEntry, _proxy: object) -> None:
        opened, there = entry.info["opened"], _identity(self._path)
        if there == opened[self._path]:
            # What was opened while it could only be read could never be written.
            if os.access(self._path, os.W_OK) and not entry.info["writable"]:
                raise InvalidatePoolError(f"{self._path} can be written again")
            return
        self._make_none()
        with one_at_a_time(self._path):  # or one removes what another has made anew
            for log in self._logs:
                # It belongs to the file before: SQLite would write it into the one that is there.
                if _identity(log) == opened[log]:
                    log.unlink(missing_ok=True)
        raise InvalidatePoolError(f"{self._path} was replaced")


def _identity(file: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        there = file.stat()
        return there.st_dev, there.st_ino
    return None
