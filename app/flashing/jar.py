"""A browser's flash cookies: which there are, how much room, and how they are set and deleted.

Sources: RFC 6265bis 4.1.3 (`__Host-`) and 5.7 (a name and value of 4,096 bytes at most).
"""

import hmac
from contextlib import suppress
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface
from itsdangerous import BadSignature, Signer
from itsdangerous.signer import SigningAlgorithm
from werkzeug.http import dump_cookie

from .cookies import Flash, FlashCookie, name_cookie

LARGEST = 4096  # bytes of name and value: browsers ignore a larger cookie without a word
LEAST = 384  # bytes: a short text has room, however small the budget or the share
ATTRIBUTES = "domain", "path", "secure", "httponly", "samesite", "partitioned"
GETTERS = [f"get_cookie_{name}" for name in ATTRIBUTES]  # what Flask's session interface calls them


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
        header = self._environ.get("HTTP_COOKIE", "")
        if "flash." not in header:
            return []
        sent = {pair.strip() for pair in header.split(";")}
        ours = [pair for pair in sent if pair.startswith(self._prefixes)]
        return sorted(map(self._open, ours), key=lambda cookie: (cookie.made, cookie.sealed))

    @property
    def flashes(self) -> list[Flash]:
        return [flash for cookie in self.waiting for flash in cookie.flashes]

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
        new = FlashCookie(name_cookie(self._prefixes[0]), target, flashes)
        room = min(LARGEST, budget, max(budget * share, LEAST))
        while len(pair := new.seal(signer)) + 2 > room and new.flashes:
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
        response.headers["Cache-Control"] = "no-store"
        response.headers.add("Set-Cookie", pair + _write_attributes(max_age, *self._attributes))

    @cached_property
    def _attributes(self) -> tuple[Any, ...]:
        return tuple([getattr(self._sessions, getter)(self._app) for getter in GETTERS])

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        """How names begin, those to be written first."""
        domain, path, secure, *_ = self._attributes
        bound = bool(secure and path == "/" and not domain)
        name = self._sessions.get_cookie_name(self._app)
        return _make_prefixes(bound, (name, domain, path), *self._keys)

    @property
    def _keys(self) -> tuple[Any, ...]:
        return *(self._app.config.get("SECRET_KEY_FALLBACKS") or ()), self._app.secret_key

    @property
    def _signer(self) -> Signer:
        return _make_signer(*self._keys)


@lru_cache
def _write_attributes(max_age: int, *values: Any) -> str:
    """Return what follows the name and value in a Set-Cookie header; most are the same."""
    attributes = dict(zip(ATTRIBUTES, values, strict=True))
    return dump_cookie("", "", max_age, sync_expires=False, **attributes).removeprefix("=")


@lru_cache
def _make_prefixes(bound: bool, place: Any, *keys: Any) -> tuple[str, ...]:
    """Begin names so that apps of another key, cookie name or place leave these cookies alone."""
    digests = [sha256(repr((place, key)).encode()).hexdigest() for key in reversed(keys)]
    names = [f"flash.{digest[:4]}." for digest in digests]
    return *(f"__Host-{name}" for name in names if bound), *names


@lru_cache
def _make_signer(*keys: Any) -> Signer:
    """Derive the keys once, rather than in every request."""
    signer = Signer(keys, salt="flash", key_derivation="hmac", digest_method=sha256)
    derived = [signer.derive_key(key) for key in signer.secret_keys]
    return Signer(derived, key_derivation="none", algorithm=_Hmac())
