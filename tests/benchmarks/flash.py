"""Measure the CPU time of POST, 303, GET with a banner on each store, beside stock Flask's.

    python -m tests.benchmarks.flash

All stores take turns, some cycles each, so that a busy machine slows all alike. Each turn is
compared with stock Flask's turn of the same round, and the median of these ratios is told.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from http.client import HTTPConnection
from statistics import median

import click
from werkzeug.test import create_environ

from tests.benchmarks.apps import STORES, TEXT, Wsgi
from tests.benchmarks.servers import Server, serve

ROUNDS, CYCLES = 60, 20
COMPARED = tuple(STORES)[:2]  # stock Flask, and ours
APP = "tests.benchmarks.apps:served()"
GUNICORN = ("--worker-class", "gthread", "--threads", "1", "--keep-alive", "60")
Turn = Callable[[], float]  # does CYCLES, and returns the seconds of CPU they took
Cookies = dict[str, str]
Send = Callable[[str, str, Cookies], tuple[Cookies, bytes]]
# What else is measured of stock Flask and of ours.
BESIDES = {
    "ours, for who is signed in": {"signed_in": True},
    "ours, a page without a message": {"quiet": True},
}


def read_cookies(set_cookies: list[str]) -> Cookies:
    pairs = (header.partition(";")[0].partition("=") for header in set_cookies)
    return {name: value for name, _, value in pairs}


def make_cookie_header(cookies: Cookies) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


class Visitor:
    """Somebody who sends requests by `send`, which takes and returns cookies, and the page."""

    def __init__(self, send: Send, *, signed_in: bool = False, quiet: bool = False) -> None:
        self.send, self.quiet = send, quiet
        self.cookies = self.send("GET", "/sign-in", {})[0] if signed_in else {}

    def visit(self) -> None:
        cookies = self.cookies
        if not self.quiet:
            cookies = {**cookies, **self.send("POST", "/foo", cookies)[0]}
        page = self.send("GET", "/bar", cookies)[1]
        assert self.quiet or TEXT.encode() in page


def in_process(app: Wsgi, **how: bool) -> Turn:
    """Call the app as a server would."""
    environs = {method: create_environ(method=method) for method in ("GET", "POST")}
    answers: list[list[tuple[str, str]]] = []

    def send(method: str, path: str, cookies: Cookies) -> tuple[Cookies, bytes]:
        environ = {**environs[method], "PATH_INFO": path}
        if cookies:
            environ["HTTP_COOKIE"] = make_cookie_header(cookies)
        body = app(environ, lambda _status, headers, _error=None: answers.append(headers))
        content = b"".join(body)
        body.close()
        set_cookies = [value for name, value in answers.pop() if name == "Set-Cookie"]
        return read_cookies(set_cookies), content

    visitor = Visitor(send, **how)

    def turn() -> float:
        start = time.process_time()
        for _ in range(CYCLES):
            visitor.visit()
        return time.process_time() - start

    return turn


def through_gunicorn(server: Server, **how: bool) -> Turn:
    """Send requests over one connection, and count what the server's worker uses."""
    connection = HTTPConnection("127.0.0.1", server.port)

    def send(method: str, path: str, cookies: Cookies) -> tuple[Cookies, bytes]:
        headers = {"Cookie": make_cookie_header(cookies)} if cookies else {}
        connection.request(method, path, headers={**headers, "Content-Length": "0"})
        answer = connection.getresponse()
        return read_cookies(answer.headers.get_all("Set-Cookie", [])), answer.read()

    visitor = Visitor(send, **how)

    def turn() -> float:
        start = server.cpu_time()
        for _ in range(CYCLES):
            visitor.visit()
        return server.cpu_time() - start

    return turn


def measure(turns: dict[str, Turn]) -> dict[str, tuple[float, float]]:
    """Return for each store the microseconds a cycle takes, and the ratio to the first store."""
    for turn in turns.values():
        turn()
    times: dict[str, list[float]] = {name: [] for name in turns}
    order = list(turns)
    for _ in range(ROUNDS):
        for name in order:
            times[name].append(turns[name]() / CYCLES * 1e6)
        order = [*order[1:], order[0]]  # whoever is first finds the caches as another left them
    first = next(iter(times.values()))
    return {
        name: (median(taken), median(time / base for time, base in zip(taken, first, strict=True)))
        for name, taken in times.items()
    }


def main() -> None:
    here = measure({name: in_process(make()) for name, make in STORES.items()})
    for name, how in BESIDES.items():
        here[name] = beside({store: in_process(STORES[store](), **how) for store in COMPARED})
    with ExitStack() as stack:
        # The first server to be asked uses twice the CPU of any other from then on, whichever app
        # it serves: one more is asked first, so that the slow place is nobody's.
        servers = [stack.enter_context(serve(APP, *GUNICORN, STORE=name)) for name in STORES]
        slow = stack.enter_context(serve(APP, *GUNICORN, STORE=COMPARED[0]))
        through_gunicorn(slow)()
        by_name = dict(zip(STORES, servers, strict=True))
        there = measure({name: through_gunicorn(server) for name, server in by_name.items()})
        for name, how in BESIDES.items():
            turns = {store: through_gunicorn(by_name[store], **how) for store in COMPARED}
            there[name] = beside(turns)
    click.echo("CPU time of POST, 303, GET with a banner; µs, and times stock Flask's\n")
    click.echo(f"{'':32}{'in process':>16}{'through gunicorn':>20}")
    for name in here:
        columns = (f"{taken:8.0f} {ratio:6.2f}x" for taken, ratio in (here[name], there[name]))
        click.echo(f"{name:32}{next(columns):>16}{next(columns):>20}")


def beside(turns: dict[str, Turn]) -> tuple[float, float]:
    """Return what measure() says of the second."""
    return measure(turns)[COMPARED[1]]


if __name__ == "__main__":
    main()
