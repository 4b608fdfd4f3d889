"""A page of a list, however long that is: the thousandth costs what the first does."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Generic, NamedTuple, TypeVar

from flask_babel import format_decimal
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, ScalarSelect, Select, func, literal_column, select, tuple_

from app.data.database import UTCDateTime
from app.data.models import LARGEST_ID
from app.data.text import UNWANTED
from app.extensions import db

MOST_COUNTED = 10_000
Row = TypeVar("Row")
Place = tuple[Any, int]  # a row's place in the list: what it is sorted by, and its id


class Count(NamedTuple):
    """How many there are; or, where it would take long to count them, that there are more."""

    number: int
    is_more: bool = False

    def __str__(self) -> str:
        number = format_decimal(self.number)
        return str(_("%(number)s+", number=number)) if self.is_more else str(number)


def number_of(rows: Select[Any], most: int | None = None) -> ScalarSelect[int]:
    """Ask how many rows there are, or whether they are more than the `most` that are counted."""
    most = MOST_COUNTED if most is None else most
    some: Select[Any] = rows.with_only_columns(
        literal_column("1"), maintain_column_froms=True
    ).limit(most + 1)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def count(rows: Select[Any]) -> Count:
    """Count some rows, and stop after those that are worth it."""
    return cap(db.session.scalar(select(number_of(rows))) or 0, MOST_COUNTED)


def cap(number: int, most: int) -> Count:
    return Count(min(number, most), number > most)


class Order(NamedTuple):
    """What a list is sorted by: a column, and among equals the id."""

    column: Any  # of a table, or of a subquery
    id: Any
    descending: bool = False

    def place_of(self, row: Any) -> Place:
        return getattr(row, self.column.key), row.id

    def beyond(self, edge: Place | None, rows: Select[Row], *, backwards: bool) -> Select[Row]:
        """Of some rows those beyond `edge`, nearest first."""
        keys, downwards = (self.column, self.id), self.descending != backwards
        rows = rows.order_by(*(key.desc() if downwards else key for key in keys))
        if not edge:
            return rows
        return rows.where(tuple_(*keys) < edge if downwards else tuple_(*keys) > edge)

    def until(self, end: Place, *, backwards: bool) -> ColumnElement[bool]:
        here = tuple_(self.column, self.id)
        return here >= end if self.descending != backwards else here <= end

    def place_after(self, rows: int, edge: Place | None, *, backwards: bool) -> Place | None:
        """The place so many rows beyond `edge`, if the list is as long."""
        places = self.beyond(edge, select(self.column, self.id), backwards=backwards)
        place = db.session.execute(places.offset(rows).limit(1)).first()
        return (place[0], place[1]) if place else None


class Page(Generic[Row]):
    """The page an address asks for; what makes no sense in it is as if it weren't there.

    Pages begin where the one before ended (`after`, `before`), not at a number: nobody is skipped
    when somebody joins or leaves, and nobody on the pages before is looked at.
    """

    def __init__(
        self,
        rows: Select[Row],
        order: Order,
        found: Callable[[], Count],
        arguments: Mapping[str, str],
        size: int,
        url: Callable[..., str],
    ) -> None:
        self._list, self._order, self._url = rows, order, url
        after, before = (self._read(arguments.get(side, "")) for side in ("after", "before"))
        edge, backwards = after or before, not after
        here = self._fetch(edge, size + 1, backwards=backwards) if edge else []
        if not here or (backwards and len(here) < size):
            edge, backwards = None, False  # the first page, and a full one
            here = self._fetch(None, size + 1)
        self.found = found()
        self.rows = here[:size][::-1] if backwards else here[:size]
        there_is_more = len(here) > size  # in the direction of reading
        other = edge is not None and (self._is_at(edge) or self._is_any(backwards=not backwards))
        has_previous, has_next = (there_is_more, other) if backwards else (other, there_is_more)
        self.first = self._count_on(arguments.get("at", ""), has_previous, has_next)
        self.last = self.first and self.first + len(self.rows) - 1
        if self.last and self.last > self.found.number:  # of which not all were counted
            self.found = Count(self.last, is_more=has_next)
        before_it = self.first and max(1, self.first - size)
        self.previous_url = self._url_at("before", self.rows[0], before_it) if has_previous else ""
        after_it = self.last and self.last + 1
        self.next_url = self._url_at("after", self.rows[-1], after_it) if has_next else ""

    @property
    def range(self) -> str:
        """Where in the list it is: "21–40 of 1,000"."""
        if not self.first:
            return str(_("%(found)s in all", found=self.found))
        first, last = format_decimal(self.first), format_decimal(self.last)
        return str(_("%(first)s–%(last)s of %(found)s", first=first, last=last, found=self.found))

    def _fetch(self, edge: Place | None, most: int, *, backwards: bool = False) -> list[Row]:
        beyond = self._order.beyond(edge, self._list, backwards=backwards)
        return list(db.session.scalars(beyond.limit(most)))

    def _is_at(self, place: Place) -> bool:
        """Whether what the page before ended with is there still: mostly it is, and soon found."""
        row = db.session.scalar(self._list.where(self._order.id == place[1]))
        return row is not None and self._order.place_of(row) == place

    def _is_any(self, *, backwards: bool = False) -> bool:
        """Whether anything comes beyond the page."""
        edge = self._order.place_of(self.rows[0 if backwards else -1])
        return bool(self._fetch(edge, 1, backwards=backwards))

    def _count_on(self, at: str, has_previous: bool, has_next: bool) -> int | None:
        """Where in the list the page begins, from 1: as its address says, exact at both ends.

        To count what comes before would cost more, the further one leafs.
        """
        if not has_previous:
            return 1
        told = max(2, int(at)) if re.fullmatch("[1-9][0-9]{0,9}", at) else None
        if self.found.is_more:
            return told
        last_start = self.found.number - len(self.rows) + 1
        return told and min(told, last_start - 1) if has_next else last_start

    def _url_at(self, side: str, edge: Row, at: int | None) -> str:
        value, id_ = self._order.place_of(edge)
        text = value.isoformat() if isinstance(value, datetime) else value
        return self._url(**{side: f"{id_}-{text}", "at": at})

    def _read(self, text: str) -> Place | None:
        """A place as `_url_at` wrote it: "17-ada lovelace"."""
        id_, _dash, value = text.partition("-")
        if not re.fullmatch("[1-9][0-9]{0,9}", id_) or UNWANTED.search(value):
            return None
        if int(id_) > LARGEST_ID:
            return None
        if not isinstance(self._order.column.type, UTCDateTime):
            return value, int(id_)
        try:
            return datetime.fromisoformat(value).astimezone(UTC), int(id_)
        except (ValueError, OverflowError):
            return None
