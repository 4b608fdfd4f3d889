"""Who is signed in, and who may do what."""

from typing import Any

from flask import (
    Flask,
    abort,
    after_this_request,
    current_app,
    flash,
    g,
    jsonify,
    make_response,
    redirect,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from werkzeug.routing import BaseConverter, ValidationError
from werkzeug.wrappers import Response

from app.data.models import LARGEST_ID, User
from app.extensions import db, login
from app.web.security import wants_page
from app.web.sessions import name_visit

MOST_KEPT = 50  # ticks over a sign-in: a page has twenty
# Where the form is that a POST came from.
FORM_PAGES = {
    "courses.create": "courses.new",
    "courses.update": "courses.edit",
    "courses.remove": "courses.confirm",
    "courses.join": "courses.show",
    "courses.leave": "courses.show",
    "users.create": "users.new",
    "users.update": "users.edit",
    "users.remove": "users.confirm",
    "users.remove_many": "users.confirm_many",
    "users.restore": "users.deleted",
    "users.change_role": "users.show",
}


class IdConverter(BaseConverter):
    """An id in an address: what isn't one, or is too big for a database, isn't found."""

    regex = "[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        if int(value) > LARGEST_ID:
            raise ValidationError
        return int(value)


def init_app(app: Flask) -> None:
    app.url_map.converters["id"] = IdConverter
    login.session_protection = None  # it would rewrite the session whenever an address changes
    login.user_loader(_load_user)
    login.unauthorized_handler(ask_to_sign_in)
    app.jinja_env.globals["visit"] = visit
    app.after_request(_end_what_is_void)


def _load_user(stamped_id: str) -> User | None:
    user = db.session.get(User, int(stamped_id.partition(".")[0]))
    if not user or user.get_id() != stamped_id:
        g.session_is_void = True  # for good: they left, or have another password
        return None
    return user if user.deletion_id is None else None


def sign_in(user: User) -> None:
    """Make `user` the one who is here, in a new session: of the old one, only messages are left.

    Among them is the form that was typed before it was known who that is.
    """
    flashes = session.get("_flashes")
    session.clear()
    if flashes:
        session["_flashes"] = flashes
    login_user(user)
    generate_csrf()  # now: a page that added it later could, arriving late, undo a sign-out


def stay(user: User) -> None:
    """Keep who is here signed in with a new password; who signs out meanwhile stays out."""
    login_user(user)


def was(user: User) -> bool:
    """Whether it was `user` who was here, until their password changed."""
    return str(session.get("_user_id", "")).partition(".")[0] == str(user.id)


def sign_out() -> None:
    session.clear()
    logout_user()
    generate_csrf()  # another one, so that every page shown until now is known to be of before
    after_this_request(_forget)


def _forget(response: Response) -> Response:
    """Have the browser let go of its session, and of the pages that Back would show."""
    name = current_app.session_interface.get_cookie_name(current_app)
    response.delete_cookie(name, secure=request.is_secure, httponly=True, samesite="Lax")
    response.headers.add("Clear-Site-Data", '"cache"')
    return response


def _end_what_is_void(response: Response) -> Response:
    """End a session of somebody who isn't there any more, or has another password, once.

    Its cookie stays, in case they sign in anew this moment: what was ended counts no more.
    """
    if g.get("session_is_void") and not current_user.is_authenticated:
        for key in {*session} - {"_flashes"}:  # what this very answer says is to be seen
            del session[key]
        g.pop("csrf_token", None)
        generate_csrf()
        response.headers.add("Clear-Site-Data", '"cache"')
    return response


def visit() -> str:
    """Name the time from one sign-in or sign-out to the next: its pages are for nobody after it."""
    return f"{name_visit(session)}{current_user.id if current_user.is_authenticated else ''}"


def ask_to_sign_in(text: str | None = None) -> Response:
    """Send to the sign-in page, and from there back to the page, or the form's page.

    `text` says what for, where it can be said better than "to go on".
    """
    if not wants_page():
        abort(401)
    flash(text or _("Sign in to go on."), "warning")
    return redirect(url_for("accounts.sign_in", next=_page_wanted()), 303)


def _page_wanted() -> str:
    if request.method == "GET":
        return request.root_path + request.full_path.removesuffix("?")
    values: dict[str, Any] = dict(request.view_args or {})
    if request.endpoint == "users.remove_many":
        values["user"] = request.form.getlist("user")[:MOST_KEPT]
    return url_for(FORM_PAGES.get(request.endpoint or "", "users.index"), **values)


def refuse(text: str, page: str, category: str = "error", code: int = 403) -> Response:
    """Say why it isn't done, on `page`; a request without a page is told by `code`."""
    if not wants_page():
        told = text.striptags() if isinstance(text, Markup) else text
        return make_response(jsonify(error=told), code)
    flash(text, category)
    return redirect(page, 303)


def may_create() -> bool:
    """Whether the one who is here may create other users than themselves: an admin may."""
    return bool(current_user.is_authenticated and current_user.is_admin)


def may_arrange() -> bool:
    """Whether the one who is here may create, change and delete courses: an admin may."""
    return may_create()


def may_change(user: User) -> bool:
    return bool(
        current_user.is_authenticated and (current_user.is_admin or current_user.id == user.id)
    )


def over(user: User) -> set[str]:
    """What the one who is here may do to `user`: "change", "delete", "promote", "demote".

    An admin may delete everyone else: nobody is locked out by a slip, least the last admin.
    """
    deeds = {"change"} if may_change(user) else set()
    if may_create():
        deeds.add("demote" if user.is_admin else "promote")
        deeds |= {"delete"} if current_user.id != user.id else set()
    return deeds
