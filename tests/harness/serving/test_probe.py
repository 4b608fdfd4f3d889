"""Whether a server is there, and what is said where it isn't."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from e2e.harness.serving.probe import ask
from e2e.harness.serving.server import Server
from tests.harness.stage import Stage

pytest_plugins = ["pytester"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Response("ok"), None),
        (Response("who are you?", status=401), None),
        (redirect("/nowhere/else"), None),
        (Response("not here", status=404), "answers 404"),
        (Response("broken", status=500), "answers 500"),
    ],
)
def test_a_server_is_there_as_in_node_or_says_why_not(
    server: Server, answer: Response, reason: str | None
) -> None:
    with server.serving(answer):
        silence = ask(server.url)

    assert (silence and silence.reason) == reason


def test_no_proxy_is_asked_about_what_is_on_this_machine(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)

    with server.serving(Response("ok")):
        assert ask(server.url) is None


def test_a_server_that_says_nothing_is_listened_to_for_two_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited: list[float] = []

    def say_nothing(_: object, timeout: float, *__: object) -> None:
        waited.append(timeout)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", say_nothing)

    silence = ask("http://127.0.0.1/")

    assert silence
    assert silence.reason == "did not answer"
    assert waited == [2]


@pytest.fixture
def secret_url(tmp_path: Path) -> Iterator[str]:
    """The address of a server with a certificate that nobody has signed but itself."""
    names = {"-keyout": tmp_path / "key.pem", "-out": tmp_path / "certificate.pem"}
    command = ["openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=ada"]
    files = [str(word) for pair in names.items() for word in pair]
    subprocess.run([*command, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(names["-out"], names["-keyout"])
    server = HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_certificate_is_named_or_taken_as_it_is(secret_url: str) -> None:
    silence = ask(secret_url)

    assert silence
    assert silence.final
    assert "has a certificate that isn't trusted" in silence.reason
    assert ask(secret_url, any_certificate=True) is None


def test_a_certificate_that_is_not_trusted_is_not_waited_for(stage: Stage, secret_url: str) -> None:
    config = f"[webServer]\ncommand = 'exec tail -f /dev/null'\nurl = '{secret_url}'"
    stage.write(config, test_it="def test_it(base_url): pass")

    result = stage.play()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*has a certificate that isn't trusted *ignoreHTTPSErrors = true"])
