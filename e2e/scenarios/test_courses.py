"""Courses: joined and left, and what is said of it, whoever else is after the same seat."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.courses import BASICS, EMPTY, FULL, LONGEST, RUSSIAN
from e2e.people import ADA, ALAN, GRACE, HUBERT, LAYLA, Person
from e2e.screens.courses import CourseFormScreen, CourseScreen, CoursesScreen
from e2e.screens.forms import SignInScreen

from .outcomes import REJECTED, SAVED, UNCHANGED

JOINED = "Success You joined Flask basics."
IN_ALREADY = "Warning You’re in Flask basics already."
TAKEN = "Error Flask basics is full. You can join when somebody leaves."
GONE = "Error This course is already gone."

Hold = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def list_(page: Page) -> CoursesScreen:
    return CoursesScreen(page)


def test_joining_is_announced_in_green_once(
    member: Person, list_: CoursesScreen, course: CourseScreen
) -> None:
    list_.open()
    list_.choose(BASICS.title)
    course.join.click()

    expect(course.banners).to_have_text([JOINED])
    expect(course.people).to_contain_text([ADA.name, ALAN.name, GRACE.name])
    expect(course.bar).to_have_js_property("value", 3)
    expect(course.leave).to_be_visible()
    assert course.banner("You joined").hues() <= SAVED.hues

    course.reload()

    expect(course.people).to_have_count(3)
    expect(course.banners).to_have_count(0)


def test_who_is_in_already_is_told_in_amber_once(
    member: Person, course: CourseScreen, context: BrowserContext
) -> None:
    other_tab = CourseScreen(context.new_page())
    course.open(BASICS.path)
    other_tab.open(BASICS.path)
    other_tab.join.click()

    expect(other_tab.banners).to_have_text([JOINED])

    course.join.click()

    expect(course.banners).to_have_text([IN_ALREADY])
    expect(course.people).to_have_count(3)
    assert course.banner("You’re in").hues() <= UNCHANGED.hues

    course.reload()

    expect(course.people).to_have_count(3)
    expect(course.banners).to_have_count(0)


def test_a_full_course_is_told_in_red_once(member: Person, course: CourseScreen) -> None:
    course.open(FULL.path)
    course.join.click()

    expect(course.banners).to_have_text(
        ["Error Browser tests is full. You can join when somebody leaves."]
    )
    expect(course.people).to_contain_text([ALAN.name, GRACE.name])
    assert course.banner("is full").hues() <= REJECTED.hues

    course.reload()

    expect(course.join).to_be_visible()
    expect(course.banners).to_have_count(0)


def test_leaving_is_announced_once_and_frees_the_seat(
    admin: Person, course: CourseScreen, list_: CoursesScreen
) -> None:
    course.open(FULL.path)
    course.leave.click()

    expect(course.banners).to_have_text(["Success You left Browser tests."])
    expect(course.people).to_contain_text([ALAN.name])
    expect(course.join).to_be_visible()

    list_.open()

    expect(list_.card(FULL.title)).to_contain_text("1 of 2 seats left")
    expect(list_.banners).to_have_count(0)


def test_who_left_in_another_tab_is_told_so(
    admin: Person, course: CourseScreen, context: BrowserContext
) -> None:
    other_tab = CourseScreen(context.new_page())
    course.open(BASICS.path)
    other_tab.open(BASICS.path)
    other_tab.leave.click()

    expect(other_tab.banners).to_have_text(["Success You left Flask basics."])

    course.leave.click()

    expect(course.banners).to_have_text(["Warning You aren’t in Flask basics."])


def test_of_two_after_the_last_seat_who_comes_first_has_it(
    member: Person, course: CourseScreen, another_visitor: Callable[[Person], Page], hold: Hold
) -> None:
    layla = CourseScreen(another_visitor(LAYLA))
    layla.open(BASICS.path)
    course.open(BASICS.path)
    course.join.hover()
    # Ada presses first, and Layla's form arrives first.
    with hold("**/join"):
        with course.page.expect_request("**/join"):
            course.click_here()
        layla.join.click()

        expect(layla.banners).to_have_text([JOINED])

    expect(course.banners).to_have_text([TAKEN])
    expect(course.people).to_contain_text([ALAN.name, GRACE.name, LAYLA.name])
    expect(course.bar).to_have_js_property("value", 3)
    expect(layla.banners).to_have_text([JOINED])


@pytest.mark.usefixtures("app")
def test_joining_signed_out_leads_over_the_sign_in_page_and_back(
    sign_in: SignInScreen, course: CourseScreen
) -> None:
    course.open(BASICS.path)
    course.join.click()

    expect(sign_in.heading).to_have_text("Sign in")
    expect(sign_in.banners).to_have_text(
        ["Warning Sign in to join Flask basics. You go on to its page: press Join there."]
    )

    sign_in.enter(ADA.email)

    expect(course.heading).to_have_text(BASICS.title)
    expect(course.banners).to_have_text(["Success Welcome back, Ada Lovelace."])

    course.join.click()

    expect(course.banners).to_have_text([JOINED])


def test_a_course_that_somebody_deleted_is_told_in_red(
    member: Person, course: CourseScreen, another_visitor: Callable[[Person], Page]
) -> None:
    grace = CourseFormScreen(another_visitor(GRACE))
    course.open(BASICS.path)
    grace.open(f"{BASICS.path}/delete")
    grace.delete.click()

    expect(grace.banners).to_have_text(["Success Flask basics was deleted. 2 people were in it."])

    course.join.click()

    expect(course.banners).to_have_text([GONE])
    expect(course.heading).to_have_text("Courses")


def test_the_list_says_how_full_each_course_is(member: Person, list_: CoursesScreen) -> None:
    list_.open()

    expect(list_.titles).to_have_text([FULL.title, BASICS.title, EMPTY.title, RUSSIAN.title])
    expect(list_.card(FULL.title)).to_contain_text("Full: all 2 seats are taken")
    expect(list_.card(BASICS.title)).to_contain_text("1 of 3 seats left")
    expect(list_.card(EMPTY.title)).to_contain_text("16 seats, all free")


@pytest.mark.only_project("desktop")
@pytest.mark.browser_context_args(viewport={"width": 320, "height": 640})
@pytest.mark.parametrize("path", ["/courses", "/courses/longest", "/courses/longest/delete"])
def test_the_longest_title_fits_the_narrowest_screen(
    admin: Person,
    course: CourseScreen,
    people: Callable[..., None],
    courses: Callable[..., None],
    path: str,
) -> None:
    people(HUBERT)
    courses(LONGEST)
    course.open(path)

    expect(course.main).to_contain_text(LONGEST.title)
    assert course.overhang() == 0
