"""Serving: gunicorn as `make start` runs it, seen from outside."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from platform import libc_ver
from time import time

import pytest

from tests.flashing.cookie_jar import CookieJar
from tests.server import PATIENCE, Server, fork, serving


def test_it_says_that_it_is_well(server: Server) -> None:
    status, headers, body = server.ask("GET", "/healthz")

    assert (status, body) == (200, b"ok\n")
    assert headers["Cache-Control"] == "no-store"


def test_the_access_log_keeps_secrets(server: Server) -> None:
    secrets = {"Cookie": "session=SECRET", "Referer": "http://127.0.0.1/?q=SECRET"}

    server.ask("GET", "/healthz?token=SECRET", secrets)

    (line,) = server.logged(r"^(.*/healthz.*)$")
    assert re.fullmatch(r'\[.+\] 127\.0\.0\.1 "GET /healthz" 200 3 bytes \d+ ms', line)


def test_a_request_is_one_line_of_the_log(server: Server) -> None:
    server.ask("GET", "/one%0Atwo%22")

    server.logged(r'"GET /one%0Atwo%22" 404')


def test_a_body_of_no_known_length_is_refused_rather_than_cut(server: Server) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    connection = HTTPConnection(server.host, int(server.port), timeout=PATIENCE)
    connection.request("POST", "/sign-in", BytesIO(b"email=" + b"a" * 2 * 1024 * 1024), form)
    response = connection.getresponse()

    assert response.status == 411
    assert b"That came without its length" in response.read()
    connection.close()


def test_an_address_may_be_as_long_as_one_of_ours(server: Server) -> None:
    assert server.ask("GET", f"/users?q={'x' * 8000}")[0] == 200


def test_eighty_long_messages_at_once_lock_nobody_out(server: Server) -> None:
    jar = CookieJar(time)
    form = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
        "Sec-Fetch-Dest": "empty",
    }
    for number in range(80):  # of requests under way together, none has another's cookies
        answer = server.ask("POST", "/lesson", form, f"to=users&text={number}+{'long+' * 100}")
        jar.receive([answer[1]["Set-Cookie"]])

    status, _, page = server.ask("GET", "/users", {"Cookie": jar.send("/users")})

    assert status == 200
    assert page.count(b'<li class="banner"') == 80


def test_a_client_that_sends_it_all_first_still_reads_why_it_was_refused(server: Server) -> None:
    size = 10 * 1024 * 1024
    head = (
        f"POST /users HTTP/1.1\r\nHost: {server.host}\r\nContent-Length: {size}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nAccept: text/html\r\n"
        "Sec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection((server.host, int(server.port)), timeout=PATIENCE) as client:
        client.sendall(head.encode() + b"a" * size)
        with client.makefile("rb") as answer:
            assert answer.readline() == b"HTTP/1.1 413 REQUEST ENTITY TOO LARGE\r\n"
            assert b"less than 1 MB" in answer.read()


@pytest.mark.skipif(libc_ver()[0] != "glibc", reason="other C libraries aren't told how to free")
def test_what_passwords_take_is_given_back(tmp_path: Path) -> None:
    wrong = "email=ada@example.org&password=wrong"
    form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    with serving(tmp_path, WEB_CONCURRENCY="1") as alone:
        (worker,) = alone.logged(r"Booting worker with pid: (\d+)")
        alone.ask("GET", "/users")
        before = megabytes(worker)
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda _: alone.ask("POST", "/sign-in", form, wrong), range(8)))

        assert megabytes(worker) < before + 19  # what a single hash takes


def megabytes(process: str) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"^RssAnon:\s+(\d+) kB", status, re.MULTILINE)[0]) / 1024


def test_nobody_but_a_trusted_proxy_says_what_is_secure(tmp_path: Path, server: Server) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    assert "Strict-Transport-Security" not in server.ask("GET", "/users", forwarded)[1]

    with serving(tmp_path, TRUSTED_PROXIES="1") as behind_proxy:
        assert "Strict-Transport-Security" in behind_proxy.ask("GET", "/users", forwarded)[1]
        behind_proxy.logged(r'192\.0\.2\.7 "GET /users" 200')


def test_a_taken_port_is_said_plainly(tmp_path: Path, server: Server) -> None:
    code, output = fork(tmp_path, PORT=server.port).result()

    assert code == 1
    assert f"Can't listen on 127.0.0.1:{server.port}: Address already in use." in output
    assert f"make start PORT={int(server.port) + 1}" in output


def test_a_host_that_is_none_is_said_plainly(tmp_path: Path) -> None:
    code, output = fork(tmp_path, HOST="999.1.1.1").result()

    assert code == 1
    assert "Can't listen on 999.1.1.1:0: " in output
    assert "Set HOST to an address of this machine's" in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "", "Error: SECRET_KEY is not set"),
        ("SIGN_IN_LIMIT", "ten", 'Error: Environment variable "SIGN_IN_LIMIT" invalid'),
        ("WEB_CONCURRENCY", "0", "Error: WEB_CONCURRENCY is the number of workers"),
        ("PORT", "99999", "Error: PORT is a number up to 65535"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all", "Error: DATABASE_URL: the database can't be"),
        ("DATABASE_URL", "sqlite://", "Error: DATABASE_URL names no file"),
    ],
)
def test_it_does_not_start_with_a_setting_that_makes_no_sense(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    code, output = fork(tmp_path, **{name: value}).result()

    assert code not in {0, None}
    assert output.startswith(said)
    assert "Traceback" not in output
