"""What can't be done to a course, and what people are told then."""

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.web import rights


def to_create() -> Response:
    return rights.refuse(_("Only an admin can create courses."), url_for(".index"))


def to_change(slug: str) -> Response:
    return rights.refuse(_("Only an admin can edit courses."), url_for(".show", slug=slug))


def to_delete(slug: str) -> Response:
    return rights.refuse(_("Only an admin can delete courses."), url_for(".show", slug=slug))
