"""Flashes that show once, in the tab that acted, and are never lost, under Flask's own `flash()`.

An answer that flashed sets one cookie of its own, which names the page it redirects to; the answer
that shows those flashes deletes that cookie and no other. So writers never meet, as they do in the
session cookie, where the last answer wins. Nothing is kept on the server, nothing in the session.

    flashing.init_app(app)  # and flash() and get_flashed_messages(), as ever

Sources: W3C Fetch Metadata and Clear Site Data; WHATWG Fetch (`Sec-Purpose`); RFC 9111 5.2.2.5
(`no-store`, which is enough for Firefox's back/forward cache; Chromium's wants a script that drops
banners on `pagehide`). To copy this into a package of yours, take `flash_cookies.py` along.
"""

from dataclasses import replace
from functools import cached_property, lru_cache, partial
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from .flash_cookies import Flash, FlashCookie, FlashJar, name_page

DEFAULTS = {
    "FLASH_LIFETIME": 600,  # seconds an unread flash lives
    "FLASH_GRACE": 10,  # seconds it waits for its own page before any page may show it
    "FLASH_BUDGET": 3072,  # bytes of all flash cookies; servers accept 8 KiB of headers in all
}
KEY = "_flashes"  # where flask.flash() and flask.get_flashed_messages() look in the session
HANDED_OUT = "flashing.handed_out"  # where the WSGI environment says what the latter returned
NO_PAGE = {204, 205, *range(300, 400)}  # statuses of answers that show nothing


class FlashSession(SecureCookieSession):
    """Flask's session, but for the flashes, which come and go without changing it."""

    def serve(self, sessions: "FlashSessions", app: Flask, request: Request) -> None:
        self.more, self.request = sessions.more, request
        self.jar = FlashJar(sessions, app, request)
        self.grace = app.config["FLASH_GRACE"]
        self.path = request.root_path + request.path
        self.here = name_page(self.path)
        self.kind = request.environ.get("HTTP_SEC_FETCH_DEST", "document")
        purpose = request.environ.get("HTTP_SEC_PURPOSE") or request.environ.get("HTTP_PURPOSE")
        self.is_prefetch = "prefetch" in (purpose or "")
        self.is_view = request.method == "GET" and self.kind == "document" and not self.is_prefetch
        self.recorded: list[Flash] = []
        self.rest: Flash | None = None  # says how many flashes there was no room for
        self.asked = False

    def __contains__(self, key: object) -> bool:
        if key != KEY:
            return super().__contains__(key)
        self.asked = True
        return bool(self.recorded or (self.due and self.is_view))

    def __getitem__(self, key: str) -> Any:
        """Return what waits for any page, as tests of apps want to see it in a session."""
        if key != KEY:
            return super().__getitem__(key)
        return [*(flash for cookie in self.jar.waiting for flash in cookie.flashes), *self.recorded]

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
        mine = (None, self.here)
        return [c for c in self.jar.waiting if c and (c.target in mine or c.age >= self.grace)]

    def settle(self, response: Response) -> None:
        """Set, move and delete flash cookies, now that the answer is known."""
        if self.is_prefetch and (self.recorded or (self.asked and self.due)):
            # A click shows a prefetched page as it is, without its flashes, unless it failed.
            response.status_code, self.recorded = 503, []
            response.headers["Cache-Control"] = "no-store"
            response.set_data(b"")
        page = response.status_code not in NO_PAGE
        host, name = ("", None) if page else _find_page(self.path, response.headers.get("Location"))
        # A POST that is repeated (307, 308) may lead on, and another site's pages are none of ours.
        repeated = self.request.method != "GET" and response.status_code > 303
        target = None if repeated or (host and host != self.request.host) else name
        left = [flash for flash in self.recorded if not (flash.shown and page)]
        if self.asked or left or target:
            html = page and "html" in response.headers.get("Content-Type", "").lower()
            self._update(response, target, html=html)
        if self.asked and (self.due or len(left) < len(self.recorded)):
            response.headers["Cache-Control"] = "no-store"
        if left:
            # A page prefetched until now has none of these flashes: Chromium is to forget it.
            response.headers.add("Clear-Site-Data", '"prefetchCache", "prerenderCache"')
            # Answers in flight can't see each other's: scripts send many, a person few with data.
            text = all(isinstance(message, str) for _, message in left)
            share = 1 / 8 if self.kind == "empty" else 1 / 2 if text else 2 / 3
            self.jar.add(response, target, left, share)
        self.recorded, self.due = [], []  # for whoever asks while the answer is streamed

    def _update(self, response: Response, target: str | None, *, html: bool) -> None:
        """Take what was shown out of the cookies, or send them along to the `target`."""
        follows = target and self.request.method == "GET" and self.kind in ("document", "empty")
        for cookie in self.jar.waiting:
            before = replace(cookie)
            unread = [flash for flash in cookie.flashes if not flash.shown]
            if html and len(unread) < len(cookie.flashes):
                cookie.flashes, cookie.target = unread, None  # their page had its choice
            if html and self.rest and self.rest.shown and cookie in self.due:
                cookie.more = 0
            if follows and cookie.target == self.here:
                cookie.target = target
            if cookie != before or not cookie:
                self.jar.put(response, cookie)


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
    app.config.update({**DEFAULTS, **app.config})
    app.session_interface = sessions or FlashSessions()
    for name in ("handle_user_exception", "handle_exception"):
        setattr(app, name, partial(_handle_unread, getattr(app, name)))


def _handle_unread(handle: Any, error: Exception) -> Any:
    """Answer an exception: what was read until then, nobody saw."""
    for flash in request.environ.get(HANDED_OUT, ()):
        flash.shown = flash.read = False
    return handle(error)


@lru_cache
def _find_page(path: str, location: str | None) -> tuple[str, str | None]:
    """Return the host, if it is named, and the name of the page a redirect from `path` leads to."""
    place = urlsplit(urljoin(quote(path), location or ""))
    return place.netloc or place.scheme, name_page(unquote(place.path)) if location else None
