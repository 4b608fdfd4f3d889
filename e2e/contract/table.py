"""What became of the scenarios, promise by promise, and the table that says so."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from .promises import PROMISES


class Tally:
    """Which scenarios held, of each promise."""

    def __init__(self) -> None:
        self.held: dict[int, dict[str, bool]] = defaultdict(dict)

    def note(self, promise: int, scenario: str, *, held: bool) -> None:
        """Note an outcome; a scenario that has failed once stays so."""
        before = self.held[promise].get(scenario, True)
        self.held[promise][scenario] = held and before

    def is_kept(self, promise: int) -> bool:
        """Whether a promise had scenarios, and all of them held."""
        outcomes = self.held.get(promise, {})
        return bool(outcomes) and all(outcomes.values())

    def is_broken(self, promise: int) -> bool:
        """Whether a scenario of a promise hasn't held, whatever others may do."""
        return not all(self.held.get(promise, {}).values())

    @property
    def kept(self) -> set[int]:
        return {promise for promise in PROMISES if self.is_kept(promise)}

    @property
    def missing(self) -> list[int]:
        return sorted(PROMISES.keys() - self.kept)

    @property
    def broken(self) -> list[str]:
        """List the scenarios that didn't hold."""
        outcomes = [pair for held in self.held.values() for pair in held.items()]
        return sorted({scenario for scenario, held in outcomes if not held})

    def cell(self, promise: int) -> str:
        """Say in a word or two how it went."""
        outcomes = list(self.held.get(promise, {}).values())
        if not outcomes:
            return "not asked"
        if all(outcomes):
            return f"kept ({len(outcomes)})"
        return f"**broken** ({outcomes.count(False)} of {len(outcomes)})"

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(self.held, indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Tally:
        tally = cls()
        for promise, outcomes in json.loads(path.read_text(encoding="utf-8")).items():
            tally.held[int(promise)] = outcomes
        return tally


def as_markdown(tallies: dict[str, Tally]) -> str:
    """Draw the table of several sites, each under its heading."""
    lines = [
        " | ".join(["| Promise", *tallies]) + " |",
        " | ".join(["| ---", *("---" for _ in tallies)]) + " |",
    ]
    for number, sentence in PROMISES.items():
        cells = [tally.cell(number) for tally in tallies.values()]
        lines.append(" | ".join([f"| {number}. {sentence}", *cells]) + " |")
    return "\n".join(lines)
