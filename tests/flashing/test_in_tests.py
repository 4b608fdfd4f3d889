"""What the tests of an app are used to read from Flask's session and its test client."""

from collections.abc import Iterator

import pytest
from flask import flash, get_flashed_messages, redirect, session
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from tests.flashing.browser import Browser

DONE = ("success", "Done")
FORM = {"message": "Done", "to": "/pages/home"}


@pytest.fixture
def client(tabs: Browser) -> Iterator[FlaskClient]:
    """A test client whose last request a test may look into."""
    with tabs.app.test_client() as client:
        yield client


def test_the_session_of_the_last_request_has_what_it_flashed(client: FlaskClient) -> None:
    client.post("/flash", data=FORM)

    assert "_flashes" in session
    assert session["_flashes"] == [DONE]
    assert session.get("_flashes") == [DONE]
    assert get_flashed_messages(with_categories=True) == [DONE]
    assert "Done" in client.get("/pages/home").text


def test_the_session_has_none_after_a_page_that_showed_them(client: FlaskClient) -> None:
    client.post("/flash", data=FORM)
    client.get("/pages/home")

    assert "_flashes" not in session
    assert session.get("_flashes") is None
    assert get_flashed_messages() == ["Done"]  # as Flask has it: what this request showed


def test_a_transaction_has_what_waits_and_takes_none_of_it(client: FlaskClient) -> None:
    client.post("/flash", data=FORM)
    with client.session_transaction() as transaction:
        assert "_flashes" in transaction
        assert dict(transaction["_flashes"]) == {"success": "Done"}
        assert [text for _, text in transaction.get("_flashes", [])] == ["Done"]

    assert "Done" in client.get("/pages/home").text


def test_a_transaction_with_nothing_waiting_says_so(client: FlaskClient) -> None:
    with client.session_transaction() as transaction:
        assert "_flashes" not in transaction
        assert transaction.get("_flashes", "none") == "none"


def test_a_test_may_flash_by_itself(client: FlaskClient) -> None:
    client.post("/flash", data=FORM)
    with client.session_transaction() as transaction:
        transaction["_flashes"] = [*transaction["_flashes"], ("warning", "Careful")]

    page = client.get("/pages/home").text
    assert page.index("Done") < page.index("Careful")
    assert page.count("Done") == 1


def test_a_test_may_replace_what_waits(client: FlaskClient) -> None:
    client.post("/flash", data=FORM)
    with client.session_transaction() as transaction:
        transaction["_flashes"] = [("warning", "Careful")]

    page = client.get("/pages/home").text
    assert "Careful" in page
    assert "Done" not in page


def test_what_a_view_drops_before_it_redirects_is_dropped(tabs: Browser) -> None:
    @tabs.app.post("/again")
    def again() -> Response:
        flash("Sign in to go on")
        session.pop("_flashes", None)
        flash("Other")
        return redirect("/pages/home")

    tabs.post("/again")

    assert tabs.view() == [("message", "Other")]
