"""How many flashes found no room: counted by the cookies they were in, each of them once.

Answers that overlap see the same cookies, and each may drop the same ones. That is why they don't
hand on numbers, which would add up, but say what they dropped: a set, whose union is right. Of very
many, a part is kept, the same one everywhere, and stands for the others.

Source: A. Dasgupta et al., A Framework for Estimating Stream Expression Cardinalities (2015).
"""

from base64 import urlsafe_b64decode
from collections.abc import Iterable
from dataclasses import dataclass, field

CHANCE = 4  # characters at the end of a cookie's name, of 6 bits each
Origin = tuple[int, str]  # of a cookie: when it was made, in steps of time, and its chance


@dataclass
class Count:
    """Those that had no room, by the cookie they were in; false when there are none."""

    numbers: dict[Origin, int] = field(default_factory=dict)
    halvings: int = 0  # how often every other cookie was left out

    def __bool__(self) -> bool:
        return bool(self.numbers)

    @property
    def total(self) -> int:
        return sum(self.numbers.values()) << self.halvings

    def halve(self) -> "Count":
        """Leave every other cookie out; the rest stands for it."""
        return unite([self, Count(halvings=self.halvings + 1)])

    def since(self, moment: float) -> "Count":
        """Leave those out that are older."""
        young = {origin: n for origin, n in self.numbers.items() if origin[0] > moment}
        return Count(young, self.halvings) if young else Count()

    def write(self) -> str:
        """Return "HALVINGS~MOMENT.NUMBER.CHANCES~…", a part for those of a moment and a number."""
        groups: dict[tuple[int, int], str] = {}
        for (moment, chance), number in sorted(self.numbers.items()):
            groups[moment, number] = groups.get((moment, number), "") + chance
        parts = (f"~{moment}.{number}.{chances}" for (moment, number), chances in groups.items())
        return f"{self.halvings}{''.join(parts)}"

    @classmethod
    def read(cls, text: str) -> "Count":
        """Return what was written; raises ValueError for anything else."""
        halvings, *groups = text.split("~")
        count = cls(halvings=int(halvings))
        for group in groups:
            moment, number, chances = group.split(".")
            for place in range(0, len(chances), CHANCE):
                count.numbers[int(moment), chances[place : place + CHANCE]] = int(number)
        return count


def unite(counts: Iterable[Count]) -> Count:
    """Return all that were counted, however often the same were."""
    counts = list(counts)
    union = Count(halvings=max((count.halvings for count in counts), default=0))
    for count in counts:
        for origin, number in count.numbers.items():
            if _stays(origin, union.halvings):
                union.numbers[origin] = max(number, union.numbers.get(origin, 0))
    return union


def _stays(origin: Origin, halvings: int) -> bool:
    chance = int.from_bytes(urlsafe_b64decode(origin[1]), "big") if halvings else 0
    return chance % (1 << halvings) == 0
