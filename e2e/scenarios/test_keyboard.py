"""By keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.people import ADA, PASSWORD, Person
from e2e.screens.forms import EditScreen, SignInScreen
from e2e.screens.keyboard import Keyboard
from e2e.screens.users import ConfirmScreen, UserScreen, UsersScreen

from .outcomes import SAVED

# Nobody presses Tab on a phone, and Safari's Tab skips links unless told otherwise.
pytestmark = pytest.mark.skip_project("phone", "webkit")


@pytest.mark.usefixtures("app")
def test_signing_in_by_keyboard(
    users: UsersScreen, sign_in: SignInScreen, keyboard: Keyboard
) -> None:
    users.open()
    keyboard.walk_to(users.header.sign_in)
    keyboard.press("Enter")

    expect(sign_in.heading).to_have_text("Sign in")

    keyboard.walk_to(sign_in.email)
    keyboard.write(ADA.email)
    keyboard.press("Tab")
    keyboard.write(PASSWORD)
    keyboard.press("Enter")

    expect(users.banners).to_have_text(["Success Welcome back, Ada Lovelace."])


def test_changing_oneself_by_keyboard(
    member: Person, user: UserScreen, edit: EditScreen, keyboard: Keyboard
) -> None:
    user.open(member.id)
    keyboard.walk_to(user.edit)
    keyboard.press("Enter")

    expect(edit.name).to_be_visible()

    keyboard.walk_to(edit.name)
    keyboard.write(SAVED.typed)
    keyboard.press("Enter")

    expect(user.banners).to_have_text([SAVED.said])
    expect(user.heading).to_have_text(SAVED.typed)


@pytest.mark.skip_project("no-javascript")
def test_closing_a_banner_by_keyboard(member: Person, edit: EditScreen, keyboard: Keyboard) -> None:
    edit.open(member.id)
    edit.save(SAVED.typed)

    expect(edit.banners).to_have_text([SAVED.said])

    keyboard.walk_to(edit.banner(SAVED.text).close)
    keyboard.press("Space")

    expect(edit.heading).to_be_focused()
    expect(edit.banners).to_have_count(0)


def test_deleting_by_keyboard(
    admin: Person, users: UsersScreen, confirm: ConfirmScreen, keyboard: Keyboard
) -> None:
    confirm.open(ADA.id)
    keyboard.walk_to(confirm.delete)
    keyboard.press("Space")

    expect(users.banners).to_have_text(["Success Ada Lovelace was deleted. Undo"])


def test_the_first_tab_skips_to_the_content(users: UsersScreen, keyboard: Keyboard) -> None:
    users.open()
    keyboard.press("Tab")

    expect(users.skip).to_be_focused()
    expect(users.skip).to_be_in_viewport()

    keyboard.press("Enter")

    expect(users.main).to_be_focused()


def test_the_focus_can_be_seen(users: UsersScreen, keyboard: Keyboard) -> None:
    users.open()
    keyboard.walk_to(users.header.sign_in)

    expect(users.header.sign_in).not_to_have_css("outline-style", "none")
    expect(users.header.sign_in).not_to_have_css("outline-width", "0px")
    expect(users.header.sign_in).not_to_have_css("outline-color", "rgba(0, 0, 0, 0)")
