"""The courses of the scenarios, in every scenario's database from the start."""

from __future__ import annotations

from dataclasses import dataclass

from .people import ALAN, GRACE, HUBERT, Person


@dataclass(frozen=True)
class SomeCourse:
    """A course, and who is in it."""

    slug: str
    title: str
    capacity: int
    people: tuple[Person, ...] = ()
    summary: str = ""

    @property
    def path(self) -> str:
        return f"/courses/{self.slug}"


BASICS = SomeCourse(
    "flask-basics", "Flask basics", 3, (GRACE, ALAN), "Routes, templates and a first form."
)
FULL = SomeCourse("browser-tests", "Browser tests", 2, (GRACE, ALAN))
EMPTY = SomeCourse("web-accessibility", "Web accessibility", 16)
RUSSIAN = SomeCourse(
    "verstka", "Вёрстка без спешки", 10, (GRACE,), "Страница, которую приятно читать."
)
ALL = [BASICS, FULL, EMPTY, RUSSIAN]

# As long as a title, a summary and a name may be, and nowhere to break them.
LONGEST = SomeCourse(
    "longest", "Donaudampfschifffahrt" * 3 + "s" * 17, 1, (HUBERT,), "elektrizität" * 16
)
