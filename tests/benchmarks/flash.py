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
APP = "tests.benchmarks.apps:served()"
GUNICORN = ("--worker-class", "gthread", "--threads", "1", "--keep-alive", "60")
Turn = Callable[[], float]  # does CYCLES, and returns the seconds of CPU they took


def make_cookie_header(set_cookies: list[str]) -> str:
    return "; ".join(header.partition(";")[0] for header in set_cookies)


def in_process(app: Wsgi) -> Turn:
    """Call the app as a server would."""
    post, get = create_environ("/foo", method="POST"), create_environ("/bar")
    answers: list[list[tuple[str, str]]] = []

    def call(environ: dict[str, object]) -> bytes:
        body = app(environ, lambda _status, headers, _error=None: answers.append(headers))
        content = b"".join(body)
        body.close()
        return content

    def turn() -> float:
        start = time.process_time()
        for _ in range(CYCLES):
            call(dict(post))
            set_cookies = [value for name, value in answers.pop() if name == "Set-Cookie"]
            page = call({**get, "HTTP_COOKIE": make_cookie_header(set_cookies)})
            answers.clear()
        assert TEXT.encode() in page
        return time.process_time() - start

    return turn


def through_gunicorn(server: Server) -> Turn:
    """Send requests over one connection, and count what the server's worker uses."""
    connection = HTTPConnection("127.0.0.1", server.port)

    def turn() -> float:
        start = server.cpu_time()
        for _ in range(CYCLES):
            connection.request("POST", "/foo", headers={"Content-Length": "0"})
            answer = connection.getresponse()
            answer.read()
            cookie = make_cookie_header(answer.headers.get_all("Set-Cookie", []))
            connection.request("GET", "/bar", headers={"Cookie": cookie} if cookie else {})
            page = connection.getresponse().read()
        assert TEXT.encode() in page
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
    with ExitStack() as stack:
        # The first server to be asked uses twice the CPU of any other from then on, whichever app
        # it serves: one more is asked first, so that the slow place is nobody's.
        names = [next(iter(STORES)), *STORES]
        servers = [stack.enter_context(serve(APP, *GUNICORN, STORE=name)) for name in names]
        first, *turns = map(through_gunicorn, servers)
        first()
        there = measure(dict(zip(STORES, turns, strict=True)))
    click.echo("CPU time of POST, 303, GET with a banner; µs, and times stock Flask's\n")
    click.echo(f"{'':30}{'in process':>16}{'through gunicorn':>20}")
    for name in STORES:
        columns = (f"{taken:8.0f} {ratio:6.2f}x" for taken, ratio in (here[name], there[name]))
        click.echo(f"{name:30}{next(columns):>16}{next(columns):>20}")


if __name__ == "__main__":
    main()
