"""Stock Flask, kept beside our store: under /stock, flashes wait in a session's cookie."""

from typing import Any

from flask import Flask, Request, Response, current_app, request
from flask.sessions import SessionMixin

from app.flashing import KEY, FlashSessions
from app.web.security import flash_once
from app.web.sessions import Sessions, StockSessions

PREFIX = "/stock"


class ListSessions(StockSessions):
    """Flask's own, of which nothing but the list of flashes is used."""

    suffix = "-stock"


class StockUnderPrefix(FlashSessions, Sessions):
    """The app's own sessions everywhere but under /stock, where flashes are kept by Flask's.

    Who is signed in is the same here and there, but isn't written anew with every flash: an answer
    of stock's that comes late may lose messages, as it does, and signs nobody in or out.
    """

    rules = flash_once
    lists = ListSessions()

    def open_session(self, app: Flask, request: Request) -> Any:
        if not is_stock():
            return super().open_session(app, request)
        session = Sessions.open_session(self, app, request)
        listed = self.lists.open_session(app, request)
        if session is not None and listed and KEY in listed:
            dict.__setitem__(session, KEY, listed[KEY])
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not is_stock():
            super().save_session(app, session, response)
            return
        flashes = session.pop(KEY, [])
        listed = self.lists.open_session(app, request)
        if listed is not None and listed.get(KEY, []) != flashes:
            listed[KEY] = flashes
            if not flashes:
                del listed[KEY]
            self.lists.save_session(app, listed, response)
        session.modified = session != Sessions.open_session(self, app, request)
        Sessions.save_session(self, app, session, response)


def init_app(app: Flask) -> None:
    if app.config["FLASH_STORE"] == "cookies":
        app.session_interface = StockUnderPrefix()
    app.context_processor(lambda: {"stock": is_stock()})


def is_stock() -> bool:
    """Whether this request's flashes wait where Flask itself puts them."""
    return current_app.config["FLASH_STORE"] == "session" or request.path.startswith(f"{PREFIX}/")


def cookie_name() -> str:
    """What the cookie is called that stock Flask keeps flashes in."""
    sessions = current_app.session_interface
    lists = sessions.lists if isinstance(sessions, StockUnderPrefix) else sessions
    return lists.get_cookie_name(current_app)
