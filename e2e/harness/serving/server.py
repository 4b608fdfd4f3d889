"""The app under test, served by the tests' own process: another one for each scenario."""

from __future__ import annotations

import logging
import select
import socket
import threading
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE = 10.0  # seconds for requests to end once their scenario has
NOBODY_READS = 2.0  # seconds for an answer to notice that its visitor has left

ANSWER = "playwright.config.answer"  # in a request's environ

log = logging.getLogger(__name__)
log.setLevel(logging.INFO)


class Answer:
    """An app's answer, closed once for good: Werkzeug forgets to where the visitor hangs up."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts
        self._open = ExitStack()
        if hasattr(parts, "close"):
            self._open.callback(parts.close)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._parts)

    def close(self) -> None:
        self._open.close()


class Handler(WSGIRequestHandler):
    """A handler whose requests end up among the log lines of a failing scenario."""

    answer: Answer | None = None

    def run_wsgi(self) -> None:
        stage: Server = self.server.app  # type: ignore[assignment] # the one we gave it
        self.scene = stage.scene
        with self.scene.answering(self):
            super().run_wsgi()
            if self.answer:
                self.answer.close()

    def make_environ(self) -> WSGIEnvironment:
        return {**super().make_environ(), ANSWER: self}

    def log(self, type: str, message: str, *args: Any) -> None:
        getattr(log, type)(message, *args)

    def is_read(self) -> bool:
        """Whether somebody waits for the rest of an answer; without one, the app is at work."""
        return self.answer is None or not has_left(self.connection)

    def __str__(self) -> str:
        return f"{self.command} {self.path}"


def has_left(connection: socket.socket) -> bool:
    """Whether whoever is at the other end has hung up."""
    try:
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and not connection.recv(1, socket.MSG_PEEK)
    except (OSError, ValueError):  # closed on this side, too
        return True


class Scene:
    """An app while it is served, and the requests that it hasn't answered yet."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self._open: list[Handler] = []
        self._changed = threading.Condition()

    @contextmanager
    def answering(self, request: Handler) -> Iterator[None]:
        with self._changed:
            self._open.append(request)
        try:
            yield
        finally:
            with self._changed:
                self._open.remove(request)
                self._changed.notify_all()

    def end(self) -> None:
        """Wait until everybody is answered; complain about an answer that has no end."""
        with self._changed:
            begin = time.monotonic()
            while self._open and time.monotonic() < begin + self._patience():
                self._changed.wait(0.05)  # not for ever: nobody tells that a visitor has left
            left = [(str(each), each.is_read()) for each in self._open]
        if waiting := [request for request, read in left if read]:
            pytest.fail(
                f"still being answered: {', '.join(waiting)}; it has had {PATIENCE:g} s since the "
                "scenario's end",
                pytrace=False,
            )
        if left:
            warnings.warn(
                f"still being answered: {', '.join(request for request, _ in left)}; nobody reads "
                "it any more, which a stream hears of when it sends something: let it do so",
                pytest.PytestWarning,
                stacklevel=2,
            )

    def _patience(self) -> float:
        return PATIENCE if any(each.is_read() for each in self._open) else NOBODY_READS


class Server:
    """A server at one address for the whole run, whose app changes with the scenario."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.scene = self._silence = Scene(Response("No scenario is being played.", status=503))
        self._listener = make_server(host, 0, self, threaded=True, request_handler=Handler)
        # Looks up from its work 20 times a second: not to be told to stop half a second late.
        self._thread = threading.Thread(
            target=self._listener.serve_forever, args=(0.05,), daemon=True
        )
        self.url = f"http://{host}:{self._listener.server_port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()

    @contextmanager
    def serving(self, app: WSGIApplication) -> Iterator[None]:
        """Serve an app; afterwards wait until it has answered everybody."""
        before, self.scene = self.scene, Scene(app)
        scene = self.scene
        try:
            yield
        finally:
            self.scene = before
            scene.end()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request: Handler = environ.pop(ANSWER)
        # A request that comes late belongs to a scenario that is over.
        request.answer = Answer(request.scene.app(environ, start_response))
        return request.answer


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Serve whatever app the scenario brings."""
    server = Server()
    server.start()
    yield server
    server.stop()
