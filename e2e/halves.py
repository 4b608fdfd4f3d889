"""Pages that arrive in two halves, as they do over a slow line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Event
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONG_ENOUGH = 0.5  # seconds, in which a browser would have painted the first half several times


class Halves:
    """Keep what comes after a text in an app's pages until told to go on.

    A browser that paints a page only when it is whole never tells: half a second is as good.
    """

    def __init__(self, app: WSGIApplication, split: str) -> None:
        self._app = app
        self._split = split
        self._going_on = Event()
        self.sent = 0

    def go_on(self) -> None:
        self._going_on.set()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_ACCEPT_ENCODING", None)  # what is packed has no text in it
        response = Response.from_app(self._app, environ)
        if response.mimetype == "text/html":
            response.response = self._halves(*response.get_data(as_text=True).split(self._split))
            del response.headers["Content-Length"]
        return response(environ, start)

    def _halves(self, first: str, second: str) -> Iterator[str]:
        yield first
        self._going_on.wait(LONG_ENOUGH)
        self.sent += 1
        yield self._split + second
