"""Stock Flask, kept beside our store: under /stock, flashes wait in the session cookie."""

from flask import Flask, Request, Response, current_app, request
from flask.sessions import SessionInterface, SessionMixin

from app.web.security import StockSessions

PREFIX = "/stock"


class StockUnderPrefix(SessionInterface):
    """The app's own sessions everywhere but under /stock, where they are Flask's.

    Both read and write the same session cookie, so a visitor stays signed in. Ours leaves stock's
    flashes in there alone, and stock doesn't know of our cookies: neither loses the other's.
    """

    def __init__(self, ours: SessionInterface) -> None:
        self.ours, self.stocks = ours, StockSessions()

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:
        return self._chosen().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        self._chosen().save_session(app, session, response)

    def _chosen(self) -> SessionInterface:
        return self.stocks if is_stock() else self.ours


def init_app(app: Flask) -> None:
    if app.config["FLASH_STORE"] == "cookies":
        app.session_interface = StockUnderPrefix(app.session_interface)
    app.context_processor(lambda: {"stock": is_stock()})


def is_stock() -> bool:
    """Whether this request's flashes wait where Flask itself puts them."""
    return current_app.config["FLASH_STORE"] == "session" or request.path.startswith(f"{PREFIX}/")
