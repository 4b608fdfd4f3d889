"""What is heard of a message: the title, then one live region or the focus, never both."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from e2e.people import Person
from e2e.screens.forms import EditScreen
from e2e.screens.lesson import LessonScreen

from .outcomes import REJECTED, SAVED, UNCHANGED

PAUSE = 150  # ms; put into a live region any sooner, words often go unheard
SOON = 1000  # ms, much longer than that

needs_javascript = pytest.mark.skip_project("no-javascript")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        (SAVED.typed, "Success: Ada King · Flash Once"),
        (UNCHANGED.typed, "Warning: Ada Lovelace · Flash Once"),
        (REJECTED.typed, "Error: Edit Ada Lovelace · Flash Once"),
    ],
    ids=["success", "warning", "error"],
)
def test_the_title_begins_with_the_kind(
    member: Person, edit: EditScreen, page: Page, typed: str, title: str
) -> None:
    edit.open(member.id)
    edit.save(typed)

    expect(page).to_have_title(title)

    edit.reload()

    expect(page).to_have_title(title.partition(": ")[2])


@needs_javascript
def test_a_success_is_spoken_once_after_a_pause(
    member: Person, edit: EditScreen, page: Page
) -> None:
    page.clock.install(time="2026-01-01T08:00")
    page.clock.pause_at("2026-01-01T09:00")
    edit.open(member.id)
    edit.save(SAVED.typed)

    # The script that shows the button has run.
    expect(edit.banner(SAVED.said).close).to_be_visible()

    page.clock.run_for(PAUSE - 1)

    expect(edit.status).to_be_empty()

    page.clock.run_for(1)

    expect(edit.status).to_have_text(SAVED.said)
    expect(edit.alert).to_be_empty()
    expect(edit.messages).not_to_be_focused()

    edit.reload()
    page.clock.run_for(SOON)

    expect(edit.heading).to_have_text("Ada King")
    expect(edit.status).to_be_empty()


@needs_javascript
def test_a_warning_is_spoken_at_once(member: Person, edit: EditScreen, page: Page) -> None:
    page.clock.install()
    edit.open(member.id)
    edit.save(UNCHANGED.typed)
    page.clock.run_for(SOON)

    expect(edit.alert).to_have_text(UNCHANGED.said)
    expect(edit.status).to_be_empty()
    expect(edit.messages).not_to_be_focused()


@needs_javascript
def test_an_error_has_the_focus_instead(member: Person, edit: EditScreen, page: Page) -> None:
    page.clock.install()
    edit.open(member.id)
    edit.save(REJECTED.typed)
    page.clock.run_for(SOON)

    expect(edit.messages).to_be_focused()
    expect(edit.messages).to_have_accessible_description(REJECTED.said)
    expect(edit.status).to_be_empty()
    expect(edit.alert).to_be_empty()


@needs_javascript
def test_several_are_spoken_in_their_order(lesson: LessonScreen, page: Page) -> None:
    page.clock.install()
    lesson.open()
    lesson.send(("success", "First."), ("warning", "Mind."), ("success", "Second."))
    page.clock.run_for(SOON)

    expect(lesson.status.get_by_role("paragraph")).to_have_text(
        ["Success First.", "Success Second."]
    )
    expect(lesson.alert.get_by_role("paragraph")).to_have_text(["Warning Mind."])
