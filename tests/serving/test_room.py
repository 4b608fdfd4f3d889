"""What a worker has room for: threads, memory, and what is given back of it."""

import re
import resource
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

import app.serving
from app.serving import worker
from tests.forked import TOP
from tests.server import Server, serving

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
UNREAD = 5_000_000  # bytes of answers, more than Linux takes for a client who doesn't read
HASHING = """
import re
from concurrent.futures import ThreadPoolExecutor
from argon2 import PasswordHasher
import app.serving
app.serving._give_memory_back()
hasher = PasswordHasher(time_cost=1, memory_cost=19 * 1024, parallelism=1)
with ThreadPoolExecutor(4) as pool:
    held = [int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1])]
    list(pool.map(hasher.hash, ["a"] * 12))
    held.append(int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1]))
print(held[1] - held[0])
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """Give a server of one worker, and the folder of its database."""
    folder = tmp_path_factory.mktemp("alone")
    with serving(
        folder, WEB_CONCURRENCY="1", DATABASE_URL=f"sqlite:///{folder}/test.sqlite3"
    ) as one:
        yield one, folder


@pytest.mark.parametrize(
    ("soft", "hard", "held"),
    [
        (1024, resource.RLIM_INFINITY, 1000),
        (1024, 4096, 1000),
        (512, 1500, 500),
        (9000, 9000, 1000),
    ],
)
def test_a_worker_holds_a_thousand_connections_for_75_seconds_where_the_system_lets_it(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, held: int
) -> None:
    limits, told = [(soft, hard)], dict[str, Any]()

    def create_server(_app: object, **options: Any) -> None:
        told.update(options)
        raise StopIteration  # that is all there is to know

    monkeypatch.setattr(worker, "create_server", create_server)
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, pair: limits.append(pair))
    process = object.__new__(worker.Worker)
    vars(process).update(cfg=app.serving, sockets=[], wsgi=None)

    with pytest.raises(StopIteration):
        process.run()

    assert told["channel_timeout"] == 75
    assert told["connection_limit"] == held
    # Each connection may have a body in a file of its own, and the database wants some.
    assert limits[-1] == (max(soft, 3 * held), hard)


def test_three_who_wait_for_a_lock_keep_nobody_else_waiting(alone: tuple[Server, Path]) -> None:
    server, folder = alone

    def sign_up(number: int) -> int:
        typed = f"name=Ada&email={number}@example.org&password=correct+horse"
        return server.ask("POST", "/users", {**FORM, "Cookie": "a=b"}, typed)[0]

    with ThreadPoolExecutor() as pool, closing(sqlite3.connect(folder / "test.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = pool.map(sign_up, range(3))
        health = [server.ask("GET", "/healthz", patience=8)[0] for _ in range(20)]
        other.rollback()

    assert set(health) == {200}
    assert list(waiting) == [303] * 3


def test_ten_who_do_not_read_their_answers_keep_nobody_waiting(alone: tuple[Server, Path]) -> None:
    server, _ = alone
    (font,) = re.findall(r'href="(/static/[^"]+\.woff2)"', server.ask("GET", "/users")[2].decode())
    size = len(server.ask("GET", font)[2])
    asked = f"GET {font} HTTP/1.1\r\nHost: localhost\r\n\r\n" * (UNREAD // size)
    with ExitStack() as stack:
        for _ in range(10):  # there are four threads
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            client.connect((server.host, int(server.port)))
            client.sendall(asked.encode())
        for _ in range(50):
            assert server.ask("GET", "/healthz", patience=5)[0] == 200


def test_bodies_that_arrive_slowly_wait_in_files(alone: tuple[Server, Path]) -> None:
    server, _ = alone
    head = "POST /sign-out HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
    size = 1_000_000
    worker = worker_of(server)
    Path(f"/proc/{worker}/clear_refs").write_text("5")  # what it held before doesn't count
    before = most_held(worker)
    with ExitStack() as stack:
        clients = [
            stack.enter_context(socket.create_connection((server.host, int(server.port))))
            for _ in range(50)
        ]
        for client in clients:
            client.sendall(f"{head}Content-Length: {size}\r\n\r\n".encode() + b"a" * (size - 1))
        for client in clients:
            client.sendall(b"a")
        assert {client.recv(12) for client in clients} <= {b"HTTP/1.1 400", b"HTTP/1.1 303"}

    assert most_held(worker) - before < 20_000, "of fifty megabytes"


def test_workers_show_that_they_live_without_a_disk(alone: tuple[Server, Path]) -> None:
    opened = Path(f"/proc/{worker_of(alone[0])}/fd").iterdir()

    assert any(str(file.readlink()).startswith("/dev/shm/") for file in opened)  # noqa: S108  # its own name


def worker_of(server: Server) -> str:
    """Return its only worker's process, once it is there."""
    server.ask("GET", "/healthz")
    return Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().strip()


def most_held(process: str) -> int:
    """Return the kilobytes that a process held when they were most."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1])


def test_what_hashing_passwords_took_is_given_back() -> None:
    told = subprocess.run(
        [sys.executable, "-c", HASHING], cwd=TOP, check=True, capture_output=True, text=True
    )

    assert int(told.stdout) < 19 * 1024, "kilobytes: less than one hash takes"
