"""A computer that others use next: after signing out, Back shows nothing of who was there before.

Read by scripts alone: over WebDriver BiDi, Playwright goes on waiting for a page that comes from
Firefox's back/forward cache.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.data.models import User
from app.extensions import db
from e2e.people import ADA, ALAN, PASSWORD, Person
from e2e.screens.forms import EditScreen, NewUserScreen, SignInScreen, SignUpScreen
from e2e.screens.lesson import LessonScreen
from e2e.screens.screen import go_back
from e2e.screens.users import UserScreen, UsersScreen

pytestmark = [
    pytest.mark.only_project("back-forward-cache", "desktop", "firefox"),
    pytest.mark.usefixtures("app"),
]

SIGHT = """() => ({
  heading: document.querySelector("h1").innerText,
  typed: [...document.querySelectorAll("main :is(input:not([type=hidden]), textarea)")]
    .map((field) => field.value).filter(Boolean),
  in: !!document.querySelector("header button"),
})"""
# A page is judged when it may be seen: until it is known whose it is, it may not.
SEEN = f"""(wanted) => {{
  if (document.readyState !== "complete") return false;
  if (getComputedStyle(document.body).visibility !== "visible") return false;
  window.sight = JSON.stringify(({SIGHT})());
  return window.sight === JSON.stringify(wanted);
}}"""


def expect_sight(page: Page, heading: str, *typed: str, inside: bool = False) -> None:
    """Wait for a heading, what the fields of the page hold, and who is signed in."""
    wanted = {"heading": heading, "typed": list(typed), "in": inside}
    page.wait_for_function(SEEN, arg=wanted, timeout=10_000)


@pytest.fixture
def leave(users: UsersScreen) -> Callable[[], None]:
    """Go on to another page, sign out there, which leads to the list, and see that it is done."""

    def leave() -> None:
        users.go_to(f"/users/{ALAN.id}")
        users.sign_out()
        expect(users.banners).to_have_text(["Success You are signed out."])

    return leave


def test_a_password_that_signed_in_is_not_there_any_more(
    sign_in: SignInScreen, users: UsersScreen, page: Page, leave: Callable[[], None]
) -> None:
    sign_in.open()
    sign_in.enter(ADA.email)
    expect(users.banners).to_have_text(["Success Welcome back, Ada Lovelace."])
    leave()

    go_back(page, 3)

    expect_sight(page, "Sign in")


def test_a_password_that_was_typed_is_gone_once_the_page_is_left(
    sign_in: SignInScreen, users: UsersScreen, page: Page
) -> None:
    sign_in.open()
    sign_in.write(sign_in.email, ADA.email)
    sign_in.write(sign_in.password, PASSWORD)
    users.open()
    expect(users.heading).to_have_text("Users")

    go_back(page)

    expect_sight(page, "Sign in", ADA.email)


def test_a_sign_up_form_is_empty_again(
    sign_up: SignUpScreen, user: UserScreen, page: Page, leave: Callable[[], None]
) -> None:
    sign_up.open()
    sign_up.create("Mary Somerville", "mary@example.org")
    expect(user.heading).to_have_text("Mary Somerville")
    leave()

    go_back(page, 3)

    expect_sight(page, "Sign up")


def test_a_sign_up_form_that_was_never_sent_is_empty_again(
    sign_up: SignUpScreen,
    sign_in: SignInScreen,
    users: UsersScreen,
    page: Page,
    leave: Callable[[], None],
) -> None:
    sign_up.open()
    sign_up.fill("Mary Somerville", "mary@example.org")
    sign_in.open()
    sign_in.enter(ADA.email)
    expect(users.banners).to_have_text(["Success Welcome back, Ada Lovelace."])
    leave()

    go_back(page, 4)

    expect_sight(page, "Sign up")


def test_a_form_of_an_admin_is_not_shown(
    admin: Person,
    new_user: NewUserScreen,
    users: UsersScreen,
    page: Page,
    leave: Callable[[], None],
) -> None:
    new_user.open()
    new_user.fill("Mary Somerville", "mary@example.org")
    leave()

    go_back(page, 2)

    expect_sight(page, "Sign up")


def test_no_page_is_as_if_one_were_signed_in(
    admin: Person,
    users: UsersScreen,
    lesson: LessonScreen,
    page: Page,
    leave: Callable[[], None],
) -> None:
    users.open()
    users.go_to(f"/users/{ADA.id}")
    lesson.open()
    users.go_to("/nowhere")
    leave()

    go_back(page, 2)

    expect_sight(page, "There is no such page")

    go_back(page)

    expect_sight(page, "Flash messages, live", "1")

    go_back(page)

    expect_sight(page, ADA.name)

    go_back(page)

    expect_sight(page, "Users")


def test_an_edit_page_asks_to_sign_in(
    member: Person, edit: EditScreen, users: UsersScreen, page: Page, leave: Callable[[], None]
) -> None:
    edit.open(member.id)
    edit.write(edit.name, "Ada King")
    leave()

    go_back(page, 2)

    expect_sight(page, "Sign in")


def test_it_does_so_when_the_session_ended_otherwise(
    app: Flask, member: Person, edit: EditScreen, users: UsersScreen, page: Page
) -> None:
    edit.open(member.id)
    edit.write(edit.name, "Ada King")
    users.open()
    expect(users.header.person(member.name)).to_be_visible()
    with app.app_context():
        db.session.get_one(User, member.id).password_hash = "another"
        db.session.commit()

    go_back(page)

    expect_sight(page, "Sign in")


def test_somebody_else_does_not_find_what_was_typed_before(
    sign_in: SignInScreen,
    users: UsersScreen,
    lesson: LessonScreen,
    page: Page,
    leave: Callable[[], None],
) -> None:
    sign_in.open()
    sign_in.enter(ADA.email)
    lesson.open()
    lesson.compose(("success", "between us"))
    leave()
    sign_in.open()
    sign_in.enter(ALAN.email)
    expect(users.banners).to_have_text(["Success Welcome back, Alan Turing."])

    go_back(page, 4)

    expect_sight(page, "Flash messages, live", "1", inside=True)


@pytest.mark.only_project("back-forward-cache", "firefox")
def test_what_was_typed_is_there_as_long_as_one_stays(
    member: Person, edit: EditScreen, users: UsersScreen, page: Page
) -> None:
    edit.open(member.id)
    edit.write(edit.name, "Ada King")
    users.open()
    expect(users.header.person(member.name)).to_be_visible()

    go_back(page)

    expect_sight(page, "Edit Ada Lovelace", "Ada King", member.email, inside=True)


@pytest.mark.only_project("back-forward-cache")
def test_nothing_is_seen_before_it_is_known_whose_it_is(
    member: Person,
    edit: EditScreen,
    users: UsersScreen,
    page: Page,
) -> None:
    edit.open(member.id)
    page.evaluate(
        "() => { window.fetch = () => new Promise(answer => { window.answer = answer }) }"
    )
    users.open()
    expect(users.header.person(member.name)).to_be_visible()

    go_back(page)

    page.wait_for_function("() => window.answer")
    assert page.evaluate("getComputedStyle(document.body).visibility") == "hidden"

    page.evaluate("answer(new Response(document.querySelector('[data-visit]').dataset.visit))")

    expect_sight(page, "Edit Ada Lovelace", member.name, member.email, inside=True)
