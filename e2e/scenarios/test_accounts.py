"""Signing up, in and out, and being sent back to where one wanted to go."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.people import ADA, GRACE, Person
from e2e.screens.forms import EditScreen, SignInScreen, SignUpScreen
from e2e.screens.users import UserScreen, UsersScreen

# A deployment of its own hasn't got the people of people.py.
among_our_people = pytest.mark.usefixtures("app")

WRONG = ["Error Email or password is wrong."]


@among_our_people
def test_signing_in_is_welcomed(sign_in: SignInScreen, users: UsersScreen) -> None:
    users.open()
    users.header.sign_in.click()
    sign_in.enter(ADA.email)

    expect(users.banners).to_have_text(["Success Welcome back, Ada Lovelace."])
    expect(users.header.person(ADA.name)).to_be_visible()
    expect(users.header.sign_in).to_have_count(0)

    users.reload()

    expect(users.header.person(ADA.name)).to_be_visible()
    expect(users.banners).to_have_count(0)


@among_our_people
@pytest.mark.parametrize("email", [ADA.email, "nobody@example.org"])
def test_who_has_an_account_is_not_given_away(sign_in: SignInScreen, email: str) -> None:
    sign_in.open()
    sign_in.enter(email, "not the password")

    expect(sign_in.banners).to_have_text(WRONG)
    expect(sign_in.header.sign_in).to_be_visible()

    sign_in.reload()

    expect(sign_in.heading).to_have_text("Sign in")
    expect(sign_in.banners).to_have_count(0)


@among_our_people
def test_signing_in_goes_on_to_the_page_that_asked_for_it(
    sign_in: SignInScreen, edit: EditScreen
) -> None:
    edit.open(ADA.id)

    expect(sign_in.heading).to_have_text("Sign in")
    expect(sign_in.banners).to_have_text(["Warning Sign in to go on."])

    sign_in.enter(ADA.email)

    expect(edit.heading).to_have_text("Edit Ada Lovelace")
    expect(edit.banners).to_have_text(["Success Welcome back, Ada Lovelace."])


@among_our_people
def test_a_wrong_password_on_the_way_does_not_lose_the_way(
    sign_in: SignInScreen, edit: EditScreen
) -> None:
    edit.open(ADA.id)
    sign_in.enter(ADA.email, "not her password")

    expect(sign_in.banners).to_have_text(WRONG)

    sign_in.enter(ADA.email)

    expect(edit.heading).to_have_text("Edit Ada Lovelace")
    expect(edit.banners).to_have_text(["Success Welcome back, Ada Lovelace."])


def test_what_was_typed_waits_while_one_signs_in_again(
    member: Person, edit: EditScreen, sign_in: SignInScreen, context: BrowserContext
) -> None:
    edit.open(member.id)
    other_tab = UsersScreen(context.new_page())
    other_tab.open()
    other_tab.sign_out()

    expect(other_tab.banners).to_have_text(["Success You are signed out."])

    edit.save("Ada King")

    expect(sign_in.banners).to_have_text(["Warning Sign in to go on."])

    sign_in.enter(member.email)

    expect(edit.heading).to_have_text("Edit Ada Lovelace")
    expect(edit.name).to_have_value("Ada King")


def test_signing_out_is_said_once(member: Person, users: UsersScreen) -> None:
    users.open()
    users.sign_out()

    expect(users.banners).to_have_text(["Success You are signed out."])
    expect(users.header.sign_in).to_be_visible()

    users.reload()

    expect(users.header.sign_in).to_be_visible()
    expect(users.banners).to_have_count(0)


def test_signing_out_twice_is_a_warning(
    member: Person, users: UsersScreen, context: BrowserContext
) -> None:
    other_tab = UsersScreen(context.new_page())
    users.open()
    other_tab.open()
    other_tab.sign_out()

    expect(other_tab.banners).to_have_text(["Success You are signed out."])

    users.sign_out()

    expect(users.banners).to_have_text(["Warning You were signed out already."])


def test_signing_up_signs_in(sign_up: SignUpScreen, users: UsersScreen, user: UserScreen) -> None:
    users.open()
    users.header.sign_up.click()
    sign_up.create("Mary Somerville", "mary@example.org")

    expect(user.heading).to_have_text("Mary Somerville")
    expect(user.banners).to_have_text(
        ["Success Welcome, Mary Somerville. You are signed up and signed in."]
    )
    expect(user.header.person("Mary Somerville")).to_be_visible()

    user.reload()

    expect(user.header.person("Mary Somerville")).to_be_visible()
    expect(user.banners).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "said", "heading"),
    [
        ("/users/3/edit", "Error You can only edit yourself.", "Alan Turing"),
        ("/users/3/delete", "Error Only an admin can delete users.", "Alan Turing"),
        ("/users/new", "Error Only an admin can create users.", "Users"),
    ],
)
def test_a_member_is_told_what_they_may_not_do(
    member: Person, user: UserScreen, path: str, said: str, heading: str
) -> None:
    user.go_to(path)

    expect(user.banners).to_have_text([said])
    expect(user.heading).to_have_text(heading)

    user.reload()

    expect(user.heading).to_have_text(heading)
    expect(user.banners).to_have_count(0)


def test_a_member_is_offered_only_what_they_may_do(member: Person, user: UserScreen) -> None:
    user.open(GRACE.id)

    expect(user.heading).to_have_text(GRACE.name)
    expect(user.edit).to_have_count(0)
    expect(user.delete).to_have_count(0)

    user.open(member.id)

    expect(user.heading).to_have_text(member.name)
    expect(user.edit).to_be_visible()
    expect(user.delete).to_have_count(0)
