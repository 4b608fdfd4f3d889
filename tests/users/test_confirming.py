"""Changing what somebody signs in with: it takes the password of whoever changes it."""

import pytest
from flask import Flask

from app.data import passwords
from app.data.models import User
from tests.conftest import enter
from tests.people import PASSWORD, People
from tests.visitor import Page, Visitor

NEW = {"email": "hopper@example.org", "password": "battery staple"}
each_change = pytest.mark.parametrize("change", [{key: value} for key, value in NEW.items()])
ASKED = "Enter the password that you signed in with."
WRONG = "This isn’t the password that you signed in with."
REFUSED = ["Error Nothing was saved: 1 field needs attention."]


def edit(visitor: Visitor, user: User, **fields: str) -> Page:
    page = visitor.visit(f"/users/{user.id}/edit")
    return visitor.fill_in(page, f"/users/{user.id}", **fields)


def same(one: User, other: User) -> bool:
    return (one.email, one.password_hash) == (other.email, other.password_hash)


@each_change
@pytest.mark.parametrize(("current", "said"), [("", ASKED), ("wrong horse", WRONG)])
def test_ones_own_are_not_changed_without_the_password(
    member: Visitor, people: People, grace: User, change: dict[str, str], current: str, said: str
) -> None:
    page = edit(member, grace, **change, current=current)

    assert page.banners == REFUSED
    assert page.field("current").error == said
    assert page.field("current").value == ""
    assert page.field("email").value == change.get("email", grace.email)
    assert same(people.all()[0], grace)


@each_change
def test_ones_own_are_changed_with_it(
    member: Visitor, people: People, grace: User, change: dict[str, str]
) -> None:
    page = edit(member, grace, **change, current=PASSWORD)

    assert page.banners == [f"Success Saved: {next(iter(change))}."]
    assert not same(people.all()[0], grace)


def test_a_name_is_changed_without(member: Visitor, grace: User) -> None:
    assert edit(member, grace, name="Brewster").banners == ["Success Saved: name."]


@each_change
@pytest.mark.parametrize("theirs", [PASSWORD, None])
def test_an_admin_gives_their_own_for_somebody_else(
    app: Flask, people: People, ada: User, change: dict[str, str], theirs: str | None
) -> None:
    people.change(
        ada, password_hash=people.add("A", "a@example.org", "an admin’s own").password_hash
    )
    admin = app.test_client()
    assert isinstance(admin, Visitor)
    admin.sign_in(ada.email, "an admin’s own")
    grace = people.add("Grace Hopper", "grace@example.org", theirs)

    assert edit(admin, grace, **change, current=PASSWORD).field("current").error == WRONG
    page = edit(admin, grace, **change, current="an admin’s own")
    assert page.banners == [f"Success Saved: {next(iter(change))}."]


def test_it_is_asked_for_where_what_was_typed_waited_for_a_sign_in(
    visitor: Visitor, grace: User
) -> None:
    page = visitor.submit(f"/users/{grace.id}", name="G", email=NEW["email"], version="1")
    page = visitor.fill_in(page, "/sign-in", email=grace.email, password=PASSWORD)
    page = visitor.fill_in(page, f"/users/{grace.id}")

    assert page.field("current").error == ASKED


def test_guesses_are_limited_whichever_field_they_are_typed_into(
    app: Flask, member: Visitor, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "2 per 15 minutes")
    edit(member, grace, email=NEW["email"], current="wrong")
    edit(member, grace, password=NEW["password"], current="")
    page = edit(member, grace, name="Brewster", email=NEW["email"], current=PASSWORD)

    assert page.banners == ["Error Too many tries. Wait 15 minutes, then try again."]
    assert page.field("name").value == "Brewster"
    assert page.field("email").value == NEW["email"]
    assert edit(member, grace, name="Brewster").banners == ["Success Saved: name."]
    assert enter(app, grace).visit("/users").has_link("Grace Hopper") is False


def test_right_passwords_and_other_mistakes_are_no_guesses(
    app: Flask, member: Visitor, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "1 per 15 minutes")
    for number in range(3):
        edit(member, grace, email="no address", current=PASSWORD)
        page = edit(member, grace, email=f"g{number}@example.org", current=PASSWORD)

        assert page.banners == ["Success Saved: email."]


def test_a_new_password_sent_twice_is_saved_and_keeps_them_signed_in(
    member: Visitor, grace: User
) -> None:
    page = member.visit(f"/users/{grace.id}/edit")
    form = page.form(f"/users/{grace.id}") | {"password": NEW["password"], "current": PASSWORD}
    before = member.get_cookie("session")
    assert before
    first = member.submit(f"/users/{grace.id}", **form)
    member.set_cookie("session", before.value)  # the second was sent before the first was answered
    second = member.submit(f"/users/{grace.id}", **form)

    assert first.banners == ["Success Saved: password."]
    assert second.banners == ["Success Saved."]
    assert second.path == first.path
    assert member.visit("/users").find("form", action="/sign-out")


@pytest.mark.parametrize(
    "other", [{"password": "battery stable"}, {"name": "Eve"}, {"version": "2"}, {"version": "x"}]
)
def test_another_form_lets_nobody_in(member: Visitor, grace: User, other: dict[str, str]) -> None:
    form = member.visit(f"/users/{grace.id}/edit").form(f"/users/{grace.id}")
    form |= {"password": NEW["password"], "current": PASSWORD}
    before = member.get_cookie("session")
    assert before
    member.submit(f"/users/{grace.id}", **form)
    member.set_cookie("session", before.value)

    assert member.submit(f"/users/{grace.id}", **form | other).heading == "Sign in"


def test_one_edit_sent_many_times_at_once_is_one_change_and_one_kind_of_answer(
    admin: Visitor, people: People, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = admin.visit(f"/users/{grace.id}/edit").form(f"/users/{grace.id}")
    form |= {"name": "Brewster", "password": NEW["password"], "current": PASSWORD}
    make_hash = passwords.make_hash

    def be_slower(password: str) -> str:
        new = make_hash(password)
        people.change(grace, name="Brewster", password_hash=new)
        return make_hash(password)

    monkeypatch.setattr(passwords, "make_hash", be_slower)
    page = admin.submit(f"/users/{grace.id}", **form)

    assert page.banners == ["Success Saved."]
    assert people.find(grace.email).version == grace.version + 1
