"""Behind nginx, set as the README says: messages come through, and clients aren't believed."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import time

import pytest

from tests.flashing.cookie_jar import CookieJar
from tests.server import TOP, Server, serving

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = pytest.mark.skipif(not NGINX, reason="nginx isn't installed")
CONFIG = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen {port};
        {lines}
    }}
}}
"""
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
    folder = tmp_path_factory.mktemp("nginx")
    (lines,) = re.findall(r"```nginx\n(.+?)```", (TOP / "README.md").read_text(), re.DOTALL)
    lines = lines.replace("127.0.0.1:8000", f"{app_behind.host}:{app_behind.port}")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        user = "user root;" if os.getuid() == 0 else ""
        address = f"127.0.0.1:{port}"
        config = CONFIG.format(user=user, folder=folder, port=address, lines=lines)
        (folder / "nginx.conf").write_text(config)
        # It takes over the socket, which listens already: there is nothing to wait for.
        command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        listener.set_inheritable(True)
        process = subprocess.Popen(
            command,
            env={**os.environ, "NGINX": f"{listener.fileno()};"},
            pass_fds=[listener.fileno()],
        )
    yield Server(app_behind.lines, process.pid, ("127.0.0.1", str(port)))
    process.terminate()
    process.wait(timeout=30)


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
