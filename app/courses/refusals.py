"""What can't be done to a course, and what people are told then."""

from flask import flash, jsonify, make_response, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.courses import catalog
from app.web import rights
from app.web.security import wants_page


def to_create() -> Response:
    return rights.refuse(_("Only an admin can create courses."), url_for(".index"))


def to_change(slug: str) -> Response:
    return rights.refuse(_("Only an admin can edit courses."), _page(slug))


def to_delete(slug: str) -> Response:
    return rights.refuse(_("Only an admin can delete courses."), _page(slug))


def to_find(_error: catalog.GoneError) -> Response:
    """Say that there is no such course any more; a script gets a plain 404."""
    text = _("This course is already gone.")
    if not wants_page():
        return make_response(jsonify(error=text), 404)
    flash(text, "error")
    return redirect(url_for(".index"), 303)


def _page(slug: str) -> str:
    return url_for(".show", slug=slug) if catalog.find(slug) else url_for(".index")
