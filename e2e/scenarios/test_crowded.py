"""A script that sends as many forms at once as a browser keeps cookies of a site, which is 180."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from e2e.people import ADA
from e2e.screens.forms import SignInScreen
from e2e.screens.users import UsersScreen

SEND_AT_ONCE = """count => Promise.all(Array.from({length: count}, (_, number) => {
    const body = new URLSearchParams({to: "users", text: `Message ${number}`});
    return fetch("/lesson", {method: "POST", redirect: "manual", body});
}))"""


# What is sent so late that its cookies come along finds no room for the oldest of them, and counts
# them. Several may count the same ones, which are told once all the same.
MORE = re.compile(r"… and (\d+) more messages?\.(?: ×(\d+))?")


def count(text: str) -> int:
    """Say how many messages a banner stands for."""
    more = MORE.search(text)
    return int(more[1]) * int(more[2] or 1) if more else 1


# By hand, for the server says how the cookie is to be kept.
by_hand = pytest.mark.usefixtures("app")


@by_hand
def test_of_a_hundred_and_fifty_messages_at_once_each_is_shown_or_counted_once(
    sign_in: SignInScreen, users: UsersScreen
) -> None:
    sign_in.open()
    sign_in.enter(ADA.email)
    expect(users.header.person(ADA.name)).to_be_visible()
    users.page.evaluate(SEND_AT_ONCE, 150)
    users.open()

    expect(users.header.person(ADA.name)).to_be_visible()
    assert sum(map(count, users.banners.all_inner_texts())) == 150


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
