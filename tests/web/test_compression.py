"""Compression: a page is sent as small as it can be read."""

import pytest
from flask import Flask
from flask.testing import FlaskClient


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_page_is_sent_as_small_as_the_browser_can_read(
    app: Flask, accepted: str, sent: str | None
) -> None:
    response = FlaskClient(app, app.response_class).get(
        "/users", headers={"Accept-Encoding": accepted}
    )

    assert response.headers.get("Content-Encoding") == sent
    assert "Accept-Encoding" in response.headers["Vary"]


def test_what_no_page_is_is_sent_as_it_is(app: Flask) -> None:
    headers = {"Accept-Encoding": "gzip, br", "Sec-Fetch-Dest": "empty"}
    client = FlaskClient(app, app.response_class)

    assert "Content-Encoding" not in client.get(f"/{'nope' * 200}", headers=headers).headers
    assert "Content-Encoding" not in client.get("/visit", headers=headers).headers
