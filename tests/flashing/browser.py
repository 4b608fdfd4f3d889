"""A small Flask app that flashes, and a browser with tabs, a cookie jar and a clock to try it."""

import html
import re
from dataclasses import dataclass
from time import time_ns
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, flash, redirect, render_template_string, request, session
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Response

from app.flashing import FlashOnce
from tests.flashing.cookie_jar import CookieJar

HEADERS_LIMIT = 8 * 1024  # bytes of all headers, as servers accept them
BANNERS = """<!doctype html><title>{{ request.path }}</title>
{% for category, message in get_flashed_messages(with_categories=True) -%}
<p class="{{ category }}">{{ message }}</p>
{% endfor %}"""
PAGE = {"Sec-Fetch-Dest": "document"}
SCRIPT = {"Sec-Fetch-Dest": "empty"}
PREFETCH = {"Sec-Fetch-Dest": "empty", "Sec-Purpose": "prefetch"}
Banner = tuple[str, str]


class Clock:
    """Stands in for the module `time`; a microsecond passes whenever it is asked."""

    def __init__(self) -> None:
        self.now = time_ns() // 1000

    def time_ns(self) -> int:
        self.now += 1
        return self.now * 1000

    def time(self) -> float:
        return self.time_ns() / 1e9

    def advance(self, seconds: float) -> None:
        self.now += int(seconds * 1_000_000)


def make_flashing_app(store: str = "cookies", **config: object) -> Flask:
    """Make an app that keeps flashes in cookies of their own, or in the session, as stock does."""
    app = Flask("tests.flashing.browser")
    app.config.update({"SECRET_KEY": "a key for tests", "PROPAGATE_EXCEPTIONS": False} | config)
    if store == "cookies":
        FlashOnce(app)

    @app.post("/flash")
    def record() -> Response | tuple[str, int]:
        """Flash each `message`, as `category`, and redirect `to` a page, or answer 204."""
        for message in request.form.getlist("message"):
            flash(message, request.form.get("category", "success"))
        if note := request.form.get("note"):
            session["note"] = note
        to = request.form.get("to")
        return redirect(to, 303) if to else ("", 204)

    @app.get("/pages/<path:name>")
    def page(name: str) -> str:
        return render_template_string(BANNERS)

    @app.get("/quiet")
    def quiet() -> str:
        return "<p>This page shows no banners.</p>"

    @app.get("/hop")
    def hop() -> Response:
        return redirect(request.args["to"], 302)

    return app


@dataclass
class Answer:
    """What the server sent; the browser knows of it once it is received."""

    response: TestResponse
    path: str

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def banners(self) -> list[Banner]:
        found = re.findall(r'<p class="(.*?)">(.*?)</p>', self.response.text, re.DOTALL)
        return [(category, html.unescape(text)) for category, text in found]

    @property
    def set_cookies(self) -> list[str]:
        return self.response.headers.getlist("Set-Cookie")

    @property
    def location(self) -> str:
        """Where a browser goes on to: the address within this site."""
        address = urlsplit(self.response.headers["Location"])
        return unquote(address.path) + (f"?{address.query}" if address.query else "")


@dataclass
class Browser:
    """One cookie jar, and as many tabs and requests in flight as a test likes."""

    app: Flask
    clock: Clock
    https: bool = False

    def __post_init__(self) -> None:
        self.jar = CookieJar(self.clock.time, https=self.https)
        self._client = Client(self.app, use_cookies=False)

    @property
    def prefix(self) -> str:
        """How the names of this app's flash cookies begin."""
        another = Browser(self.app, self.clock, self.https)
        another.post(message="Any")
        [name] = another.jar.cookies
        return name.rpartition(".")[0] + "."

    def send(self, method: str, path: str, headers: dict[str, str] = PAGE, **form: Any) -> Answer:
        """Let the server answer, and leave the answer on its way."""
        address = urlsplit(path)
        cookie = self.jar.send(address.path)
        sent = {**headers, **({"Cookie": cookie} if cookie else {})}
        assert sum(len(f"{name}: {value}\r\n") for name, value in sent.items()) < HEADERS_LIMIT
        base = "https://localhost" if self.https else "http://localhost"
        response = self._client.open(path, base, method=method, headers=sent, data=form or None)
        return Answer(response, address.path)

    def receive(self, answer: Answer) -> Answer:
        self.jar.receive(answer.set_cookies, answer.path)
        return answer

    def get(self, path: str, headers: dict[str, str] = PAGE) -> Answer:
        """Load an address, and those it redirects to."""
        answer = self.receive(self.send("GET", path, headers))
        while "Location" in answer.response.headers and answer.status != 503:
            answer = self.receive(self.send("GET", answer.location, headers))
        return answer

    def post(self, path: str = "/flash", headers: dict[str, str] = PAGE, **form: Any) -> Answer:
        """Send a form, and don't follow the redirect yet."""
        return self.receive(self.send("POST", path, headers, **form))

    def view(self, path: str = "/pages/home") -> list[Banner]:
        """Load a page and read its banners."""
        return self.get(path).banners
