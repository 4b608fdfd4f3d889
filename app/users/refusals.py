"""What somebody may not do to a user, and what they are told then."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.data.models import User
from app.users import directory
from app.web import place, rights


def to_create() -> Response:
    return rights.refuse(_("Only an admin can create users."), url_for(".index"))


def to_find() -> Response:
    return rights.refuse(_("This user is already gone."), place.list_url(), code=404)


def to_change(user: User) -> Response:
    return rights.refuse(_("You can only edit yourself."), url_for(".show", id=user.id))


def to_delete(id: int) -> Response | None:
    """Refuse unless they may delete whoever has this id, or had."""
    if id == current_user.id:
        text = _("You can’t delete yourself. Someone else who is an admin can.")
        return rights.refuse(text, url_for(".show", id=id), "warning")
    return to_do(_("Only an admin can delete users."), id)


def to_do(text: str, id: int | None = None) -> Response | None:
    """Refuse unless they are an admin: on somebody's page, if they are there, or on the list."""
    if rights.may_create():
        return None
    there = id and directory.get(id)
    return rights.refuse(text, url_for(".show", id=id) if there else place.list_url())
