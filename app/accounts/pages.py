"""Signing in and out."""

import hashlib

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import RequestLimit
from flask_login import current_user

from app.accounts.forms import SignInForm
from app.data import demo, emails, passwords
from app.data.models import User
from app.extensions import limiter
from app.users import directory, records
from app.web import limits, place, rights
from app.web.wording import tell

accounts = Blueprint("accounts", __name__)


@accounts.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    target = place.page_of_ours(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(target or url_for("users.index"))
    form = SignInForm(data={"next": target})
    form.receive(url_for(".sign_in"))
    return _show(form)


def _show(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form, demo_accounts=demo.accounts())


def _account() -> str:
    """Whose password is tried, without saying so in the table of counters."""
    email = emails.unify(SignInForm(request.form).email.data or "")
    return hashlib.sha256(email.encode(errors="replace")).hexdigest()


def _account_here() -> str:
    return f"{_account()} {limits.address()}"


def _ask_to_wait(limit: RequestLimit) -> limits.Answer:
    form = SignInForm(request.form)
    text = _("Too many tries. Wait %(time)s, then try again.", time=limits.time_left(limit))
    return limits.send_back(form, _page(form), text)


@accounts.post("/sign-in")
@limiter.limit(
    lambda: current_app.config["SIGN_IN_LIMIT"],
    key_func=_account_here,
    on_breach=_ask_to_wait,
)
@limiter.limit(
    lambda: current_app.config["SIGN_IN_LIMIT_BY_ACCOUNT"],
    key_func=_account,
    on_breach=_ask_to_wait,
)
@limiter.limit(
    lambda: current_app.config["SIGN_IN_LIMIT_BY_ADDRESS"],
    key_func=limits.address,
    on_breach=_ask_to_wait,
)
def enter() -> ResponseReturnValue:
    # Counted before the password is looked at: a hundred at once get no more tries than ten.
    form = SignInForm(request.form)
    if form.comes_without_cookies():
        limits.refund()
        return _show(form), 400
    if not form.validate():
        limits.refund()
        outcome = _("You weren’t signed in:")
        return form.send_back(_page(form), f"{outcome} {form.attention()}")
    user = _find(form.email.data or "", form.password.data or "")
    if not user:
        return form.send_back(_page(form), _("Email or password is wrong."))
    limits.refund()
    rights.sign_in(user)
    flash(tell(_("Welcome back, %(name)s."), name=user.name), "success")
    return redirect(place.page_of_ours(form.next.data) or url_for("users.index"), 303)


def _find(email: str, password: str) -> User | None:
    """Whose email and password these are; it takes as long to find that they are nobody's."""
    user = directory.find(email)
    fits = passwords.verify(user.password_hash if user else None, password)
    if not user or not fits or (password == demo.PASSWORD and not demo.is_open()):
        return None
    if passwords.is_outdated(user.password_hash or ""):
        records.renew_hash(user, password)
    return user


def _page(form: SignInForm) -> str:
    return url_for(".sign_in", next=place.page_of_ours(form.next.data) or None)


@accounts.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    if current_user.is_authenticated:
        rights.sign_out()
        flash(_("You are signed out."), "success")
    else:
        flash(_("You were signed out already."), "warning")
    return redirect(url_for("users.index"), 303)


@accounts.get("/visit")
def visit() -> ResponseReturnValue:
    """Tell a page that comes back from the back/forward cache whether it is still of this visit."""
    return rights.visit(), {"Content-Type": "text/plain"}
