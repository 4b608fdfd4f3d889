"""The users: listed, shown, created and edited."""

import secrets

from flask import current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import RequestLimit
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from app.courses import catalog
from app.data.models import User
from app.extensions import limiter
from app.users import directory, outcomes, records, refusals, users
from app.users.forms import EditForm, UserForm
from app.web import limits, place, rights
from app.web.security import wants_page
from app.web.wording import tell


@users.get("")
def index() -> ResponseReturnValue:
    page = directory.Page(request.args)
    return render_template("users/index.html", page=page, may_create=rights.may_create())


@users.get("/<id:id>")
def show(id: int) -> ResponseReturnValue:
    user = directory.get_or_abort(id)
    courses = catalog.courses_of(user, request.args)
    return render_template("users/show.html", user=user, courses=courses, may=rights.over(user))


def _is_signing_up() -> bool:
    return not current_user.is_authenticated or bool(_instead())


def _instead() -> str | None:
    """The id of a member who is here, but is to be signed out by somebody else's signing up."""
    asked = request.values.get("instead")
    here = not rights.may_create() and current_user.is_authenticated
    return asked if here and asked == str(current_user.id) else None


@users.get("/new")
def new() -> ResponseReturnValue:
    if not (_is_signing_up() or rights.may_create()):
        return refusals.to_create()
    form = UserForm()
    form.receive(url_for(".new"))
    return _show_new(form)


def _show_new(form: UserForm) -> str:
    told = {"signing_up": _is_signing_up(), "instead": _instead(), "once": secrets.token_urlsafe()}
    target = place.page_of_ours(request.values.get("next"))
    return render_template("users/new.html", form=form, target=target, **told)


def _page_sent(instead: str | None) -> str:
    """Where the form is that was sent, and where one goes on to from there."""
    return place.sign_up_url(request.form.get("next"), instead=instead)


def _ask_to_wait(limit: RequestLimit) -> limits.Answer:
    time = limits.time_left(limit)
    text = _("Too many signed up from your address. Wait %(time)s, then try again.", time=time)
    return limits.send_back(UserForm(request.form), _page_sent(_instead()), text)


@users.post("")
@limiter.limit(
    lambda: current_app.config["SIGN_UP_LIMIT"],
    key_func=limits.address,
    exempt_when=lambda: not _is_signing_up(),
    on_breach=_ask_to_wait,
)
def create() -> ResponseReturnValue:
    """Create a user; while signed out that is signing up."""
    # Counted before anybody is created: sixteen at once are no fewer than one after the other.
    form = UserForm(request.form)
    if not (_is_signing_up() or rights.may_create()):
        was_shown = request.form.get("once") and request.form.get("by") != "admin"
        return _ask_instead(form) if was_shown and wants_page() else refusals.to_create()
    if form.comes_without_cookies():
        limits.refund()
        return _show_new(form), 400
    if _is_signing_up() and request.form.get("by") == "admin":  # signed out since it was shown
        limits.refund()
        answer = rights.ask_to_sign_in()
        form.send(url_for(".new"))
        return answer
    if form.validate():
        try:
            user = records.add(**form.data, once=request.form.get("once", ""))
        except records.EmailTakenError as error:
            form.reject_email(error.wait)
        else:
            return outcomes.welcome(user) if _is_signing_up() else outcomes.announce(user)
    limits.refund()
    outcome = _("You weren’t signed up:") if _is_signing_up() else _("The user wasn’t created:")
    return form.send_back(_page_sent(_instead()), f"{outcome} {form.attention()}")


def _ask_instead(form: UserForm) -> Response:
    """Answer a form to sign up with, where somebody signed in since it was shown."""
    text = tell(_("You weren’t signed up: %(name)s is signed in by now."), name=current_user.name)
    return form.send_back(_page_sent(current_user.id), text)


@users.get("/<id:id>/edit")
@login_required
def edit(id: int) -> ResponseReturnValue:
    user = directory.get_or_abort(id)
    if not rights.may_change(user):
        return refusals.to_change(user)
    form = EditForm(obj=user)
    current = None
    if form.receive(url_for(".edit", id=id)):
        form.version.data = str(user.version)  # shown now: to be replaced if they will
        pairs = {"name": user.name, "email": user.email}
        current = {column: value for column, value in pairs.items() if form[column].data != value}
    return render_template("users/edit.html", form=form, user=user, current=current)


def _guesser() -> str:
    """Whose password, typed to change something, may be a guess."""
    return str(current_user.id) if current_user.is_authenticated else limits.address()


def _ask_to_wait_to_save(limit: RequestLimit) -> limits.Answer:
    text = _("Too many tries. Wait %(time)s, then try again.", time=limits.time_left(limit))
    page = url_for(".edit", **request.view_args or {})
    return limits.send_back(EditForm(request.form), page, text)


@users.post("/<id:id>")
@limiter.limit(
    lambda: current_app.config["SIGN_IN_LIMIT"],
    key_func=_guesser,
    exempt_when=lambda: not (request.form.get("current") or request.form.get("password")),
    on_breach=_ask_to_wait_to_save,
)
def update(id: int) -> ResponseReturnValue:
    form = EditForm(request.form)
    user = directory.get(id)
    if not current_user.is_authenticated:
        return _answer_signed_out(form, id, user)
    if not user:
        return _offer_to_create(form)
    if not rights.may_change(user):
        return refusals.to_change(user)
    page = url_for(".edit", id=id)
    if form.validate() and (form.is_stale(user) or form.confirm(user, current_user)):
        try:
            return _save(form, user)
        except records.StaleError:
            return _tell_stale(form, id)
        except records.EmailTakenError as error:
            form.reject_email(error.wait)
        finally:
            limits.refund()
    elif not form.current.errors:
        limits.refund()
    return form.send_back(page, f"{_('Nothing was saved:')} {form.attention()}")


def _tell_stale(form: EditForm, id: int) -> Response:
    if not directory.get(id):
        return _offer_to_create(form)
    flash(_("Someone else changed this user while you were editing: nothing was saved."
            " Compare, then save again."), "error")  # fmt: skip
    return form.send(url_for(".edit", id=id), stale=True)


def _answer_signed_out(form: EditForm, id: int, user: User | None) -> Response:
    if user and rights.was(user) and form.is_saved(user):  # with a new password, by a first click
        limits.refund()
        rights.stay(user)
        return outcomes.tell_saved(user, [], twice=True)
    answer = rights.ask_to_sign_in()
    form.send(url_for(".edit", id=id))  # what was typed waits there while they sign in
    return answer


def _save(form: EditForm, user: User) -> Response:
    changed = records.change(user, form.values, form.version.data or "")
    if "password" in changed and user.id == current_user.id:
        rights.stay(user)  # a new password ends all their other sessions
    return outcomes.tell_saved(user, changed, twice=form.version.data != str(user.version))


def _offer_to_create(form: EditForm) -> Response:
    if not rights.may_create():
        return refusals.to_find()
    text = _("This user was deleted meanwhile: nothing was saved. You can create them anew.")
    return form.send_back(url_for(".new"), text)
