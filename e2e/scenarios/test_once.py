"""A message is shown on the next page, once, and nowhere else."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from e2e.people import ADA
from e2e.screens.forms import EditScreen
from e2e.screens.users import UsersScreen

from .outcomes import OnEachOutcome, Outcome


def test_a_message_is_gone_after_a_reload(on_each_outcome: OnEachOutcome, edit: EditScreen) -> None:
    def is_gone(outcome: Outcome) -> None:
        edit.reload()

        expect(edit.heading).to_be_visible()
        expect(edit.banners).to_have_count(0)

    on_each_outcome(is_gone)


def test_a_message_is_gone_on_another_page(
    on_each_outcome: OnEachOutcome, users: UsersScreen
) -> None:
    def is_gone(outcome: Outcome) -> None:
        users.open()

        expect(users.row("Alan Turing")).to_be_visible()
        expect(users.banners).to_have_count(0)

    on_each_outcome(is_gone)


def test_a_message_is_gone_in_a_new_tab(
    on_each_outcome: OnEachOutcome, edit: EditScreen, context: BrowserContext
) -> None:
    def is_gone(outcome: Outcome) -> None:
        new_tab = EditScreen(context.new_page())
        new_tab.open(ADA.id)

        expect(new_tab.heading).to_be_visible()
        expect(new_tab.banners).to_have_count(0)
        expect(edit.banners).to_have_text([outcome.said])

    on_each_outcome(is_gone)
