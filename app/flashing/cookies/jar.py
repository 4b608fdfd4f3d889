"""A browser's flash cookies: which there are, how much room, and how they are set and deleted.

Sources: RFC 6265bis 4.1.3 (`__Host-`) and 5.7 (a name and value of 4,096 bytes at most).
"""

from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from flask import Flask, Request, Response
from flask.sessions import SessionInterface
from itsdangerous import BadSignature
from werkzeug.http import dump_cookie

from ..kept import kept  # noqa: TID252  # the folder may be copied under any name
from .cookie import FlashCookie, name_cookie
from .messages import Writing, make_writing
from .signing import FlashSigner, make_signer

MARK = "flash."  # in the name of every flash cookie
LARGEST = 4096  # bytes of name and value: browsers ignore a larger cookie without a word
LEAST = 384  # bytes: a short text has room, however small the budget or the share
COUNTED = 18  # bytes of the budget for each cookie that is only counted: of 3 KB, 170 of them
ATTRIBUTES = "domain", "path", "secure", "httponly", "samesite", "partitioned"
GETTERS = [f"get_cookie_{name}" for name in ATTRIBUTES]  # what Flask's session interface calls them


class FlashJar:
    """The flash cookies of the browser that sent a request; `sessions` says how to set them."""

    def __init__(self, sessions: SessionInterface, app: Flask, request: Request) -> None:
        self._sessions, self._app, self._environ = sessions, app, request.environ
        self._lifetime: int = app.config["FLASH_LIFETIME"]
        self._step = self._lifetime / 30  # how exactly it is known when what is counted was made

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
        cookies = [self._open(pair) for pair in sent if pair.startswith(self._place.all_prefixes)]
        if len(cookies) > 1:
            cookies.sort(key=lambda cookie: (cookie.made, cookie.sealed))
        return cookies

    def _open(self, pair: str) -> FlashCookie:
        try:
            if pair.startswith(self._place.prefixes):
                cookie = FlashCookie.unseal(pair, self._place.signer, self.writing)
                if cookie.age < self._lifetime:
                    cookie.forget_old(self._lifetime, self._step)
                    return cookie
        except (BadSignature, ValueError, TypeError):  # the latter two: another release's
            pass
        return FlashCookie(pair.partition("=")[0], None, [])

    def add(
        self, response: Response, new: FlashCookie, waiting: list[FlashCookie], share: float
    ) -> None:
        """Set a new cookie in a `share` of the budget; the oldest go where there is no room."""
        budget, flashes = self._app.config["FLASH_BUDGET"], new.flashes
        new.name, new.flashes = name_cookie(self._place.prefixes[0]), list(flashes)
        room = min(LARGEST, budget, max(budget * share, LEAST))
        while self._measure(new) > room and new.flashes:
            new.squeeze(self.writing, self._step)
        self._make_room(response, new, [cookie for cookie in waiting if cookie], budget)
        if new.counted or new.flashes != flashes:
            number = new.counted.total
            self._app.logger.warning("Flashes are cut, and %d only counted, for size", number)
        if new:
            self._send(response, new.sealed, self._lifetime)

    def _make_room(
        self, response: Response, new: FlashCookie, waiting: list[FlashCookie], budget: int
    ) -> None:
        """Delete as many as it takes, the oldest first, and have the new one count theirs."""
        taken = sum([len(cookie.sealed) + 2 for cookie in waiting])
        if taken + len(new.sealed) + 2 <= budget:
            return
        while waiting and taken + self._measure(new) > budget:
            oldest = waiting.pop(0)
            taken -= len(oldest.sealed) + 2
            self.put(response, FlashCookie(oldest.name, None, []))
            new.count(oldest, self._step)
        while len(new.counted.numbers) > budget // COUNTED:
            new.counted = new.counted.halve()
        self._measure(new)

    def put(self, response: Response, cookie: FlashCookie) -> None:
        """Set a cookie that has changed, or delete it if it is empty."""
        if cookie:
            self._measure(cookie)
            self._send(response, cookie.sealed, self._lifetime)
        else:
            self._send(response, f"{cookie.name}=", 0)

    def _measure(self, cookie: FlashCookie) -> int:
        """Seal it, and return how many bytes it adds to the headers of a request."""
        cookie.sealed = cookie.seal(self._place.signer, self.writing)
        return len(cookie.sealed) + 2

    def _send(self, response: Response, pair: str, max_age: int) -> None:
        response.headers["Cache-Control"] = "no-store"
        attributes = _write_attributes(max_age, *self._place.attributes)
        response.headers.add("Set-Cookie", pair + attributes)

    @kept
    def writing(self) -> Writing:
        return make_writing(getattr(self._sessions, "serializer", None))

    @kept
    def _place(self) -> "Place":
        attributes = tuple([getattr(self._sessions, get, _say_no)(self._app) for get in GETTERS])
        keys = *(self._app.config.get("SECRET_KEY_FALLBACKS") or ()), self._app.secret_key
        return _make_place(self._sessions.get_cookie_name(self._app), attributes, keys)


class Place(NamedTuple):
    """Where an app's flash cookies belong, and what tells them from others'."""

    attributes: tuple[Any, ...]
    prefixes: tuple[str, ...]  # of names that are believed, those to be written first
    all_prefixes: tuple[str, ...]  # and of those that may have been written before
    signer: FlashSigner


@lru_cache
def _make_place(cookie_name: str, attributes: tuple[Any, ...], keys: tuple[Any, ...]) -> Place:
    """Begin names so that apps of another key, cookie name or place leave these cookies alone.

    Where they are bound to a host over https, one that isn't may have been brought there from the
    browser of somebody else: it is refused, as is what waited at the moment of the switch.
    """
    domain, path, secure, *_ = attributes
    place = cookie_name, domain, path
    digests = [sha256(repr((place, key)).encode()).hexdigest() for key in reversed(keys)]
    names = tuple(f"{MARK}{digest[:4]}." for digest in digests)
    bound = secure and path == "/" and not domain
    prefixes = tuple(f"__Host-{name}" for name in names) if bound else names
    return Place(attributes, prefixes, prefixes + names, make_signer(*keys))


@lru_cache
def _write_attributes(max_age: int, *values: Any) -> str:
    """Return what follows the name and value in a Set-Cookie header; most are the same."""
    attributes = {name: value for name, value in zip(ATTRIBUTES, values, strict=True) if value}
    return dump_cookie("", "", max_age, sync_expires=False, **attributes).removeprefix("=")


def _say_no(_app: Flask) -> bool:
    return False  # before 3.1, Flask knew nothing of partitioned cookies
