"""Signing up: by whoever is signed out and means to, and not too many from one address."""

import pytest
from flask import Flask

from app.data import passwords
from app.data.models import User
from tests.conftest import enter
from tests.people import PASSWORD, People
from tests.visitor import Page, Visitor

EVE = {"name": "Eve", "email": "eve@example.org", "password": PASSWORD}


def test_an_admins_form_sent_after_signing_out_signs_nobody_up(
    admin: Visitor, people: People
) -> None:
    form = admin.visit("/users/new")
    admin.submit("/sign-out")
    page = admin.fill_in(form, "/users", **EVE)

    assert page.heading == "Sign in"
    assert page.banners == ["Warning Sign in to go on."]
    assert len(people.all()) == 1

    page = admin.fill_in(page, "/sign-in", email="ada@example.org", password=PASSWORD)

    assert page.heading == "New user"
    assert page.field("name").value == "Eve"
    assert page.field("email").value == "eve@example.org"
    assert admin.fill_in(page, "/users", **EVE).banners == ["Success Eve was created."]


def test_an_admins_form_sent_by_a_script_that_is_signed_out_gets_a_plain_401(
    visitor: Visitor,
) -> None:
    response = visitor.post(
        "/users", data=EVE | {"by": "admin"}, headers={"Sec-Fetch-Dest": "empty"}
    )

    assert response.status_code == 401


@pytest.mark.parametrize(
    "email", ["eve@xn--bcher-kva.example", "eve@BÜCHER.example", "Eve@ｂücher.example"]
)
def test_who_signed_up_signs_in_with_what_they_typed(
    app: Flask, people: People, email: str
) -> None:
    enter(app).submit("/users", **EVE | {"email": email})

    assert people.all()[0].email.endswith("@bücher.example")
    assert enter(app).sign_in(email, PASSWORD).categories == ["success"]
    assert enter(app).submit("/users", **EVE | {"email": email}).field("email").error


@pytest.fixture
def once_an_hour(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SIGN_UP_LIMIT", "1 per hour")


@pytest.mark.usefixtures("once_an_hour")
def test_one_address_signs_up_only_so_often(app: Flask, people: People) -> None:
    enter(app).submit("/users", name="", email="", password="")
    enter(app).submit("/users", **EVE)
    page = enter(app).submit("/users", name="Eva", email="eva@example.org", password=PASSWORD)

    assert page.heading == "Sign up"
    assert page.banners == [
        "Error Too many signed up from your address. Wait 60 minutes, then try again."
    ]
    assert (page.field("name").value, page.field("email").value) == ("Eva", "eva@example.org")
    assert len(people.all()) == 1


@pytest.mark.usefixtures("once_an_hour")
def test_those_who_sign_up_at_the_same_moment_are_all_counted(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile: list[str | None] = []

    def sign_up_meanwhile(_password: str) -> str:
        meanwhile.extend(enter(app).submit("/users", **EVE).categories)
        return "hash"

    monkeypatch.setattr(passwords, "make_hash", sign_up_meanwhile)
    enter(app).submit("/users", **EVE | {"email": "eva@example.org"})

    assert meanwhile == ["error"]
    assert [user.email for user in people.all()] == ["eva@example.org"]


@pytest.mark.usefixtures("once_an_hour")
def test_whom_an_admin_creates_is_not_counted(admin: Visitor) -> None:
    for name in ("eve", "eva"):
        page = admin.submit("/users", **EVE | {"email": f"{name}@example.org"})

        assert page.categories[0] == "success"


def test_who_signs_up_instead_of_signing_in_goes_on_to_where_they_were_going(
    visitor: Visitor,
) -> None:
    asked = visitor.visit(visitor.visit("/lesson").link("Sign in"))
    page = visitor.visit(asked.link("Sign up instead"))

    assert page.link("Sign in instead") == asked.link("Sign in") == asked.path
    assert page.link("Sign up") == page.path

    rejected = visitor.fill_in(page, "/users", **EVE | {"email": "eve@"})

    assert rejected.path == page.path
    assert visitor.fill_in(rejected, "/users", **EVE).path == "/lesson"


def test_who_signs_up_goes_to_no_other_site(visitor: Visitor) -> None:
    page = visitor.submit("/users", **EVE, next="//evil.example")

    assert page.heading == EVE["name"]


@pytest.mark.usefixtures("once_an_hour")
def test_what_an_admin_does_not_create_gives_nobody_another_turn(
    app: Flask, admin: Visitor
) -> None:
    admin.submit("/users", name="", email="", password="")
    enter(app).submit("/users", **EVE)
    page = enter(app).submit("/users", **EVE | {"email": "eva@example.org"})

    assert page.categories == ["error"]


@pytest.mark.usefixtures("once_an_hour")
def test_a_script_that_signs_up_too_often_gets_a_plain_429(app: Flask) -> None:
    enter(app).post("/users", data=EVE)
    response = enter(app).post("/users", data=EVE, headers={"Sec-Fetch-Dest": "empty"})

    assert response.status_code == 429
    assert response.is_json
    assert 3590 < int(response.headers["Retry-After"]) <= 3601


def test_what_was_typed_is_not_lost_where_somebody_signed_in_meanwhile(
    visitor: Visitor, people: People, grace: User
) -> None:
    form = visitor.visit("/users/new")
    visitor.sign_in(grace.email, PASSWORD)
    page = visitor.fill_in(form, "/users", **EVE)

    assert page.heading == "Sign up"
    assert page.banners == ["Error You weren’t signed up: Grace Hopper is signed in by now."]
    assert "Grace Hopper is signed in. To sign up here signs them out." in page.text
    assert (page.field("name").value, page.field("email").value) == ("Eve", "eve@example.org")
    assert len(people.all()) == 1

    page = visitor.fill_in(page, "/users", password="short")

    assert page.banners == ["Error You weren’t signed up: 1 field needs attention."]
    assert page.field("name").value == "Eve"

    page = visitor.fill_in(page, "/users", password=PASSWORD)

    assert page.banners == ["Success Welcome, Eve. You are signed up and signed in."]
    assert page.heading == "Eve"


def test_a_member_creates_nobody_by_naming_somebody_else(
    member: Visitor, people: People, ada: User
) -> None:
    page = member.submit("/users", **EVE, instead=str(ada.id))

    assert page.categories == ["error"]
    assert len(people.all()) == 2
    assert member.visit(f"/users/new?instead={ada.id}").path == "/users"


@pytest.mark.parametrize("path", ["/sign-in", "/users"])
def test_with_cookies_switched_off_that_is_said_before_anything_is_stored(
    app: Flask, people: People, grace: User, path: str
) -> None:
    page = "/sign-in" if path == "/sign-in" else "/users/new"
    visitor = app.test_client(use_cookies=False)
    form = Page(visitor.get(page)).form(path) | EVE
    response = visitor.post(path, data=form | {"email": grace.email, "name": "Eve"})
    shown = Page(response)

    assert response.status_code == 400
    assert len(shown.banners) == 1
    assert shown.banners[0].startswith("Error Your browser keeps no cookies of this site")
    assert shown.field("email").value == grace.email
    assert response.headers["Cache-Control"] == "no-store"
    assert len(people.all()) == 1
