"""Two hosts with a folder each, one database, and nginx in front that sends people to either."""

import re
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from time import time
from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from tests.flashing.cookie_jar import CookieJar
from tests.nginx import LINES, UPSTREAM, proxying
from tests.postgresql import Cluster
from tests.server import PATIENCE, Server, serving

OURS = {
    "Accept": "text/html",
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Site": "same-origin",
}
PASSWORD = "correct horse"
SETTINGS = {"TRUSTED_PROXIES": "1", "SIGN_IN_LIMIT": "3 per hour", "WEB_CONCURRENCY": "1"}


class Answer(NamedTuple):
    host: str
    status: int
    location: str
    page: str

    @property
    def banners(self) -> list[str]:
        found = re.findall(r'<p class="banner__text">(.+?)</p>', self.page, re.DOTALL)
        return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in found]


class Somebody:
    """Somebody with cookies, who is at one host now and at the other next."""

    def __init__(self, address: tuple[str, str]) -> None:
        self._address = ":".join(address)
        self._cookies = CookieJar(time)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> tuple[Answer, Answer]:
        """Send a form; return its own answer, and the page that it leads to."""
        sent = self._ask("POST", path, urlencode(fields))
        assert sent.status == 303
        return sent, self.get(sent.location)

    def _ask(self, method: str, path: str, form: str | None = None) -> Answer:
        headers = {**OURS, "Cookie": self._cookies.send(path)}
        with closing(HTTPConnection(self._address, timeout=PATIENCE)) as connection:
            connection.request(method, path, form, headers)
            response = connection.getresponse()
            self._cookies.receive(response.headers.get_all("Set-Cookie", []), path)
            host, location = (response.headers.get(name, "") for name in ("X-Host", "Location"))
            return Answer(host, response.status, location, response.read().decode())


@pytest.fixture(scope="module")
def hosts(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Server]]:
    """Start two, one of which can write in no folder of its own: a read-only container."""
    folder = tmp_path_factory.mktemp("hosts")
    settings = SETTINGS | {"DATABASE_URL": cluster.create()}
    with (
        serving(folder, INSTANCE_PATH=str(folder / "instance"), **settings) as one,
        serving(folder, INSTANCE_PATH="/dev/null/instance", **settings) as other,
    ):
        yield one, other
        assert "Traceback" not in one.seen + other.seen


@pytest.fixture(scope="module")
def site(
    hosts: tuple[Server, Server], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    upstream = UPSTREAM
    for line, host in zip(re.findall(r"server (\S+);", UPSTREAM), hosts, strict=True):
        upstream = upstream.replace(line, f"{host.host}:{host.port}")
    lines = LINES.replace("http://127.0.0.1:8000", "http://flash_once")
    lines += "add_header X-Host $upstream_addr always;"
    with proxying(tmp_path_factory.mktemp("nginx"), lines, upstream) as address:
        yield address


@pytest.fixture
def visitor(site: tuple[str, str]) -> Somebody:
    return Somebody(site)


def sign_up(visitor: Somebody, name: str) -> tuple[Answer, Answer]:
    visitor.get("/users/new")
    visitor.get("/users")  # so that the form goes to the one host in turn, and then the other
    email = f"{name.lower()}@example.org"
    return visitor.post("/users", name=name, email=email, password=PASSWORD)


def test_a_message_recorded_by_one_host_is_shown_once_by_the_other(visitor: Somebody) -> None:
    sent, seen = sign_up(visitor, "Ada")
    again = [visitor.get("/users") for _ in range(2)]

    assert sent.host != seen.host
    assert len(seen.banners) == 1
    assert "Ada" in seen.banners[0]
    assert [answer.banners for answer in again] == [[], []]


def test_who_signed_in_is_signed_in_at_both(visitor: Somebody) -> None:
    sign_up(visitor, "Grace")

    pages = [visitor.get("/users") for _ in range(2)]

    assert len({answer.host for answer in pages}) == 2
    assert all("Sign out" in answer.page for answer in pages)


def test_both_serve_the_files_that_either_names(visitor: Somebody) -> None:
    pages = [visitor.get("/users") for _ in range(2)]
    (sheet,) = {re.findall(r'href="(/static/[^"]+/app\.css)"', one.page)[0] for one in pages}

    answers = [visitor.get(sheet) for _ in range(2)]

    assert len({answer.host for answer in answers}) == 2
    assert len({answer.page for answer in answers}) == 1


def test_wrong_passwords_are_counted_together(visitor: Somebody) -> None:
    visitor.get("/sign-in")
    wrong = {"email": "nobody@example.org", "password": "wrong"}

    told = [visitor.post("/sign-in", **wrong) for _ in range(4)]

    assert [seen.banners[0][:25] for _, seen in told[:3]] == ["Error Email or password i"] * 3
    assert told[3][1].banners[0].startswith("Error Too many tries. Wait ")
