"""The app under test: made, filled with people, and closed again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from flask import Flask
from flask_login import FlaskLoginClient

from app import create_app
from app.data import passwords
from app.data.models import Course, Enrollment, User
from app.extensions import db
from tests.databases import count_on

from .courses import SomeCourse
from .people import PASSWORD, Person

SETTINGS = {
    "ENVIRONMENT": "development",
    "SECRET_KEY": "the same for all scenarios, and for none but them",
    "TESTING": True,
    "PROPAGATE_EXCEPTIONS": False,  # a visitor sees the error page
    "SIGN_UP_LIMIT": "1000 per minute",
}


def make_app(database: str) -> Flask:
    """Build the app on a database, of this URL; passwords aren't made to last there."""
    passwords.hasher = PasswordHasher.from_parameters(CHEAPEST)
    return create_app({**SETTINGS, "DATABASE_URL": database})


def close(app: Flask) -> None:
    """Let go of the database, whose files can then be copied or removed."""
    with app.app_context():
        db.engine.dispose()


def add(app: Flask, people: Iterable[Person]) -> None:
    """Write people into an app's database."""
    with app.app_context():
        for person in people:
            db.session.add(User(**vars(person), password_hash=one_hash()))
        db.session.flush()
        count_on(db.session.connection())
        db.session.commit()


def add_courses(app: Flask, courses: Iterable[SomeCourse]) -> None:
    """Write courses into an app's database, and who is in them."""
    with app.app_context():
        for one in courses:
            course = Course(
                slug=one.slug,
                title=one.title,
                summary=one.summary,
                capacity=one.capacity,
                taken=len(one.people),
            )
            db.session.add(course)
            db.session.flush()
            db.session.add_all(
                Enrollment(course_id=course.id, user_id=person.id) for person in one.people
            )
        db.session.commit()


@cache
def one_hash() -> str:
    """Hash the password that they all have once: it takes long on purpose."""
    return passwords.make_hash(PASSWORD)


def session_cookie(app: Flask, person: Person) -> tuple[str, str]:
    """Return the name and value of the cookie that a signed-in person's browser has."""
    app.test_client_class = FlaskLoginClient
    with app.app_context():
        user = db.session.get(User, person.id)
        cookie = app.test_client(user=user).get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    return cookie.key, cookie.value
