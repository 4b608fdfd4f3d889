"""Finding people by parts of their names and emails, without looking at everybody."""

from sqlalchemy import ColumnElement, func, or_, select

from app.data import search_index
from app.data.models import User
from app.data.search_index import Word
from app.extensions import db
from app.web.paging import MOST_COUNTED, Count, Order, Place, cap, count

FEW = 5000  # people: of no more, all are looked at
# Words are common that more than so many of the first people have; nobody counts how many more.
TRIED, COMMON = 2000, 100
WALKED = 2000  # people that are looked at in their order, where many are found


class Finding:
    """Those of some people in whose name or email each word is found.

    A common word soon turns up if one goes through the list, and would take the index long. Others
    are looked up in the index, all who have them, and then put in order.
    """

    def __init__(self, there: ColumnElement[bool], words: list[Word], everybody: Count) -> None:
        self._conditions = [there, *map(_has, words)]
        self.people = select(User).where(*self._conditions)
        self._words, self._everybody = words, everybody
        self._few = not words or everybody.number <= FEW
        self._common = not self._few and self._is_common()
        self._looked_up = 0  # how many they were

    def _is_common(self) -> bool:
        tried = select(func.count(User.id)).where(*self._conditions, User.id <= TRIED)
        return (db.session.scalar(tried) or 0) > COMMON

    def count(self) -> Count:
        """How many they are, once some were fetched."""
        if self._common:
            return Count(COMMON, is_more=True)
        if self._few:
            return count(self.people) if self._words else self._everybody
        return cap(self._looked_up, MOST_COUNTED)

    def fetch(
        self, order: Order, edge: Place | None, most: int, *, backwards: bool = False
    ) -> list[User]:
        """Those beyond `edge`, nearest first."""
        beyond = order.beyond(edge, self.people, backwards=backwards).limit(most)
        if self._few:
            return list(db.session.scalars(beyond))
        if self._common:
            end = order.place_after(WALKED, edge, backwards=backwards)
            near = beyond.where(order.until(end, backwards=backwards)) if end else beyond
            people = list(db.session.scalars(near))
            if not end or len(people) == most:
                return people
        return self._look_up(order, edge, most, backwards=backwards)

    def _look_up(
        self, order: Order, edge: Place | None, most: int, *, backwards: bool
    ) -> list[User]:
        """Ask the index for all, apart: or the database may go through the list once more."""
        places = select(order.column.label("key"), User.id).where(*self._conditions)
        hits = search_index.narrow(places, self._words).cte("hits").prefix_with("MATERIALIZED")
        of_hits = Order(hits.c.key, hits.c.id, order.descending)
        some = of_hits.beyond(edge, select(hits), backwards=backwards).limit(most).subquery()
        number = select(func.count()).select_from(hits).scalar_subquery()
        people = select(User, number).join(some, some.c.id == User.id)
        in_order = Order(some.c.key, some.c.id, order.descending)
        rows = db.session.execute(in_order.beyond(None, people, backwards=backwards)).all()
        if rows:
            self._looked_up = rows[0][1]
        return [user for user, _number in rows]


def _has(word: Word) -> ColumnElement[bool]:
    return or_(
        User.folded_name.contains(word.name, autoescape=True),
        User.folded_email.contains(word.email, autoescape=True),
    )
