"""The people of the scenarios, in every scenario's database from the start."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "a moth in the relay"


@dataclass(frozen=True)
class Person:
    """Somebody with an account; all of them have the same password."""

    id: int
    name: str
    email: str
    role: str = "member"


GRACE = Person(1, "Grace Hopper", "grace@example.org", "admin")
ADA = Person(2, "Ada Lovelace", "ada@example.org")
ALAN = Person(3, "Alan Turing", "alan@example.org")
LAYLA = Person(4, "ليلى حداد", "layla@example.org")
EVERYBODY = [GRACE, ADA, ALAN, LAYLA]

# As long as a name may be, and nowhere to break it.
HUBERT = Person(5, "Wolfeschlegelsteinhausenbergerdorff" * 2 + "w" * 30, "w" * 64 + "@example.org")
