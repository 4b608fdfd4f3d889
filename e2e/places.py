"""Every page, as somebody comes to it: what scenarios about all pages are played on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from .courses import BASICS, EMPTY, FULL
from .people import ADA, GRACE, Person


@dataclass(frozen=True)
class Place:
    """A page's address, and who looks at it."""

    name: str
    path: str
    visitor: Person | None = None


PLACES = [
    Place("users", "/users"),
    Place("users-as-admin", "/users", GRACE),
    Place("nobody-found", "/users?q=Babbage"),
    Place("sorted", "/users?sort=-email"),
    Place("user", "/users/3"),
    Place("user-as-admin", "/users/3", GRACE),
    Place("sign-up", "/users/new"),
    Place("new-user", "/users/new", GRACE),
    Place("edit", "/users/2/edit", ADA),
    Place("delete", "/users/3/delete", GRACE),
    Place("delete-many", "/users/delete?user=1&user=2&user=3", GRACE),
    Place("courses", "/courses", ADA),
    Place("courses-as-admin", "/courses", GRACE),
    Place("course", BASICS.path, ADA),
    Place("course-as-admin", BASICS.path, GRACE),
    Place("full-course", FULL.path, ADA),
    Place("empty-course", EMPTY.path),
    Place("new-course", "/courses/new", GRACE),
    Place("edit-course", f"{BASICS.path}/edit", GRACE),
    Place("delete-course", f"{BASICS.path}/delete", GRACE),
    Place("sign-in", "/sign-in"),
    Place("asked-to-sign-in", "/users/2/edit"),
    Place("refused", "/users/new", ADA),
    Place("lesson", "/lesson"),
    Place("bar", "/bar"),
    Place("not-found", "/nowhere"),
    Place("gallery", "/gallery"),
]

VISITORS = {"signed-out": None, "member": ADA, "admin": GRACE}

OnEachPage = Callable[..., None]


@pytest.fixture(params=VISITORS)
def on_each_page(
    request: pytest.FixtureRequest, visit: Callable[[Place], Page], subtests: pytest.Subtests
) -> OnEachPage:
    """Hold an expectation against all pages of a visitor, and name each that falls short of it.

    They are opened in one browser, to which the second page comes twice as quickly as the first.
    """
    visitor = VISITORS[request.param]

    def hold(expectation: Callable[[Page, str], None], among: Sequence[Place] = PLACES) -> None:
        for place in among:
            if place.visitor == visitor:
                with subtests.test(place.name):
                    expectation(visit(place), place.name)

    return hold
