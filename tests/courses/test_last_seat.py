"""Fifty after the last seat, on a server with two workers, by real requests at once."""

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import time

import pytest
from flask import Flask

from app.data.models import User
from tests.courses.conftest import Courses, signed_in
from tests.flashing.cookie_jar import CookieJar
from tests.server import Server, serving

HERE = "/courses/flask-basics"
OURS = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def app(app_on_each: Flask) -> Flask:
    """The server's database as this process sees it."""
    return app_on_each


def browser_of(app: Flask, user: User) -> CookieJar:
    jar = CookieJar(time)
    cookie = signed_in(app, user).get_cookie("session")
    assert cookie
    jar.receive([f"{cookie.key}={cookie.value}; Path=/"])
    return jar


def join(server: Server, jar: CookieJar) -> int:
    status, headers, _ = server.ask(
        "POST", f"{HERE}/join", OURS | FORM | {"Cookie": jar.send(HERE)}
    )
    jar.receive([headers["Set-Cookie"]])
    return status


def banners(server: Server, jar: CookieJar) -> list[tuple[str, str]]:
    _, _, page = server.ask("GET", HERE, OURS | {"Cookie": jar.send(HERE)})
    found = re.findall(
        r'class="banner" data-category="(\w+)".*?dir="auto">(.*?)</span>', page.decode(), re.DOTALL
    )
    return [(category, re.sub("<.*?>", "", text)) for category, text in found]


def test_of_fifty_one_has_it_and_the_others_are_told_in_red(
    app: Flask, crowd: Callable[[int], list[User]], courses: Courses, tmp_path: Path
) -> None:
    database: str = app.config["DATABASE_URL"]
    full = courses.add(capacity=12, people=crowd(11))
    jars = [browser_of(app, user) for user in crowd(50)]
    start = Barrier(len(jars))

    with (
        serving(tmp_path, DATABASE_URL=database, WEB_CONCURRENCY="2") as server,
        ThreadPoolExecutor(len(jars)) as pool,
    ):
        statuses = list(pool.map(lambda jar: (start.wait(), join(server, jar))[1], jars))
        told = Counter(banner for jar in jars for banner in banners(server, jar))

    assert set(statuses) == {303}
    assert told == {
        ("success", "You joined Flask basics."): 1,
        ("error", "Flask basics is full. You can join when somebody leaves."): 49,
    }
    assert len(courses.people_in(full)) == 12
