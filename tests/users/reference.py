"""What a search means, said as plainly as can be, and how to leaf through what it found."""

from collections.abc import Iterable

from app.data.models import User
from app.data.search_index import Word
from app.extensions import db
from app.users.finding import Finding
from app.web.paging import Order, Place

A_PAGE = 40


def find(people: Iterable[User], words: list[Word]) -> set[int]:
    """Look at everybody: each word is in their name or in their email."""
    return {
        user.id
        for user in people
        if all(word.name in user.folded_name or word.email in user.folded_email for word in words)
    }


def in_order(finding: Finding, order: Order) -> list[int]:
    """Have the database put all in order at once, as it did before there was an index."""
    people = order.beyond(None, finding.people, backwards=False)
    return [user.id for user in db.session.scalars(people)]


def leaf(finding: Finding, order: Order, *, backwards: bool = False) -> list[int]:
    """Leaf from one end to the other, a page at a time; the last alone isn't full."""
    ids: list[int] = []
    edge: Place | None = None
    while True:
        page = finding.fetch(order, edge, A_PAGE, backwards=backwards)
        ids += [user.id for user in page]
        if len(page) < A_PAGE:
            return ids
        edge = order.place_of(page[-1])
