"""Who is deleted leaves their courses; Undo gives them their seats again, where there are any."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.courses import seats
from app.data.models import Course, Enrollment, User
from app.extensions import db
from tests.people import People
from tests.visitor import Visitor

TEN_MINUTES = 600  # seconds


def test_deleting_frees_a_seat_and_undo_takes_it_again(
    app: Flask, admin: Visitor, people: People, grace: User
) -> None:
    course = add_course(app, "Flask basics", 1, grace)
    undo = admin.submit(f"/users/{grace.id}/delete").offers["Undo"]
    assert taken(app, course) == (0, [grace.id])

    page = admin.submit(undo)

    assert page.banners == ["Success Grace Hopper is back."]
    assert taken(app, course) == (1, [grace.id])


def test_undo_says_which_course_filled_up_meanwhile(
    app: Flask, admin: Visitor, people: People, ada: User, grace: User
) -> None:
    course = add_course(app, "Flask <basics>", 1, grace)
    undo = admin.submit(f"/users/{grace.id}/delete").offers["Undo"]
    with app.app_context():
        assert seats.join(ada.id, course)

    page = admin.submit(undo)

    assert page.banners == [
        "Success Grace Hopper is back.",
        "Warning Grace Hopper isn’t in Flask <basics> any more: it filled up meanwhile.",
    ]
    assert taken(app, course) == (1, [ada.id])


def add_course(app: Flask, title: str, capacity: int, *users: User) -> int:
    with app.app_context():
        course = Course(slug=f"course-{capacity}", title=title, capacity=capacity)
        db.session.add(course)
        db.session.commit()
        for user in users:
            seats.join(user.id, course.id)
        return course.id


def taken(app: Flask, course: int) -> tuple[int, list[int]]:
    """Return how many seats a course counts, and who has a row in it, deleted or not."""
    with app.app_context():
        users = select(Enrollment.user_id).where(Enrollment.course_id == course)
        return db.session.get_one(Course, course).taken, list(db.session.scalars(users))


def test_who_was_purged_is_gone_with_all_that_was_theirs(
    app: Flask, admin: Visitor, people: People, ada: User, grace: User
) -> None:
    course = add_course(app, "Flask basics", 3, ada, grace)
    admin.submit(f"/users/{grace.id}/delete")
    people.age_deletions(TEN_MINUTES)

    result = app.test_cli_runner().invoke(args=["purge"])

    assert result.output == "1 deleted user can’t come back any more.\n"
    assert [user.id for user in people.all()] == [ada.id]
    assert taken(app, course) == (1, [ada.id])
    assert app.test_cli_runner().invoke(args=["purge"]).output.startswith("0 deleted users")


def test_the_app_purges_by_itself_now_and_then(
    app: Flask, admin: Visitor, people: People, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin.submit(f"/users/{grace.id}/delete")
    people.age_deletions(TEN_MINUTES)
    admin.visit("/users")
    assert len(people.all()) == 2  # purged a moment ago: not in every request

    monkeypatch.setitem(app.extensions, "purged", app.extensions["purged"] - TEN_MINUTES)
    admin.visit("/sign-in")

    assert len(people.all()) == 1


def test_undo_counts_the_others_who_found_it_full(
    app: Flask, admin: Visitor, people: People, ada: User, grace: User
) -> None:
    others = [people.add(name, f"{name}@example.org") for name in ("Bob", "Cyd")]
    course = add_course(app, "Flask basics", 3, grace, *others)
    ids = [str(user.id) for user in (grace, *others)]
    undo = admin.submit("/users/delete", user=ids).offers["Undo"]
    with app.app_context():
        for user in (ada, people.add("Dan", "d@example.org")):
            assert seats.join(user.id, course)

    assert admin.submit(undo).banners[1:] == [
        "Warning Bob and 1 other aren’t in Flask basics any more: it filled up."
    ]
