"""Ten thousand cycles from fifty visitors at once, while workers are killed: none lost or doubled.

    python -m tests.benchmarks.soak

A visitor posts a message, follows the redirect and reads the page, again and again. Whoever gets
no answer, for its worker was killed, asks again, as a person would. Browsers go by the headers:
a page that is cut short after them has been answered, and the flashes in it are forgotten. These
few are counted apart, for no server can know of them.
"""

import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException, HTTPResponse
from queue import SimpleQueue
from urllib.parse import urlencode

import click
from flask import Flask, flash, redirect, render_template_string, request
from werkzeug.wrappers import Response

from app.flashing import FlashOnce
from tests.benchmarks.servers import Server, serve
from tests.flashing.cookie_jar import CookieJar

VISITORS, CYCLES, CYCLES_A_KILL = 50, 200, 250
PATIENCE = 120  # seconds without any progress
GUNICORN = ("--workers", "3", "--worker-class", "gthread", "--threads", "4")
PAGE = "{% for text in get_flashed_messages() %}<p>{{ text }}{% endfor %}"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def make_app() -> Flask:
    app = Flask(__name__)
    app.secret_key = "anybody may know it"
    FlashOnce(app)

    @app.post("/foo")
    def foo() -> Response:
        flash(request.form["message"])
        return redirect("/bar", 303)

    @app.get("/bar")
    def bar() -> str:
        return render_template_string(PAGE)

    return app


class Visitor:
    """A browser that reconnects and tries again when it gets no answer."""

    def __init__(self, name: str, port: int) -> None:
        self.name, self.tally = name, Counter[str]()
        self.jar = CookieJar(time.time)
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def go_round(self, finished: SimpleQueue[int]) -> None:
        for number in range(CYCLES):
            self.tally[self.cycle(f"{self.name}, {number}")] += 1
            finished.put(number)

    def cycle(self, message: str) -> str:
        """Return what became of a message."""
        self.read(self.ask("POST", "/foo", urlencode({"message": message}), FORM))
        page = self.read(self.ask("GET", "/bar"))
        if page is None:
            return "cut short"
        texts = page.split("<p>")[1:]
        if texts == [message]:
            return "shown"
        return "shown twice" if message in texts else "lost"

    def ask(
        self, method: str, path: str, form: str | None = None, headers: dict[str, str] | None = None
    ) -> HTTPResponse:
        """Return an answer whose headers have come, however often that takes."""
        while True:
            cookies = {"Cookie": self.jar.send(path), "Sec-Fetch-Dest": "document"}
            try:
                self.connection.request(method, path, form, {**cookies, **(headers or {})})
                answer = self.connection.getresponse()
            except (HTTPException, OSError):
                self.tally["unanswered"] += 1
                self.connection.close()
            else:
                self.jar.receive(answer.headers.get_all("Set-Cookie", []), path)
                return answer

    def read(self, answer: HTTPResponse) -> str | None:
        try:
            return answer.read().decode()
        except (HTTPException, OSError):
            self.connection.close()
            return None


def soak(server: Server) -> Counter[str]:
    """Let everybody go round, and kill a worker now and then, in the midst of its answers."""
    visitors = [Visitor(f"Visitor {n}", server.port) for n in range(VISITORS)]
    finished: SimpleQueue[int] = SimpleQueue()
    killed = 0
    with ThreadPoolExecutor(VISITORS) as pool:
        for visitor in visitors:
            pool.submit(visitor.go_round, finished)
        for number in range(1, VISITORS * CYCLES + 1):
            finished.get(timeout=PATIENCE)
            if number % CYCLES_A_KILL == 0 and (workers := server.workers):
                os.kill(workers[number % len(workers)], signal.SIGKILL)
                killed += 1
    return sum((visitor.tally for visitor in visitors), Counter({"workers killed": killed}))


def main() -> None:
    start = time.monotonic()
    with serve("tests.benchmarks.soak:make_app()", *GUNICORN) as server:
        tally = soak(server)
    seconds = time.monotonic() - start
    told = ("shown", "lost", "shown twice", "cut short", "unanswered", "workers killed")
    counts = ", ".join(f"{tally[name]} {name}" for name in told)
    click.echo(f"{VISITORS * CYCLES} cycles in {seconds:.0f} s: {counts}")
    raise SystemExit(bool(tally["lost"] or tally["shown twice"]))


if __name__ == "__main__":
    main()
