"""A new user's form that is sent twice: once is enough, and nobody else gets in that way."""

from datetime import UTC, datetime, timedelta

import pytest

from app.data import passwords
from tests.people import PASSWORD, People
from tests.visitor import Visitor

FORM = {
    "name": "Grace Hopper",
    "email": "grace@example.org",
    "password": PASSWORD,
    "once": "what this form has and no other",
}
TAKEN = "Another user has this email."


def test_posting_a_new_user_twice_creates_one(admin: Visitor, people: People) -> None:
    first, second = (admin.post("/users", data=FORM) for _ in range(2))

    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert len(people.all()) == 2


def test_signing_up_twice_at_once_signs_in_twice(visitor: Visitor, people: People) -> None:
    visitor.post("/users", data=FORM)
    visitor.post("/sign-out")
    page = visitor.submit("/users", **FORM)

    assert page.heading == "Grace Hopper"
    assert page.has_link("Edit")
    assert len(people.all()) == 1


@pytest.mark.parametrize(
    "other",
    [{"name": "Grace H."}, {"password": "wrong horse"}, {"once": "another form"}, {"once": ""}],
)
def test_another_signing_up_with_a_new_email_is_refused(
    visitor: Visitor, people: People, other: dict[str, str]
) -> None:
    visitor.post("/users", data=FORM)
    visitor.post("/sign-out")
    page = visitor.submit("/users", **FORM | other)

    assert page.banners[-1] == "Error You weren’t signed up: 1 field needs attention."
    assert page.field("email").error == TAKEN
    assert len(people.all()) == 1


def test_a_form_that_nothing_tells_apart_is_never_the_same(
    visitor: Visitor, people: People
) -> None:
    people.add("Grace Hopper", "grace@example.org")
    page = visitor.submit("/users", **FORM | {"once": ""})

    assert page.field("email").error == TAKEN


def test_signing_up_again_much_later_is_no_double_click(visitor: Visitor, people: People) -> None:
    visitor.post("/users", data=FORM)
    visitor.post("/sign-out")
    people.change(people.all()[0], created_at=datetime.now(UTC) - timedelta(minutes=2))
    page = visitor.submit("/users", **FORM)

    assert page.field("email").error == TAKEN


def test_each_form_is_another(visitor: Visitor) -> None:
    first = visitor.visit("/users/new").form("/users")["once"]
    rejected = visitor.submit("/users", name="", email="", password="", once=first)

    assert len(first) >= 22
    assert len({first, rejected.form("/users")["once"]}) == 2


def test_an_email_that_is_taken_is_refused_without_hashing_a_password(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.add("Grace Hopper", "grace@example.org")
    monkeypatch.setattr(passwords, "hasher", None)
    page = visitor.submit("/users", **FORM)

    assert page.field("email").error == TAKEN


def test_what_tells_a_form_apart_is_not_kept_as_it_was_sent(
    visitor: Visitor, people: People
) -> None:
    visitor.post("/users", data=FORM)
    (grace,) = people.all()

    assert grace.once
    assert FORM["once"] not in grace.once
