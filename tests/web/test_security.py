"""Headers, cookies, where a POST may come from, and where one may be sent."""

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st

from app.data.models import User
from app.web.security import safe_path, wants_page
from tests.conftest import MakeApp, enter
from tests.people import PASSWORD
from tests.visitor import Visitor

FOREIGN = {"Sec-Fetch-Site": "cross-site"}
OLD_BROWSER = {"Sec-Fetch-Site": "", "Sec-Fetch-Dest": ""}


@pytest.mark.parametrize("path", ["/users", "/nope", "/healthz", "/users/1/edit"])
def test_every_answer_forbids_what_the_app_does_not_need(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", ["/", "/users", "/nope", "/users/1/edit"])
def test_no_cache_keeps_a_page_for_others_or_shows_it_without_asking(
    visitor: Visitor, path: str
) -> None:
    headers = {"Sec-Fetch-Dest": "empty"}  # who looks finds a message on some: not to be stored

    assert visitor.get(path, headers=headers).headers["Cache-Control"] == "private, no-cache"


def test_over_https_browsers_are_told_to_stay_there(visitor: Visitor) -> None:
    headers = visitor.get("/sign-in", base_url="https://localhost").headers

    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert all("Secure" in cookie for cookie in headers.getlist("Set-Cookie"))


def test_cookies_are_out_of_reach(visitor: Visitor) -> None:
    response = visitor.post("/sign-out", headers={"Cookie": "x=1"})
    response_with_session = visitor.get("/sign-in")
    cookies = [
        cookie
        for answer in (response, response_with_session)
        for cookie in answer.headers.getlist("Set-Cookie")
    ]

    assert len(cookies) >= 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie


@pytest.mark.parametrize("headers", [FOREIGN, OLD_BROWSER, {"Sec-Fetch-Site": "same-site"}])
@pytest.mark.parametrize("path", ["/users", "/users/1", "/users/1/delete", "/sign-in", "/sign-out"])
def test_a_post_from_elsewhere_needs_a_token(
    visitor: Visitor, path: str, headers: dict[str, str]
) -> None:
    response = visitor.post(path, data={"name": "Eve"}, headers=headers)

    assert response.status_code == 400
    if headers is not OLD_BROWSER:
        assert "This form can’t be checked" in response.text


def test_a_browser_too_old_to_say_where_it_comes_from_sends_the_token(visitor: Visitor) -> None:
    form = visitor.visit("/sign-in").form("/sign-in")

    assert visitor.post("/sign-in", data=form, headers=OLD_BROWSER).status_code == 303


def test_a_form_left_open_while_signing_in_elsewhere_still_works(member: Visitor) -> None:
    stale = {"csrf_token": "of another session", "name": "Grace", "email": "grace@example.org"}

    assert member.post("/users/1", data=stale | {"version": "1"}).status_code == 303


def test_a_proxy_is_believed_only_when_there_is_one(app: Flask, make_app: MakeApp) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}

    def headers(some_app: Flask) -> str:
        return str(enter(some_app).get("/healthz", headers=forwarded).headers)

    assert "Strict-Transport-Security" not in headers(app)
    assert "Strict-Transport-Security" in headers(make_app(TRUSTED_PROXIES=1))


def test_other_hosts_are_turned_away(make_app: MakeApp) -> None:
    visitor = enter(make_app(TRUSTED_HOSTS=["people.example"]))

    assert visitor.get("/healthz", base_url="http://people.example").status_code == 200
    assert visitor.get("/healthz", base_url="http://evil.example").status_code == 400


@pytest.mark.parametrize(
    "target",
    [
        "",
        None,
        "users",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\\/evil.example",
        "http://evil.example",
        "javascript:alert(1)",
        "/users\r\nSet-Cookie: a=b",
        "/" + "x" * 1000,
        " /users",
        "/users of a kind",
        "/users\x7f",
    ],
)
def test_a_target_elsewhere_is_not_gone_to(target: str | None) -> None:
    assert safe_path(target, "/home") == "/home"


@pytest.mark.parametrize("target", ["/", "/users", "/users?q=a%20b&sort=-name", "/users#top", "/ü"])
def test_a_target_on_this_site_is_gone_to(target: str) -> None:
    assert safe_path(target, "/home") == target


@given(st.text())
def test_a_target_is_safe_whatever_it_is(target: str) -> None:
    path = safe_path(target, "/home")

    assert path[0] == "/"
    assert path[1:2] not in ("/", "\\")


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({}, True),
        ({"Accept": "text/html,*/*;q=0.8"}, True),
        ({"Accept": "*/*"}, True),
        ({"Accept": "application/json"}, False),
        ({"Accept": "image/png"}, False),
        ({"Content-Type": "application/json"}, False),
        ({"Sec-Fetch-Dest": "document"}, True),
        ({"Sec-Fetch-Dest": "empty", "Accept": "text/html"}, False),
        ({"Sec-Fetch-Dest": "iframe", "Accept": "text/html"}, False),
        ({"Sec-Fetch-Dest": "document", "Sec-Purpose": "prefetch"}, False),
    ],
)
def test_a_page_is_for_those_who_look_at_it(
    app: Flask, headers: dict[str, str], answer: bool
) -> None:
    with app.test_request_context(headers=headers):
        assert wants_page() is answer, request.headers


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [("GET", "/users/1/edit", 401), ("POST", "/users/1", 401), ("POST", "/users/1/delete", 401)],
)
def test_a_script_that_is_not_signed_in_gets_a_plain_401(
    visitor: Visitor, method: str, path: str, code: int
) -> None:
    response = visitor.open(path, method=method, headers={"Sec-Fetch-Dest": "empty"})

    assert response.status_code == code
    assert response.is_json
    assert not visitor.visit("/users").banners


@pytest.mark.parametrize("path", ["/users", "/users/2", "/users/2/delete"])
def test_a_script_that_may_not_gets_a_plain_403(member: Visitor, ada: object, path: str) -> None:
    response = member.post(path, headers={"Sec-Fetch-Dest": "empty"})

    assert response.status_code == 403
    assert response.is_json


def test_the_sessions_cookie_asks_to_be_kept_before_the_messages_are(
    visitor: Visitor, grace: User
) -> None:
    form = {"email": grace.email, "password": PASSWORD}
    cookies = visitor.post("/sign-in", data=form).headers.getlist("Set-Cookie")

    high = [cookie.partition("=")[0] for cookie in cookies if cookie.endswith("; Priority=High")]
    assert high == ["session"]
    assert len(cookies) == 2
