"""Tokens: what compression would betray is never written the same way twice."""

import re
import time
import zlib
from secrets import token_urlsafe

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner

from app.web import tokens

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
NOT_FROM_A_PAGE = {"Sec-Fetch-Site": "none"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return FlaskClient(app, app.response_class)


def written(client: FlaskClient) -> set[str]:
    return set(TOKEN.findall(client.get("/sign-in").text))


def test_a_token_is_never_written_the_same_way_twice(client: FlaskClient) -> None:
    (first,), (second,) = written(client), written(client)

    assert first != second
    assert tokens.unmask(first).split(".")[0] == tokens.unmask(second).split(".")[0]


def test_a_right_guess_makes_a_page_no_smaller() -> None:
    right, wrong = token_urlsafe(60), token_urlsafe(60)

    def saved_by_guessing_right(page: str) -> int:
        wrong_size, right_size = (
            len(zlib.compress(f"{page} {guess}".encode())) for guess in (wrong, right)
        )
        return wrong_size - right_size

    assert saved_by_guessing_right(right) > 40
    assert abs(saved_by_guessing_right(tokens.mask(right))) < 10


def test_a_masked_token_is_accepted_and_anything_else_is_not(client: FlaskClient) -> None:
    (token,) = written(client)
    for wrong in ("", "no", token[:-8], "é", tokens.unmask(token)):
        answer = client.post("/sign-in", data={"csrf_token": wrong}, headers=NOT_FROM_A_PAGE)
        assert answer.status_code == 400, wrong

    answer = client.post("/sign-in", data={"csrf_token": token}, headers=NOT_FROM_A_PAGE)

    assert answer.status_code == 303


def test_a_form_left_open_over_the_holidays_is_still_good(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    (token,) = written(client)
    later = int(time.time()) + 14 * 24 * 60 * 60
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: later)
    answer = client.post("/sign-out", data={"csrf_token": token}, headers=NOT_FROM_A_PAGE)

    assert answer.status_code == 303
