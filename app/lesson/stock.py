"""Stock Flask, kept beside our store: under /stock, flashes wait in the session cookie."""

from typing import Any

from flask import Flask, Request, current_app, request

from app.flashing import FlashSessions
from app.web.security import StockSessions, flash_once

PREFIX = "/stock"


class StockUnderPrefix(FlashSessions, StockSessions):
    """The app's own sessions everywhere but under /stock, where they are Flask's.

    Both read and write the same session cookie, so a visitor stays signed in. Ours leaves stock's
    flashes in there alone, and stock doesn't know of our cookies: neither loses the other's.
    """

    rules = flash_once

    def open_session(self, app: Flask, request: Request) -> Any:
        if is_stock():
            return StockSessions.open_session(self, app, request)
        return super().open_session(app, request)


def init_app(app: Flask) -> None:
    if app.config["FLASH_STORE"] == "cookies":
        app.session_interface = StockUnderPrefix()
    app.context_processor(lambda: {"stock": is_stock()})


def is_stock() -> bool:
    """Whether this request's flashes wait where Flask itself puts them."""
    return current_app.config["FLASH_STORE"] == "session" or request.path.startswith(f"{PREFIX}/")
