"""Forms whose rejected input travels to its page like a flash: once."""

import json
from collections.abc import Iterable
from typing import Any, ClassVar

from flask import Flask, flash, get_flashed_messages, redirect, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import Field, Form

from app.data.text import UNWANTED

CATEGORY = "form:"  # and the path of the page that the input is for
# A flash goes in a cookie, and banners want room in there, too: this much is kept of a value.
KEPT_CHARACTERS = 300
KEPT_BYTES = 402  # as JSON, in its quotes: the longest name is 100 characters of 4 bytes


def init_app(app: Flask) -> None:
    app.jinja_env.tests["parcel"] = is_parcel


def is_parcel(category: object) -> bool:
    """Whether a flash is a form's input, which only the form's page reads."""
    return str(category).startswith(CATEGORY)


class TravellingForm(Form):
    """A form that, rejected, is sent back to its page, which takes it in with `receive`."""

    KEPT: ClassVar[list[str]]  # the fields whose values travel; the others are to be typed again
    KEPT_BYTES: ClassVar[int] = KEPT_BYTES  # of each of them

    def comes_without_cookies(self) -> bool:
        """Whether a browser sent one of our pages' forms and keeps no cookies; and if so, say it.

        A banner can't wait for the next page then: it is for this very answer.
        """
        if request.cookies or "csrf_token" not in request.form:
            return False
        flash(_("Your browser keeps no cookies of this site: without them nobody can be signed in."
                " Nothing was stored. Allow them, reload this page, and send it again."),
              "error")  # fmt: skip
        return True

    def attention(self) -> str:
        """How many fields need attention: the end of a sentence."""
        one, more = "%(num)s field needs attention.", "%(num)s fields need attention."
        return str(ngettext(one, more, len(self.errors)))

    def send_back(self, page: str, text: str) -> Response:
        """Say in red that nothing was done, and why; the input goes along."""
        flash(text, "error")
        return self.send(page)

    def send(self, page: str, *, stale: bool = False) -> Response:
        """Go to `page`, which finds there what was typed and what was wrong with it."""
        fields = self._fields.items()
        values = {name: _cut(self[name].data or "", self.KEPT_BYTES) for name in self.KEPT}
        parcel: Any = {  # what is JSON can be flashed
            "user": _user_id(),
            "values": values,
            "errors": {name: str(field.errors[0]) for name, field in fields if field.errors},
            "cut": [name for name in self.KEPT if len(values[name]) < len(self[name].data or "")],
            "again": [name for name, field in fields if self._is_lost(name, field)],
            "stale": stale,
        }
        flash(parcel, _category(page))
        return redirect(page, 303)

    def _is_lost(self, name: str, field: Field) -> bool:
        return bool(field.data and not field.errors and name not in self.KEPT)

    def receive(self, page: str) -> bool:
        """Take in what was sent to `page`, if anything was; True if it had become stale.

        What somebody typed is not for whoever signs in after them; what was typed signed out is.
        """
        stale = False
        parcels: Iterable[object] = get_flashed_messages(category_filter=[_category(page)])
        for parcel in parcels:
            if isinstance(parcel, dict) and parcel.get("user", "") in (None, _user_id()):
                self._unpack(parcel)
                stale = parcel.get("stale") is True
        return stale

    def _unpack(self, parcel: dict[str, Any]) -> None:
        for name, field in self._fields.items():
            field.data = parcel["values"].get(name, field.data)
            field.errors = [parcel["errors"][name]] if name in parcel["errors"] else []
            if name in parcel["cut"]:
                count = len(field.data or "")
                _note(field, _("Only the first %(count)s characters were kept.", count=count))
            if name in parcel["again"]:
                _note(field, _("It wasn’t kept: type it again."))


def _category(page: str) -> str:
    return CATEGORY + page.partition("?")[0]


def _user_id() -> int | None:
    return current_user.id if current_user.is_authenticated else None


def _note(field: Any, text: str) -> None:
    field.note = text  # ours: templates show it beside the field


def _cut(value: str, most: int = KEPT_BYTES) -> str:
    """As much of `value` as travels, with what HTML can't hold replaced by a visible mark."""
    kept = UNWANTED.sub("\N{REPLACEMENT CHARACTER}", value)[:KEPT_CHARACTERS]
    while len(json.dumps(kept, ensure_ascii=False).encode()) > most:
        kept = kept[:-1]
    return kept
