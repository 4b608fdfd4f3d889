"""What flashes travel in: signed cookies, no larger than browsers and servers accept.

Sources: RFC 6265bis 4.1.3 (`__Host-`) and 5.7 (a name and value of 4,096 bytes at most).
"""

import hmac
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from os import urandom
from typing import Any
from urllib.parse import quote

from flask import Flask, Request, Response
from flask.sessions import SessionInterface
from itsdangerous import BadSignature, Signer, base64_decode, base64_encode
from itsdangerous.signer import SigningAlgorithm
from markupsafe import Markup, escape
from werkzeug.http import dump_cookie

LARGEST = 4096  # bytes of name and value: browsers ignore a larger cookie without a word
ATTRIBUTES = "domain", "path", "secure", "httponly", "samesite", "partitioned"
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

    name: str  # ends in the microsecond it was made in, so that cookies sort, and chance
    target: str | None  # path of the page they belong to; None: any page
    flashes: list[Flash]
    more: int = 0  # how many others there was no room for
    sealed: str = ""  # "NAME=VALUE", as it was sent

    def __bool__(self) -> bool:
        return bool(self.flashes or self.more)

    @property
    def age(self) -> float:
        """Seconds; 0 where the host that made it is ahead of ours."""
        return max(0.0, time.time() - int(self.name.rpartition(".")[2][:13], 16) / 1e6)

    @property
    def texts(self) -> int:
        """How many messages were recorded, those without room included, and data left out."""
        return self.more + sum(not isinstance(flash[1], dict) for flash in self.flashes)

    def seal(self, signer: Signer) -> str:
        """Return "NAME=VALUE", signed as one, so that nobody can make it younger."""
        flashes = [[*flash, 1] if isinstance(flash[1], Markup) else flash for flash in self.flashes]
        content = to_json([self.target, self.more, *flashes]).encode(errors="replace")
        return signer.sign(f"{self.name}={base64_encode(content).decode()}").decode()

    @classmethod
    def unseal(cls, pair: str, signer: Signer) -> "FlashCookie":
        """Return what was sealed; raises BadSignature if it wasn't."""
        name, _, payload = signer.unsign(pair).decode().partition("=")
        target, more, *flashes = json.loads(base64_decode(payload).decode())
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


class _Hmac(SigningAlgorithm):  # HMAC-SHA256, as itsdangerous would have it, but in one call
    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return hmac.digest(key, value, "sha256")


class FlashJar:
    """The flash cookies of the browser that sent a request; `sessions` says how to set them."""

    def __init__(self, sessions: SessionInterface, app: Flask, request: Request) -> None:
        self._sessions, self._app, self._environ = sessions, app, request.environ

    @cached_property
    def waiting(self) -> list[FlashCookie]:
        """All of them, oldest first; those that aren't ours, or are too old, are empty."""
        sent = {pair.strip() for pair in self._environ.get("HTTP_COOKIE", "").split(";")}
        return [self._open(pair) for pair in sorted(sent) if pair.startswith(self._prefix)]

    def _open(self, pair: str) -> FlashCookie:
        with suppress(BadSignature, ValueError, TypeError):  # the latter two: another release's
            cookie = FlashCookie.unseal(pair, self._signer)
            if cookie.age < self._app.config["FLASH_LIFETIME"]:
                return cookie
        return FlashCookie(pair.partition("=")[0], None, [])

    def add(
        self, response: Response, target: str | None, flashes: list[Flash], share: float
    ) -> None:
        """Set a new cookie in a `share` of the budget; the oldest go where there is no room."""
        budget, signer = self._app.config["FLASH_BUDGET"], self._signer
        name = f"{self._prefix}{time.time_ns() // 1000:013x}{urandom(3).hex()}"
        new = FlashCookie(name, target, flashes)
        while len(pair := new.seal(signer)) + 2 > min(LARGEST, budget * share) and new.flashes:
            new.squeeze()
        waiting = [cookie for cookie in self.waiting if cookie]
        while waiting and sum(len(c.seal(signer)) + 2 for c in [new, *waiting]) > budget:
            oldest = waiting.pop(0)
            new.more += oldest.texts
            pair = new.seal(signer)
            self.put(response, FlashCookie(oldest.name, None, []))
        if new.more or new.flashes != flashes:
            self._app.logger.warning("Flashes are cut, and %d only counted, for size", new.more)
        if new:
            self.put(response, new, pair)

    def put(self, response: Response, cookie: FlashCookie, pair: str = "") -> None:
        """Set a cookie, which may be sealed as a `pair` already, or delete it if it is empty."""
        pair = pair or (cookie.seal(self._signer) if cookie else f"{cookie.name}=")
        max_age = self._app.config["FLASH_LIFETIME"] if cookie else 0
        response.headers.add("Set-Cookie", pair + _write_attributes(max_age, *self._attributes))

    @cached_property
    def _attributes(self) -> tuple[Any, ...]:
        of, app = self._sessions, self._app
        return (of.get_cookie_domain(app), of.get_cookie_path(app), of.get_cookie_secure(app),
                of.get_cookie_httponly(app), of.get_cookie_samesite(app),
                of.get_cookie_partitioned(app))  # fmt: skip

    @cached_property
    def _prefix(self) -> str:
        domain, path, secure, *_ = self._attributes
        # Apps on one host, which call their sessions differently, leave each other's flashes alone.
        prefix = f"{self._sessions.get_cookie_name(self._app)}.flash.".removeprefix("session.")
        return f"__Host-{prefix}" if secure and path == "/" and not domain else prefix

    @property
    def _signer(self) -> Signer:
        fallbacks = self._app.config.get("SECRET_KEY_FALLBACKS") or ()
        return _make_signer(*fallbacks, self._app.secret_key)


@lru_cache
def name_page(path: str) -> str:
    """Return what cookies call a page: its path, or a digest of a long one."""
    return quote(path) if len(path) < 100 else sha256(path.encode(errors="replace")).hexdigest()


@lru_cache
def _write_attributes(max_age: int, *values: Any) -> str:
    """Return what follows the name and value in a Set-Cookie header; most are the same."""
    attributes = dict(zip(ATTRIBUTES, values, strict=True))
    return dump_cookie("", "", max_age, sync_expires=False, **attributes).removeprefix("=")


@lru_cache
def _make_signer(*keys: Any) -> Signer:
    """Derive the keys once, rather than in every request."""
    signer = Signer(keys, salt="flash", key_derivation="hmac", digest_method=sha256)
    derived = [signer.derive_key(key) for key in signer.secret_keys]
    return Signer(derived, key_derivation="none", algorithm=_Hmac())
