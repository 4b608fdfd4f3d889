"""A proxy in front of the site: it sees each request as the browser sent it, and can be unkind.

The browser knows the gate's address alone. The gate serves pages of its own there, too, which
embed, prefetch or post to the site, so that no site has to have such pages.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias
from urllib.parse import urlsplit

from .wire import Request, written

PATIENCE = 30.0  # seconds, as Playwright has for a page
Keep: TypeAlias = Callable[[bytes], bytes]


@dataclass
class Hold:
    """Requests that wait, before they reach the site or after it has answered."""

    gate: Gate
    method: str
    path: str
    answered: bool
    waiting: int = 0
    opened: threading.Event = field(default_factory=threading.Event)

    def wait_for(self, count: int = 1) -> None:
        """Wait until so many requests are held."""
        with self.gate.changed:
            arrived = self.gate.changed.wait_for(lambda: self.waiting >= count, PATIENCE)
        assert arrived, f"{self.waiting} of {count} requests arrived: {self.method} {self.path}"

    def take(self) -> None:
        with self.gate.changed:
            self.waiting += 1
            self.gate.changed.notify_all()
        self.opened.wait(PATIENCE)


@dataclass
class Cut:
    """What is kept of an answer, and when the connection is closed after it."""

    keep: Keep
    closed: threading.Event = field(default_factory=threading.Event)


class Gate(ThreadingHTTPServer):
    """A server of its own for each scenario, and so an origin without a past."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.upstream = upstream  # may be changed: another host answers the next request
        self.netloc = f"127.0.0.1:{self.server_port}"
        self.url = f"http://{self.netloc}"
        self.changed = threading.Condition()
        self.answered: list[Request] = []
        # Browsers ask for an icon by themselves: no scenario is to depend on when they do.
        self._pages = {"/favicon.ico": written(200, [("Content-Type", "image/png")], b"")}
        self._holds: list[Hold] = []
        self._cuts: dict[str, Cut] = {}
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def add_page(self, body: str = "") -> str:
        """Serve a page of the gate's own, and return its path."""
        page = f'<!doctype html><title>-</title><link rel="icon" href="data:,">{body}'
        return self.add(page.encode(), "text/html")

    def add(self, content: bytes, kind: str) -> str:
        """Serve something else, and return its path; a service worker may be for the whole site."""
        path = f"/-/{len(self._pages)}"
        headers = [("Content-Type", kind), ("Service-Worker-Allowed", "/")]
        self._pages[path] = written(200, headers, content)
        return path

    @contextmanager
    def holding(self, path: str, method: str = "GET", *, answered: bool = False) -> Iterator[Hold]:
        """Hold back such requests, or else the site's answers to them, until the block ends."""
        hold = Hold(self, method, path, answered)
        self._holds.append(hold)
        try:
            yield hold
        finally:
            self._holds.remove(hold)
            hold.opened.set()

    @contextmanager
    def cutting(self, path: str, keep: Keep, *, late: bool = False) -> Iterator[None]:
        """Of each answer, send what is to be kept, and close; `late`, when the block ends."""
        cut = self._cuts[path] = Cut(keep)  # also of the second: browsers ask again by themselves
        if not late:
            cut.closed.set()
        try:
            yield
        finally:
            del self._cuts[path]
            cut.closed.set()

    def wait_for(self, path: str, method: str = "GET", **headers: str) -> Request:
        """Wait until such a request (with `sec_purpose="prefetch"`, say) has been answered."""

        def found() -> list[Request]:
            return [request for request in self.answered if request.fits(method, path, headers)]

        with self.changed:
            self.changed.wait_for(found, PATIENCE)
        assert found(), f"nobody asked for {method} {path} {headers or ''}: {self.answered}"
        return found()[-1]

    def answer(self, request: Request) -> tuple[bytes, Cut | None]:
        """Return the bytes to send, and how they were cut if they aren't all of them."""
        if request.path in self._pages:
            return self._pages[request.path], None
        self._wait(request, answered=False)
        data = self._fetch(request)
        self._wait(request, answered=True)
        cut = self._cuts.get(request.path)
        return cut.keep(data) if cut else data, cut

    def note(self, request: Request) -> None:
        with self.changed:
            self.answered.append(request)
            self.changed.notify_all()

    def _wait(self, request: Request, *, answered: bool) -> None:
        for hold in list(self._holds):
            if hold.answered == answered and request.fits(hold.method, hold.path, {}):
                hold.take()

    def _fetch(self, request: Request) -> bytes:
        """Ask the site, under its own name, wherever it is."""
        host = urlsplit(self.upstream).netloc
        asked = {name: value.replace(self.netloc, host) for name, value in request.headers.items()}
        connection = HTTPConnection(host, timeout=PATIENCE)
        try:
            connection.request(request.method, request.target, request.body, asked)
            response = connection.getresponse()
            headers = [
                (name, value.replace(host, self.netloc) if name == "Location" else value)
                for name, value in response.getheaders()
            ]
            return written(response.status, headers, response.read(), request.method)
        except OSError as error:
            return written(502, [("Content-Type", "text/plain")], repr(error).encode())
        finally:
            connection.close()


class Handler(BaseHTTPRequestHandler):
    """One request a connection, lest a browser send a request again that got no answer."""

    server: Gate

    def pass_on(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        headers = dict(self.headers.items())
        request = Request(self.command, self.path, headers, self.rfile.read(length))
        with suppress(ConnectionError):  # the browser went away
            data, cut = self.server.answer(request)
            self.wfile.write(data)
            if cut:
                cut.closed.wait(PATIENCE)
                self.connection.shutdown(socket.SHUT_RDWR)
        self.server.note(request)

    do_GET = do_HEAD = do_POST = pass_on  # noqa: N815 - named so by http.server

    def log_message(self, format: str, *args: object) -> None:
        pass
