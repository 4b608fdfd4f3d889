"""Answers that have no end, and whom they cost what."""

import socket
import threading
from collections.abc import Iterator

import pytest
from werkzeug.wrappers import Response

from e2e.harness.serving import server as serving
from e2e.harness.serving.server import Server


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.2)
    monkeypatch.setattr(serving, "NOBODY_READS", 0.2)


class Stream:
    """A stream that says something, or nothing, and is then quiet for good."""

    def __init__(self, *said: bytes) -> None:
        self.said = said
        self.is_quiet, self.over = threading.Event(), threading.Event()

    def __iter__(self) -> Iterator[bytes]:
        yield from self.said
        self.is_quiet.set()
        self.over.wait(20)


@pytest.fixture(params=[(b"hello",), ()], ids=["after a word", "without a word"])
def stream(request: pytest.FixtureRequest) -> Iterator[Stream]:
    stream = Stream(*request.param)
    yield stream
    stream.over.set()


def listener(server: Server, stream: Stream) -> socket.socket:
    """Return somebody who listens to a stream that has gone quiet."""
    host, port = server.url.removeprefix("http://").split(":")
    visitor = socket.create_connection((host, int(port)))
    visitor.sendall(b"GET /events HTTP/1.1\r\n\r\n")
    stream.is_quiet.wait(10)
    return visitor


def test_a_quiet_stream_costs_its_own_scenario_a_sentence_and_no_other_anything(
    server: Server, stream: Stream
) -> None:
    complaint = "still being answered: GET /events; nobody reads it any more"

    with pytest.warns(pytest.PytestWarning, match=complaint), server.serving(Response(stream)):
        listener(server, stream).close()

    with server.serving(Response("another")):
        pass


def test_a_stream_that_somebody_still_reads_costs_its_own_scenario_a_sentence(
    server: Server, stream: Stream
) -> None:
    complaint = pytest.raises(pytest.fail.Exception, match="still being answered: GET /events;")

    with complaint, server.serving(Response(stream)):
        visitor = listener(server, stream)

    with visitor, server.serving(Response("another")):
        pass
