"""The sign-in form."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, HiddenField, PasswordField
from wtforms.validators import DataRequired, InputRequired

from app.data.text import tidy
from app.users.search import find_address
from app.web.forms import TravellingForm


class SignInForm(TravellingForm):
    """Who wants in, and where to go then."""

    KEPT = ["email"]  # typed in TravellingForm

    email = EmailField(
        _l("Email"),
        filters=[tidy, find_address],
        validators=[DataRequired(_l("Enter your email address."))],
    )
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Enter your password."))])
    next = HiddenField()

    def _is_lost(self, name: str, field: Field) -> bool:
        return False  # a password is typed at every try, and nobody expects it back
