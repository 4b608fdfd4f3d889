"""The site served by processes of its own, as in production."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .site import load

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

WORKERS = 2


def create_app(name: str, folder: str) -> WSGIApplication:
    """Make a site for gunicorn, by the name of its adapter."""
    return load(name).create_app(Path(folder))


@contextmanager
def started(name: str, folder: Path) -> Iterator[str]:
    """Serve a site by gunicorn's workers, and return the address."""
    # It listens before gunicorn runs: whoever comes early waits, and there is nothing to poll.
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    port, number = listener.getsockname()[1], listener.fileno()
    command = [sys.executable, "-m", "gunicorn", f"--workers={WORKERS}", f"--bind=fd://{number}"]
    app = f"{__name__}:create_app({name!r}, {str(folder)!r})"
    with (folder / f"host-{port}.log").open("wb") as log:
        process = subprocess.Popen([*command, app], pass_fds=[number], stdout=log, stderr=log)
    listener.close()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
