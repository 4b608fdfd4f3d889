"""Roles: an admin makes another one and back, and the last one stays one."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from e2e.people import ADA, GRACE, Person
from e2e.screens.users import UserScreen

from .outcomes import REJECTED, SAVED, UNCHANGED


def test_an_admin_makes_another_one_and_back(admin: Person, user: UserScreen) -> None:
    user.open(ADA.id)
    user.make_admin.click()

    expect(user.banners).to_have_text(["Success Ada Lovelace is an admin now."])
    expect(user.make_member).to_be_visible()
    assert user.banner("now").hues() <= SAVED.hues

    user.reload()

    expect(user.main.get_by_text("Admin", exact=True)).to_be_visible()
    expect(user.banners).to_have_count(0)

    user.make_member.click()

    expect(user.banners).to_have_text(["Success Ada Lovelace is a member now."])


def test_what_another_tab_has_done_is_said(
    admin: Person, user: UserScreen, context: BrowserContext
) -> None:
    other_tab = UserScreen(context.new_page())
    user.open(ADA.id)
    other_tab.open(ADA.id)
    other_tab.make_admin.click()

    expect(other_tab.banners).to_have_text(["Success Ada Lovelace is an admin now."])

    user.make_admin.click()

    expect(user.banners).to_have_text(["Warning Ada Lovelace is an admin already."])
    assert user.banner("already").hues() <= UNCHANGED.hues

    user.reload()

    expect(user.make_member).to_be_visible()
    expect(user.banners).to_have_count(0)


def test_the_last_admin_stays_one(admin: Person, user: UserScreen) -> None:
    user.open(GRACE.id)
    user.make_member.click()

    expect(user.banners).to_have_text(
        ["Error Grace Hopper stays an admin: nobody else who can sign in is one."]
    )
    expect(user.make_member).to_be_visible()
    assert user.banner("stays").hues() <= REJECTED.hues

    user.reload()

    expect(user.make_member).to_be_visible()
    expect(user.banners).to_have_count(0)
