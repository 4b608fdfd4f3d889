"""Gunicorn as `make start` runs it, started for a test and asked over HTTP."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

TOP = Path(__file__).parent.parent
PATIENCE = 120  # seconds; starting is slow where much else is going on


class Server:
    """A running gunicorn: where it listens, and what it has logged so far."""

    def __init__(self, lines: Queue[str | None]) -> None:
        self.lines = lines
        self.seen = ""
        self.host, self.port = self.logged(r"Flash Once is at http://([\d.]+):(\d+)")

    def logged(self, pattern: str) -> tuple[str, ...]:
        """Wait for a line that matches, and return its groups."""
        while line := self.lines.get(timeout=PATIENCE):
            self.seen += line
            if found := re.search(pattern, line):
                return found.groups()
        pytest.fail(f"gunicorn ended without saying {pattern!r}:\n{self.seen}")

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection(self.host, int(self.port), timeout=PATIENCE)
        connection.request(method, path, body or None, headers or {})
        response = connection.getresponse()
        answer = response.status, dict(response.getheaders()), response.read()
        connection.close()
        return answer


def start(folder: Path, **settings: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "ENVIRONMENT": "production",
        "SECRET_KEY": "a key that is for tests only",
        "DATABASE_URL": f"sqlite:///{folder / 'test.sqlite3'}",
        "HOST": "127.0.0.1",
        "PORT": "0",
        "PYTHONUNBUFFERED": "1",
        **settings,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "python:app.serving"],
        cwd=TOP,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    lines: Queue[str | None] = Queue()
    with start(folder, **settings) as process:
        listener = Thread(target=listen, args=(process, lines))
        listener.start()
        try:
            yield Server(lines)
        finally:
            process.terminate()
            listener.join()


def listen(process: subprocess.Popen[str], lines: Queue[str | None]) -> None:
    for line in process.stdout or []:
        lines.put(line)
    lines.put(None)
