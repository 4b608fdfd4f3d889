"""Debian's Redis, started for a test on a socket of its own, where it is installed."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import ConstantBackoff, NoBackoff
from redis.exceptions import ConnectionError as NotYetError
from redis.retry import Retry

PATIENCE = 30  # seconds; starting is slow where much else is going on
BETWEEN = 0.05  # seconds


@contextmanager
def serve(folder: Path) -> Iterator[Redis]:
    """Start a server that keeps nothing on disk, and end it with the block."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        pytest.skip("Redis isn't installed: apt-get install redis-server brings it")
    socket = folder / "redis"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    with subprocess.Popen([program, *options], stdout=subprocess.DEVNULL) as server:
        retry = Retry(ConstantBackoff(BETWEEN), int(PATIENCE / BETWEEN), (NotYetError,))
        with Redis(unix_socket_path=str(socket), retry=retry) as client:
            client.ping()
        # Another one: the patient one would wait for a server that it has told to stop.
        with Redis(unix_socket_path=str(socket), retry=Retry(NoBackoff(), 0)) as client:
            yield client
        server.terminate()
