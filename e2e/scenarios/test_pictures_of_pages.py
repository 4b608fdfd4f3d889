"""How the main pages look, and the banners on them; `e2e/screenshots/pages/` has the pictures."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.data.models import User
from app.extensions import db
from app.gallery import SOME_DAY
from e2e.harness.pictures.screenshots import ExpectScreenshot
from e2e.people import ADA, GRACE, LAYLA, Person
from e2e.places import PLACES, OnEachPage
from e2e.screens.forms import EditScreen, NewUserScreen
from e2e.screens.lesson import LessonScreen
from e2e.screens.screen import Screen
from e2e.screens.users import UsersScreen

from .outcomes import OUTCOMES
from .typefaces import foreign

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the pictures were accepted on Linux"),
    pytest.mark.usefixtures("same_every_day"),
]

everywhere = pytest.mark.only_project("desktop", "dark", "phone", "forced-colors")
by_shape = pytest.mark.only_project("desktop", "phone")

NAMES = {
    "nobody-found",
    "user-as-admin",
    "sign-up",
    "edit",
    "delete",
    "courses",
    "course-as-admin",
    "full-course",
    "edit-course",
    "delete-course",
    "sign-in",
    "not-found",
}
PICTURED = [place for place in PLACES if place.name in NAMES]


def date_back(app: Flask) -> None:
    """Let everybody have joined on a day of their own, and leave out whom our font can't write."""
    with app.app_context():
        for user in db.session.scalars(select(User)):
            user.created_at = user.updated_at = SOME_DAY + timedelta(days=40 * user.id)
        db.session.delete(db.session.get_one(User, LAYLA.id))
        db.session.commit()


@pytest.fixture
def same_every_day(app: Flask) -> None:
    date_back(app)


@by_shape
def test_a_page_looks_as_accepted(
    on_each_page: OnEachPage, expect_screenshot: ExpectScreenshot
) -> None:
    def is_as_accepted(page: Page, name: str) -> None:
        expect_screenshot(Screen(page).main, f"pages/{name}.png")

    on_each_page(is_as_accepted, PICTURED)


@everywhere
def test_the_list_looks_as_accepted(
    admin: Person, users: UsersScreen, expect_screenshot: ExpectScreenshot
) -> None:
    users.open()

    expect_screenshot(users.page, "pages/users.png", full_page=True)


@by_shape
def test_the_top_of_a_page_looks_as_accepted_to_those_who_are_signed_out(
    lesson: LessonScreen, expect_screenshot: ExpectScreenshot
) -> None:
    lesson.open()

    expect_screenshot(lesson.header.root, "pages/header-signed-out.png")


@everywhere
def test_a_rejected_form_looks_as_accepted(
    admin: Person, new_user: NewUserScreen, expect_screenshot: ExpectScreenshot
) -> None:
    new_user.open()
    new_user.create("Ada King", "king@", "short")

    expect(new_user.messages).to_be_focused()
    expect_screenshot(new_user.main, "pages/rejected-form.png")


@by_shape
def test_a_conflict_looks_as_accepted(
    member: Person,
    edit: EditScreen,
    another_visitor: Callable[[Person], Page],
    expect_screenshot: ExpectScreenshot,
) -> None:
    grace = EditScreen(another_visitor(GRACE))
    edit.open(ADA.id)
    grace.open(ADA.id)
    grace.save("Augusta Ada King")

    expect(grace.banners).to_have_count(1)

    edit.save("Ada Byron")

    expect(edit.messages).to_be_focused()
    expect_screenshot(edit.main, "pages/conflict.png")


@everywhere
def test_banners_on_a_page_look_as_accepted(
    lesson: LessonScreen, expect_screenshot: ExpectScreenshot
) -> None:
    lesson.open()
    lesson.send(*((outcome.category, outcome.text) for outcome in OUTCOMES))

    expect(lesson.messages).to_be_focused()
    expect_screenshot(lesson.messages, "pages/banners.png")


@by_shape
def test_the_lesson_looks_as_accepted(
    lesson: LessonScreen, expect_screenshot: ExpectScreenshot
) -> None:
    lesson.open()
    lesson.set_code_in_our_font()

    expect_screenshot(lesson.life, "pages/lesson-life.png")
    expect_screenshot(lesson.composer, "pages/lesson-composer.png")


@pytest.mark.only_project("desktop")
def test_a_pictured_page_is_drawn_in_our_own_font(on_each_page: OnEachPage) -> None:
    def is_our_own(page: Page, name: str) -> None:
        assert foreign(page, "html") == set()

    on_each_page(is_our_own, PICTURED)


@pytest.mark.only_project("desktop")
def test_the_pictured_lesson_is_drawn_in_our_own_font(lesson: LessonScreen) -> None:
    lesson.open()
    lesson.set_code_in_our_font()

    assert foreign(lesson.page, "#life, #compose") == set()
