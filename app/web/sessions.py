"""Sessions in two cookies: one for who is signed in, and one for those who aren't.

A page that was under way while somebody signed in or out arrives late, and what it sets replaces
what is there. So it writes to another cookie than they did; and a session that was ended, which the
second one remembers, stays ended, whoever sets it again.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

SIGNED_IN = "_user_id"  # where Flask-Login says who
CSRF = "csrf_token"  # where Flask-WTF keeps a token, another in each session
ENDED = "ended"


class StockSessions(SecureCookieSessionInterface):
    """Flask's own; over https their cookie is secure, and no other host can set it."""

    suffix = ""

    def get_cookie_name(self, app: Flask) -> str:
        bound = self.get_cookie_path(app) == "/" and not self.get_cookie_domain(app)
        prefix = "__Host-" if request.is_secure and bound else ""
        return f"{prefix}{app.config['SESSION_COOKIE_NAME']}{self.suffix}"

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Have browsers that run out of room drop flashes first: not who is signed in."""
        before = len(response.headers.getlist("Set-Cookie"))
        super().save_session(app, session, response)
        cookies = response.headers.getlist("Set-Cookie")
        ours = [f"{cookie}; Priority=High" for cookie in cookies[before:]]
        response.headers.setlist("Set-Cookie", [*cookies[:before], *ours])


class SignedOutSessions(StockSessions):
    """For those who aren't signed in; a cookie of the others is none of these."""

    suffix = "-out"
    salt = "signed-out"


class Sessions(StockSessions):
    """The session of whoever it is, from the cookie that it belongs in."""

    signed_out = SignedOutSessions()

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        session = super().open_session(app, request)
        if session is None:
            return None
        # Looked into as copies: where the app doesn't ask, its answer doesn't vary by the cookie.
        here, other = dict(session), dict(self.signed_out.open_session(app, request) or {})
        if SIGNED_IN in here and other.get(ENDED) != name_visit(here):
            return session
        return self.session_class(other)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if SIGNED_IN in session:
            super().save_session(app, session, response)
            return
        if session.modified and (before := super().open_session(app, request)):
            session[ENDED] = name_visit(before)
        self.signed_out.save_session(app, session, response)


def name_visit(session: Mapping[str, Any]) -> str:
    """Return what tells the time from one sign-in or sign-out to the next; "" before the first.

    It can be shown: nobody finds the token by it.
    """
    token = session.get(CSRF)
    return sha256(str(token).encode()).hexdigest()[:16] if token else ""
