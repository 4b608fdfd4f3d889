"""A session's list of flashes, as apps see it, whoever keeps the rest of the session."""

import sys
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, get_flashed_messages
from flask.sessions import SecureCookieSession

from .kept import kept
from .visit import Visit

KEY = "_flashes"  # where flask.flash() and flask.get_flashed_messages() look in the session
READING = get_flashed_messages.__code__
# It is mixed into classes of Flask's and of others'; to mypy, into this one.
if TYPE_CHECKING:
    AnySession = SecureCookieSession
else:
    AnySession = object


class FlashSession(AnySession):
    """What makes a session keep a list of flashes that isn't saved with the rest.

    To the app it is the list that it is in stock Flask. `get_flashed_messages` alone is given what
    this request may show: it uses `in` and `pop`, as does an app that takes all away.
    """

    opened: tuple[Any, Flask, Request]  # first by which of FlashSessions

    @kept
    def visit(self) -> Visit:
        """What is known of the request; most need none."""
        sessions, app, request = self.opened
        return Visit(sessions.rules, sessions, app, request)

    def __contains__(self, key: object) -> bool:
        there = super().__contains__(key)
        if key != KEY:
            return there
        self.accessed = True
        if "visit" in self.__dict__ and _is_flask_reading():
            self.visit.asked = True
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
