"""Flashes that show once, in the tab that acted, and are never lost, under Flask's own `flash()`.

An answer that flashed sets one cookie of its own, which names the page it redirects to; the answer
that shows those flashes deletes that cookie and no other. So writers never meet, as they do in the
session cookie, where the last answer wins. Nothing is kept on the server, nothing in the session.

    flashing.init_app(app)  # and flash() and get_flashed_messages(), as ever

This folder depends on Flask alone: to have it in an app of yours, copy it.

Sources: W3C Fetch Metadata and Clear Site Data; WHATWG Fetch (`Sec-Purpose`); RFC 9111 5.2.2.5
(`no-store`, which is enough for Firefox's back/forward cache; Chromium's wants a script that drops
banners on `pagehide`).
"""

from functools import partial
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from .jar import FlashJar
from .session import HANDED_OUT, KEY, FlashSession

__all__ = ["DEFAULTS", "KEY", "FlashSession", "FlashSessions", "init_app"]

DEFAULTS = {
    "FLASH_LIFETIME": 600,  # seconds an unread flash lives
    "FLASH_GRACE": 10,  # seconds it waits for its own page before any page may show it
    "FLASH_BUDGET": 3072,  # bytes of all flash cookies; servers accept 8 KiB of headers in all
}


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
            jar = FlashJar(self, app, request)
            session.serve(request, jar, app.config["FLASH_GRACE"], self.more)
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
    kind = type(app.session_interface)
    if not sessions and kind not in (SecureCookieSessionInterface, FlashSessions):
        raise TypeError(f"Let {kind.__name__} inherit from FlashSessions, too, and hand it over.")
    app.config.update({**DEFAULTS, **app.config})
    app.session_interface = sessions or FlashSessions()
    for name in ("handle_user_exception", "handle_exception"):
        setattr(app, name, partial(_handle_unread, getattr(app, name)))


def _handle_unread(handle: Any, error: Exception) -> Any:
    """Answer an exception: what was read until then, nobody saw."""
    for flash in request.environ.get(HANDED_OUT, ()):
        flash.shown = flash.read = False
    return handle(error)
