"""A banner stays until it is closed, and closing it leaves the focus where one would look next."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from e2e.people import Person
from e2e.screens.forms import EditScreen
from e2e.screens.keyboard import Keyboard
from e2e.screens.lesson import LessonScreen

from .outcomes import REJECTED, SAVED

needs_javascript = pytest.mark.skip_project("no-javascript")

DONE, MIND = ("success", "Done."), ("warning", "Mind.")


@needs_javascript
def test_a_banner_stays_for_as_long_as_it_is_looked_at(
    member: Person, edit: EditScreen, page: Page
) -> None:
    page.clock.install()
    edit.open(member.id)
    edit.save(SAVED.typed)

    # The script that shows the button has run: what it means to do later, it has put off by now.
    expect(edit.banner(SAVED.said).close).to_be_visible()

    page.clock.fast_forward("30:00")

    expect(edit.banners).to_have_text([SAVED.said])


@needs_javascript
def test_closing_goes_on_to_the_next_banner(lesson: LessonScreen, page: Page) -> None:
    lesson.open()
    lesson.send(MIND, DONE)
    lesson.banner("Mind.").close.click()

    expect(lesson.banners).to_have_text(["Success Done."])
    expect(lesson.banner("Done.").close).to_be_focused()
    expect(page).to_have_title("Success: Flash messages, live · Flash Once")


@needs_javascript
def test_closing_the_last_goes_on_to_the_heading(lesson: LessonScreen, page: Page) -> None:
    lesson.open()
    lesson.send(DONE)
    lesson.banner("Done.").close.click()

    expect(lesson.heading).to_be_focused()
    expect(lesson.messages).to_have_count(0)
    expect(page).to_have_title("Flash messages, live · Flash Once")


@needs_javascript
def test_what_was_closed_is_not_read_out_any_more(lesson: LessonScreen, page: Page) -> None:
    lesson.open()
    lesson.send(("error", "Failed."), DONE, MIND)

    expect(lesson.messages).to_have_accessible_description(
        "Error Failed. Success Done. Warning Mind."
    )

    lesson.banner("Done.").close.click()

    expect(lesson.messages).to_have_accessible_description("")
    expect(page).to_have_title("Error: Flash messages, live · Flash Once")

    lesson.banner("Failed.").close.click()

    expect(page).to_have_title("Warning: Flash messages, live · Flash Once")


@needs_javascript
def test_escape_closes_the_banner_that_has_the_focus(
    lesson: LessonScreen, keyboard: Keyboard
) -> None:
    lesson.open()
    lesson.send(MIND, DONE)
    lesson.banner("Done.").close.focus()
    keyboard.press("Escape")

    expect(lesson.banners).to_have_text(["Warning Mind."])


@needs_javascript
def test_escape_closes_the_error_that_was_given_the_focus(
    member: Person, edit: EditScreen, keyboard: Keyboard
) -> None:
    edit.open(member.id)
    edit.save(REJECTED.typed)

    expect(edit.messages).to_be_focused()

    keyboard.press("Escape")

    expect(edit.heading).to_be_focused()
    expect(edit.banners).to_have_count(0)


@needs_javascript
def test_escape_elsewhere_closes_nothing(
    member: Person, edit: EditScreen, keyboard: Keyboard
) -> None:
    edit.open(member.id)
    edit.save(REJECTED.typed)
    edit.name.focus()
    keyboard.press("Escape")

    expect(edit.name).to_be_focused()
    expect(edit.banners).to_have_text([REJECTED.said])


@pytest.mark.only_project("no-javascript")
def test_without_javascript_there_is_no_button_that_does_nothing(lesson: LessonScreen) -> None:
    lesson.open()
    lesson.send(DONE)

    expect(lesson.banners).to_have_text(["Success Done."])
    expect(lesson.banner("Done.").close).to_have_count(0)
