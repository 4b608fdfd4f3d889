"""What somebody may not do to a user, and what they are told then."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.data.models import User
from app.web import rights


def to_create() -> Response:
    return rights.refuse(_("Only an admin can create users."), url_for(".index"))


def to_change(user: User) -> Response:
    return rights.refuse(_("You can only edit yourself."), url_for(".show", id=user.id))


def to_delete(user: User | None) -> Response | None:
    """Refuse unless they may; `user` is None who is gone already."""
    if user and user.id == current_user.id:
        text = _("You can't delete yourself. Someone else who is an admin can.")
        return rights.refuse(text, url_for(".show", id=user.id), "warning")
    if not rights.may_create():
        page = url_for(".show", id=user.id) if user else url_for(".index")
        return rights.refuse(_("Only an admin can delete users."), page)
    return None
