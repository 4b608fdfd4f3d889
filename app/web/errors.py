"""The error pages: plain words and a way on, in the app's own layout."""

import os

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_limiter import RateLimitExceeded
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import (
    BadHost,
    HTTPException,
    InternalServerError,
    SecurityError,
    ServiceUnavailable,
    default_exceptions,
)

from app.data.database import is_out_of_reach, reason
from app.extensions import db, limiter
from app.flashing import keep_unseen
from app.web import limits
from app.web.security import wants_page

RETRY_AFTER = 10  # seconds
WORDS = {
    400: (_l("That can’t be understood"), _l("Something in it is malformed. Nothing was changed.")),
    401: (_l("Sign in to go on"), _l("This needs to know who you are.")),
    403: (_l("That isn’t allowed"), _l("You may look, but this needs other rights.")),
    404: (_l("There is no such page"), _l("The address is mistyped, or what was here is gone.")),
    405: (_l("That isn’t done this way"), _l("This address takes what a form sends to it.")),
    411: (
        _l("That came without its length"),
        _l("Nothing was changed. Send it with a Content-Length, as browsers do."),
    ),
    413: (
        _l("That is too much at once"),
        _l("Nothing was saved. Go back and send less than 1 MB."),
    ),
    414: (
        _l("That address is too long"),
        _l("Nothing was changed. Ask for less at once: a shorter search, say."),
    ),
    429: (_l("That was too often"), _l("Nothing was changed. Wait a while, then try again.")),
    431: (
        _l("Your browser sent too much along"),
        _l("Most of it is cookies of this site. Delete them in your browser, then try again."),
    ),
    503: (
        _l("The database can’t be reached"),
        _l("Nothing was changed. It wasn’t you: wait a moment, then try again."),
    ),
    500: (_l("Something went wrong here"), _l("It wasn’t you. Try again in a moment.")),
}
CSRF_WORDS = (
    _l("This form can’t be checked"),
    _l("Perhaps cookies are off, or it was open for too long. Go back, reload, and send it again."),
)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(500, _apologize)
    app.register_error_handler(SQLAlchemyError, _ask_to_return)


def answer(app: Flask, code: int) -> Response:
    """Make the answer to what never gets as far as the app, which a server refuses by itself."""
    host = next(iter(app.config["TRUSTED_HOSTS"] or ()), "localhost").lstrip(".")
    with app.test_request_context(base_url=f"http://{host}{os.environ.get('SCRIPT_NAME', '')}"):
        error = default_exceptions.get(code, InternalServerError)()
        return app.process_response(app.make_response(app.handle_user_exception(error)))


def _show(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if error.response is not None or code < 400:
        return error.get_response()
    if isinstance(error, SecurityError | BadHost):  # without a host nothing can be linked to
        return f"{error.description}\n", code, {"Content-Type": "text/plain"}
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    title, text = WORDS.get(code, (error.name, error.description or ""))
    if isinstance(error, CSRFError):
        title, text = CSRF_WORDS
    if isinstance(error, RateLimitExceeded) and (limit := limiter.current_limit):
        text = _("Nothing was changed. Try again in %(time)s.", time=limits.time_left(limit))
        headers["Retry-After"] = str(limits.seconds_left(limit))
    if wants_page():
        sent = _sent() if code == 503 else None
        page = render_template("errors/error.html", code=code, title=title, text=text, sent=sent)
        return page, code, headers
    return jsonify(error=str(title), detail=str(text)), code, headers


def _ask_to_return(error: SQLAlchemyError) -> ResponseReturnValue:
    """Answer while the database is locked, full, read-only or gone; our mistakes are crashes."""
    if not is_out_of_reach(error):
        raise error
    current_app.logger.error("The database can't be reached: %s", reason(error))
    return _apologize(ServiceUnavailable(retry_after=RETRY_AFTER))


def _sent() -> list[tuple[str, str]] | None:
    """What was typed, to be sent again; None for a page, or what another site had somebody send."""
    here = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if request.method != "POST" or not here:
        return None
    return [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]


def _apologize(error: HTTPException) -> ResponseReturnValue:
    """Answer after a crash, which may well have been the database's."""
    try:
        db.session.rollback()
        g._login_user = AnonymousUserMixin()  # or the page would ask the database who is here
        return _show(error)
    except Exception:
        current_app.logger.exception("The error page failed, too")
        keep_unseen()
        code = error.code or 500
        return f"{WORDS[code][0]}. {WORDS[code][1]}\n", code, {"Content-Type": "text/plain"}
