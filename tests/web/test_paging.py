"""Pages of long lists: what is asked of the database for one, and what is said of how many."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from app.users import directory
from app.web import paging
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def seven(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven people in pages of two, of whom four are counted."""
    monkeypatch.setattr(directory, "PAGE_SIZE", 2)
    monkeypatch.setattr(paging, "MOST_COUNTED", 4)
    for name in "ABCDEFG":
        people.add(name, f"{name}@example.org", password=None)


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """List what the database is asked about users."""
    statements: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM users" in statement:
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    yield statements
    event.remove(Engine, "before_cursor_execute", listen)


@pytest.mark.usefixtures("seven")
def test_no_page_asks_for_more_than_itself_and_one_neighbour(
    visitor: Visitor, asked: list[str]
) -> None:
    numbers, page = [], visitor.visit("/users")
    for label in ("Next", "Next", "Next", "Previous", "Previous", "Previous"):
        numbers.append(len(asked))
        asked.clear()
        page = visitor.visit(page.link(label))
    numbers.append(len(asked))

    # One to count, and the page; and from the second on, whether anybody is on the other side.
    assert numbers == [2, 3, 3, 3, 3, 3, 3]
    assert all("LIMIT" in statement or "users.id = " in statement for statement in asked)


@pytest.mark.usefixtures("seven")
def test_where_there_are_more_than_are_counted_it_says_so(visitor: Visitor) -> None:
    page, ranges = visitor.visit("/users"), []
    assert "4+ people" in page.text
    for label in ("Next", "Next", "Next", "Previous"):
        ranges.append(page.range)
        page = visitor.visit(page.link(label))
    last = visitor.visit("/users?after=6-f")

    assert ranges == ["1–2 of 4+", "3–4 of 4+", "5–6 of 6+", "7–7 of 7"]
    assert page.range == "5–6 of 6+"
    assert last.rows == ["G"]
    assert last.range == "4+ in all", "nobody counted as far as that"


@pytest.mark.usefixtures("seven")
def test_nobody_is_shown_who_is_beyond_those_found(visitor: Visitor) -> None:
    page = visitor.visit("/users?after=5-e&at=99999")
    assert page.range == "99,999–100,000 of 100,000"
    assert "100,000 people" in page.text

    page = visitor.visit("/users?after=3-c&at=5")
    assert page.range == "5–6 of 6+"
    assert "6+ people" in page.text
    assert "5–6 of 6+" in visitor.visit("/users?q=example&after=3-c&at=5").text


@pytest.mark.usefixtures("seven")
def test_of_a_search_that_finds_few_all_are_counted(visitor: Visitor) -> None:
    assert "1 of 4+ people" in visitor.visit("/users?q=a@").text


def test_exactly_as_many_as_are_counted_are_no_more(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    for name in "AB":
        people.add(name, f"{name}@example.org", password=None)

    assert "2 people" in visitor.visit("/users").text


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (paging.Count(0), "0"),
        (paging.Count(9999), "9,999"),
        (paging.Count(10_000, True), "10,000+"),
    ],
)
def test_a_count_is_said_with_its_thousands_apart(
    app: Flask, count: paging.Count, said: str
) -> None:
    with app.test_request_context():
        assert str(count) == said
