"""A browser's flash cookies: which there are, how much room, and how they are set and deleted.

Sources: RFC 6265bis 4.1.3 (`__Host-`) and 5.7 (a name and value of 4,096 bytes at most).
"""

from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface
from itsdangerous import BadSignature, Signer
from werkzeug.http import dump_cookie

from .cookies import FlashCookie, name_cookie
from .messages import Writing, make_writing
from .purpose import kept
from .signing import make_signer

MARK = "flash."  # in the name of every flash cookie
LARGEST = 4096  # bytes of name and value: browsers ignore a larger cookie without a word
LEAST = 384  # bytes: a short text has room, however small the budget or the share
ATTRIBUTES = "domain", "path", "secure", "httponly", "samesite", "partitioned"
GETTERS = [f"get_cookie_{name}" for name in ATTRIBUTES]  # what Flask's session interface calls them


class FlashJar:
    """The flash cookies of the browser that sent a request; `sessions` says how to set them."""

    def __init__(self, sessions: SessionInterface, app: Flask, request: Request) -> None:
        self._sessions, self._app, self._environ = sessions, app, request.environ

    def check_key(self) -> None:
        """Refuse, as Flask does, what couldn't be signed."""
        if not self._app.secret_key:
            raise RuntimeError("Flashes are kept in signed cookies: set a secret key for them.")

    def open(self) -> list[FlashCookie]:
        """Return all of them, oldest first; those that aren't ours, or are too old, are empty."""
        header = self._environ.get("HTTP_COOKIE", "")
        if MARK not in header or not self._app.secret_key:
            return []
        sent = {pair.strip() for pair in header.split(";")}
        ours = [pair for pair in sent if pair.startswith(self._prefixes)]
        return sorted(map(self._open, ours), key=lambda cookie: (cookie.made, cookie.sealed))

    def _open(self, pair: str) -> FlashCookie:
        with suppress(BadSignature, ValueError, TypeError):  # the latter two: another release's
            cookie = FlashCookie.unseal(pair, self._signer, self.writing)
            if cookie.age < self._lifetime:
                cookie.forget_old(self._lifetime, self._step)
                return cookie
        return FlashCookie(pair.partition("=")[0], None, [])

    def add(
        self, response: Response, new: FlashCookie, waiting: list[FlashCookie], share: float
    ) -> None:
        """Set a new cookie in a `share` of the budget; the oldest go where there is no room."""
        budget, signer, flashes = self._app.config["FLASH_BUDGET"], self._signer, new.flashes
        new.name, new.flashes = name_cookie(self._prefixes[0]), list(flashes)
        room = min(LARGEST, budget, max(budget * share, LEAST))
        while len(pair := new.seal(signer, self.writing)) + 2 > room and new.flashes:
            new.squeeze(self.writing, self._step)
        waiting = [cookie for cookie in waiting if cookie]
        sizes = [len(cookie.seal(signer, self.writing)) + 2 for cookie in waiting]
        while waiting and sum(sizes) + len(pair) + 2 > budget:
            oldest = waiting.pop(0)
            del sizes[0]
            new.count_all_of(oldest, self._step)
            pair = new.seal(signer, self.writing)
            self.put(response, FlashCookie(oldest.name, None, []))
        if new.counted or new.flashes != flashes:
            self._app.logger.warning("Flashes are cut, and %d only counted, for size", new.more)
        if new:
            self.put(response, new, pair)

    def put(self, response: Response, cookie: FlashCookie, pair: str = "") -> None:
        """Set a cookie, which may be sealed as a `pair` already, or delete it if it is empty."""
        if cookie and not pair:
            pair = cookie.seal(self._signer, self.writing)
        pair, max_age = (pair, self._lifetime) if cookie else (f"{cookie.name}=", 0)
        response.headers["Cache-Control"] = "no-store"
        response.headers.add("Set-Cookie", pair + _write_attributes(max_age, *self._attributes))

    @kept
    def writing(self) -> Writing:
        return make_writing(getattr(self._sessions, "serializer", None))

    @kept
    def _lifetime(self) -> int:
        lifetime: int = self._app.config["FLASH_LIFETIME"]
        return lifetime

    @kept
    def _step(self) -> float:
        """How exactly it is known when what is only counted was recorded."""
        return self._lifetime / 30

    @kept
    def _attributes(self) -> tuple[Any, ...]:
        getters = [getattr(self._sessions, name, _say_no) for name in GETTERS]
        return tuple([getter(self._app) for getter in getters])

    @kept
    def _prefixes(self) -> tuple[str, ...]:
        """How names begin, those to be written first."""
        domain, path, secure, *_ = self._attributes
        bound = bool(secure and path == "/" and not domain)
        name = self._sessions.get_cookie_name(self._app)
        return _make_prefixes(bound, (name, domain, path), *self._keys)

    @property
    def _keys(self) -> tuple[Any, ...]:
        return *(self._app.config.get("SECRET_KEY_FALLBACKS") or ()), self._app.secret_key

    @kept
    def _signer(self) -> Signer:
        return make_signer(*self._keys)


def _say_no(_app: Flask) -> bool:
    return False  # before 3.1, Flask knew nothing of partitioned cookies


@lru_cache
def _write_attributes(max_age: int, *values: Any) -> str:
    """Return what follows the name and value in a Set-Cookie header; most are the same."""
    attributes = {name: value for name, value in zip(ATTRIBUTES, values, strict=True) if value}
    return dump_cookie("", "", max_age, sync_expires=False, **attributes).removeprefix("=")


@lru_cache
def _make_prefixes(bound: bool, place: Any, *keys: Any) -> tuple[str, ...]:
    """Begin names so that apps of another key, cookie name or place leave these cookies alone."""
    digests = [sha256(repr((place, key)).encode()).hexdigest() for key in reversed(keys)]
    names = [f"{MARK}{digest[:4]}." for digest in digests]
    return *(f"__Host-{name}" for name in names if bound), *names
