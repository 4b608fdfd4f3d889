"""Twenty visitors without a pause, on a thousand people and on a million, in turn."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import urlencode

import click
from flask import Flask

from tests.benchmarks.growth.asking import SEARCHES
from tests.benchmarks.growth.directories import ADMIN, PASSWORD, SETTINGS
from tests.flashing.cookie_jar import CookieJar
from tests.server import Server, serving, start
from tests.visitor import BROWSER

VISITORS, TURNS, SECONDS = 20, 6, 5  # seconds a turn
AT_LEAST = 0.5  # of the requests that are answered where a thousand are
ORDERS = ("name", "-name", "email", "-email", "joined", "-joined")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Visitor:
    """Somebody who looks at lists, searches, looks at people, and changes one now and then."""

    def __init__(self, server: Server, number: int) -> None:
        self.connection = HTTPConnection(server.host, int(server.port), timeout=60)
        self.random, self.number = Random(number), number  # noqa: S311  # nothing is secret here
        self.numbers, self.jar = count(1), CookieJar(time.time)
        self.next = ""
        self.ask("POST", "/sign-in", email=ADMIN, password=PASSWORD)

    def ask(self, method: str, path: str, **form: str) -> str:
        headers = {**BROWSER, "Cookie": self.jar.send(path), **(FORM if form else {})}
        self.connection.request(method, path, urlencode(form), headers)
        answer = self.connection.getresponse()
        self.jar.receive(answer.headers.get_all("Set-Cookie") or [], path)
        assert answer.status in (200, 303), f"{method} {path}: {answer.status}"
        return answer.read().decode()

    def stay(self, until: float) -> int:
        """Ask until then, and return how often."""
        asked = 0
        while time.monotonic() < until:
            asked += self.act()
        return asked

    def act(self) -> int:
        deed = self.random.random()
        if deed < 0.5:
            page = self.ask("GET", self.next or f"/users?sort={self.random.choice(ORDERS)}")
            onwards = re.search(r'href="(/users\?[^"]*after=[^"]*)"', page)
            leafing = onwards and self.random.random() < 0.5
            self.next = onwards[1].replace("&amp;", "&") if onwards and leafing else ""
        elif deed < 0.7:
            query = urlencode({"q": self.random.choice(list(SEARCHES.values()))})
            self.ask("GET", f"/users?{query}")
        elif deed < 0.9:
            self.ask("GET", f"/users/{self.random.randrange(1, 900)}")
        else:
            return self.change(self.number * 40 + self.random.randrange(40) + 1)
        return 1

    def change(self, id_: int) -> int:
        """Give somebody another name; nobody else gives them one."""
        form = self.ask("GET", f"/users/{id_}/edit")
        fields = dict(re.findall(r'name="(email|version)"[^>]*?value="([^"]*)"', form, re.DOTALL))
        self.ask("POST", f"/users/{id_}", name=f"Ada {next(self.numbers)}", **fields)
        return 2


def answered(servers: tuple[Server, Server]) -> Iterator[float]:
    """Give, turn by turn, how many times as many requests the second answers."""
    crowds = [[Visitor(server, number) for number in range(VISITORS)] for server in servers]
    with ThreadPoolExecutor(VISITORS) as pool:
        for turn in range(TURNS + 1):
            counts = [0, 0]
            for which in (turn % 2, 1 - turn % 2):
                until = time.monotonic() + SECONDS
                counts[which] = sum(pool.map(Visitor.stay, crowds[which], [until] * VISITORS))
            if turn:  # the first is to get warm
                yield counts[1] / counts[0]


def tell(database: str, small: Flask, big: Flask) -> bool:
    """Print how much is answered; return whether it is enough."""
    limits = {name: str(value) for name, value in SETTINGS.items() if name.endswith("LIMIT")}
    with ExitStack() as stack:
        servers = [
            stack.enter_context(
                serving(Path(), start, DATABASE_URL=app.config["DATABASE_URL"], **limits)
            )
            for app in (small, big)
        ]
        ratio = median(answered((servers[0], servers[1])))
    enough = ratio >= AT_LEAST
    click.echo(f"{database}: {VISITORS} visitors get {ratio:.2f} times as many answers"
               f" (at least {AT_LEAST}){'' if enough else '  too few'}")  # fmt: skip
    return enough
