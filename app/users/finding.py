"""Finding people by parts of their names and emails, without looking at everybody."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from app.data import search_index
from app.data.models import User
from app.data.search_index import Word
from app.extensions import db
from app.web import paging
from app.web.paging import Count, Order, Place

TRIED = 1000  # people who came first; where there are no others, looking at them is all it takes
COMMON = 50  # of these, or fewer, have a word that is looked up
WALKED = 2000  # people who are looked at in their order, where many are found


class Finding:
    """Those of some people in whose name or email each word is found.

    A common word soon turns up if one goes through the list, and would take the index long. Others
    are looked up in the index, all who have them, and then put in order.
    """

    def __init__(
        self, there: ColumnElement[bool], words: list[Word], everybody: ColumnElement[int | None]
    ) -> None:
        """Take the number of everybody as a question, which is NULL where they are many."""
        self._there, self._words = there, words
        self.people = select(User).where(there, *_have(words, User))
        self.everybody, self._tried = self._try(everybody)
        self._is_short = not (self.everybody.is_more or self.everybody.number > TRIED)
        self._looked_up: int | None = None

    def _try(self, everybody: ColumnElement[int | None]) -> tuple[Count, int]:
        """Count them all, and those whom the words find among the first, in one question."""
        if not self._words:
            return _count(db.session.scalar(select(everybody))), 0
        texts = select(User.folded_name, User.folded_email).where(self._there)
        first = texts.order_by(User.id).limit(TRIED).subquery()
        tried = select(func.count()).select_from(first).where(*_have(self._words, first.c))
        number, found = db.session.execute(select(everybody, tried.scalar_subquery())).one()
        return _count(number), found

    def count(self) -> Count:
        """How many they are, once some were fetched; of a common word, how many they are at least.

        An index can't tell without looking each of them up, and ten thousand take longer than all
        the rest of a page: those among the first are counted.
        """
        if not self._words:
            return self.everybody
        if self._is_short:
            return Count(self._tried)
        if self._looked_up is not None:
            return paging.cap(self._looked_up, paging.MOST_COUNTED)
        return Count(_round_down(self._tried), is_more=True)

    def fetch(
        self, order: Order, edge: Place | None, most: int, *, backwards: bool = False
    ) -> list[User]:
        """Those beyond `edge`, nearest first."""
        if self._is_short or not self._words:
            beyond = order.beyond(edge, self.people, backwards=backwards)
            return list(db.session.scalars(beyond.limit(most)))
        if self._tried > COMMON:
            people, is_all = self._walk(order, edge, most, backwards=backwards)
            if is_all:
                return people
        return self._look_up(order, edge, most, backwards=backwards)

    def _walk(
        self, order: Order, edge: Place | None, most: int, *, backwards: bool
    ) -> tuple[list[User], bool]:
        """Go through the list, but not far; tell, too, whether that was enough."""
        ahead = order.beyond(edge, select(User).where(self._there), backwards=backwards)
        near = ahead.limit(WALKED).subquery()
        # They come in their order. Were that said again, SQLite would look at all before the first.
        found = select(near).where(*_have(self._words, near.c)).limit(most)
        people = list(db.session.scalars(select(User).from_statement(found)))
        is_all = len(people) == most or not db.session.scalar(
            ahead.with_only_columns(User.id).offset(WALKED).limit(1)
        )
        return people, is_all

    def _look_up(
        self, order: Order, edge: Place | None, most: int, *, backwards: bool
    ) -> list[User]:
        """Ask the index for all, apart: or the database may go through the list once more."""
        places = select(order.column.label("key"), User.id)
        found, unsure = search_index.narrow(places.where(self._there), self._words)
        hits = found.where(*_have(unsure, User)).cte("hits").prefix_with("MATERIALIZED")
        of_hits = Order(hits.c.key, hits.c.id, order.descending)
        some = of_hits.beyond(edge, select(hits), backwards=backwards).limit(most).subquery()
        number = select(func.count()).select_from(hits).scalar_subquery()
        people = select(User, number).join(some, some.c.id == User.id)
        in_order = Order(some.c.key, some.c.id, order.descending)
        rows = db.session.execute(in_order.beyond(None, people, backwards=backwards)).all()
        if rows or self._looked_up is None:  # none are beyond the last, whoever was found before
            self._looked_up = rows[0][1] if rows else 0
        return [user for user, _number in rows]


def _have(words: list[Word], texts: Any) -> list[ColumnElement[bool]]:
    """Ask of a table, or of what was selected of one, who has each word in name or email."""
    return [
        or_(
            texts.folded_name.contains(word.name, autoescape=True),
            texts.folded_email.contains(word.email, autoescape=True),
        )
        for word in words
    ]


def _count(number: int | None) -> Count:
    return Count(paging.MOST_COUNTED, is_more=True) if number is None else Count(number)


def _round_down(number: int) -> int:
    """Keep one digit: 814 are 800 and some."""
    unit: int = 10 ** (len(str(number)) - 1)
    return number // unit * unit
