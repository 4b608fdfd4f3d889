"""A connection: what is read of it, and until when."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from waitress.adjustments import Adjustments
from waitress.server import create_server

from app.serving import channel
from tests.flashing.browser import Clock

HALF = b"GET /users HTTP/1.1\r\nHost: loc"


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(channel, "time", clock)
    return clock


@pytest.fixture
def connection() -> Iterator[channel.Channel]:
    """Give the server's end of a connection to an app that answers nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        every: dict[int, Any] = {}
        server = create_server(lambda *_: [], map=every, sockets=[listener], threads=0)
        with socket.create_connection(listener.getsockname()):
            server.channel_class = channel.Channel
            server.handle_accept()
            connection = next(one for one in every.values() if isinstance(one, channel.Channel))
            yield connection
            connection.handle_close()
        server.close()


def test_a_request_that_drips_is_not_waited_for_for_ever(
    connection: channel.Channel, moments: Clock
) -> None:
    connection.received(HALF)
    moments.advance(119)
    assert connection.received(b"a")

    moments.advance(2)

    assert not connection.received(b"l")
    assert connection.will_close


def test_who_was_answered_too_early_has_ten_seconds_to_send_the_rest(
    connection: channel.Channel, moments: Clock
) -> None:
    connection.close_when_flushed = True
    connection.handle_write()
    moments.advance(9)
    assert connection.readable()
    assert not connection.writable()

    moments.advance(2)

    assert connection.writable(), "which closes it"


@pytest.mark.parametrize(
    "sent",
    [
        "GET http://[::1/users HTTP/1.1\r\n\r\n",
        f"POST /users HTTP/1.1\r\nContent-Length: {'9' * 5000}\r\n\r\n",
    ],
)
def test_what_cannot_be_read_as_an_address_or_a_number_is_refused_not_a_crash(sent: str) -> None:
    request = channel.Request(Adjustments())

    request.received(sent.encode())

    assert request.completed
    assert request.error.code == 400
