"""Session interfaces, Flask's or an extension's, whose sessions keep flashes in cookies."""

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSessionInterface, SessionInterface, SessionMixin

from .answer import Answer
from .cookies import MARK, make_session_serializer
from .session import KEY, FlashSession
from .visit import find_inherited

if TYPE_CHECKING:
    from . import FlashOnce

    AnyInterface = SessionInterface
else:
    AnyInterface = object


class FlashSessions(AnyInterface):
    """What makes a session interface of Flask's, or of an extension's, keep flashes in cookies."""

    rules: "FlashOnce"
    opens_as_stock = signs_as_stock = saves_as_stock = False  # what can be done in less time

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        stock, theirs = SecureCookieSessionInterface, cast(Any, super())
        cls.opens_as_stock = theirs.open_session is stock.open_session
        cls.saves_as_stock = theirs.save_session is stock.save_session
        signer = getattr(theirs, "get_signing_serializer", None)
        cls.signs_as_stock = signer is stock.get_signing_serializer

    def open_session(self, app: Flask, request: Request) -> Any:
        header = request.environ.get("HTTP_COOKIE", "")
        session = self._open_stocks(app, header)
        if session is None:
            session = super().open_session(app, request)
        if session is None or isinstance(session, FlashSession):
            return session
        kind = type(session)
        if not issubclass(kind, dict):
            raise TypeError(f"Flash Once needs sessions that are dicts, not {kind}.")
        session.__class__ = add_flashes(kind)
        session.opened = self, app, request
        stocks = dict.pop(session, KEY, None)
        if stocks or MARK in header:
            self._list(session, stocks)
        return session

    def _open_stocks(self, app: Flask, header: str) -> Any:
        """Return what Flask's own interface does, in less time; None where that has to judge."""
        if not (self.opens_as_stock and self.signs_as_stock and app.secret_key):
            return None
        stock: Any = self
        value = _find_cookie(header, self.get_cookie_name(app))
        if not value:
            return stock.session_class()
        max_age = app.permanent_session_lifetime.total_seconds()
        content = self.get_signing_serializer(app).read(value, int(max_age))
        return None if content is None else stock.session_class(content)

    def _list(self, session: FlashSession, stocks: Any) -> None:
        """Put what waits where the app finds it, with what stock Flask had put there."""
        visit = session.visit
        if stocks and self.rules.takes_over:
            visit.inherit(stocks)
        else:
            visit.stocks = stocks
        if visit.listed:
            dict.__setitem__(session, KEY, list(visit.listed))

    def get_signing_serializer(self, app: Flask) -> Any:
        if not (self.signs_as_stock and app.secret_key):
            return cast(Any, super()).get_signing_serializer(app)
        keys = *(app.config.get("SECRET_KEY_FALLBACKS") or ()), app.secret_key
        stock: Any = self
        return make_session_serializer(
            keys, stock.salt, stock.key_derivation, stock.digest_method, stock.serializer
        )

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, FlashSession):
            super().save_session(app, session, response)
            return
        flashes = dict.pop(session, KEY, None)
        if flashes is None and "visit" not in session.__dict__:
            self._save_rest(app, session, response)
            return
        try:
            waiting = self._save(app, session, response, flashes)
        except Exception:  # of whoever keeps the rest: an error page will try again
            waiting = flashes
            raise
        finally:
            if waiting:
                dict.__setitem__(session, KEY, waiting)

    def _save(self, app: Flask, session: FlashSession, response: Response, flashes: Any) -> Any:
        """Save a session, and its flashes apart; return those that wait from now on."""
        visit = session.visit
        is_saved = visit.changed or self.should_set_cookie(app, session)
        if not (inherited := find_inherited(visit.cookies)):
            self._save_rest(app, session, response, visit.stocks)
        visit.finish(flashes, is_saved=is_saved)
        cookies = Answer(visit, response).settle()
        if inherited:
            left = find_inherited(cookies)
            session.modified = session.modified or left != inherited
            self._save_rest(app, session, response, left)
        return visit.end(cookies)

    def _save_rest(
        self, app: Flask, session: FlashSession, response: Response, stocks: Any = None
    ) -> None:
        """Save a session without its flashes, but for those that are stock Flask's."""
        if stocks:
            dict.__setitem__(session, KEY, stocks)
        is_left = self.saves_as_stock and not session.modified
        if not is_left or (session and self.should_set_cookie(app, session)):
            super().save_session(app, session, response)
        elif session.accessed:  # all that Flask does for it, in a tenth of the time
            response.headers.add("Vary", "Cookie")
        dict.pop(session, KEY, None)


def _find_cookie(header: str, name: str) -> str:
    for pair in header.split(";"):
        key, _, value = pair.partition("=")
        if key.strip() == name:
            return value.strip()
    return ""


@cache
def add_flashes(kind: Any) -> Any:
    """Make a class of sessions, or of interfaces, whose flashes are in cookies of their own."""
    mixin = FlashSessions if issubclass(kind, SessionInterface) else FlashSession
    return kind if issubclass(kind, mixin) else type(kind.__name__, (mixin, kind), {})
