"""Users: found, created, changed and deleted, whoever else is at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.people import ADA, ALAN, GRACE, LAYLA, PASSWORD, Person
from e2e.screens.forms import EditScreen, NewUserScreen
from e2e.screens.users import ConfirmScreen, UserScreen, UsersScreen

STALE = (
    "Error Someone else changed this user while you were editing: nothing was saved. "
    "Compare, then save again."
)


def test_a_new_user_is_announced_once(
    admin: Person, users: UsersScreen, new_user: NewUserScreen
) -> None:
    users.open()
    users.new_user.click()
    new_user.create("Mary Somerville", "mary@example.org")

    expect(users.banners).to_have_text(["Success Mary Somerville was created."])
    expect(users.row("Mary Somerville")).to_be_visible()

    users.reload()

    expect(users.row("Mary Somerville")).to_be_visible()
    expect(users.banners).to_have_count(0)


def test_a_change_is_announced_with_what_changed(
    member: Person, user: UserScreen, edit: EditScreen
) -> None:
    user.open(member.id)
    user.edit.click()
    edit.write(edit.email, "king@example.org")
    edit.write(edit.password, "a new password")
    edit.write(edit.current, PASSWORD)
    edit.save("Ada King")

    expect(user.heading).to_have_text("Ada King")
    expect(user.banners).to_have_text(["Success Saved: name, email, password."])
    expect(user.header.person("Ada King")).to_be_visible()


def test_a_user_is_deleted_after_a_question(
    admin: Person, users: UsersScreen, user: UserScreen, confirm: ConfirmScreen
) -> None:
    user.open(ALAN.id)
    user.delete.click()

    expect(confirm.heading).to_have_text("Delete Alan Turing?")

    confirm.delete.click()

    expect(users.banners).to_have_text(["Success Alan Turing was deleted. Undo"])
    expect(users.names).to_have_text([ADA.name, GRACE.name, LAYLA.name])


def test_who_is_gone_already_is_not_deleted_again(
    admin: Person, confirm: ConfirmScreen, context: BrowserContext
) -> None:
    other_tab = ConfirmScreen(context.new_page())
    confirm.open(ALAN.id)
    other_tab.open(ALAN.id)
    other_tab.delete.click()

    expect(other_tab.banners).to_have_text(["Success Alan Turing was deleted. Undo"])

    confirm.delete.click()

    expect(confirm.banners).to_have_text(["Error This user is already gone."])


def test_nobody_deletes_themselves(admin: Person, confirm: ConfirmScreen) -> None:
    confirm.open(admin.id)

    expect(confirm.banners).to_have_text(
        ["Warning You can’t delete yourself. Someone else who is an admin can."]
    )
    expect(confirm.heading).to_have_text(admin.name)


def test_a_stale_edit_overwrites_nothing(
    member: Person, edit: EditScreen, another_visitor: Callable[[Person], Page]
) -> None:
    grace = EditScreen(another_visitor(GRACE))
    edit.open(member.id)
    grace.open(member.id)
    grace.save("Augusta Ada King")

    expect(grace.banners).to_have_text(["Success Saved: name."])

    edit.save("Ada Byron")

    expect(edit.banners).to_have_text([STALE])
    expect(edit.saved_meanwhile.get_by_role("definition")).to_have_text(["Augusta Ada King"])
    expect(edit.name).to_have_value("Ada Byron")

    edit.submit.click()

    expect(edit.banners).to_have_text(["Success Saved: name."])
    expect(edit.heading).to_have_text("Ada Byron")


@pytest.mark.usefixtures("app")
def test_a_search_finds_a_part_of_a_name_in_any_case(users: UsersScreen) -> None:
    users.open()
    users.search("LOVE")

    expect(users.names).to_have_text([ADA.name])


@pytest.mark.usefixtures("app")
def test_a_search_that_finds_nobody_says_what_it_looked_for(users: UsersScreen) -> None:
    users.open()
    users.search("Babbage")

    expect(users.page.get_by_role("heading", level=2)).to_have_text("Nothing found for “Babbage”")


@pytest.mark.usefixtures("app")
def test_a_column_sorts_both_ways(users: UsersScreen) -> None:
    users.open()
    users.sort_by("Email")

    expect(users.column("Email")).to_have_attribute("aria-sort", "ascending")
    expect(users.names).to_have_text([ADA.name, ALAN.name, GRACE.name, LAYLA.name])

    users.sort_by("Email")

    expect(users.column("Email")).to_have_attribute("aria-sort", "descending")
    expect(users.names).to_have_text([LAYLA.name, GRACE.name, ALAN.name, ADA.name])


def test_a_long_list_is_leafed_through(users: UsersScreen, people: Callable[..., None]) -> None:
    people(
        *(Person(number, f"Zoë {number}", f"zoe-{number}@example.org") for number in range(10, 50))
    )
    users.open()

    expect(users.names).to_have_count(20)
    expect(users.previous).to_have_count(0)

    users.next.click()
    users.next.click()

    expect(users.names).to_have_text(["Zoë 47", "Zoë 48", "Zoë 49", LAYLA.name])
    expect(users.next).to_have_count(0)

    users.previous.click()
    users.previous.click()

    expect(users.names.first).to_have_text(ADA.name)
