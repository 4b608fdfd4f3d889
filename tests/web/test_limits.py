"""Limits: whom a try is counted for."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.data.counters import Counter
from app.data.models import User
from app.extensions import db
from app.web import limits
from tests.conftest import PASSWORD, enter
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
