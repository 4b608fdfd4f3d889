"""A PostgreSQL server for tests: in a folder of its own, on no port, and gone afterwards."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest

MISSING = "PostgreSQL's server isn't here; on Debian and Ubuntu: apt-get install postgresql"
# What a test writes needn't outlive a power cut.
HURRIED = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses=''"


class Cluster:
    """A running server, reached through a socket in its folder, where nobody else gets."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def create(self, template: str = "template1") -> str:
        """Make a database, as another one is if a `template` is named, and return its URL."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self._url("postgresql", "postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return self._url("postgresql+psycopg", name)

    def _url(self, scheme: str, database: str) -> str:
        return f"{scheme}://postgres@/{database}?host={self._folder}"


def find() -> Path | None:
    """Where the server's programs are: Debian keeps them off the path, a folder a version."""
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    newest = max(versions, key=lambda path: float(path.parent.name), default=None)
    on_the_path = shutil.which("initdb")
    return newest or (Path(on_the_path).parent if on_the_path else None)


@contextmanager
def running(programs: Path) -> Iterator[Cluster]:
    """Start a server with nothing in it, and stop it at the end."""
    folder = Path(mkdtemp(prefix="flash-once-"))  # not pytest's: a socket's path is 107 bytes long
    data = folder / "data"
    someone: dict[str, Any] = {}
    if os.getuid() == 0:  # as whom it refuses to run
        shutil.chown(folder, "postgres", "postgres")
        someone = {"user": "postgres", "group": "postgres", "extra_groups": []}

    def run(program: str, *options: str) -> None:
        command = [str(programs / program), "--pgdata", str(data), *options]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, **someone)

    try:
        kind = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C")
        run("initdb", *kind, "--no-sync")
        run("pg_ctl", "start", "--wait", f"--log={folder}/log", f"--options={HURRIED} -k {folder}")
        yield Cluster(folder)
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "stop", "--mode=immediate")
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Give a server to make databases on, the same for all tests."""
    programs = find()
    if not programs:
        pytest.skip(MISSING)
    with running(programs) as cluster:
        yield cluster
