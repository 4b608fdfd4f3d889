"""A message is shown on the next page, once, and nowhere else."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from e2e.people import Person
from e2e.screens.forms import EditScreen
from e2e.screens.users import UsersScreen

from .outcomes import Outcome, each_outcome


@each_outcome
def test_a_message_is_gone_after_a_reload(
    member: Person, edit: EditScreen, outcome: Outcome
) -> None:
    edit.open(member.id)
    edit.save(outcome.typed)

    expect(edit.banners).to_have_text([outcome.said])

    edit.reload()

    expect(edit.heading).to_be_visible()
    expect(edit.banners).to_have_count(0)


@each_outcome
def test_a_message_is_gone_on_another_page(
    member: Person, edit: EditScreen, users: UsersScreen, outcome: Outcome
) -> None:
    edit.open(member.id)
    edit.save(outcome.typed)

    expect(edit.banners).to_have_text([outcome.said])

    users.open()

    expect(users.row("Alan Turing")).to_be_visible()
    expect(users.banners).to_have_count(0)


@each_outcome
def test_a_message_is_gone_in_a_new_tab(
    member: Person, edit: EditScreen, context: BrowserContext, outcome: Outcome
) -> None:
    edit.open(member.id)
    edit.save(outcome.typed)

    expect(edit.banners).to_have_text([outcome.said])

    new_tab = EditScreen(context.new_page())
    new_tab.open(member.id)

    expect(new_tab.heading).to_be_visible()
    expect(new_tab.banners).to_have_count(0)
    expect(edit.banners).to_have_text([outcome.said])
