"""The app under test: in this process, or started by a command, or somewhere else."""

import socket
import struct
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, cast
from unittest.mock import MagicMock

import pytest
from werkzeug.wrappers import Response

from e2e.harness.serving import server as serving
from e2e.harness.serving.server import Handler, Scene, Server
from tests.harness.clock import Clock

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def port_of(server: Server) -> int:
    return int(server.url.rpartition(":")[2])


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own address
        text: str = answer.read().decode()
        return text


def test_each_app_is_served_at_the_same_address(server: Server) -> None:
    with server.serving(Response("one")):
        assert get(server.url) == "one"
    with server.serving(Response("two")):
        assert get(server.url) == "two"


def test_another_app_can_take_over_within_a_scenario(server: Server) -> None:
    with server.serving(Response("one")):
        with server.serving(Response("two")):
            assert get(server.url) == "two"
        assert get(server.url) == "one"


def test_a_request_that_comes_late_is_turned_away(server: Server) -> None:
    with pytest.raises(urllib.error.HTTPError, match="503"):
        get(server.url)


def test_a_scenario_ends_when_everybody_has_been_answered(server: Server) -> None:
    asked, may_answer = threading.Event(), threading.Event()
    answers: list[str] = []

    def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked.set()
        may_answer.wait(10)
        return Response("at last")(environ, start_response)

    visitor = threading.Thread(target=lambda: answers.append(get(server.url)))
    with server.serving(app):
        visitor.start()
        asked.wait(10)
        threading.Timer(0.1, may_answer.set).start()
    visitor.join()

    assert answers == ["at last"]


def test_an_endless_answer_is_named(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.1)
    asked, may_answer = threading.Event(), threading.Event()

    def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked.set()
        may_answer.wait(10)
        return Response("at last")(environ, start_response)

    visitor = threading.Thread(target=lambda: get(f"{server.url}/stream"))

    endless = pytest.raises(pytest.fail.Exception, match="still being answered: GET /stream")
    with endless, server.serving(app):
        visitor.start()
        asked.wait(10)
    may_answer.set()
    visitor.join()


@pytest.mark.parametrize(
    ("is_read", "seconds", "complaint"),
    [
        (True, 10, pytest.raises(pytest.fail.Exception, match="it has had 10 s since")),
        (False, 2, pytest.warns(pytest.PytestWarning, match="nobody reads it any more")),
    ],
)
def test_an_endless_answer_has_ten_seconds_and_two_where_nobody_reads_it(
    monkeypatch: pytest.MonkeyPatch,
    is_read: bool,
    seconds: float,
    complaint: AbstractContextManager[object],
) -> None:
    clock, scene = Clock(), Scene(Response("never"))
    monkeypatch.setattr(serving, "time", clock)
    monkeypatch.setattr(scene, "_changed", MagicMock(wait=clock.wait))
    endless = MagicMock(spec=Handler)
    endless.is_read.return_value = is_read

    with complaint, scene.answering(cast("Handler", endless)):
        scene.end()

    assert clock.now == pytest.approx(seconds, abs=0.1)


def test_an_app_that_breaks_is_not_waited_for(server: Server) -> None:
    def app(*_: object) -> Iterable[bytes]:
        raise ZeroDivisionError

    with server.serving(app), pytest.raises(urllib.error.HTTPError, match="500"):
        get(server.url)


def hang_up(visitor: socket.socket) -> None:
    """Leave so that the other side hears of it when it reads (RST), as browsers do."""
    visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visitor.close()


@pytest.mark.parametrize(("before", "after"), [([b"all"], []), ([], [b"x" * 1_000_000])])
def test_a_visitor_who_hangs_up_is_not_waited_for_and_their_answer_closed_once(
    server: Server, before: list[bytes], after: list[bytes]
) -> None:
    answering, gone = threading.Event(), threading.Event()
    closed = []

    def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def parts() -> Iterator[bytes]:
            yield from before
            answering.set()
            gone.wait(10)
            yield from after

        length = len(b"".join(before + after))
        answer = Response(parts(), headers={"Content-Length": str(length)})
        answer.call_on_close(lambda: closed.append(answer))
        return answer(environ, start_response)

    with server.serving(app):
        visitor = socket.create_connection(("127.0.0.1", port_of(server)))
        visitor.sendall(b"GET / HTTP/1.1\r\n\r\n")
        answering.wait(10)
        hang_up(visitor)
        gone.set()
    assert len(closed) == 1


def test_an_answer_that_was_read_to_its_end_is_closed_once(server: Server) -> None:
    answer, closed = Response("one"), []
    answer.call_on_close(lambda: closed.append(answer))

    with server.serving(answer):
        get(server.url)
    assert len(closed) == 1
