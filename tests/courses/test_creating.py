"""Creating a course: an admin's to do, once, and with an address of its own."""

import pytest
from flask import Flask
from sqlalchemy import event

from app.courses import records
from app.data.models import Course
from app.extensions import db
from tests.courses.conftest import Courses
from tests.visitor import Visitor

HERE = "/courses/flask-basics"
BASICS = {"title": "Flask basics", "summary": "Routes and templates.", "capacity": "12"}


def test_creating_is_announced_on_the_new_courses_page(admin: Visitor, courses: Courses) -> None:
    form = admin.visit(admin.visit("/courses").link("New course"))
    page = admin.fill_in(form, "/courses", **BASICS)

    assert page.path == HERE
    assert page.heading == "Flask basics"
    assert page.banners == ["Success Flask basics was created."]
    assert "Routes and templates." in page.text
    assert [course.capacity for course in courses.all()] == [12]
    assert not admin.visit(HERE).banners


def test_a_second_course_of_the_same_title_is_mentioned_too(admin: Visitor, basics: Course) -> None:
    page = admin.submit("/courses", **BASICS | {"title": "flask BASICS"})

    assert page.path == f"{HERE}-2"
    assert page.banners == [
        "Success flask BASICS was created.",
        "Warning Another course is called flask BASICS, too.",
    ]


def test_a_rejected_course_comes_back_filled_in_and_marked_once(
    admin: Visitor, courses: Courses
) -> None:
    page = admin.submit("/courses", title=" ", summary="Routes.", capacity="a dozen")

    assert page.path == "/courses/new"
    assert page.banners == ["Error The course wasn’t created: 2 fields need attention."]
    assert page.field("title").error == "Enter a title."
    assert page.field("summary").value == "Routes."
    assert page.field("capacity").value == "a dozen"
    assert page.field("capacity").error == "Enter a whole number from 1 to 1000."
    assert admin.visit("/courses/new").field("summary").value == ""
    assert not courses.all()


@pytest.mark.parametrize(
    "capacity", ["0", "-1", "1001", "1.5", "1e2", "12 seats", "9" * 5000, "½", "²", "\x00"]
)
def test_a_number_of_seats_that_makes_no_sense_is_said_to(
    admin: Visitor, capacity: str, courses: Courses
) -> None:
    page = admin.submit("/courses", **BASICS | {"capacity": capacity})

    assert page.field("capacity").error == "Enter a whole number from 1 to 1000."
    assert not courses.all()


@pytest.mark.parametrize(("typed", "seats"), [(" 7 ", 7), ("007", 7), ("１２", 12), ("١٢", 12)])
def test_a_number_is_read_in_any_digits(
    admin: Visitor, typed: str, seats: int, courses: Courses
) -> None:
    admin.submit("/courses", **BASICS | {"capacity": typed})

    assert [course.capacity for course in courses.all()] == [seats]


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("title", "", "Enter a title."),
        ("title", "\u2060", "Enter a title."),
        ("title", "Flask\u202e", "A character in it can’t be shown. Type it again."),
        ("title", "x" * 81, "Use at most 80 characters; this has 81."),
        ("summary", "x" * 201, "Use at most 200 characters; this has 201."),
        ("summary", "a\x00b", "A character in it can’t be shown. Type it again."),
        ("capacity", "", "Enter how many seats there are."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    admin: Visitor, name: str, value: str, error: str, courses: Courses
) -> None:
    page = admin.submit("/courses", **BASICS | {name: value})

    assert page.banners == ["Error The course wasn’t created: 1 field needs attention."]
    assert page.field(name).error == error
    assert not courses.all()


def test_the_longest_texts_come_back_whole(admin: Visitor) -> None:
    page = admin.submit("/courses", title="😀" * 80, summary="😀" * 200, capacity="none")

    assert page.field("title").value == "😀" * 80
    assert page.field("summary").value == "😀" * 200
    assert page.field("summary").note == ""


def test_the_same_form_sent_twice_makes_one_course(admin: Visitor, courses: Courses) -> None:
    form = admin.visit("/courses/new").form("/courses") | BASICS
    first, second = (admin.post("/courses", data=form) for _ in range(2))

    assert first.location == second.location == HERE
    assert len(courses.all()) == 1


def test_a_form_gone_back_to_makes_another_course(admin: Visitor, courses: Courses) -> None:
    form = admin.visit("/courses/new").form("/courses") | BASICS
    admin.submit("/courses", **form)
    page = admin.submit("/courses", **form | {"title": "Flask, once more"})

    assert page.banners == ["Success Flask, once more was created."]
    assert len(courses.all()) == 2


@pytest.mark.parametrize(("taken", "questions"), [(49, 1), (50, 2)])
def test_fifty_addresses_are_asked_for_at_once(app: Flask, taken: int, questions: int) -> None:
    asked: list[object] = []
    with app.app_context():
        slugs = ["twin", *(f"twin-{number}" for number in range(2, taken + 1))]
        db.session.add_all(Course(slug=slug, title="Twin", capacity=1) for slug in slugs)
        db.session.commit()
        with db.engine.connect():  # what is asked of a new connection isn't counted
            event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said))
            assert records._free_slug("Twin") == f"twin-{taken + 1}"

    assert len(asked) == questions
