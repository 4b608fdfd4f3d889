"""One deed and its three outcomes: what scenarios about every category are played with."""

from __future__ import annotations

from dataclasses import dataclass

import pytest


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

each_outcome = pytest.mark.parametrize("outcome", OUTCOMES, ids=str)
