"""How long, how many, how small: on either side of each bound."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.web.place import place
from app.web.security import safe_path
from tests.conftest import MakeApp
from tests.visitor import Visitor


@pytest.mark.parametrize(("size", "sent"), [(499, None), (500, "br")])
def test_what_is_small_anyway_is_not_compressed(
    make_app: MakeApp, size: int, sent: str | None
) -> None:
    app = make_app()
    app.add_url_rule("/page", view_func=lambda: "a" * size)
    headers = {"Accept-Encoding": "br"}

    response = FlaskClient(app, app.response_class).get("/page", headers=headers)

    assert response.headers.get("Content-Encoding") == sent


@pytest.mark.parametrize(("length", "kept"), [(500, 500), (501, 0)])
def test_a_place_in_a_list_is_kept_as_long_as_an_address_stays_short(
    app: Flask, length: int, kept: int
) -> None:
    query = "q=" + "a" * (length - 2)
    with app.test_request_context(f"/users/1?list={quote(query)}"):
        assert len(place()) == kept


def test_nobody_is_sent_on_to_an_address_that_is_longer_than_any_of_ours() -> None:
    longest = "/" + "a" * 999

    assert safe_path(longest, "/home") == longest
    assert safe_path(f"{longest}a", "/home") == "/home"


def test_fifty_ticks_are_kept_over_a_sign_in_and_no_more(visitor: Visitor) -> None:
    response = visitor.post("/users/delete", data={"user": list(range(1, 61))})

    (wanted,) = parse_qs(urlsplit(response.headers["Location"]).query)["next"]
    assert parse_qs(urlsplit(wanted).query)["user"] == [str(number) for number in range(1, 51)]
