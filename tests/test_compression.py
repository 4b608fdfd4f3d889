"""Compression: pages are small, and their secret can't be guessed from how small."""

import re
import zlib
from secrets import token_urlsafe

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import compression

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
NOT_FROM_A_PAGE = {"Sec-Fetch-Site": "none"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return FlaskClient(app, app.response_class)


def tokens(client: FlaskClient) -> set[str]:
    return set(TOKEN.findall(client.get("/sign-in").text))


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_page_is_sent_as_small_as_the_browser_can_read(
    client: FlaskClient, accepted: str, sent: str | None
) -> None:
    response = client.get("/users", headers={"Accept-Encoding": accepted})

    assert response.headers.get("Content-Encoding") == sent
    assert "Accept-Encoding" in response.headers["Vary"]


def test_a_token_is_never_written_the_same_way_twice(client: FlaskClient) -> None:
    (first,), (second,) = tokens(client), tokens(client)

    assert first != second
    assert compression.unmask(first).split(".")[0] == compression.unmask(second).split(".")[0]


def test_a_right_guess_makes_a_page_no_smaller() -> None:
    right, wrong = token_urlsafe(60), token_urlsafe(60)

    def saved_by_guessing_right(written: str) -> int:
        wrong_size, right_size = (
            len(zlib.compress(f"{written} {guess}".encode())) for guess in (wrong, right)
        )
        return wrong_size - right_size

    assert saved_by_guessing_right(right) > 40
    assert abs(saved_by_guessing_right(compression.mask(right))) < 10


def test_a_masked_token_is_accepted_and_anything_else_is_not(client: FlaskClient) -> None:
    (token,) = tokens(client)
    for wrong in ("", "no", token[:-8], "é", compression.unmask(token)):
        answer = client.post("/sign-in", data={"csrf_token": wrong}, headers=NOT_FROM_A_PAGE)
        assert answer.status_code == 400, wrong

    answer = client.post("/sign-in", data={"csrf_token": token}, headers=NOT_FROM_A_PAGE)

    assert answer.status_code == 303
