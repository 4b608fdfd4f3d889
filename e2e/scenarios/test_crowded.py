"""A script that sends as many forms at once as a browser keeps cookies of a site, which is 180."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.people import ADA
from e2e.screens.forms import SignInScreen
from e2e.screens.users import UsersScreen

SEND_AT_ONCE = """count => Promise.all(Array.from({length: count}, (_, number) => {
    const body = new URLSearchParams({to: "users", text: `Message ${number}`});
    return fetch("/lesson", {method: "POST", redirect: "manual", body});
}))"""


# By hand, for the server says how the cookie is to be kept.
by_hand = pytest.mark.usefixtures("app")


@by_hand
def test_a_hundred_and_fifty_messages_at_once_are_all_shown(
    sign_in: SignInScreen, users: UsersScreen
) -> None:
    sign_in.open()
    sign_in.enter(ADA.email)
    expect(users.header.person(ADA.name)).to_be_visible()
    users.page.evaluate(SEND_AT_ONCE, 150)
    users.open()

    expect(users.header.person(ADA.name)).to_be_visible()
    expect(users.banners).to_have_count(150)


@by_hand
@pytest.mark.only_browser("chromium")  # Firefox knows no priorities, as README says
def test_two_hundred_messages_at_once_sign_nobody_out(
    sign_in: SignInScreen, users: UsersScreen
) -> None:
    sign_in.open()
    sign_in.enter(ADA.email)
    expect(users.header.person(ADA.name)).to_be_visible()
    users.page.evaluate(SEND_AT_ONCE, 200)
    users.open()

    expect(users.header.person(ADA.name)).to_be_visible()
