"""Sessions: an answer that comes late signs nobody in or out, and what was ended stays so."""

from http.cookies import SimpleCookie

import pytest
from werkzeug.test import TestResponse

from app.data.models import User
from app.web import sessions
from tests.conftest import enter
from tests.people import PASSWORD, People
from tests.visitor import Page, Visitor

PATHS = [
    ("GET", "/sign-in"),
    ("GET", "/users/new"),
    ("GET", "/lesson"),
    ("POST", "/lesson"),
    ("GET", "/stock/lesson"),
    ("GET", "/stock/bar"),
    ("POST", "/stock/foo"),
    ("POST", "/stock/four"),
]
each_page = pytest.mark.parametrize(("method", "path"), PATHS)
COMPOSED = {"category": "success", "text": "late", "to": "here"}
BROWSER = {"Accept": "text/html", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"}
ENDS = '"cache"'  # Clear-Site-Data that has a browser forget pages, its back/forward cache included


def start(visitor: Visitor, method: str, path: str, data: dict[str, str]) -> TestResponse:
    """Send a request whose answer, for now, is under way."""
    cookies = visitor._cookies or {}
    sent = "; ".join(f"{one.key}={one.value}" for one in cookies.values())
    client = visitor.application.test_client(use_cookies=False)
    return client.open(path, method=method, data=data, headers={**BROWSER, "Cookie": sent})


def arrive(visitor: Visitor, response: TestResponse) -> None:
    """Have the browser take the cookies of an answer."""
    for header in response.headers.getlist("Set-Cookie"):
        for key, morsel in SimpleCookie(header).items():
            visitor.set_cookie(key, morsel.value, max_age=int(morsel["max-age"] or 600))


def is_in(visitor: Visitor) -> bool:
    return bool(visitor.visit("/users").find("form", action="/sign-out"))


@each_page
def test_an_answer_under_way_does_not_undo_a_sign_in(
    visitor: Visitor, grace: User, method: str, path: str
) -> None:
    visitor.post("/stock/foo")
    late = start(visitor, method, path, COMPOSED)
    visitor.sign_in(grace.email, PASSWORD)
    arrive(visitor, late)

    assert is_in(visitor)


@each_page
def test_an_answer_under_way_does_not_undo_a_sign_out(
    member: Visitor, method: str, path: str
) -> None:
    member.post("/stock/foo")
    late = start(member, method, path, COMPOSED)
    member.submit("/sign-out")
    arrive(member, late)

    assert not is_in(member)


def test_a_new_password_under_way_does_not_undo_a_sign_out(member: Visitor, grace: User) -> None:
    form = member.visit(f"/users/{grace.id}/edit").form(f"/users/{grace.id}")
    late = start(
        member,
        "POST",
        f"/users/{grace.id}",
        form | {"password": "another horse", "current": PASSWORD},
    )
    member.submit("/sign-out")
    arrive(member, late)

    assert late.status_code == 303
    assert not is_in(member)
    assert member.sign_in(grace.email, "another horse").categories == ["success"]
    assert is_in(member)


def test_a_new_password_ends_every_other_session_and_not_this_one(
    member: Visitor, grace: User
) -> None:
    elsewhere = enter(member.application, grace)
    page = member.visit(f"/users/{grace.id}/edit")
    member.fill_in(page, f"/users/{grace.id}", password="another horse", current=PASSWORD)

    assert is_in(member)
    assert not is_in(elsewhere)


def test_signing_out_has_the_browser_forget_its_pages(member: Visitor) -> None:
    response = member.post("/sign-out")

    assert ENDS in response.headers.getlist("Clear-Site-Data")
    assert not member.get_cookie("session")


@pytest.mark.parametrize("how", ["password", "deletion"])
def test_a_session_that_ended_otherwise_has_it_forget_them_once(
    member: Visitor, people: People, grace: User, how: str
) -> None:
    if how == "password":
        people.change(grace, password_hash="another")
    else:
        people.remove(grace)
    first, second = (member.get("/users") for _ in range(2))

    assert ENDS in first.headers.getlist("Clear-Site-Data")
    assert not Page(first).find("form", action="/sign-out")
    assert "Clear-Site-Data" not in second.headers


def test_a_session_found_void_does_not_undo_a_sign_in(
    member: Visitor, people: People, grace: User
) -> None:
    people.change(grace, password_hash="another")
    late = start(member, "GET", "/users", {})
    ada = people.add("Ada Lovelace", "ada@example.org")
    member.sign_in(ada.email, PASSWORD)
    arrive(member, late)

    assert is_in(member)


def test_what_names_a_visit_gives_its_token_away_to_nobody() -> None:
    assert sessions.name_visit({}) == ""
    assert sessions.name_visit({"csrf_token": "Ada"}) == "99a563ab2f6e21e9"


def test_each_visit_has_a_name_that_its_pages_bear(visitor: Visitor, grace: User) -> None:
    def ask() -> str:
        answer = visitor.get("/visit", headers={"Sec-Fetch-Dest": "empty"})
        assert answer.mimetype == "text/plain"
        return answer.text

    def read(path: str) -> str:
        (name,) = {field.get("data-visit") for field in visitor.visit(path).find(name="csrf_token")}
        assert name
        return name

    assert ask() == ""
    out = read("/users/new")
    assert out == ask() == read("/sign-in")
    visitor.sign_in(grace.email, PASSWORD)
    inside = read("/users")
    assert inside == ask() == read(f"/users/{grace.id}/edit")
    visitor.submit("/sign-out")
    after = read("/users/new")
    assert after == ask()
    assert len({out, inside, after}) == 3


def test_over_https_the_sessions_cookies_are_bound_to_the_host(
    visitor: Visitor, grace: User
) -> None:
    base = "https://localhost"
    login = {"email": grace.email, "password": PASSWORD}
    answers = [
        visitor.get("/sign-in", base_url=base),
        visitor.post("/sign-in", data=login, base_url=base),
        visitor.post("/stock/foo", base_url=base),
        visitor.post("/sign-out", base_url=base),
    ]
    cookies = [cookie for one in answers for cookie in one.headers.getlist("Set-Cookie")]

    assert {cookie.partition("=")[0] for cookie in cookies if "flash" not in cookie} == {
        "__Host-session",
        "__Host-session-out",
        "__Host-session-stock",
    }
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert "; Secure" in cookie
        assert "; Path=/" in cookie
        assert "Domain" not in cookie


def test_a_cookie_without_the_prefix_is_not_taken_over_https(member: Visitor) -> None:
    planted = member.get_cookie("session")
    assert planted
    answer = member.get(
        "/users", base_url="https://localhost", headers={"Cookie": f"session={planted.value}"}
    )

    assert not Page(answer).find("form", action="/sign-out")


def test_the_cookie_of_one_who_is_out_lets_nobody_in(member: Visitor) -> None:
    inside = member.get_cookie("session")
    assert inside
    answer = member.application.test_client(use_cookies=False).get(
        "/users", headers={"Cookie": f"session-out={inside.value}"}
    )

    assert not Page(answer).find("form", action="/sign-out")
