"""Many at once: ticked, asked about, and deleted in one go."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from e2e.people import ADA, ALAN, GRACE, LAYLA, Person
from e2e.screens.users import ConfirmScreen, UsersScreen

from .outcomes import REJECTED, SAVED, UNCHANGED

ALL_THREE = [
    "Success Ada Lovelace was deleted. Undo",
    "Warning 1 was skipped: it’s you.",
    "Error 1 was already gone.",
]

needs_javascript = pytest.mark.skip_project("no-javascript")


def test_ticked_users_are_deleted_in_one_go_and_come_back(
    admin: Person, users: UsersScreen, confirm: ConfirmScreen
) -> None:
    users.open()
    users.tick(ADA.name, ALAN.name)
    users.delete_selected.click()

    expect(confirm.heading).to_have_text("Delete 2 users?")
    expect(confirm.people).to_contain_text([ADA.name, ALAN.name])

    confirm.delete.click()

    expect(users.banners).to_have_text(["Success 2 users were deleted. Undo"])
    expect(users.names).to_have_text([GRACE.name, LAYLA.name])

    users.banner("deleted").undo.click()

    expect(users.banners).to_have_text(["Success 2 users are back."])
    expect(users.names).to_have_text([ADA.name, ALAN.name, GRACE.name, LAYLA.name])

    users.reload()

    expect(users.row(ADA.name)).to_be_visible()
    expect(users.banners).to_have_count(0)


def test_all_that_came_of_it_is_said_once(
    admin: Person, users: UsersScreen, confirm: ConfirmScreen, page: Page
) -> None:
    other_tab = ConfirmScreen(page.context.new_page())
    users.open()
    users.tick(ADA.name, ALAN.name, GRACE.name)
    users.delete_selected.click()
    other_tab.open(ALAN.id)
    other_tab.delete.click()

    expect(other_tab.banners).to_have_text(["Success Alan Turing was deleted. Undo"])

    confirm.delete.click()

    expect(users.banners).to_have_text(ALL_THREE)
    assert users.banner("deleted").hues() <= SAVED.hues
    assert users.banner("skipped").hues() <= UNCHANGED.hues
    assert users.banner("gone").hues() <= REJECTED.hues

    users.reload()

    expect(users.names).to_have_text([GRACE.name, LAYLA.name])
    expect(users.banners).to_have_count(0)


def test_nobody_ticked_is_said(admin: Person, users: UsersScreen) -> None:
    users.go_to("/users/delete")

    expect(users.banners).to_have_text(["Warning Tick whom to delete first."])


@needs_javascript
def test_the_bar_comes_with_the_first_tick_and_goes_with_the_last(
    admin: Person, users: UsersScreen
) -> None:
    users.open()

    expect(users.delete_selected).to_be_hidden()

    users.tick(ADA.name, ALAN.name)

    expect(users.delete_selected).to_be_in_viewport()
    expect(users.selected).to_have_text("Selected: 2")
    expect(users.select_all).to_be_checked(indeterminate=True)

    users.select_all.check()

    expect(users.selected).to_have_text("Selected: 4")

    users.select_all.uncheck()

    expect(users.delete_selected).to_be_hidden()
    expect(users.ticks).to_have_count(4)


@needs_javascript
@pytest.mark.parametrize("query", ["?sort=email", "?q=a"])
def test_all_are_selected_wherever_in_the_list_one_is(
    admin: Person, users: UsersScreen, query: str
) -> None:
    users.go_to(f"/users{query}")
    users.tick(ADA.name)
    users.select_all.check()

    expect(users.selected).to_have_text("Selected: 4")


@needs_javascript
def test_a_search_that_finds_nobody_has_nothing_to_select(
    admin: Person, users: UsersScreen
) -> None:
    mistakes: list[str] = []
    users.page.on("pageerror", lambda error: mistakes.append(error.message))
    users.go_to("/users?q=nobody")
    users.page.wait_for_load_state("load")

    expect(users.select_all).to_have_count(0)
    assert mistakes == []


@pytest.mark.only_project("no-javascript")
def test_without_javascript_there_is_a_button_under_the_table(
    admin: Person, users: UsersScreen
) -> None:
    users.open()

    expect(users.delete_selected).to_be_visible()
    expect(users.select_all).to_be_hidden()
    expect(users.selected).to_be_hidden()
