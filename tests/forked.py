"""Processes that start at once: forked from one that has imported the libraries, not the app.

Importing them takes four fifths of a server's start.
"""

import os
import sys
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

TOP = Path(__file__).parent.parent
COMMAND = [str(Path(sys.executable).with_name("gunicorn")), "--config", "python:app.serving"]
FORKING = get_context("forkserver")
FORKING.set_forkserver_preload(
    [
        "__main__",  # pytest's, which each process would import anew
        "argon2",
        "email_validator",
        "environs",
        "flask_alembic",
        "flask_babel",
        "flask_compress",
        "flask_limiter",
        "flask_login",
        "flask_sqlalchemy_lite",
        "flask_wtf",
        "gunicorn.app.wsgiapp",
        "gunicorn.workers.base",
        "psycopg",
        "sqlalchemy.dialects.postgresql",
        "sqlalchemy.dialects.sqlite",
        "waitress.server",
        "whitenoise",
        "wtforms",
    ]
)


class Forked:
    """A process that does something in an environment, as far as a Popen's user asks about it."""

    def __init__(self, deed: Callable[[], object], environment: Mapping[str, str]) -> None:
        ours, theirs = FORKING.Pipe(duplex=False)
        self._process = FORKING.Process(target=_do, args=(deed, dict(environment), theirs))
        self._process.start()
        theirs.close()
        self.stdout = os.fdopen(os.dup(ours.fileno()), encoding="utf-8")
        ours.close()

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    def terminate(self) -> None:
        self._process.terminate()

    def wait(self) -> tuple[int | None, str]:
        """Return how it ended, and what it said that nobody has read."""
        with self:
            said = self.stdout.read()
        return self._process.exitcode, said

    def __enter__(self) -> "Forked":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.join()
        self.stdout.close()


def _do(deed: Callable[[], object], environment: Mapping[str, str], output: Connection) -> None:
    os.dup2(output.fileno(), 1)
    os.dup2(1, 2)
    output.close()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(TOP)
    deed()


def serve() -> None:
    """Be gunicorn as `make start` runs it."""
    from gunicorn.app.wsgiapp import run

    sys.argv = COMMAND
    run()


def create_app() -> None:
    """Start as far as the tables go."""
    from app import create_app

    create_app()
