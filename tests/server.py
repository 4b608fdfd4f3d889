"""A gunicorn as `make start` runs it, seen from outside."""

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from tests.forked import COMMAND, SERVE, TOP, forked
from tests.hatchery import Forked

PATIENCE = 120  # seconds; starting is slow where much else is going on
Start = Callable[..., Forked | subprocess.Popen[str]]


class Server:
    """A running gunicorn: where it listens, and what it has logged so far."""

    def __init__(
        self, lines: Queue[str | None], pid: int, address: tuple[str, ...] | None = None
    ) -> None:
        self.lines, self.pid = lines, pid
        self.seen = ""
        self.host, self.port = address or self.logged(r"Flash Once is at http://([\d.]+):(\d+)")

    def logged(self, pattern: str) -> tuple[str, ...]:
        """Wait for a line that matches, and return its groups."""
        while line := self.lines.get(timeout=PATIENCE):
            self.seen += line
            if found := re.search(pattern, line):
                return found.groups()
        pytest.fail(f"gunicorn ended without saying {pattern!r}:\n{self.seen}")

    def ask(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: str = "",
        patience: float = PATIENCE,
    ) -> tuple[int, dict[str, str], bytes]:
        with closing(HTTPConnection(self.host, int(self.port), timeout=patience)) as connection:
            connection.request(method, path, body or None, headers or {})
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()


def fork(folder: Path, **settings: str) -> Forked:
    """Start one at once."""
    return forked(SERVE, _environment(folder, settings))


def start(folder: Path, **settings: str) -> subprocess.Popen[str]:
    """Start one by its command."""
    return subprocess.Popen(
        COMMAND,
        cwd=TOP,
        env=_environment(folder, settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _environment(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    return {
        **os.environ,
        "ENVIRONMENT": "production",
        "SECRET_KEY": "a key that is for tests only",
        "DATABASE_URL": f"sqlite:///{folder / 'test.sqlite3'}",
        "HOST": "127.0.0.1",
        "PORT": "0",
        "PYTHONUNBUFFERED": "1",
        **settings,
    }


@contextmanager
def serving(folder: Path, begin: Start = fork, /, **settings: str) -> Iterator[Server]:
    lines: Queue[str | None] = Queue()
    with begin(folder, **settings) as process:
        listener = Thread(target=listen, args=(process.stdout, lines))
        listener.start()
        try:
            yield Server(lines, process.pid)
        finally:
            process.terminate()
            listener.join()


def listen(output: Iterable[str] | None, lines: Queue[str | None]) -> None:
    for line in output or []:
        lines.put(line)
    lines.put(None)
