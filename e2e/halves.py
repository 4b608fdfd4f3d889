"""Pages that arrive in two halves, as they do over a slow line."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

from flask import Flask, Response

LONG_ENOUGH = 0.5  # seconds, in which a browser would have painted the first half several times


class Halves:
    """Keep what comes after a text in an app's pages until told to go on.

    A browser that paints a page only when it is whole never tells: half a second is as good.
    """

    def __init__(self, app: Flask, split: str) -> None:
        self._split = split
        self._going_on = Event()
        self.sent = 0
        app.config["COMPRESS_STREAMS"] = False  # the packer would wait for the second half
        app.after_request(self._in_halves)

    def go_on(self) -> None:
        self._going_on.set()

    def _in_halves(self, response: Response) -> Response:
        if response.mimetype == "text/html":
            response.response = self._halves(*response.get_data(as_text=True).split(self._split))
        return response

    def _halves(self, first: str, second: str) -> Iterator[str]:
        yield first
        self._going_on.wait(LONG_ENOUGH)
        self.sent += 1
        yield self._split + second
