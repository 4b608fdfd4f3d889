"""One deed and its three outcomes: what scenarios about every category are played with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from e2e.people import Person
from e2e.screens.forms import EditScreen


@dataclass(frozen=True)
class Outcome:
    """What Ada makes of her name in the form, and the message that answers."""

    category: str
    typed: str
    kind: str
    text: str
    hues: frozenset[int]  # degrees

    @property
    def said(self) -> str:
        """The whole banner, as it is read."""
        return f"{self.kind} {self.text}"

    def __str__(self) -> str:
        return self.category


SAVED = Outcome("success", "Ada King", "Success", "Saved: name.", frozenset(range(120, 166)))
UNCHANGED = Outcome(
    "warning", "Ada Lovelace", "Warning", "Nothing changed.", frozenset(range(35, 51))
)
REJECTED = Outcome(
    "error",
    "",
    "Error",
    "Nothing was saved: 1 field needs attention.",
    frozenset([*range(350, 361), *range(21)]),
)
OUTCOMES = [SAVED, UNCHANGED, REJECTED]

OnEachOutcome = Callable[[Callable[[Outcome], None]], None]


@pytest.fixture
def on_each_outcome(member: Person, edit: EditScreen, subtests: pytest.Subtests) -> OnEachOutcome:
    """Have Ada's form answer with each outcome, and hold an expectation against what is seen then.

    All in one browser, what changes nothing first; each that falls short of it is named.
    """

    def hold(expectation: Callable[[Outcome], None]) -> None:
        for outcome in reversed(OUTCOMES):
            with subtests.test(outcome.category):
                edit.open(member.id)
                edit.save(outcome.typed)
                expect(edit.banners).to_have_text([outcome.said])
                expectation(outcome)

    return hold
