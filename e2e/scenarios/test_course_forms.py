"""The forms for a course: created and changed by an admin, who is told what came of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from e2e.courses import BASICS
from e2e.people import Person
from e2e.screens.courses import CourseFormScreen, CourseScreen, CoursesScreen


@pytest.fixture
def list_(page: Page) -> CoursesScreen:
    return CoursesScreen(page)


@pytest.fixture
def form(page: Page) -> CourseFormScreen:
    return CourseFormScreen(page)


def test_a_new_course_is_announced_once(
    admin: Person, list_: CoursesScreen, form: CourseFormScreen, course: CourseScreen
) -> None:
    list_.open()
    list_.new_course.click()
    form.fill("Астрономия для всех", "Небо над городом.", "20")
    form.create.click()

    expect(course.heading).to_have_text("Астрономия для всех")
    expect(course.banners).to_have_text(["Success Астрономия для всех was created."])
    expect(course.page).to_have_url("/courses/astronomiya-dlya-vsekh")

    course.reload()

    expect(course.heading).to_be_visible()
    expect(course.banners).to_have_count(0)


def test_a_rejected_course_comes_back_filled_in(admin: Person, form: CourseFormScreen) -> None:
    form.open("/courses/new")
    form.fill("", "Routes and templates.", "a dozen")
    form.create.click()

    expect(form.banners).to_have_text(["Error The course wasn’t created: 2 fields need attention."])
    expect(form.marked).to_have_count(2)
    expect(form.summary).to_have_value("Routes and templates.")
    expect(form.seats).to_have_value("a dozen")

    form.reload()

    expect(form.summary).to_have_value("")
    expect(form.banners).to_have_count(0)


def test_fewer_seats_than_people_are_refused(
    admin: Person, form: CourseFormScreen, course: CourseScreen
) -> None:
    course.open(BASICS.path)
    course.edit.click()
    form.seats.fill("1")
    form.save.click()

    expect(form.banners).to_have_text(["Error Nothing was saved: 1 field needs attention."])
    expect(form.seats).to_have_accessible_description(
        "2 people are in it already: give it at least 2 seats."
    )

    form.seats.fill("2")
    form.save.click()

    expect(course.banners).to_have_text(["Success Saved: seats."])
