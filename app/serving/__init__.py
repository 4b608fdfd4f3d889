"""Gunicorn's settings for this app: `gunicorn --config python:app.serving`."""

import ctypes
import errno
import gc
import logging
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import cast

from flask import Flask
from gunicorn.arbiter import Arbiter

from app import create_app
from app.extensions import db
from app.serving.worker import Worker
from app.settings import SettingsError

HOST = (os.environ.get("HOST") or "127.0.0.1").strip("[]")
PORT = os.environ.get("PORT") or "8000"

LAST_PORT = 65535

# glibc's name for the size, in bytes, from which on memory is the system's again once it is freed.
M_MMAP_THRESHOLD, ONE_MEGABYTE = -3, 1024 * 1024

wsgi_app = "app.serving:load()"
bind = f"[{HOST}]:{PORT}" if ":" in HOST else f"{HOST}:{PORT}"
if not PORT.isdecimal() or not 0 <= int(PORT) <= LAST_PORT:
    sys.exit(f"Error: PORT is a number up to {LAST_PORT}: set it to 8000, say, or leave it out.")
# Loaded, and the tables brought up to date, once; the workers are forked off and share the memory.
preload_app = True
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))  # no number is refused before us
if workers < 1:
    sys.exit(
        "Error: WEB_CONCURRENCY is the number of workers: set it to 1 or more, or leave it out."
    )
worker_class = Worker
threads = 4
worker_connections = 1000  # of each worker; a client more waits until one is closed
keepalive = 75  # seconds; longer than the 60 after which common proxies close theirs
# The workers' heartbeat is a file; on a disk it can stall them.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # no fixed name in it
control_socket_disable = True
accesslog = "-"

log = logging.getLogger("gunicorn.error")


def load() -> Flask:
    """Make the app; where a setting is wrong, say so without a traceback."""
    try:
        app = create_app()
    except SettingsError as error:
        sys.exit(f"Error: {error.message}")
    if app.config["DATABASE_URL"] in ("sqlite://", "sqlite:///:memory:"):
        sys.exit("Error: DATABASE_URL names no file: each worker would have data of its own.")
    return app


def on_starting(arbiter: Arbiter) -> None:
    """Say plainly that the port is taken, rather than try five times first."""
    _give_memory_back()
    if arbiter.master_pid or "LISTEN_FDS" in os.environ:
        return  # the sockets are inherited, from the master before or from systemd
    with socket.socket(socket.AF_INET6 if ":" in HOST else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(PORT)))
        except (OSError, UnicodeError) as error:
            log.error("Can't listen on %s: %s.", bind, getattr(error, "strerror", error))
            if isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES):
                log.error("Choose another port: make start PORT=%s", _another_port())
            else:
                log.error("Set HOST to an address of this machine's, or leave it out.")
            sys.exit(1)


def _another_port() -> int:
    return int(PORT) + 1 if 1024 <= int(PORT) < LAST_PORT else 8000


def _give_memory_back() -> None:
    """Have the workers, which inherit it, hold what a password's hash takes no longer than that.

    glibc would keep those 19 MiB for the next time, for each thread that ever hashed one.
    """
    with suppress(AttributeError):  # another C library: it has no mallopt
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, ONE_MEGABYTE)


def when_ready(arbiter: Arbiter) -> None:
    """Leave what is loaded out of garbage collection, which would copy its pages per worker."""
    gc.collect()
    gc.freeze()
    log.info("Flash Once is at %s", arbiter.LISTENERS[0])


def post_fork(_arbiter: Arbiter, worker: Worker) -> None:
    """Forget the master's connections without closing them: SQLite's must not cross a fork."""
    app = cast(Flask, worker.app.wsgi())
    with app.app_context():
        db.engine.dispose(close=False)
