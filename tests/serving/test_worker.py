"""The server without a proxy in front: clients that are slow, idle or greedy keep nobody out."""

import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

import pytest

from app.serving import channel
from tests.server import PATIENCE, Server, serving

FIFTY = 50
POST = (
    "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
)


def connect(server: Server) -> socket.socket:
    return socket.create_connection((server.host, int(server.port)), timeout=PATIENCE)


@contextmanager
def fifty(server: Server, sent: str) -> Iterator[list[socket.socket]]:
    """Let fifty clients connect and send something each."""
    with ExitStack() as stack:
        clients = [stack.enter_context(connect(server)) for _ in range(FIFTY)]
        for client in clients:
            client.sendall(sent.encode())
        yield clients


def answer(client: socket.socket) -> bytes:
    with client.makefile("rb") as file:
        return file.read()


def seconds(server: Server) -> float:
    """How long others wait; the middle of five, for much else may be going on here."""
    taken = []
    for _ in range(5):
        began = time.monotonic()
        assert server.ask("GET", "/healthz", patience=5)[0] == 200
        taken.append(time.monotonic() - began)
    return sorted(taken)[2]


@pytest.mark.parametrize(
    "sent",
    ["", "GET /users HTTP/1.1\r\nHost: lo", f"{POST}Content-Length: 1000\r\n\r\nemail=a"],
    ids=["nothing", "half a head", "half a body"],
)
def test_fifty_who_do_not_go_on_keep_nobody_waiting(server: Server, sent: str) -> None:
    with fifty(server, sent):
        assert seconds(server) < 1


def test_fifty_who_send_a_byte_at_a_time_keep_nobody_waiting_and_are_answered(
    server: Server,
) -> None:
    rest = f"{POST}Content-Length: 12\r\nConnection: close\r\n\r\nemail=&a=b&c"[-8:]
    with fifty(server, f"{POST}Content-Length: 12\r\nConnection: close\r\n\r\nemai") as clients:
        for byte in rest:
            assert seconds(server) < 1
            for client in clients:
                client.sendall(byte.encode())

        assert {answer(client)[:12] for client in clients} == {b"HTTP/1.1 303"}


def test_many_headers_are_refused_once_they_are_larger_than_all_cookies(server: Server) -> None:
    head = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
    headers = "".join(f"X-{number}: {'x' * 70_000}\r\n" for number in range(95))
    began = time.monotonic()
    with connect(server) as client:
        client.sendall(f"{head}{headers}\r\n".encode())
        refused = answer(client)
    assert time.monotonic() - began < 1

    assert refused.split()[1] == b"431"
    assert "<h1>Your browser sent too much along</h1>" in refused.decode()


def test_an_address_longer_than_any_of_ours_is_refused(server: Server) -> None:
    status, headers, page = server.ask("GET", f"/users?q={'x' * 8190}")

    assert (status, headers["Connection"]) == (414, "close")
    assert headers["Content-Security-Policy"]
    assert "<h1>That address is too long</h1>" in page.decode()
    assert b'<link rel="stylesheet" href="/static/' in page


def test_what_is_no_http_is_refused_in_plain_words(server: Server) -> None:
    with connect(server) as client:
        client.settimeout(30)
        client.sendall(b"HELLO\r\n\r\n")
        refused = answer(client)

    assert refused.split()[1] == b"400"
    assert "<h1>That can’t be understood</h1>" in refused.decode()


def test_a_file_is_sent_whole_and_counted(server: Server) -> None:
    page = server.ask("GET", "/users")[2].decode()
    (font,) = re.findall(r'href="(/static/[^"]+\.woff2)"', page)
    status, headers, body = server.ask("GET", font)

    assert (status, len(body)) == (200, int(headers["Content-Length"]))
    server.logged(rf'"GET {font}" 200 {len(body)} bytes')
    assert server.ask("HEAD", font)[2] == b""
    server.logged(rf'"HEAD {font}" 200 0 bytes')


def test_beside_the_path_it_is_served_under_there_is_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, SCRIPT_NAME="/people") as mounted:
        assert mounted.ask("GET", "/people/healthz")[0] == 200
        assert mounted.ask("GET", "/people/users?q=ada")[0] == 200
        for beside in ("/healthz", "/", "/peoplehealthz", "/static/css/app.css"):
            status, _, body = mounted.ask("GET", beside)
            assert (status, b"Not Found" in body) == (404, True)
        mounted.logged(r'"GET /people/users" 200')
        refused = mounted.ask("GET", f"/people/users?q={'x' * channel.LONGEST_LINE}")[2]
        assert b'<a class="button" data-kind="primary" href="/people/users"' in refused
    assert "Traceback" not in mounted.seen


def test_a_new_server_takes_over_without_a_gap(tmp_path: Path) -> None:
    with serving(tmp_path) as before, ThreadPoolExecutor() as pool:
        replaced = Event()
        asked = pool.submit(ask_until, replaced, before)
        (idle := connect(before)).sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle.recv(1000).startswith(b"HTTP/1.1 200")
        os.kill(before.pid, signal.SIGUSR2)
        (after,) = before.logged(r"\[(\d+)\] \[INFO\] Flash Once is at")
        began = time.monotonic()
        os.kill(before.pid, signal.SIGTERM)
        before.logged(r"Shutting down: Master")
        taken = time.monotonic() - began
        replaced.set()
        statuses = asked.result()
        os.kill(int(after), signal.SIGTERM)
    idle.close()

    assert len(statuses) > 5
    assert set(statuses) == {200}
    assert 2 < taken < 7, "who only keeps a connection has two seconds to use it, and no more"


def ask_until(end: Event, server: Server) -> list[int]:
    statuses = []
    while not end.is_set():
        statuses.append(server.ask("GET", "/healthz", patience=20)[0])
    return statuses
