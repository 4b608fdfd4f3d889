"""Finding people by parts of their names and emails, without looking at everybody."""

from typing import Any

from sqlalchemy import Select, func, or_, select

from app.data import search_index
from app.data.models import User
from app.data.search_index import Word
from app.extensions import db
from app.web.paging import Count, Order, Place, count

FEW = 5000  # people: of no more, all are looked at
COUNTED = 1000  # of those who are found
# Words are common that so many of the first people have.
TRIED, COMMON = 1000, 50
COUNTED_AMONG = 40_000  # where a common word is counted
WALKED = 2000  # people that are looked at in their order, where many are found


class Finding:
    """Those of some people in whose name or email each word is found.

    A common word soon turns up if one goes through the list, and would take the index long. Others
    are looked up in the index, all who have them, and then put in order.
    """

    def __init__(self, people: Select[User], words: list[Word], everybody: Count) -> None:
        self.people = people.where(*(_has(word) for word in words))
        self._words = words
        self._few = not words or everybody.number <= FEW
        self._common = False
        self.count = self._count() if words else everybody

    def _count(self) -> Count:
        if self._few:
            return count(self.people)
        # A few letters are common mostly, and then nothing for the index to count.
        short = not any(map(search_index.is_long, self._words))
        self._common = short and self._is_common()
        if self._common:
            return Count(COUNTED, is_more=True)
        counted = count(search_index.narrow(self.people, self._words), COUNTED)
        self._common = not short and counted.is_more and self._is_common()
        return counted

    def _is_common(self) -> bool:
        """Whether so many have all the words that it shows soon."""
        tried = self.people.with_only_columns(func.count(), maintain_column_froms=True)
        if (db.session.scalar(tried.where(User.id <= TRIED)) or 0) <= COMMON:
            return False
        return count(self.people.where(User.id <= COUNTED_AMONG), COUNTED).is_more

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
        places = self.people.with_only_columns(order.column.label("key"), User.id)
        hits = search_index.narrow(places, self._words).cte("hits").prefix_with("MATERIALIZED")
        of_hits = Order(hits.c.key, hits.c.id, order.descending)
        some = of_hits.beyond(edge, select(hits), backwards=backwards).limit(most).subquery()
        in_order = Order(some.c.key, some.c.id, order.descending)
        people = select(User).join(some, some.c.id == User.id)
        return list(db.session.scalars(in_order.beyond(None, people, backwards=backwards)))


def _has(word: Word) -> Any:
    return or_(
        User.folded_name.contains(word.name, autoescape=True),
        User.folded_email.contains(word.email, autoescape=True),
    )
