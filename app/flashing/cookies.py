"""What flashes travel in: a signed cookie for those of an answer."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from os import urandom
from typing import Any
from urllib.parse import quote

from itsdangerous import Signer, base64_decode, base64_encode
from markupsafe import Markup, escape

SHORT = 80  # characters of a text that isn't cut to make room for others
PLAIN = str, int, float, list, tuple, dict, type(None)  # messages that travel as they are
to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


class Flash(tuple[Any, ...]):
    """A (category, message) pair that knows whether its message was shown.

    One handed out counts as shown, unless nothing but its category was looked at afterwards: that
    is what `category_filter` does to those it leaves for another page.
    """

    shown = read = False

    @classmethod
    def of(cls, category: str, message: Any) -> "Flash":
        """Record a lazy text in the language of the moment, and what has `__html__` as markup."""
        return cls((category, message if isinstance(message, PLAIN) else escape(message)))

    def __getitem__(self, index: Any) -> Any:
        self.shown = self.read = self.read or index != 0
        return super().__getitem__(index)

    def __iter__(self) -> Iterator[Any]:
        self.shown = self.read = True
        return super().__iter__()

    def cut(self, length: int) -> "Flash":
        """Return it with a text of `length` characters, the last of them an ellipsis."""
        category, text = self
        if not isinstance(text, str) or len(text) <= length:
            return self
        text = text.striptags() if isinstance(text, Markup) else text  # no tag is cut in half
        return Flash((category, f"{text[: length - 1].rstrip()}…"))


@dataclass
class FlashCookie:
    """The flashes of one answer; false when there are none left."""

    name: str  # ends in when it was made
    target: str | None  # path of the page they belong to; None: any page
    flashes: list[Flash]
    more: int = 0  # how many others there was no room for
    sealed: str = ""  # "NAME=VALUE", as it was sent

    def __bool__(self) -> bool:
        return bool(self.flashes or self.more)

    @property
    def made(self) -> str:
        """The microsecond it was made in, whose hex digits sort as numbers do, and chance."""
        return self.name.rpartition(".")[2]

    @property
    def age(self) -> float:
        """Seconds; 0 where the host that made it is ahead of ours."""
        return max(0.0, time.time() - int(self.made[:13], 16) / 1e6)

    @property
    def texts(self) -> int:
        """How many messages were recorded, those without room included, and data left out."""
        return self.more + sum(not isinstance(flash[1], dict) for flash in self.flashes)

    def seal(self, signer: Signer) -> str:
        """Return "NAME=VALUE", signed as one, so that nobody can make it younger."""
        flashes = [[*flash, 1] if isinstance(flash[1], Markup) else flash for flash in self.flashes]
        content = to_json([self.target, self.more, *map(_mark, flashes)]).encode(errors="replace")
        return signer.sign(f"{self.name}={base64_encode(content).decode()}").decode()

    @classmethod
    def unseal(cls, pair: str, signer: Signer) -> "FlashCookie":
        """Return what was sealed; raises BadSignature if it wasn't."""
        name, _, payload = signer.unsign(pair).decode().partition("=")
        target, more, *flashes = json.loads(base64_decode(payload).decode())
        flashes = map(_unmark, flashes)
        texts = [(c, Markup(m) if is_markup else m) for c, m, *is_markup in flashes]  # noqa: S704  # signed
        return cls(name, target, [Flash(text) for text in texts], int(more), pair)

    def squeeze(self) -> None:
        """Cut the longest texts by a quarter; where all are short, only count the last tenth."""
        longest = max(len(text) if isinstance(text, str) else 0 for _, text in self.flashes)
        if longest > SHORT:
            self.flashes = [flash.cut(max(SHORT, longest * 3 // 4)) for flash in self.flashes]
        else:
            before = self.texts
            self.flashes = self.flashes[: len(self.flashes) * 9 // 10]
            self.more += before - self.texts


def _mark(value: Any) -> Any:
    """Write Markup in a dict as {" m": text}, as Flask's session does."""
    if isinstance(value, dict):
        return {key: {" m": one} if isinstance(one, Markup) else one for key, one in value.items()}
    return [_mark(one) for one in value] if isinstance(value, list | tuple) else value


def _unmark(value: Any) -> Any:
    if isinstance(value, dict):
        markup = list(value) == [" m"]
        return Markup(value[" m"]) if markup else {k: _unmark(v) for k, v in value.items()}  # noqa: S704  # signed
    return [_unmark(one) for one in value] if isinstance(value, list) else value


def name_cookie(prefix: str) -> str:
    return f"{prefix}{time.time_ns() // 1000:013x}{urandom(3).hex()}"


@lru_cache
def name_page(path: str) -> str:
    """Return what cookies call a page: its path, or a digest of a long one."""
    name = quote(path)
    return name if len(name) <= 64 else sha256(name.encode()).hexdigest()[:32]
