"""A PostgreSQL server for tests: in a folder of its own, on no port, and gone afterwards.

`python -m tests.postgresql` sees that its programs are there, and installs Debian's if need be.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest

SHARED = "TEST_CLUSTER"  # the environment's name for the folder of the one for a whole run
MISSING = "PostgreSQL's server isn't here; on Debian and Ubuntu: apt-get install postgresql"
INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends", "postgresql"]
# Not as ours is: what is written in UTC and read as such must not lean on the server's own zone.
KIND = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
ZONE = "-c TimeZone=Pacific/Auckland"
# What a test writes needn't outlive a power cut.
HURRIED = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses=''"
MANY = "-c max_connections=300"  # for some apps at once, in each of some processes


class Cluster:
    """A running server, reached through a socket in its folder, where nobody else gets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def create(self, options: str = "") -> str:
        """Make an empty database, with some of SQL's options for one, and return its URL."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {options}")
        return self.url(name)

    def named(self, path: Path) -> str:
        """Make a database for a path, unless there is one, and return its URL."""
        name = f"test_{sha256(str(path).encode()).hexdigest()[:16]}"
        with suppress(psycopg.errors.DuplicateDatabase):
            self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def run(self, statement: str, database: str = "postgres") -> list[Any]:
        """Do something as the one who may do all; return the rows, if it gives any."""
        with psycopg.connect(self.url(database, "postgresql"), autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def url(self, name: str, scheme: str = "postgresql+psycopg", user: str = "postgres") -> str:
        return f"{scheme}://{user}@/{name}?host={self.folder}"

    def start(self) -> None:
        socket = f"{HURRIED} {MANY} {ZONE} -k {self.folder}"
        self._run("initdb", *KIND, "--no-sync")
        self._control("start", f"--log={self.folder}/log", f"--options={socket}")

    def restart(self) -> None:
        """Stop at once, whoever is connected, and start again."""
        self._control("restart", "--mode=immediate")

    def stop(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self._control("stop", "--mode=immediate")
        shutil.rmtree(self.folder)

    def _control(self, *options: str) -> None:
        self._run("pg_ctl", *options, "--wait")

    def _run(self, program: str, *options: str) -> None:
        programs = find()
        assert programs, MISSING
        someone: dict[str, Any] = {}
        if os.getuid() == 0:  # as whom it refuses to run
            shutil.chown(self.folder, "postgres", "postgres")
            someone = {"user": "postgres", "group": "postgres", "extra_groups": []}
        subprocess.run(
            [str(programs / program), f"--pgdata={self.folder}/data", *options],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            **someone,
        )


def find() -> Path | None:
    """Where the server's programs are: Debian keeps them off the path, a folder a version."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    on_the_path = shutil.which("initdb")
    return newest.parent if newest else Path(on_the_path).parent if on_the_path else None


def install() -> None:
    """Have Debian's or Ubuntu's package, where that is possible; else say what is to be done."""
    if find():
        return
    if os.getuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Error: {MISSING}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    sys.stderr.write("Installing PostgreSQL's server, once.\n")
    for command in (["apt-get", "update"], INSTALL):
        subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    if not find():
        sys.exit(f"Error: {MISSING}")


def start() -> Cluster:
    """Start a server with nothing in it."""
    folder = Path(mkdtemp(prefix="flash-once-"))  # not pytest's: a socket's path is 107 bytes long
    cluster = Cluster(folder)
    try:
        cluster.start()
    except BaseException:
        cluster.stop()
        raise
    return cluster


@contextmanager
def serving() -> Iterator[Cluster]:
    """Give a server, and stop it at the end."""
    if not find():
        pytest.skip(MISSING)
    cluster = start()
    try:
        yield cluster
    finally:
        cluster.stop()


def share() -> Cluster:
    """Start one for all processes of a run, which are this one's children."""
    cluster = start()
    os.environ[SHARED] = str(cluster.folder)
    return cluster


def is_shared() -> bool:
    return SHARED in os.environ


def shared() -> Cluster:
    return Cluster(Path(os.environ[SHARED]))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Give a server to make databases on, the same for all tests."""
    if is_shared():
        yield shared()
        return
    with serving() as cluster:
        yield cluster


if __name__ == "__main__":
    install()
