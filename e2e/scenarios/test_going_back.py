"""Back, with the back/forward cache on: the page is there as it was left, but for its banners."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from e2e.courses import BASICS
from e2e.people import ALAN, GRACE, Person
from e2e.screens.courses import CourseScreen
from e2e.screens.forms import EditScreen, NewUserScreen
from e2e.screens.users import ConfirmScreen, UserScreen, UsersScreen

from .outcomes import OUTCOMES, Outcome

# Elsewhere, Playwright turns that cache off.
pytestmark = pytest.mark.only_project("back-forward-cache", "firefox")

# Without this mark the page was loaded anew, and the scenario proves nothing.
KEPT = "body[data-kept]"
NOTE = "addEventListener('pageshow', e => document.body.toggleAttribute('data-kept', e.persisted))"


@pytest.fixture
def page(page: Page) -> Page:
    page.add_init_script(NOTE)
    return page


@pytest.mark.parametrize("outcome", OUTCOMES, ids=str)
def test_going_back_does_not_bring_the_banner_back(
    member: Person, edit: EditScreen, users: UsersScreen, page: Page, outcome: Outcome
) -> None:
    edit.open(member.id)
    edit.save(outcome.typed)

    expect(edit.banners).to_have_text([outcome.said])

    users.open()

    expect(users.row("Alan Turing")).to_be_visible()

    users.go_back()

    expect(edit.heading).to_contain_text("Ada")
    expect(page.locator(KEPT)).to_have_count(1)
    expect(edit.banners).to_have_count(0)
    expect(edit.status).to_be_empty()
    expect(edit.alert).to_be_empty()
    assert not page.title().startswith(outcome.kind)


def test_going_back_offers_no_undo_again(
    admin: Person, users: UsersScreen, confirm: ConfirmScreen, user: UserScreen, page: Page
) -> None:
    confirm.open(ALAN.id)
    confirm.delete.click()

    expect(users.banners).to_have_text(["Success Alan Turing was deleted. Undo"])

    user.open(GRACE.id)

    expect(user.heading).to_have_text(GRACE.name)

    user.go_back()

    expect(users.row(GRACE.name)).to_be_visible()
    expect(page.locator(KEPT)).to_have_count(1)
    expect(users.banners).to_have_count(0)


def test_a_form_gone_back_to_can_be_sent_again(
    admin: Person, new_user: NewUserScreen, users: UsersScreen, page: Page
) -> None:
    # No time passes: a while after it was sent, a form can be sent again anyway.
    page.clock.install(time="2026-01-01T08:00")
    page.clock.pause_at("2026-01-01T09:00")
    new_user.open()
    new_user.create("Ada King", "king@example.org")

    expect(users.banners).to_have_text(["Success Ada King was created."])

    users.go_back()

    expect(new_user.name).to_have_value("Ada King")
    expect(page.locator(KEPT)).to_have_count(1)

    new_user.create("Mary Somerville", "mary@example.org")

    expect(users.banners).to_have_text(["Success Mary Somerville was created."])


def test_going_back_to_a_course_does_not_join_it_again(
    member: Person, course: CourseScreen, users: UsersScreen, page: Page, posts: list[str]
) -> None:
    course.open(BASICS.path)
    course.join.click()

    expect(course.banners).to_have_text(["Success You joined Flask basics."])

    users.open()

    expect(users.row("Alan Turing")).to_be_visible()

    users.go_back()

    expect(course.leave).to_be_visible()
    expect(page.locator(KEPT)).to_have_count(1)
    expect(course.banners).to_have_count(0)
    assert posts == [f"{BASICS.path}/join"]
