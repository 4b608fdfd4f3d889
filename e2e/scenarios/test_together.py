"""Several messages at once: all of them, in the order recorded, each in its own colour."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.people import Person
from e2e.screens.forms import NewUserScreen
from e2e.screens.lesson import LessonScreen
from e2e.screens.users import UsersScreen

from .outcomes import OUTCOMES, REJECTED, SAVED, UNCHANGED


def test_a_warning_comes_with_the_success_it_is_about(
    admin: Person, new_user: NewUserScreen
) -> None:
    new_user.open()
    new_user.create("Ada Lovelace", "another.ada@example.org")

    expect(new_user.banners).to_have_text(
        [
            "Success Ada Lovelace was created.",
            "Warning Another user is called Ada Lovelace, too.",
        ]
    )

    new_user.reload()

    expect(new_user.heading).to_have_text("Users")
    expect(new_user.banners).to_have_count(0)


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]], ids=str)
def test_messages_keep_the_order_in_which_they_were_recorded(
    lesson: LessonScreen, order: list[int]
) -> None:
    outcomes = [OUTCOMES[number] for number in order]

    lesson.open()
    lesson.send(*((outcome.category, outcome.text) for outcome in outcomes))

    expect(lesson.banners).to_have_text([outcome.said for outcome in outcomes])


def test_each_category_has_a_shape_of_its_own(lesson: LessonScreen) -> None:
    lesson.open()
    lesson.send(("success", "Done."), ("warning", "Mind."), ("error", "Failed."))

    expect(lesson.banners).to_have_count(3)
    shapes = {lesson.banner(text).shape() for text in ("Done.", "Mind.", "Failed.")}
    assert len(shapes) == 3


@pytest.mark.skip_project("forced-colors")
def test_each_keeps_its_colour_among_others(lesson: LessonScreen) -> None:
    lesson.open()
    lesson.send(*((outcome.category, outcome.text) for outcome in OUTCOMES))

    expect(lesson.banners).to_have_count(3)
    assert lesson.banner(SAVED.text).hues() <= SAVED.hues
    assert lesson.banner(UNCHANGED.text).hues() <= UNCHANGED.hues
    assert lesson.banner(REJECTED.text).hues() <= REJECTED.hues


def test_an_unknown_category_is_shown_as_a_note(lesson: LessonScreen) -> None:
    lesson.open()
    lesson.send(("reminder", "Water the plants."))

    expect(lesson.banners).to_have_text(["Note Water the plants."])


def test_equal_messages_are_folded(lesson: LessonScreen) -> None:
    lesson.open()
    lesson.send(("warning", "Mind."), ("error", "Mind."), ("warning", "Mind."))

    expect(lesson.banners).to_have_text(["Warning Mind. ×2", "Error Mind."])


def test_messages_of_one_tab_stay_in_it(
    admin: Person, new_user: NewUserScreen, users: UsersScreen
) -> None:
    other_tab = UsersScreen(users.page.context.new_page())
    new_user.open()
    other_tab.open()
    new_user.create("Ada King", "king@example.org")

    expect(new_user.banners).to_have_text(["Success Ada King was created."])

    other_tab.reload()

    expect(other_tab.row("Ada King")).to_be_visible()
    expect(other_tab.banners).to_have_count(0)
    expect(new_user.banners).to_have_text(["Success Ada King was created."])
