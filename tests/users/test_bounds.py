"""How much is enough: of a page, a password, an id; and of whom all are counted, or looked at."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, insert

from app.data.models import User
from app.extensions import db
from tests.conftest import enter
from tests.people import PASSWORD, People
from tests.visitor import Visitor

# Fifty of the first thousand, and twenty at the end.
MARYS = {*range(20, 1001, 20), *range(9981, 10_001)}
Crowd = Callable[..., None]


def row(n: int, name: str, now: datetime) -> dict[str, object]:
    name, email = f"{name} Byron", f"{n}@example.org"
    said = {"name": name, "folded_name": name.lower(), "email": email, "folded_email": email}
    return {"id": n, "role": "member", "version": 1, "created_at": now, "updated_at": now} | said


@pytest.fixture
def crowd(app: Flask) -> Crowd:
    """Have so many people be there, and nobody else; some are called Mary."""

    def make(number: int, marys: Collection[int] = MARYS) -> None:
        now = datetime.now(UTC)
        with app.app_context():
            db.session.execute(delete(User))
            rows = [row(n, "Mary" if n in marys else "John", now) for n in range(1, number + 1)]
            db.session.execute(insert(User), rows)
            db.session.commit()

    return make


def test_twenty_people_are_on_a_page(visitor: Visitor, crowd: Crowd) -> None:
    crowd(21)

    assert len(visitor.visit("/users").rows) == 20


def test_ten_thousand_people_are_counted(visitor: Visitor, crowd: Crowd) -> None:
    crowd(10_000)
    assert visitor.visit("/users").range == "1–20 of 10,000"

    crowd(10_001)
    assert visitor.visit("/users").range == "1–20 of 10,000+"


def test_of_a_thousand_people_all_are_looked_at(visitor: Visitor, crowd: Crowd) -> None:
    crowd(1000)
    assert visitor.visit("/users?q=byron").range == "1–20 of 1,000"

    crowd(1001)
    assert visitor.visit("/users?q=byron").range == "1–20 of 1,000+"


def test_a_word_is_common_that_more_than_fifty_of_the_first_have(
    app: Flask, visitor: Visitor, crowd: Crowd
) -> None:
    crowd(10_000)
    assert visitor.visit("/users?q=mary&sort=joined").range == "1–20 of 70"

    with app.app_context():
        db.session.get_one(User, 1).name = "Mary Byron"
        db.session.commit()
    assert visitor.visit("/users?q=mary&sort=joined").range == "1–20 of 50+"


@pytest.mark.parametrize(("place", "said"), [(2000, "1–20 of 60+"), (2001, "1–20 of 81")])
def test_a_list_is_gone_through_as_far_as_two_thousand_people(
    visitor: Visitor, crowd: Crowd, place: int, said: str
) -> None:
    number = 3100
    newest = {number + 1 - each for each in (*range(1, 21), place)}
    crowd(number, newest | set(range(1, 61)))

    # The index is asked where the list hadn't enough, and knows them all.
    assert visitor.visit("/users?q=mary&sort=-joined").range == said


@pytest.mark.parametrize("length", [8, 1000])
def test_a_password_may_be_so_long(visitor: Visitor, length: int) -> None:
    form = {"name": "Ada", "email": "ada@example.org", "password": "x" * length}
    assert visitor.submit("/users", **form).categories == ["success"]
    visitor.submit("/sign-out")

    assert visitor.sign_in("ada@example.org", "x" * length).categories == ["success"]


@pytest.mark.parametrize(
    ("length", "said"),
    [(7, "Use at least 8 characters."), (1001, "Use at most 1000 characters.")],
)
def test_a_password_may_not_be_so_long(visitor: Visitor, length: int, said: str) -> None:
    page = visitor.submit("/users", name="Ada", email="ada@example.org", password="x" * length)

    assert page.field("password").error == said


def test_an_id_is_as_large_as_a_database_knows(app_on_each: Flask) -> None:
    with app_on_each.app_context():
        db.session.add(User(id=2_147_483_647, name="Ada", email="ada@example.org"))
        db.session.commit()
    visitor = enter(app_on_each)

    assert visitor.visit("/users/2147483647").heading == "Ada"
    assert visitor.visit("/users/2147483648").status == 404


def test_a_form_that_is_sent_again_within_a_minute_is_the_same(
    visitor: Visitor, people: People
) -> None:
    form = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD, "once": "a mark"}
    visitor.submit("/users", **form)
    visitor.submit("/sign-out")
    people.change(people.all()[0], created_at=datetime.now(UTC) - timedelta(seconds=45))

    assert visitor.submit("/users", **form).categories == ["success"]
