"""The directory: whom to find, and a page of them, however many there are."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import url_for
from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from app.data import emails
from app.data.models import User
from app.data.text import UNWANTED, fold, tidy
from app.extensions import db

PAGE_SIZE = 20
LONGEST_QUERY = 100
COLUMNS: dict[str, InstrumentedAttribute[Any]] = {
    "name": User.folded_name,
    "email": User.folded_email,
    "joined": User.created_at,
}
Place = tuple[Any, int]  # somebody's place in the list: what it is sorted by, and their id


def find(email: str) -> User | None:
    """Whose email this is, whichever way it is written."""
    if UNWANTED.search(email):  # PostgreSQL refuses to compare NUL
        return None
    return db.session.scalar(select(User).where(User.folded_email == emails.unify(email)))


def is_name_shared(user: User) -> bool:
    namesake = select(User.id).where(User.folded_name == user.folded_name, User.id != user.id)
    return db.session.scalar(namesake.limit(1)) is not None


class Page:
    """The page an address asks for; what makes no sense in it is as if it weren't there.

    Pages begin where the one before ended (`after`, `before`), not at a number: the thousandth
    costs what the first does, and nobody is skipped when somebody joins or leaves.
    """

    longest_query = LONGEST_QUERY

    def __init__(self, arguments: Mapping[str, str]) -> None:
        sort = arguments.get("sort", "")
        column = sort.removeprefix("-")
        self.sort = column if column in COLUMNS else "name"
        self.descending = column in COLUMNS and sort.startswith("-")
        self.order = f"-{self.sort}" if self.descending else self.sort  # as the address has it
        self.query = tidy(UNWANTED.sub("", arguments.get("q", "")))[:LONGEST_QUERY]
        self._matching = _search(self.query)

        after, before = (self._read(arguments.get(side, "")) for side in ("after", "before"))
        people = self._fetch(after or before, backwards=not after) if after or before else []
        if not people or (before and not after and len(people) < PAGE_SIZE):
            people = self._fetch()  # the first page, and a full one
        self.people = people
        self.total = _count(select(User))
        self.found = _count(self._matching) if self.query else self.total
        self.previous_url = self._url_beyond("before", people[:1])
        self.next_url = self._url_beyond("after", people[-1:])

    def sort_url(self, column: str) -> str:
        """The same people by `column`; the other way round if they are sorted by it already."""
        turned = column == self.sort and not self.descending
        return self._url(f"-{column}" if turned else column)

    def _url(self, sort: str, **place: Any) -> str:
        sort_or_none = None if sort == "name" else sort
        return url_for("users.index", q=self.query or None, sort=sort_or_none, **place)

    def _url_beyond(self, side: str, edge: list[User]) -> str | None:
        for user in edge:
            value = getattr(user, COLUMNS[self.sort].key)
            if self._fetch((value, user.id), backwards=side == "before"):
                text = value.isoformat() if isinstance(value, datetime) else value
                return self._url(self.order, **{side: f"{user.id}-{text}"})
        return None

    def _read(self, text: str) -> Place | None:
        """Somebody's place as `_url_beyond` wrote it: "17-ada lovelace"."""
        id_, _dash, value = text.partition("-")
        if not re.fullmatch("[1-9][0-9]{0,17}", id_) or UNWANTED.search(value):
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


def _search(query: str) -> Select[User]:
    """Everybody in whose name or email each word of `query` is found."""
    return select(User).where(
        *(
            or_(
                User.folded_name.contains(fold(word), autoescape=True),
                User.folded_email.contains(word.casefold(), autoescape=True),
            )
            for word in query.split()
        )
    )


def _count(people: Select[User]) -> int:
    return db.session.scalar(select(func.count()).select_from(people.subquery())) or 0
