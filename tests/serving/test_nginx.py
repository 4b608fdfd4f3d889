"""Behind nginx, set as the README says: messages come through, and clients aren't believed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import time

import pytest

from tests.flashing.cookie_jar import CookieJar
from tests.nginx import LINES, proxying
from tests.server import Server, serving

SCRIPT = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Dest": "empty",
}


@pytest.fixture(scope="module")
def app_behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("app")
    with serving(folder, TRUSTED_PROXIES="1", TRUSTED_HOSTS="127.0.0.1") as running:
        yield running


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory, app_behind: Server) -> Iterator[Server]:
    """Give the app as it is seen through nginx."""
    lines = LINES.replace("127.0.0.1:8000", f"{app_behind.host}:{app_behind.port}")
    with proxying(tmp_path_factory.mktemp("nginx"), lines) as address:
        yield Server(app_behind.lines, app_behind.pid, address)


def test_a_hundred_and_fifty_messages_are_shown(
    nginx: Server, app_behind: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("http.client._MAXHEADERS", 300)  # each is deleted by a header of its own

    def leave_a_message(number: int) -> str:
        text = f"to=users&text={number}+{'long+' * 100}"
        return app_behind.ask("POST", "/lesson", SCRIPT, text)[1]["Set-Cookie"]

    jar = CookieJar(time)
    with ThreadPoolExecutor(4) as pool:
        jar.receive(list(pool.map(leave_a_message, range(150))))
    status, headers, page = nginx.ask("GET", "/users", {"Cookie": jar.send("/users")})

    assert status == 200
    assert headers["Server"].startswith("nginx")
    assert page.count(b'<li class="banner"') == 150


def test_what_a_client_says_of_itself_is_not_believed(nginx: Server) -> None:
    forwarded = {
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
    }
    status, headers, _ = nginx.ask("GET", "/users?forwarded", forwarded)

    assert status == 200
    assert "Strict-Transport-Security" not in headers
    nginx.logged(r'127\.0\.0\.1 "GET /users" 200')


def test_a_body_that_is_too_large_is_refused_in_the_apps_words(nginx: Server) -> None:
    status, _, page = nginx.ask("POST", "/users", SCRIPT, "a" * 1_500_000)

    assert status == 413
    assert b"less than 1 MB" in page
