"""The error pages: in the app's layout, in plain words, and a flash survives them."""

import pytest
from flask import Flask, flash
from jinja2 import ChoiceLoader, DictLoader

from tests.conftest import MakeApp, enter
from tests.visitor import Page, Visitor

SCRIPT = {"Sec-Fetch-Dest": "empty"}


@pytest.mark.parametrize(
    ("method", "path", "code", "heading"),
    [
        ("GET", "/nope", 404, "There is no such page"),
        ("POST", "/nope", 404, "There is no such page"),
        ("GET", "/users/1", 404, "There is no such page"),
        ("GET", "/users/0", 404, "There is no such page"),
        ("GET", "/users/9223372036854775808", 404, "There is no such page"),
        ("GET", f"/users/{'9' * 5000}", 404, "There is no such page"),
        ("POST", "/users/99999999999999999999/delete", 404, "There is no such page"),
        ("GET", "/users/%00", 404, "There is no such page"),
        ("GET", "/users/%ff", 404, "There is no such page"),
        ("GET", "/sign-out", 405, "That isn’t done this way"),
        ("PUT", "/users", 405, "That isn’t done this way"),
    ],
)
def test_what_is_not_there_is_said_in_the_apps_layout(
    visitor: Visitor, method: str, path: str, code: int, heading: str
) -> None:
    response = visitor.open(path, method=method)
    page = Page(response)

    assert response.status_code == code
    assert page.heading == heading
    assert page.has_link("Go to the users")
    assert ("Allow" in response.headers) == (code == 405)


@pytest.mark.parametrize("path", ["/users", "/sign-in", "/sign-out", "/users/1"])
def test_a_body_that_is_too_big_is_refused_in_plain_words(visitor: Visitor, path: str) -> None:
    body = {"name": "x" * 10_000_000}
    response = visitor.post(path, data=body, headers={"Sec-Fetch-Site": "none"})

    assert response.status_code == 413
    assert Page(response).heading == "That is too much at once"


@pytest.mark.parametrize("host", ["a..b", ".a", "x" * 64, "x" * 300])
@pytest.mark.parametrize("path", ["/users", "/nope"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_host_that_cannot_be_one_is_refused_in_plain_text(
    app: Flask, host: str, path: str, method: str
) -> None:
    response = enter(app).open(path, method=method, headers={"Host": host})

    assert response.status_code == 400
    assert response.mimetype == "text/plain"


def test_a_script_is_answered_in_json(visitor: Visitor) -> None:
    response = visitor.get("/nope", headers=SCRIPT)

    assert response.status_code == 404
    assert response.json == {
        "error": "There is no such page",
        "detail": "The address is mistyped, or what was here is gone.",
    }


@pytest.fixture
def broken(make_app: MakeApp, app: Flask) -> Flask:
    """Give an app in production with a page that fails, after it told something."""
    broken = make_app(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    @broken.get("/broken")
    def fail() -> str:
        flash("Before it broke", "warning")
        raise RuntimeError("in the dark")

    return broken


def test_a_crash_is_apologized_for_without_a_detail(broken: Flask) -> None:
    response = enter(broken).get("/broken")
    page = Page(response)

    assert response.status_code == 500
    assert page.heading == "Something went wrong here"
    assert "in the dark" not in page.html
    assert page.banners == ["Warning Before it broke"]


def test_a_crash_of_the_error_page_is_answered_too(
    broken: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.errors.render_template", lambda *_args, **_values: 1 / 0)
    response = enter(broken).get("/broken")

    assert response.status_code == 500
    assert response.text == "Something went wrong here. It wasn’t you. Try again in a moment.\n"


def test_a_database_that_is_gone_is_apologized_for(
    broken: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = enter(broken)
    visitor.get("/sign-in")
    with visitor.session_transaction() as session:
        session["_user_id"] = "1.0"
    monkeypatch.setattr("app.web.rights.db", None)
    response = visitor.get("/users")

    assert response.status_code == 500
    assert Page(response).heading == "Something went wrong here"


def test_messages_that_a_failing_error_page_had_read_are_for_the_next_page(
    make_app: MakeApp,
) -> None:
    app = make_app(PROPAGATE_EXCEPTIONS=False)
    visitor = enter(app)
    visitor.post("/lesson", data={"category": "success", "text": "kept", "to": "/users/999"})
    broken = "{% extends 'layout.html' %}{% block main %}{{ 1 // 0 }}{% endblock %}"
    whole = app.jinja_env.loader
    assert whole
    app.jinja_env.loader = ChoiceLoader([DictLoader({"errors/error.html": broken}), whole])
    response = visitor.get("/users/999")
    app.jinja_env.loader = whole

    assert response.status_code == 500
    assert response.mimetype == "text/plain"
    assert visitor.visit("/lesson").banners == ["Success kept"]
    assert visitor.visit("/users/999").banners == []
