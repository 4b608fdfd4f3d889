"""The app under test, served by the tests' own process: another one for each scenario."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE = 10.0  # seconds for requests to end once their scenario has

ANSWER = "e2e.harness.answer"  # in a request's environ

log = logging.getLogger(__name__)
log.setLevel(logging.INFO)


class Handler(WSGIRequestHandler):
    """A handler whose requests end up among the log lines of a failing scenario."""

    def run_wsgi(self) -> None:
        stage: Server = self.server.app  # type: ignore[assignment] # the one we gave it
        with stage.answering(f"{self.command} {self.path}"):
            super().run_wsgi()
            if answer := self.environ.get(ANSWER):
                answer.close()

    def log(self, type: str, message: str, *args: Any) -> None:
        getattr(log, type)(message, *args)


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


class Server:
    """A server at one address for the whole run, whose app changes with the scenario."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._app: WSGIApplication | None = None
        self._answering: list[str] = []
        self._changed = threading.Condition()
        self._listener = make_server(host, 0, self, threaded=True, request_handler=Handler)
        self._thread = threading.Thread(target=self._listener.serve_forever, daemon=True)
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
        before, self._app = self._app, app
        try:
            yield
        finally:
            self._app = before
            with self._changed:
                if not self._changed.wait_for(lambda: not self._answering, PATIENCE):
                    raise RuntimeError(f"still being answered: {', '.join(self._answering)}")

    @contextmanager
    def answering(self, request: str) -> Iterator[None]:
        with self._changed:
            self._answering.append(request)
        try:
            yield
        finally:
            with self._changed:
                self._answering.remove(request)
                self._changed.notify_all()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # A request that comes late belongs to a scenario that is over.
        app = self._app or Response("No scenario is being played.", status=503)
        answer = environ[ANSWER] = Answer(app(environ, start_response))
        return answer


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Serve whatever app the scenario brings."""
    server = Server()
    server.start()
    yield server
    server.stop()
