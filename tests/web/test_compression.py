"""Compression: a page is sent as small as it can be read."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import MakeApp


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_page_is_sent_as_small_as_the_browser_can_read(
    app: Flask, accepted: str, sent: str | None
) -> None:
    response = FlaskClient(app, app.response_class).get(
        "/users", headers={"Accept-Encoding": accepted}
    )

    assert response.headers.get("Content-Encoding") == sent
    assert "Accept-Encoding" in response.headers["Vary"]


def test_what_is_no_page_is_sent_as_it_is(make_app: MakeApp) -> None:
    app = make_app()

    @app.get("/json")
    def answer() -> list[str]:
        return ["as large as a page"] * 100

    headers = {"Accept-Encoding": "gzip, br"}
    response = FlaskClient(app, app.response_class).get("/json", headers=headers)

    assert "Content-Encoding" not in response.headers
