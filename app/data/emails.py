"""Email addresses, in the one way of several that they are kept."""

from email_validator import EmailNotValidError, validate_email

from app.data.text import LONGEST_TEXT


def check(text: str) -> str:
    """The address as it is kept; whether mail arrives there isn't asked.

    Raises EmailNotValidError.
    """
    if len(text) > LONGEST_TEXT:
        raise EmailNotValidError
    return validate_email(text, check_deliverability=False).normalized


def unify(text: str) -> str:
    """The same text for every way to write an address: case, width, "xn--" and "ü".

    What is no address stays as it is.
    """
    try:
        return check(text).casefold()
    except EmailNotValidError:
        return text.casefold()
