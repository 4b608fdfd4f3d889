"""The forms for a course: one to create and one to edit."""

import re
from typing import TypedDict

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Field, Form, HiddenField, StringField
from wtforms.validators import DataRequired, StopValidation

from app.data.models import SUMMARY_LENGTH, TITLE_LENGTH
from app.data.text import UNWANTED, is_visible, tidy
from app.web.forms import TravellingForm

MOST_SEATS = 1000


def _tidy(value: object) -> str:
    """What was typed, or what the database has, as text."""
    return tidy(str(value or ""))


def check_title(form: Form, field: Field) -> None:
    if not is_visible(field.data):
        raise StopValidation(_("Enter a title."))
    check_text(form, field, TITLE_LENGTH)


def check_summary(form: Form, field: Field) -> None:
    check_text(form, field, SUMMARY_LENGTH)


def check_text(_form: Form, field: Field, most: int) -> None:
    if UNWANTED.search(field.data):
        raise StopValidation(_("A character in it can’t be shown. Type it again."))
    if len(field.data) > most:
        raise StopValidation(
            _("Use at most %(most)s characters; this has %(count)s.",
              most=most, count=len(field.data))
        )  # fmt: skip


def check_capacity(_form: Form, field: Field) -> None:
    if not (re.fullmatch(r"\d{1,9}", field.data) and 1 <= int(field.data) <= MOST_SEATS):
        raise StopValidation(_("Enter a whole number from 1 to %(most)s.", most=MOST_SEATS))


class Values(TypedDict):
    """What a course should have."""

    title: str
    summary: str
    capacity: int


class CourseForm(TravellingForm):
    """A new course."""

    KEPT = ["title", "summary", "capacity"]  # typed in TravellingForm
    KEPT_BYTES = 4 * SUMMARY_LENGTH + 2  # as above: the longest summary comes back whole

    title = StringField(
        _l("Title"), filters=[_tidy], validators=[DataRequired(_l("Enter a title.")), check_title]
    )
    summary = StringField(
        _l("Summary"),
        description=_l("What it is about, in a sentence or two. It may stay empty."),
        filters=[_tidy],
        validators=[check_summary],
    )
    capacity = StringField(
        _l("Seats"),
        description=_l("How many people can be in it."),
        filters=[_tidy],
        validators=[DataRequired(_l("Enter how many seats there are.")), check_capacity],
    )

    @property
    def values(self) -> Values:
        """What was typed, once it is known to be valid."""
        return {
            "title": self.title.data or "",
            "summary": self.summary.data or "",
            "capacity": int(self.capacity.data or ""),
        }


class EditForm(CourseForm):
    """A course as it is, and the version of it that was edited."""

    KEPT = [*CourseForm.KEPT, "version"]  # as above

    version = HiddenField(filters=[lambda version: str(version or "")[:20]])

    def reject_capacity(self, taken: int) -> None:
        """Mark that more people are in it than it would have seats: only the database knows."""
        one = "%(num)s person is in it already: give it at least %(num)s seat."
        more = "%(num)s people are in it already: give it at least %(num)s seats."
        self.capacity.errors = [ngettext(one, more, taken)]
