"""The forms for a user: one to create, which is also signing up, and one to edit."""

from email_validator import EmailNotValidError
from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, Form, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Optional, StopValidation

from app.data import emails, passwords
from app.data.demo import PASSWORD as DEMO_PASSWORD
from app.data.models import NAME_LENGTH, User
from app.data.passwords import LONGEST_PASSWORD
from app.data.text import INVISIBLE, UNWANTED, is_visible, tidy
from app.web import wording
from app.web.forms import TravellingForm

SHORTEST_PASSWORD = 8


def check_name(_form: Form, field: Field) -> None:
    if UNWANTED.search(field.data):
        raise StopValidation(_("A character in it can’t be part of a name. Type it again."))
    if not is_visible(field.data):
        raise StopValidation(_("Enter a name."))
    if len(field.data) > NAME_LENGTH:
        raise StopValidation(
            _("Use at most %(most)s characters; this has %(count)s.",
              most=NAME_LENGTH, count=len(field.data))
        )  # fmt: skip


def check_email(_form: Form, field: Field) -> None:
    try:
        field.data = emails.check(field.data, inner=current_app.config["INNER_EMAILS"])
    except EmailNotValidError:
        raise StopValidation(_explain(field.data)) from None


def _explain(email: str) -> str:
    """Say what about it is no address, where that can't be seen by looking."""
    if INVISIBLE.search(email) or UNWANTED.search(email):
        return str(_("There is something in it that can’t be seen. Type it, don’t paste it."))
    if email.endswith(".") and emails.is_one(email.rstrip("."), inner=True):
        return str(_("Leave out the full stop at the end."))
    if emails.is_one(email, inner=True):
        text = _("“%(domain)s” is known inside a network alone: such addresses aren’t taken here.")
        return str(text) % {"domain": email.rpartition("@")[2]}
    return str(_("Enter an email address like name@example.org."))


def check_password(_form: Form, field: Field) -> None:
    if len(field.data) < SHORTEST_PASSWORD:
        raise StopValidation(_("Use at least %(least)s characters.", least=SHORTEST_PASSWORD))
    if len(field.data) > LONGEST_PASSWORD:
        raise StopValidation(_("Use at most %(most)s characters.", most=LONGEST_PASSWORD))
    if field.data == DEMO_PASSWORD:
        raise StopValidation(_("Everyone knows this one: it is the demo’s. Choose another."))


def check_new_password(form: Form, field: Field) -> None:
    try:
        check_password(form, field)
    except StopValidation as error:
        text = f"{error} {_('Or leave it empty, to keep the one there is.')}"
        raise StopValidation(text) from None


class UserForm(TravellingForm):
    """A new user."""

    KEPT = ["name", "email"]  # typed in TravellingForm

    name = StringField(
        _l("Name"), filters=[tidy], validators=[DataRequired(_l("Enter a name.")), check_name]
    )
    email = EmailField(
        _l("Email"),
        filters=[tidy],
        validators=[DataRequired(_l("Enter an email address.")), check_email],
    )
    password = PasswordField(
        _l("Password"),
        description=_l("At least 8 characters."),
        validators=[InputRequired(_l("Enter a password.")), check_password],
    )

    def reject_email(self, wait: float) -> None:
        """Mark the email as somebody else's: only the database knows, and only at the end.

        Where they were deleted a moment ago it is kept for them, for `wait` seconds more.
        """
        if not wait:
            self.email.errors = [_("Another user has this email.")]
            return
        text = _("The user with this email was deleted a moment ago: undo that, or wait %(time)s.",
                 time=wording.time_left(wait))  # fmt: skip
        self.email.errors = [text]


class EditForm(UserForm):
    """A user as they are, and the version of them that was edited."""

    KEPT = [*UserForm.KEPT, "version"]  # as above

    version = HiddenField(filters=[lambda version: str(version or "")[:20]])
    password = PasswordField(
        _l("New password"),
        description=_l("At least 8 characters. Leave it empty to keep the one there is."),
        validators=[Optional(strip_whitespace=False), check_new_password],
    )
    current = PasswordField(
        _l("Your current password"),
        description=_l("Only to change the email or the password."),
    )

    def confirm(self, user: User, by: User) -> bool:
        """Ask for the password of who is here, where what `user` signs in with is to change.

        Whoever finds a computer that somebody left signed in could keep them out of it otherwise.
        """
        if self.email.data == user.email and not self.password.data:
            return True
        if not self.current.data:
            self.current.errors = [_("Enter the password that you signed in with.")]
        elif not passwords.verify(by.password_hash, self.current.data):
            self.current.errors = [_("This isn’t the password that you signed in with.")]
        return not self.current.errors

    def is_stale(self, user: User) -> bool:
        """Whether somebody else changed `user` since: that is to be told before all else."""
        same = (user.name, user.email) == (self.name.data, self.email.data)
        return not same and self.version.data != str(user.version)

    def is_saved(self, user: User) -> bool:
        """Whether `user` is, since the version that was edited, what this form makes of them."""
        return (
            self.validate()
            and self.version.data == str(user.version - 1)
            and (user.name, user.email) == (self.name.data, self.email.data)
            and passwords.verify(user.password_hash, self.password.data or "")
        )

    @property
    def values(self) -> dict[str, str]:
        """What the user should have; an empty password is none."""
        return {name: self[name].data or "" for name in ("name", "email", "password")}
