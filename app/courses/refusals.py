"""What can't be done to a course, and what people are told then."""

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.courses import catalog
from app.web import place, rights


def to_create() -> Response:
    return rights.refuse(_("Only an admin can create courses."), url_for(".index"))


def to_change(slug: str) -> Response:
    return rights.refuse(_("Only an admin can edit courses."), _page(slug))


def to_delete(slug: str) -> Response:
    return rights.refuse(_("Only an admin can delete courses."), _page(slug))


def to_find(_error: catalog.GoneError) -> Response:
    return rights.refuse(_("This course is already gone."), place.list_url(), code=404)


def _page(slug: str) -> str:
    return url_for(".show", slug=slug) if catalog.find(slug) else place.list_url()
