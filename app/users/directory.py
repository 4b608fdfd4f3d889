"""The directory: whom to find, and a page of them, however many there are."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from flask import abort, url_for
from sqlalchemy import ColumnElement, case, func, null, select
from sqlalchemy.orm import InstrumentedAttribute

from app.data import emails
from app.data.models import LARGEST_ID, User
from app.data.text import UNWANTED
from app.extensions import db
from app.users import search
from app.users.finding import Finding
from app.web import paging

PAGE_SIZE = 20
COLUMNS: dict[str, InstrumentedAttribute[Any]] = {
    "name": User.folded_name,
    "email": User.folded_email,
    "joined": User.created_at,
}
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


def _everybody() -> ColumnElement[int | None]:
    """Ask how many there are, or NULL where they are more than are counted.

    That is asked of an index alone: of all in the table, less those who were deleted.
    """
    deleted = paging.number_of(select(User.id).where(User.deletion_id.is_not(None)))
    number = select(func.count(User.id)).scalar_subquery() - deleted
    one_more = select(User.id).offset(paging.MOST_COUNTED + deleted).limit(1)
    return case((one_more.exists(), null()), else_=number)


class Page(paging.Page[User]):
    """A page of the directory: of everybody, or of whom a search finds, in one of six orders."""

    longest_query = search.LONGEST_QUERY

    def __init__(self, arguments: Mapping[str, str]) -> None:
        sort = arguments.get("sort", "")
        column = sort.removeprefix("-")
        self.sort = column if column in COLUMNS else "name"
        self.descending = column in COLUMNS and sort.startswith("-")
        self.order = f"-{self.sort}" if self.descending else self.sort  # as the address has it
        self.query = search.tidy_query(arguments.get("q", ""))
        self._finding = Finding(THERE, search.read(self.query), _everybody())
        order = paging.Order(COLUMNS[self.sort], User.id, self.descending)
        url = partial(self._to, self.order)
        super().__init__(
            self._finding.people, order, self._finding.count, arguments, PAGE_SIZE, url
        )
        self.total = max(self._finding.everybody, self.found)

    def _fetch(
        self, edge: paging.Place | None, most: int, *, backwards: bool = False
    ) -> list[User]:
        return self._finding.fetch(self._order, edge, most, backwards=backwards)

    def sort_url(self, column: str) -> str:
        """The same people by `column`; the other way round if they are sorted by it already."""
        turned = column == self.sort and not self.descending
        return self._to(f"-{column}" if turned else column)

    def _to(self, sort: str, **place: Any) -> str:
        sort_or_none = None if sort == "name" else sort
        return url_for("users.index", q=self.query or None, sort=sort_or_none, **place)
