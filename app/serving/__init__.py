"""Gunicorn's settings for this app: `gunicorn --config python:app.serving`."""

import ctypes
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

HOST = os.environ.get("HOST", "127.0.0.1")
PORT = os.environ.get("PORT", "8000")
WORKERS = os.environ.get("WEB_CONCURRENCY", "2")  # what isn't a number, gunicorn refuses before us

# glibc's name for the size, in bytes, from which on memory is the system's again once it is freed.
M_MMAP_THRESHOLD, ONE_MEGABYTE = -3, 1024 * 1024

wsgi_app = "app.serving:load()"
bind = f"{HOST}:{PORT}"
# Loaded, and the tables brought up to date, once; the workers are forked off and share the memory.
preload_app = True
workers = int(WORKERS)
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
        return create_app()
    except SettingsError as error:
        sys.exit(f"Error: {error.message}")


def on_starting(arbiter: Arbiter) -> None:
    """Say plainly that the port is taken, rather than try five times first."""
    _give_memory_back()
    if arbiter.master_pid or "LISTEN_FDS" in os.environ or not PORT.isdigit():
        return  # the sockets are inherited, from the master before or from systemd
    family = socket.AF_INET6 if ":" in HOST else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST.strip("[]"), int(PORT)))
        except OSError as error:
            log.error("Can't listen on %s: %s.", bind, error.strerror)
            log.error("Choose another port: make start PORT=%s", int(PORT) + 1)
            sys.exit(1)


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
