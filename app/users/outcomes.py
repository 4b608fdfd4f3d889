"""What is said of a user who was created or saved, and where one goes then."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.data.models import User
from app.users import directory
from app.web import place, rights, wording
from app.web.wording import tell


def welcome(user: User) -> Response:
    """Sign in who signed up."""
    rights.sign_in(user)
    flash(tell(_("Welcome, %(name)s. You are signed up and signed in."), name=user.name), "success")
    _mention_namesake(user)
    target = place.page_of_ours(request.form.get("next"))
    return redirect(target or url_for(".show", id=user.id), 303)


def announce(user: User) -> Response:
    flash(tell(_("%(name)s was created."), name=user.name), "success")
    _mention_namesake(user)
    return redirect(url_for(".index"), 303)


def _mention_namesake(user: User) -> None:
    if directory.is_name_shared(user):
        flash(tell(_("Another user is called %(name)s, too."), name=user.name), "warning")


def tell_saved(user: User, changed: list[str], *, twice: bool) -> Response:
    """Say what was saved; nothing now, maybe, because it was sent `twice`."""
    words = {"name": _("name"), "email": _("email"), "password": _("password")}
    wording.tell_saved([words[column] for column in changed], twice=twice)
    return redirect(url_for(".show", id=user.id), 303)
