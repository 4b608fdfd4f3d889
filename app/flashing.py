"""Flashes that show once, in the tab that acted, and are never lost, under Flask's own `flash()`.

An answer that flashed sets one cookie of its own, which names the page it redirects to; the answer
that shows those flashes deletes that cookie and no other. So writers never meet, as they do in the
session cookie, where the last answer wins. Nothing is kept on the server, nothing in the session.

    flashing.init_app(app)  # and flash() and get_flashed_messages(), as ever

Sources: W3C Fetch Metadata (`Sec-Fetch-Dest`: only a "document" is a page) and Clear Site Data;
WHATWG Fetch (`Sec-Purpose: prefetch`); RFC 9111 5.2.2.5: `no-store` keeps a page from HTTP caches,
and from Firefox's back/forward cache. Chromium's wants a script that drops banners on `pagehide`.
To copy this into another app, take `flash_cookies.py` along: both depend on Flask alone.
"""

from dataclasses import replace
from functools import cached_property, lru_cache, partial
from typing import Any
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from .flash_cookies import Flash, FlashCookie, FlashJar

DEFAULTS = {
    "FLASH_LIFETIME": 600,  # seconds an unread flash lives
    "FLASH_GRACE": 10,  # seconds it waits for its own page before any page may show it
    # Bytes of all flash cookies together. Servers accept 8 KiB of headers: this leaves 4 KiB for
    # the largest session cookie there can be, and 1 KiB for everything else.
    "FLASH_BUDGET": 3072,
}
KEY = "_flashes"  # where flask.flash() and flask.get_flashed_messages() look in the session
HANDED_OUT = "flashing.handed_out"  # where the WSGI environment says what the latter returned
NO_PAGE = {204, 205, *range(300, 400)}  # statuses of answers that show nothing


class FlashSession(SecureCookieSession):
    """Flask's session, but for the flashes, which come and go without changing it."""

    def serve(self, sessions: "FlashSessions", app: Flask, request: Request) -> None:
        """Note which request it is for, and what is asking."""
        environ = request.environ
        self.more, self.request = sessions.more, request
        self.jar = FlashJar(sessions, app, request)
        self.grace = app.config["FLASH_GRACE"]
        self.path = request.root_path + request.path
        self.kind = environ.get("HTTP_SEC_FETCH_DEST", "document")
        purpose = environ.get("HTTP_SEC_PURPOSE") or environ.get("HTTP_PURPOSE") or ""
        self.is_prefetch = "prefetch" in purpose
        self.is_view = request.method == "GET" and self.kind == "document" and not self.is_prefetch
        self.recorded: list[Flash] = []
        self.rest: Flash | None = None  # says how many flashes there was no room for
        self.asked = False

    def __contains__(self, key: object) -> bool:
        if key != KEY:
            return super().__contains__(key)
        self.asked = True
        return bool(self.recorded or (self.due and self.is_view))

    def get(self, key: str, default: Any = None) -> Any:
        return self.recorded if key == KEY else super().get(key, default)

    def __setitem__(self, key: str, value: Any) -> None:
        if key == KEY:
            self.recorded = [f if isinstance(f, Flash) else Flash.of(*f) for f in value]
        else:
            super().__setitem__(key, value)

    def pop(self, key: str, *default: Any) -> Any:
        if key != KEY:
            return super().pop(key, *default)
        self.asked, cookies = True, self.due if self.is_view else []
        flashes = [*(flash for cookie in cookies for flash in cookie.flashes), *self.recorded]
        if more := sum(cookie.more for cookie in cookies):
            self.rest = Flash(("warning", self.more(more)))
            flashes.append(self.rest)
        for flash in flashes:
            flash.shown = True
        self.request.environ[HANDED_OUT] = flashes
        return flashes

    @cached_property
    def due(self) -> list[FlashCookie]:
        """The cookies whose flashes a view of this page may show."""
        here = (None, self.path)
        return [c for c in self.jar.waiting if c and (c.target in here or c.age >= self.grace)]

    def settle(self, response: Response) -> None:
        """Set, move and delete flash cookies, now that the answer is known."""
        if self.is_prefetch and (self.recorded or (self.asked and self.due)):
            # A click shows a prefetched page as it is, without its flashes, unless it failed.
            response.status_code, self.recorded = 503, []
            response.set_data(b"")
        page = response.status_code not in NO_PAGE
        target = None if page else self._target(response.headers.get("Location"))
        left = [flash for flash in self.recorded if not (flash.shown and page)]
        if self.asked or left or target:
            html = page and response.headers.get("Content-Type", "").startswith("text/html")
            self._update(response, target, html=html)
        if self.asked and (self.due or len(left) < len(self.recorded)):
            response.headers["Cache-Control"] = "no-store"
        if left:
            # A page prefetched until now has none of these flashes: Chromium is to forget it.
            response.headers.add("Clear-Site-Data", '"prefetchCache", "prerenderCache"')
            # Answers in flight together can't see each other's: a person sends few, a script many.
            self.jar.add(response, target, left, share=1 / 8 if self.kind == "empty" else 2 / 3)
        self.recorded, self.due = [], []  # for whoever asks while the answer is streamed

    def _update(self, response: Response, target: str | None, *, html: bool) -> None:
        """Take what was shown out of the cookies, or send them along to the `target`."""
        counted = html and self.rest is not None and self.rest.shown
        for cookie in self.jar.waiting:
            before = replace(cookie)
            if html:
                cookie.flashes = [flash for flash in cookie.flashes if not flash.shown]
            if counted and cookie in self.due:
                cookie.more = 0
            if target and cookie.target == self.path:
                cookie.target = target
            if cookie != before or not cookie:
                self.jar.put(response, cookie)

    def _target(self, location: str | None) -> str | None:
        """Return the path of a redirect that stays on this site."""
        place = _resolve(self.path, location or "")
        here = not place.netloc or place.netloc == self.request.host
        return unquote(place.path) if location and here and len(place.path) < 500 else None


class FlashSessions(SecureCookieSessionInterface):
    """Flask's session interface, with the flashes in cookies of their own."""

    session_class = FlashSession

    def more(self, count: int) -> str:
        """Say how many flashes there was no room for; a subclass may say so in other languages."""
        return f"… and {count} more message{'s' if count > 1 else ''}."

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        has_one = self.get_cookie_name(app) in request.environ.get("HTTP_COOKIE", "")
        is_new = app.secret_key and not has_one  # there is nothing to parse and verify
        session = self.session_class() if is_new else super().open_session(app, request)
        if isinstance(session, FlashSession):
            session.serve(self, app, request)
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session or session.modified:
            super().save_session(app, session, response)
        elif session.accessed:  # all that Flask does for an empty session, in a tenth of the time
            response.headers.add("Vary", "Cookie")
        if isinstance(session, FlashSession):
            session.settle(response)


def init_app(app: Flask, sessions: FlashSessions | None = None) -> None:
    """Keep the flashes of `app` in cookies; `sessions` may be of a subclass with its own rules."""
    for key, default in DEFAULTS.items():
        app.config.setdefault(key, default)
    app.session_interface = sessions or FlashSessions()
    for name in ("handle_user_exception", "handle_exception"):
        setattr(app, name, partial(_handle_unread, getattr(app, name)))


def _handle_unread(handle: Any, error: Exception) -> Any:
    """Answer an exception: what was read until then, nobody saw."""
    for flash in request.environ.get(HANDED_OUT, ()):
        flash.shown = flash.read = False
    return handle(error)


@lru_cache
def _resolve(path: str, location: str) -> SplitResult:
    return urlsplit(urljoin(path, location))
