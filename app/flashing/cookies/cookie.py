"""What flashes travel in: a signed cookie for those of an answer."""

import time
from base64 import urlsafe_b64encode
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import urandom
from typing import Any

from .counting import CHANCE, Count, unite
from .messages import SHORT, Writing, cut, from_json, is_told, measure, to_json
from .signing import FlashSigner

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
    """The flashes of one answer; false when there are none left.

    What found no room is counted by the cookie it was in: answers that overlap may each count the
    same ones, and all of them together still count it once.
    """

    name: str  # ends in when it was made
    target: str | None  # the page they belong to; None: any page
    flashes: list[Flash]
    counted: Count = field(default_factory=Count)
    sealed: str = field(default="", compare=False)  # "NAME=VALUE", as it was last sent

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
    def content(self) -> str:
        """What was sent in it, for whoever wants to look: JSON."""
        value = self.sealed.partition("=")[2]
        return a2b_base64(value.rpartition(".")[0].partition("~")[0]).decode()

    @property
    def told(self) -> int:
        """How many messages it has for people, data left out."""
        return sum(is_told(flash.message) for flash in self.flashes)

    def copy(self) -> "FlashCookie":
        return FlashCookie(self.name, self.target, self.flashes, self.counted, self.sealed)

    def with_own(self, number: int, step: float) -> Count:
        """Return its count and so many of its own; when it was made is known to a `step`."""
        if not number:
            return self.counted
        numbers, origin = self.counted.numbers, (int(self.made_at / step), self.name[-CHANCE:])
        return Count({**numbers, origin: numbers.get(origin, 0) + number}, self.counted.halvings)

    def count(self, other: "FlashCookie", step: float) -> None:
        """Count what another has, and what that has counted."""
        self.counted = unite([self.counted, other.with_own(other.told, step)])

    def forget_old(self, lifetime: float, step: float) -> None:
        """Leave those out of the count that have outlived their time."""
        if self.counted:
            self.counted = self.counted.since((time.time() - lifetime) / step)

    def seal(self, signer: FlashSigner, writing: Writing) -> str:
        """Return "NAME=VALUE", signed as one, so that nobody can make it younger."""
        pairs = [writing.mark(flash.pair) for flash in self.flashes]
        content = to_json([self.target, *pairs]).encode(errors="replace")
        payload = b2a_base64(content, newline=False).decode()
        counts = f"~{self.counted.write()}" if self.counted else ""
        return signer.sign(f"{self.name}={payload}{counts}")

    @classmethod
    def unseal(cls, pair: str, signer: FlashSigner, writing: Writing) -> "FlashCookie":
        """Return what was sealed; raises BadSignature if it wasn't."""
        name, _, value = signer.unsign(pair).partition("=")
        payload, _, counts = value.partition("~")
        content = a2b_base64(payload).decode()
        target, *flashes = from_json(content)
        if "{" in content:
            _, *flashes = writing.read(content)
        counted = Count.read(counts) if counts else Count()
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
        self.counted = self.with_own(before - self.told, step)


def name_cookie(prefix: str) -> str:
    chance = urlsafe_b64encode(urandom(CHANCE * 3 // 4)).decode()
    return f"{prefix}{time.time_ns() // 1000:013x}{chance}"
