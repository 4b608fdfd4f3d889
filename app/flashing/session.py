"""Sessions whose flashes come from cookies and go there, whoever keeps the rest of a session."""

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, get_flashed_messages
from flask.sessions import (
    SecureCookieSession,
    SecureCookieSessionInterface,
    SessionInterface,
    SessionMixin,
)

from .answer import Answer
from .visit import Visit, find_inherited

if TYPE_CHECKING:
    from . import FlashOnce

KEY = "_flashes"  # where flask.flash() and flask.get_flashed_messages() look in the session
READING = get_flashed_messages.__code__
# What is mixed in below, into classes of Flask's and of others'; to mypy, into these.
if TYPE_CHECKING:
    AnySession = SecureCookieSession
    AnyInterface = SessionInterface
else:
    AnySession = AnyInterface = object


class FlashSession(AnySession):
    """What makes a session keep a list of flashes that isn't saved with the rest.

    To the app it is the list that it is in stock Flask. `get_flashed_messages` alone is given what
    this request may show: it uses `in` and `pop`, as does an app that takes all away.
    """

    visit: Visit

    def __contains__(self, key: object) -> bool:
        there = bool(super().__contains__(key))
        if key == KEY and _is_flask_reading():
            self.accessed = self.visit.asked = True
            return there or self.visit.has_more
        return there

    def __setitem__(self, key: str, value: Any) -> None:
        if key != KEY:
            super().__setitem__(key, value)
            return
        self.visit.changed = True
        dict.__setitem__(self, key, self.visit.settle_texts(value))

    def __delitem__(self, key: str) -> None:
        if key != KEY:
            super().__delitem__(key)
            return
        self.visit.changed = True
        dict.__delitem__(self, key)

    def setdefault(self, key: str, default: Any = None) -> Any:
        if key == KEY and key not in self:
            self[key] = default
        return super().setdefault(key, default)

    def pop(self, key: str, *default: Any) -> Any:
        if key != KEY:
            return super().pop(key, *default)
        if not default and _is_flask_reading():
            return self.visit.hand_out(dict.pop(self, KEY, []))
        self.visit.changed = True
        return dict.pop(self, KEY, *default)

    def clear(self) -> None:
        self.visit.changed = self.visit.cleared = True
        super().clear()


def _is_flask_reading() -> bool:
    """Whether it is `get_flashed_messages` that asks, through Flask's proxy for the session."""
    frame = sys._getframe(2)  # the only trace: Flask tells nobody that it reads
    return READING in (frame.f_code, frame.f_back and frame.f_back.f_code)


class FlashSessions(AnyInterface):
    """What makes a session interface of Flask's, or of an extension's, keep flashes in cookies."""

    rules: "FlashOnce"

    def open_session(self, app: Flask, request: Request) -> Any:
        session: Any = self._open_empty(app, request)
        if session is None:
            session = super().open_session(app, request)
        if session is None or isinstance(session, FlashSession):
            return session
        kind = type(session)
        if not issubclass(kind, dict):
            raise TypeError(f"Flash Once needs sessions that are dicts, not {kind}.")
        session.__class__ = add_flashes(kind)
        visit = session.visit = Visit(self.rules, self, app, request)
        if (stocks := dict.pop(session, KEY, None)) and self.rules.takes_over:
            visit.inherit(stocks)
        else:
            visit.stocks = stocks
        if visit.cookies and (flashes := visit.listed):
            dict.__setitem__(session, KEY, flashes)
        return session

    def _open_empty(self, app: Flask, request: Request) -> SessionMixin | None:
        """Open a session that Flask would find nothing in, without trying to."""
        is_new = self.get_cookie_name(app) not in request.environ.get("HTTP_COOKIE", "")
        if not (is_new and app.secret_key and self._is_stock):
            return None
        session: SessionMixin = self.session_class()  # type: ignore[attr-defined]  # stock's has one
        return session

    @property
    def _is_stock(self) -> bool:
        opener = getattr(super().open_session, "__func__", None)
        return opener is SecureCookieSessionInterface.open_session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, FlashSession):
            super().save_session(app, session, response)
            return
        visit = session.visit
        flashes = dict.pop(session, KEY, None)
        if flashes is None and not visit.cookies and visit.handed is None:
            self._save_rest(app, session, response, visit.stocks)
            return
        visit.finish(flashes, is_saved=visit.changed or self.should_set_cookie(app, session))
        cookies = Answer(visit, response).settle()
        inherited = find_inherited(cookies)
        if inherited != find_inherited(visit.cookies):
            session.modified = True
        self._save_rest(app, session, response, visit.stocks or inherited)
        if waiting := visit.end(cookies):
            dict.__setitem__(session, KEY, waiting)

    def _save_rest(
        self, app: Flask, session: FlashSession, response: Response, stocks: Any
    ) -> None:
        """Save a session without its flashes, but for those that are stock Flask's."""
        if stocks:
            dict.__setitem__(session, KEY, stocks)
        if session or session.modified or not self._is_stock:
            super().save_session(app, session, response)
        elif session.accessed:  # all that Flask does for an empty session, in a tenth of the time
            response.headers.add("Vary", "Cookie")
        dict.pop(session, KEY, None)


@cache
def add_flashes(kind: Any) -> Any:
    """Make a class of sessions, or of interfaces, whose flashes are in cookies of their own."""
    mixin = FlashSessions if issubclass(kind, SessionInterface) else FlashSession
    return kind if issubclass(kind, mixin) else type(kind.__name__, (mixin, kind), {})
