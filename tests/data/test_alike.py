"""What is the same whatever the database, its language and its place on earth."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.data.models import Course, User
from app.data.text import fold
from app.extensions import db
from tests.conftest import MakeApp
from tests.courses.conftest import Courses
from tests.people import People
from tests.postgresql import Cluster

NAMES = [
    "{brace",
    "b",
    "B a",
    "ba",
    "O’Neil",
    "O'Neal",
    "Oz",
    "@ada",
    "#1",
    "_x",
    "🦊",
    "王小明",
    "Łódź",
    "Żuk",
]
SORTED = sorted(NAMES, key=fold)


@pytest.fixture(params=["sqlite", "C.UTF-8", "ICU"])
def app(request: pytest.FixtureRequest, make_app: MakeApp, tmp_path: Path) -> Flask:
    if request.param == "sqlite":
        return make_app(DATABASE_URL=f"sqlite:///{tmp_path / 'test.sqlite3'}")
    cluster: Cluster = request.getfixturevalue("cluster")
    language = "LOCALE_PROVIDER icu ICU_LOCALE 'und' TEMPLATE template0"
    return make_app(DATABASE_URL=cluster.create(language if request.param == "ICU" else ""))


def test_lists_are_in_the_same_order(app: Flask, people: People) -> None:
    courses = Courses(app)
    for number, name in enumerate(NAMES):
        people.add(name, f"{name.replace(' ', '')}-{number}@example.org", password=None)
        courses.add(title=name)

    with app.app_context():
        users = db.session.scalars(select(User).order_by(User.folded_name))
        assert [user.name for user in users] == SORTED
        by_email = db.session.scalars(select(User.folded_email).order_by(User.folded_email)).all()
        assert list(by_email) == sorted(by_email)
        titles = db.session.scalars(select(Course).order_by(Course.folded_title))
        assert [course.title for course in titles] == SORTED


def test_moments_are_kept_in_utc(people: People) -> None:
    user = people.add("Ada", "ada@example.org")

    assert user.created_at.utcoffset() is not None
    assert user.created_at.tzname() == "UTC"
