"""Limits: whom a try is counted for."""

import pytest
from flask import Flask

from app.web import limits


@pytest.mark.parametrize(
    ("client", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("", "local"),
        ("unix:", "local"),
    ],
)
def test_a_home_counts_as_one(app: Flask, client: str, counted: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": client}):
        assert limits.address() == counted
