"""What tests of courses may ask for: courses, and who is in them as the database has it."""

from collections.abc import Callable, Iterable

import pytest
from flask import Flask
from sqlalchemy import select

from app.courses import records, seats
from app.data.models import Course, Enrollment, User
from app.extensions import db
from app.users import deletions
from tests.people import People
from tests.visitor import Visitor


class Courses:
    """The database's own view of the courses: each call is a transaction of its own."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def add(
        self,
        title: str = "Flask basics",
        capacity: int = 12,
        people: Iterable[User] = (),
        summary: str = "",
    ) -> Course:
        with self.app.app_context():
            course = records.add(title, summary, capacity)
            made = course.id
            for user in people:
                assert seats.join(user.id, made)
        return next(course for course in self.all() if course.id == made)

    def all(self) -> list[Course]:
        with self.app.app_context():
            return list(db.session.scalars(select(Course).order_by(Course.id)))

    def people_in(self, course: Course) -> set[int]:
        """The ids of those who have a seat; the course's own count has to say as many."""
        with self.app.app_context():
            mine = select(Enrollment.user_id).where(Enrollment.course_id == course.id)
            ids = set(db.session.scalars(mine))
            count = db.session.scalar(select(Course.taken).where(Course.id == course.id))
        assert count in (len(ids), None)
        return ids

    def change(self, course: Course, **values: object) -> None:
        """Change a course behind everyone's back."""
        with self.app.app_context():
            for column, value in values.items():
                setattr(db.session.get_one(Course, course.id), column, value)
            db.session.commit()

    def remove(self, course: Course) -> None:
        with self.app.app_context():
            records.remove(course.id)

    def delete(self, user: User, by: User) -> int:
        """Delete somebody so that it can be undone; return the deletion's id."""
        with self.app.app_context():
            deletion, _names = deletions.remove([user.id], by.id)
        assert deletion
        return deletion

    def restore(self, deletion: int, by: User) -> dict[str, list[str]]:
        """Undo that, and return who is out of which course."""
        with self.app.app_context():
            return deletions.restore(deletion, by.id).missed


@pytest.fixture
def courses(app: Flask) -> Courses:
    return Courses(app)


@pytest.fixture
def basics(courses: Courses) -> Course:
    """A course of twelve seats, and nobody in it."""
    return courses.add()


@pytest.fixture
def crowd(people: People) -> Callable[[int], list[User]]:
    """Make people, as many as are asked for."""

    def make(number: int) -> list[User]:
        start = len(people.all())
        with people.app.app_context():
            crowd = [User(name=f"P{n}", email=f"p{start + n}@example.org") for n in range(number)]
            db.session.add_all(crowd)
            db.session.commit()
        return people.all()[start:]

    return make


def signed_in(app: Flask, user: User) -> Visitor:
    """Give a visitor who has signed in before: doing so would take longer than all the rest."""
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    with visitor.session_transaction() as session:
        session["_user_id"] = user.get_id()
    return visitor
