"""Signing up: by whoever is signed out and means to, and not too many from one address."""

from tests.conftest import PASSWORD, People
from tests.visitor import Visitor

EVE = {"name": "Eve", "email": "eve@example.org", "password": PASSWORD}


def test_an_admins_form_sent_after_signing_out_signs_nobody_up(
    admin: Visitor, people: People
) -> None:
    form = admin.visit("/users/new")
    admin.post("/sign-out")
    page = admin.fill_in(form, "/users", **EVE)

    assert page.heading == "Sign in"
    assert page.banners == ["Success You are signed out.", "Warning Sign in to go on."]
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
