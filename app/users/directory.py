"""The directory: whom to find, and a page of them, however many there are."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from flask import abort, url_for
from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from app.data import emails
from app.data.models import LARGEST_ID, User
from app.data.text import UNWANTED
from app.extensions import db
from app.users import search

PAGE_SIZE = 20
COLUMNS: dict[str, InstrumentedAttribute[Any]] = {
    "name": User.folded_name,
    "email": User.folded_email,
    "joined": User.created_at,
}
Place = tuple[Any, int]  # somebody's place in the list: what it is sorted by, and their id


THERE = User.deletion_id.is_(None)  # who was deleted a moment ago isn't, though it can be undone


def get(id: int) -> User | None:
    return db.session.scalar(select(User).where(User.id == id, THERE))


def get_or_abort(id: int) -> User:
    """Answer 404 where nobody of this id is there."""
    return get(id) or abort(404)


def get_all(ids: Collection[int]) -> list[User]:
    """Those of some ids who are there, by name."""
    people = select(User).where(User.id.in_([one for one in ids if one <= LARGEST_ID]), THERE)
    return list(db.session.scalars(people.order_by(User.folded_name, User.id)))


def find(email: str) -> User | None:
    """Whose email this is, whichever way it is written."""
    user = find_holder(email)
    return user if user and user.deletion_id is None else None


def find_holder(email: str) -> User | None:
    """Whose email this is, even if they were deleted a moment ago."""
    if UNWANTED.search(email):  # PostgreSQL refuses to compare NUL
        return None
    return db.session.scalar(select(User).where(User.folded_email == emails.unify(email)))


def is_name_shared(user: User) -> bool:
    same = User.folded_name == user.folded_name, User.id != user.id
    return db.session.scalar(select(User.id).where(*same, THERE).limit(1)) is not None


class Page:
    """The page an address asks for; what makes no sense in it is as if it weren't there.

    Pages begin where the one before ended (`after`, `before`), not at a number: the thousandth
    costs what the first does, and nobody is skipped when somebody joins or leaves.
    """

    longest_query = search.LONGEST_QUERY

    def __init__(self, arguments: Mapping[str, str]) -> None:
        sort = arguments.get("sort", "")
        column = sort.removeprefix("-")
        self.sort = column if column in COLUMNS else "name"
        self.descending = column in COLUMNS and sort.startswith("-")
        self.order = f"-{self.sort}" if self.descending else self.sort  # as the address has it
        self.query = search.tidy_query(arguments.get("q", ""))
        self._matching = select(User).where(THERE, *search.find(self.query))

        after, before = (self._read(arguments.get(side, "")) for side in ("after", "before"))
        people = self._fetch(after or before, backwards=not after) if after or before else []
        if not people or (before and not after and len(people) < PAGE_SIZE):
            people = self._fetch()  # the first page, and a full one
        self.people = people
        self.total = _count(select(User).where(THERE))
        self.found = _count(self._matching) if self.query else self.total
        has_previous = self._is_anybody_beyond(people[:1], backwards=True)
        has_next = self._is_anybody_beyond(people[-1:])
        self.first = self._count_on(arguments.get("at", ""), has_previous, has_next)
        self.last = self.first and self.first + len(people) - 1
        before_it = self.first and max(1, self.first - PAGE_SIZE)
        self.previous_url = self._url_at("before", people[0], before_it) if has_previous else None
        after_it = self.last and self.last + 1
        self.next_url = self._url_at("after", people[-1], after_it) if has_next else None

    def _count_on(self, at: str, has_previous: bool, has_next: bool) -> int | None:
        """Where in the list the page begins, from 1: as its address says, exact at both ends.

        To count who comes before would cost more, the further one leafs.
        """
        last_start = self.found - len(self.people) + 1
        if not has_previous:
            return 1
        if not has_next:
            return last_start
        told = int(at) if re.fullmatch("[1-9][0-9]{0,9}", at) else None
        return min(max(told, 2), last_start - 1) if told else None

    def sort_url(self, column: str) -> str:
        """The same people by `column`; the other way round if they are sorted by it already."""
        turned = column == self.sort and not self.descending
        return self._url(f"-{column}" if turned else column)

    def _url(self, sort: str, **place: Any) -> str:
        sort_or_none = None if sort == "name" else sort
        return url_for("users.index", q=self.query or None, sort=sort_or_none, **place)

    def _url_at(self, side: str, edge: User, at: int | None) -> str:
        value = getattr(edge, COLUMNS[self.sort].key)
        text = value.isoformat() if isinstance(value, datetime) else value
        return self._url(self.order, **{side: f"{edge.id}-{text}", "at": at})

    def _is_anybody_beyond(self, edge: list[User], *, backwards: bool = False) -> bool:
        place = [(getattr(user, COLUMNS[self.sort].key), user.id) for user in edge]
        return any(self._fetch(one, backwards=backwards) for one in place)

    def _read(self, text: str) -> Place | None:
        """Somebody's place as `_url_at` wrote it: "17-ada lovelace"."""
        id_, _dash, value = text.partition("-")
        if not re.fullmatch("[1-9][0-9]{0,9}", id_) or UNWANTED.search(value):
            return None
        if int(id_) > LARGEST_ID:
            return None
        if self.sort != "joined":
            return value, int(id_)
        try:
            return datetime.fromisoformat(value).astimezone(UTC), int(id_)
        except (ValueError, OverflowError):
            return None

    def _fetch(self, edge: Place | None = None, *, backwards: bool = False) -> list[User]:
        """A page of people beyond `edge`, nearest first; turned to be read from the top."""
        place = (COLUMNS[self.sort], User.id)
        downwards = self.descending != backwards
        people = self._matching.order_by(*(key.desc() if downwards else key for key in place))
        if edge:
            here = tuple_(*place)
            people = people.where(here < edge if downwards else here > edge)
        found = list(db.session.scalars(people.limit(PAGE_SIZE)))
        return found[::-1] if backwards else found


def _count(people: Select[User]) -> int:
    return db.session.scalar(select(func.count()).select_from(people.subquery())) or 0
