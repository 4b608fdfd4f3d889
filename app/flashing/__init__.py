"""Flashes that show once, in the tab that acted, and are never lost, under Flask's own `flash()`.

An answer that flashed sets one cookie of its own, which names the page it redirects to; the answer
that shows those flashes deletes that cookie and no other. So writers never meet, as they do in the
session cookie, where the last answer wins. Nothing is kept on the server, nothing in the session.

    FlashOnce(app)  # and flash() and get_flashed_messages(), as ever

Sources: W3C Fetch Metadata and Clear Site Data; WHATWG Fetch (`Sec-Purpose`); RFC 9111 5.2.2.5
(`no-store`, which is enough for Firefox's back/forward cache; Chromium's wants a script that drops
banners on `pagehide`).
"""

from collections.abc import Callable
from copy import copy
from typing import Any
from weakref import ref

from flask import (
    Flask,
    Request,
    appcontext_pushed,
    current_app,
    got_request_exception,
    request,
    request_started,
)
from flask import session as this_session

from .pages import FRAME, VIEW, find_kind, name_page
from .script import add_script
from .session import KEY, FlashSession
from .sessions import FlashSessions, add_flashes
from .settings import DEFAULTS, check_settings, check_version
from .visit import HANDED_OUT, Visit

__all__ = [
    "DEFAULTS",
    "KEY",
    "FlashOnce",
    "FlashSession",
    "FlashSessions",
    "Visit",
    "find_visit",
    "keep_unseen",
    "shows_messages",
]

NAME = "flash_once"  # in app.extensions


class FlashOnce:
    """The extension. What it decides, a subclass may decide otherwise."""

    def __init__(self, app: Flask | None = None, more: Callable[[int], str] | None = None) -> None:
        self._more = more
        if app:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Keep the flashes of `app` in cookies of their own, whatever keeps its sessions."""
        check_version()
        check_settings(app.config)
        if NAME not in app.extensions:
            _watch_errors(app)
            add_script(app)
        app.extensions[NAME] = self
        self._add_to(app)
        # Another extension may change how sessions are kept, until the first request is there.
        appcontext_pushed.connect(self._add_to, app)
        request_started.connect(self._rest, app)

    def _add_to(self, app: Flask, **_: Any) -> None:
        if app.extensions[NAME] is not self:
            return
        check_settings(app.config)
        kind: Any = type(app.session_interface)
        if getattr(app.session_interface, "rules", None) is not self:
            sessions: Any = copy(app.session_interface)  # which all apps may share
            sessions.__class__ = add_flashes(kind)
            sessions.rules = self
            app.session_interface = sessions

    def _rest(self, app: Flask, **_: Any) -> None:
        appcontext_pushed.disconnect(self._add_to, app)
        request_started.disconnect(self._rest, app)

    # What may be overridden.

    takes_over = True  # whether flashes that stock Flask left in a session are shown

    def is_page_view(self, request: Request) -> bool:
        """Whether a GET or POST, no prefetch, asks for a page that somebody will look at."""
        kind = find_kind(request.environ)
        return kind == VIEW or (kind == FRAME and bool(current_app.config["FLASH_IN_FRAMES"]))

    def name_page(self, path: str, query: str) -> str:
        """Return what tells a page from others: its whole address."""
        return name_page(path, query)

    def more(self, count: int) -> str:
        """Say how many flashes there was no room for."""
        if self._more:
            return self._more(count)
        return f"… and {count} more message{'s' if count > 1 else ''}."


def shows_messages() -> None:
    """Say, in a view, that this answer shows its messages to somebody, whatever it is: as JSON."""
    visit = find_visit()
    if visit:
        visit.shows = True


def keep_unseen() -> None:
    """Count what this request has read as unread: nobody saw it, for its page failed.

    Where an exception reaches Flask, that is done already.
    """
    for flash in request.environ.get(HANDED_OUT, ()):
        flash.shown = flash.read = False


def find_visit() -> Visit | None:
    """Return what is known of this request; None where its session is stock Flask's."""
    return getattr(this_session, "visit", None)


def _watch_errors(app: Flask) -> None:
    """Have what was read before an exception count as unread: nobody saw it.

    Flask's signal tells of those that no handler answers. Of the others it tells nobody, and a
    handler for all of them would answer in place of the app's: so its method is what is left.
    """
    got_request_exception.connect(_forget, app)
    handle = app.handle_user_exception
    kind = getattr(handle, "__func__", None)  # else another extension was here before
    app.handle_user_exception = _forgetting(  # type: ignore[method-assign]  # Flask has no hook
        _bound_weakly(kind, ref(app)) if kind else handle
    )


def _forget(_app: Flask, **_: Any) -> None:
    keep_unseen()


def _bound_weakly(method: Callable[..., Any], app: Callable[[], Flask | None]) -> Any:
    return lambda *args: method(app(), *args)  # or the app would hold on to itself


def _forgetting(handle: Callable[..., Any]) -> Callable[..., Any]:
    def handle_unread(*args: Any) -> Any:  # from 3.2 on, the context comes before the exception
        keep_unseen()
        return handle(*args)

    return handle_unread
