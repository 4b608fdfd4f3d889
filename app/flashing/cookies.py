"""What flashes travel in: a signed cookie for those of an answer."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import urandom
from typing import Any

from itsdangerous import Signer, base64_decode, base64_encode

from .messages import SHORT, Writing, cut, is_told, measure, to_json

HEAVY = 4 * SHORT  # characters of data, or of a category, which can't be cut


class Flash(tuple[Any, ...]):
    """A (category, message) pair that knows whether its message was shown.

    One handed out counts as shown, unless nothing but its category was looked at afterwards: that
    is what `category_filter` does to those it leaves for another page.
    """

    shown = read = False

    def __getitem__(self, index: Any) -> Any:
        self.shown = self.read = self.read or index != 0
        return super().__getitem__(index)

    def __iter__(self) -> Iterator[Any]:
        self.shown = self.read = True
        return super().__iter__()

    @property
    def pair(self) -> tuple[Any, ...]:
        """The same, got at without a look inside."""
        return tuple(tuple.__iter__(self))

    @property
    def message(self) -> Any:
        return super().__getitem__(1)


@dataclass
class FlashCookie:
    """The flashes of one answer; false when there are none left."""

    name: str  # ends in when it was made
    target: str | None  # the page they belong to; None: any page
    flashes: list[Flash]
    counted: dict[int, int] = field(default_factory=dict)  # by when: those without room
    sealed: str = ""  # "NAME=VALUE", as it was sent

    def __bool__(self) -> bool:
        return bool(self.flashes or self.counted)

    @property
    def made(self) -> str:
        """The microsecond it was made in, whose hex digits sort as numbers do, and chance."""
        return self.name.rpartition(".")[2]

    @property
    def made_at(self) -> float:
        """Seconds since the epoch."""
        return int(self.made[:13], 16) / 1e6

    @property
    def age(self) -> float:
        """Seconds; 0 where the host that made it is ahead of ours, and of what stock Flask left."""
        return max(0.0, time.time() - self.made_at) if self.name else 0.0

    @property
    def more(self) -> int:
        """How many others there was no room for."""
        return sum(self.counted.values())

    @property
    def told(self) -> int:
        """How many messages it has for people, data left out."""
        return sum(is_told(flash.message) for flash in self.flashes)

    def count(self, number: int, at: float, step: float) -> None:
        """Note that so many had no room; when they were recorded is known to a `step`."""
        if number:
            moment = int(at / step)
            self.counted[moment] = self.counted.get(moment, 0) + number

    def count_all_of(self, other: "FlashCookie", step: float) -> None:
        for moment, number in other.counted.items():
            self.counted[moment] = self.counted.get(moment, 0) + number
        self.count(other.told, other.made_at, step)

    def forget_old(self, lifetime: float, step: float) -> None:
        """Leave those out of the count that have outlived their time."""
        first = (time.time() - lifetime) / step
        self.counted = {when: number for when, number in self.counted.items() if when > first}

    def seal(self, signer: Signer, writing: Writing) -> str:
        """Return "NAME=VALUE", signed as one, so that nobody can make it younger."""
        counts: list[int] = []
        last = 0
        for moment, number in sorted(self.counted.items()):
            counts += [moment - last, number]
            last = moment
        pairs = [writing.mark(flash.pair) for flash in self.flashes]
        content = to_json([self.target, counts or 0, *pairs]).encode(errors="replace")
        return signer.sign(f"{self.name}={base64_encode(content).decode()}").decode()

    @classmethod
    def unseal(cls, pair: str, signer: Signer, writing: Writing) -> "FlashCookie":
        """Return what was sealed; raises BadSignature if it wasn't."""
        name, _, payload = signer.unsign(pair).decode().partition("=")
        content = base64_decode(payload).decode()
        target, counts, *flashes = json.loads(content)
        if "{" in content:
            _, _, *flashes = writing.read(content)
        counted: dict[int, int] = {}
        moment = 0
        for gap, number in zip(counts[::2], counts[1::2], strict=True) if counts else ():
            moment += gap
            counted[moment] = number
        return cls(name, target, [Flash((c, m)) for c, m in flashes], counted, pair)

    def squeeze(self, writing: Writing, step: float) -> None:
        """Cut the longest texts by a quarter; where all are short, only count what is heaviest."""
        longest = max((measure(flash.message) for flash in self.flashes), default=0)
        if longest > SHORT:
            length = max(SHORT, longest * 3 // 4)
            pairs = (flash.pair for flash in self.flashes)
            self.flashes = [Flash((category, cut(text, length))) for category, text in pairs]
            return
        before = self.told
        sizes = [len(to_json(writing.mark(flash.pair))) for flash in self.flashes]
        if max(sizes) > HEAVY:
            del self.flashes[sizes.index(max(sizes))]
        else:
            del self.flashes[len(self.flashes) * 9 // 10 :]
        self.count(before - self.told, time.time(), step)


def name_cookie(prefix: str) -> str:
    return f"{prefix}{time.time_ns() // 1000:013x}{urandom(3).hex()}"
