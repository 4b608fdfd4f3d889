"""Finding through the index: the same people, in the same order, as by looking at everybody."""

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, insert, literal, select, text

from app.data.models import Deletion, User
from app.extensions import db
from app.users import directory, finding, search
from app.users.directory import THERE
from app.users.finding import Finding
from app.web.paging import Count, Order
from tests.users.reference import find, in_order, leaf
from tests.visitor import Visitor

SEED, PEOPLE, QUERIES = 20, 200, 50
PIECES = (
    "a b c jo qz ada mar smi th o' - . _ % \\ / \" '' * ^ ( NEAR AND OR ü é ł Å ß ﬁ İ ı"
    " \u0301 \ufdfa 王 小明 ó Мар ия 🦊 👩‍🚀 ab ba aa 12 3 @ : + { } [ $ # ; ~ | \u200d \u00a0"
)
MANY: ColumnElement[int | None] = literal(None)  # more than are counted
ORDERS = [
    Order(column, User.id, descending)
    for column, descending in product(directory.COLUMNS.values(), (False, True))
]
# Which way is taken: by the index alone, by going through the list, and as far as that leads.
WAYS = {
    "by the index": {"COMMON": PEOPLE},
    "by the list, then the index": {"COMMON": 0, "WALKED": 50},
    "by the list": {"COMMON": 0, "WALKED": PEOPLE},
}


@pytest.fixture
def crowd(app_on_each: Flask) -> Iterator[None]:
    """Two hundred people with the most awkward names, of whom some were deleted a moment ago."""
    random, pieces = Random(SEED), PIECES.split(" ")  # noqa: S311  # nothing is secret here
    with app_on_each.app_context():
        db.session.add(Deletion(id=1, by_id=1))
        db.session.flush()
        for number in range(PEOPLE):
            name = "".join(random.choices(pieces, k=random.randrange(1, 7)))
            email = "".join(random.choices(pieces, k=3)) + f"{number % 37}@{number}.example.org"
            user = User(name=name, email=email, deletion_id=1 if number % 9 == 0 else None)
            db.session.add(user)
        db.session.commit()
        if db.engine.dialect.name == "postgresql":
            # It wouldn't ask an index about so few; made to, it would compile each query first.
            db.session.execute(text("SET LOCAL enable_seqscan = off"))
            db.session.execute(text("SET LOCAL jit = off"))
        yield


def queries() -> list[str]:
    """Make some that are in somebody's name, and some that are nearly."""
    random, pieces = Random(SEED), PIECES.split(" ")  # noqa: S311  # nothing is secret here
    made = ["".join(random.choices(pieces, k=random.randrange(1, 4))) for _ in range(QUERIES)]
    made += [" ".join(random.choices(pieces, k=random.randrange(1, 4))) for _ in range(QUERIES)]
    return [*pieces, *made, "example.org", "ORG 王", "x" * 100, " ".join("abcdefghijklm"), "\u0301"]


@pytest.mark.parametrize("way", WAYS)
def test_the_index_finds_whom_a_look_at_everybody_finds(
    crowd: None, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    for name, value in WAYS[way].items():
        monkeypatch.setattr(finding, name, value)
    everybody = list(db.session.scalars(select(User).where(THERE)))
    found_any = 0
    for number, query in enumerate(filter(None, map(search.tidy_query, queries()))):
        words = search.read(query)
        ids = find(everybody, words)
        order = ORDERS[number % len(ORDERS)]
        one = Finding(THERE, words, MANY)

        there = in_order(one, order)

        assert set(there) == ids, query
        assert leaf(one, order) == there, query
        assert leaf(one, order, backwards=True) == there[::-1], query
        if way == "by the index":
            assert one.count() == Count(len(ids)), query
        found_any += bool(ids)
    assert found_any > QUERIES / 2


@pytest.mark.parametrize(
    ("first", "told"), [(3, "3"), (51, "50+"), (99, "90+"), (814, "800+"), (1000, "1,000+")]
)
def test_of_a_common_word_it_tells_how_many_have_it_at_least(
    app: Flask, monkeypatch: pytest.MonkeyPatch, first: int, told: str
) -> None:
    """Have some of the thousand who came first be found; nobody else is counted."""
    with app.test_request_context():
        db.session.execute(
            insert(User),
            [row(number, "Ada" if number < first else "Bob") for number in range(finding.TRIED)],
        )
        one = Finding(THERE, search.read("ada"), MANY)
        one.fetch(ORDERS[0], None, 1)

        assert str(one.count()) == told


def row(number: int, name: str) -> dict[str, object]:
    email = f"{number}@example.org"
    return {"name": name, "folded_name": name.lower(), "email": email, "folded_email": email}


def test_who_was_deleted_a_moment_ago_is_not_found(
    admin: Visitor, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "TRIED", 0)
    assert admin.visit("/users?q=hopper").rows == ["Grace Hopper"]

    gone = admin.submit(f"/users/{grace.id}/delete")
    assert admin.visit("/users?q=hopper").rows == []

    admin.submit(gone.offers["Undo"])
    assert admin.visit("/users?q=hopper").rows == ["Grace Hopper"]
