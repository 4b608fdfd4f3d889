"""The site served by processes of its own, as in production."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from .site import load

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

WORKERS = 2
PATIENCE = 120  # seconds to start, or to end; both are slow where much else is going on


def create_app(name: str, folder: str) -> WSGIApplication:
    """Make a site for gunicorn, by the name of its adapter."""
    return load(name).create_app(Path(folder))


@contextmanager
def started(name: str, folder: Path) -> Iterator[str]:
    """Serve a site by gunicorn's workers, and return the address once it has answered there."""
    # It listens before gunicorn runs: the first request waits, and there is nothing to poll.
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    port, number = listener.getsockname()[1], listener.fileno()
    command = [sys.executable, "-m", "gunicorn", f"--workers={WORKERS}", f"--bind=fd://{number}"]
    app = f"{__name__}:create_app({name!r}, {str(folder)!r})"
    log = folder / f"host-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen([*command, app], pass_fds=[number], stdout=output, stderr=output)
    listener.close()
    try:
        wait_for_an_answer(port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_for_an_answer(port: int, log: Path) -> None:
    """Return once a worker has answered, whatever it says; raise with the log if none does."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, HTTPException) as error:
        raise RuntimeError(f"gunicorn did not answer ({error!r}):\n{log.read_text()}") from error
    finally:
        connection.close()
