"""Joining and leaving: green, amber and red, each once, and a seat for each who is in."""

import pytest

from app.courses import seats
from app.data.models import Course, User
from tests.courses.conftest import Courses
from tests.people import PASSWORD, People
from tests.visitor import Visitor

HERE = "/courses/flask-basics"
GONE = ["Error This course is already gone."]


def test_joining_is_announced_on_the_courses_page(
    member: Visitor, grace: User, basics: Course, courses: Courses
) -> None:
    page = member.fill_in(member.visit(HERE), f"{HERE}/join")

    assert page.path == HERE
    assert page.banners == ["Success You joined Flask basics."]
    assert "11 of 12 seats left" in page.text
    assert page.has_link("GH Grace Hopper")
    assert page.find("form", action=f"{HERE}/leave")
    assert courses.people_in(basics) == {grace.id}
    assert not member.visit(HERE).banners


def test_who_is_in_already_is_told_in_amber(
    member: Visitor, grace: User, basics: Course, courses: Courses
) -> None:
    member.submit(f"{HERE}/join")
    page = member.submit(f"{HERE}/join")

    assert page.banners == ["Warning You’re in Flask basics already."]
    assert courses.people_in(basics) == {grace.id}


def test_who_is_in_already_is_told_so_where_it_is_full(
    member: Visitor, grace: User, courses: Courses
) -> None:
    courses.add(capacity=1, people=[grace])

    assert member.submit(f"{HERE}/join").banners == ["Warning You’re in Flask basics already."]


def test_a_full_course_is_told_in_red(member: Visitor, ada: User, courses: Courses) -> None:
    full = courses.add(capacity=1, people=[ada])
    page = member.fill_in(member.visit(HERE), f"{HERE}/join")

    assert page.path == HERE
    assert page.banners == ["Error Flask basics is full. You can join when somebody leaves."]
    assert courses.people_in(full) == {ada.id}


def test_leaving_is_announced_and_frees_the_seat(
    member: Visitor, grace: User, courses: Courses
) -> None:
    basics = courses.add(capacity=1, people=[grace])
    page = member.fill_in(member.visit(HERE), f"{HERE}/leave")

    assert page.path == HERE
    assert page.banners == ["Success You left Flask basics."]
    assert "1 seat, and it is free" in page.text
    assert page.find("form", action=f"{HERE}/join")
    assert courses.people_in(basics) == set()


def test_who_is_not_in_a_course_cannot_leave_it(
    member: Visitor, ada: User, courses: Courses
) -> None:
    basics = courses.add(people=[ada])

    assert member.submit(f"{HERE}/leave").banners == ["Warning You aren’t in Flask basics."]
    assert courses.people_in(basics) == {ada.id}


@pytest.mark.parametrize("deed", ["join", "leave"])
def test_a_course_that_is_gone_is_told_in_red_on_the_list(
    member: Visitor, basics: Course, courses: Courses, deed: str
) -> None:
    courses.remove(basics)
    page = member.submit(f"{HERE}/{deed}")

    assert page.path == "/courses"
    assert page.banners == GONE


@pytest.mark.parametrize("deed", ["join", "leave"])
def test_a_course_deleted_at_that_very_moment_is_told_as_gone(
    member: Visitor, basics: Course, courses: Courses, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = seats._hold

    def be_slow(user_id: int) -> None:
        courses.remove(basics)
        hold(user_id)

    monkeypatch.setattr(seats, "_hold", be_slow)

    assert member.submit(f"{HERE}/{deed}").banners == GONE


@pytest.mark.parametrize("deed", ["join", "leave"])
def test_somebody_deleted_at_that_very_moment_is_asked_to_sign_in(
    member: Visitor,
    grace: User,
    basics: Course,
    people: People,
    deed: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hold = seats._hold

    def be_slow(user_id: int) -> None:
        people.remove(grace)
        hold(user_id)

    monkeypatch.setattr(seats, "_hold", be_slow)

    assert member.submit(f"{HERE}/{deed}").banners == ["Warning Sign in to go on."]


@pytest.mark.parametrize("deed", ["join", "leave"])
def test_a_script_of_somebody_deleted_at_that_very_moment_gets_a_plain_401(
    member: Visitor, basics: Course, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "hold", lambda *_conditions: set())

    assert member.post(f"{HERE}/{deed}", json={}).status_code == 401


@pytest.mark.parametrize(("deed", "button"), [("join", "Join"), ("leave", "Leave")])
def test_signed_out_it_leads_over_the_sign_in_page_and_back(
    visitor: Visitor, grace: User, courses: Courses, deed: str, button: str
) -> None:
    basics = courses.add(people=[grace] if deed == "leave" else [])
    there = courses.people_in(basics)
    page = visitor.submit(f"{HERE}/{deed}")

    assert page.heading == "Sign in"
    assert page.banners == [
        f"Warning Sign in to {deed} Flask basics. You go on to its page: press {button} there."
    ]

    page = visitor.fill_in(page, "/sign-in", email=grace.email, password=PASSWORD)

    assert page.path == HERE
    assert page.banners == ["Success Welcome back, Grace Hopper."]
    assert page.find("form", action=f"{HERE}/{deed}")
    assert courses.people_in(basics) == there


@pytest.mark.parametrize("deed", ["join", "leave"])
def test_a_script_that_is_signed_out_gets_a_plain_401(
    visitor: Visitor, basics: Course, deed: str
) -> None:
    response = visitor.post(f"{HERE}/{deed}", headers={"Sec-Fetch-Dest": "empty"})

    assert response.status_code == 401
    assert response.mimetype == "application/json"
    assert not visitor.visit("/courses").banners


def test_a_title_is_kept_apart_from_the_sentence_around_it(
    member: Visitor, courses: Courses
) -> None:
    course = courses.add(title="أساسيات <b>فلاسك</b>")
    page = member.submit(f"/courses/{course.slug}/join")

    assert "You joined <bdi>أساسيات &lt;b&gt;فلاسك&lt;/b&gt;</bdi>." in page.html


def test_a_seat_is_free_for_the_next_one(member: Visitor, admin: Visitor, courses: Courses) -> None:
    courses.add(capacity=1)
    assert member.submit(f"{HERE}/join").categories == ["success"]
    assert admin.submit(f"{HERE}/join").categories == ["error"]
    assert member.submit(f"{HERE}/leave").categories == ["success"]
    assert admin.submit(f"{HERE}/join").categories == ["success"]


def test_what_two_tabs_ask_for_is_told_in_each(member: Visitor, basics: Course) -> None:
    # As two forms under way at once: neither answer has been seen when the other is sent.
    answers = [member.post(f"{HERE}/join") for _ in range(2)]

    assert {answer.location for answer in answers} == {HERE}
    assert member.visit(HERE).banners == [
        "Success You joined Flask basics.",
        "Warning You’re in Flask basics already.",
    ]


def test_a_guest_sees_the_same_page(visitor: Visitor, basics: Course) -> None:
    page = visitor.visit(HERE)

    assert page.find("form", action=f"{HERE}/join")
    assert not page.find("form", action=f"{HERE}/leave")
    assert not page.has_link("Edit")
    assert not page.has_link("Delete")
