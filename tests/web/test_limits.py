"""Limits: whom a try is counted for."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from app.data.counters import Counter
from app.data.models import User
from app.extensions import db
from app.web import limits, wording
from tests.conftest import MakeApp, enter
from tests.flashing.browser import Clock
from tests.people import PASSWORD, People
from tests.postgresql import Cluster
from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("client", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("192.0.2.1:50123", "192.0.2.1"),
        ("[2001:db8::1]:50123", "2001:db8::/64"),
        ("[2001:db8::1]", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", "local"),
        ("unix:", "local"),
    ],
)
def test_a_home_counts_as_one(app: Flask, client: str, counted: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": client}):
        assert limits.address() == counted


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 second"),
        (0.2, "1 second"),
        (1.1, "2 seconds"),
        (60, "60 seconds"),
        (61, "2 minutes"),
        (120.5, "3 minutes"),
        (15 * 60, "15 minutes"),
        (89 * 60, "89 minutes"),
        (90 * 60, "2 hours"),
    ],
)
def test_nobody_is_told_to_wait_too_short_or_much_too_long(
    app: Flask, seconds: float, words: str
) -> None:
    with app.test_request_context():
        assert wording.time_left(seconds) == words


def test_who_tries_too_often_is_told_the_second_until_which_to_wait(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "1 per 15 minutes")
    clock = Clock()
    monkeypatch.setattr(time, "time", clock.time)
    wrong = {"email": "ada@example.org", "password": "wrong"}
    enter(app).post("/sign-in", data=wrong)
    clock.advance(14 * 60 + 30)
    refused = enter(app).post("/sign-in", data=wrong, headers={"Sec-Fetch-Dest": "empty"})

    assert refused.headers["Retry-After"] == "30"
    assert (refused.json or {})["detail"] == "Nothing was changed. Try again in 30 seconds."
    clock.advance(31)
    assert enter(app).post("/sign-in", data=wrong).status_code == 303


def test_limits_are_counted_with_the_one_connection_that_a_request_has(
    make_app: MakeApp, cluster: Cluster
) -> None:
    app = make_app(DATABASE_URL=cluster.create(), DATABASE_CONNECTIONS=2)
    ada = People(app).add("Ada", "ada@example.org")
    visitors = [enter(app, ada) for _ in range(8)]
    ready = Barrier(len(visitors))

    def guess(visitor: Visitor) -> int:
        ready.wait()
        form = {"name": "Ada", "email": "ada@example.net", "current": "wrong", "version": "1"}
        return visitor.post(f"/users/{ada.id}", data=form).status_code

    with ThreadPoolExecutor(len(visitors)) as pool:
        assert list(pool.map(guess, visitors)) == [303] * 8


def elsewhere(app: Flask) -> Visitor:
    """Somebody who sits at another address."""
    visitor = enter(app)
    visitor.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    return visitor


def test_a_strangers_wrong_passwords_keep_nobody_out_elsewhere(
    app: Flask, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "3 per minute")
    for _ in range(3):
        elsewhere(app).sign_in(grace.email, "wrong")

    assert elsewhere(app).sign_in(grace.email, PASSWORD).categories == ["error"]
    assert enter(app).sign_in(grace.email, PASSWORD).categories == ["success"]


def test_an_account_that_is_tried_from_everywhere_is_closed_for_a_while(
    app: Flask, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT_BY_ACCOUNT", "2 per minute")
    enter(app).sign_in(grace.email, "wrong")
    elsewhere(app).sign_in(grace.email, "wrong")

    assert enter(app).sign_in(grace.email, PASSWORD).categories == ["error"]


def test_who_is_asked_to_wait_is_not_counted(
    app: Flask, ada: User, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "1 per minute")
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT_BY_ADDRESS", "2 per minute")
    enter(app).sign_in(grace.email, "wrong")
    for _ in range(3):
        assert enter(app).sign_in(grace.email, PASSWORD).categories == ["error"]

    assert enter(app).sign_in(ada.email, PASSWORD).categories == ["success"]
    with app.app_context():
        assert sorted(db.session.scalars(select(Counter.count))) == [0, 0, 1, 1, 1]
