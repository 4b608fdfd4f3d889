"""Email addresses, in the one way of several that they are kept."""

from email_validator import EmailNotValidError, validate_email

from app.data.text import LONGEST_TEXT, WIDE

# With it, a name that only an inner network knows is checked like any other.
OUTSIDE = ".example.org"


def check(text: str, *, inner: bool = False) -> str:
    """The address as it is kept; whether mail arrives there isn't asked.

    With `inner`, names that only some network knows are fine: "intranet.local", "server" (RFC 6761,
    6762). Raises EmailNotValidError.
    """
    if len(text) > LONGEST_TEXT:
        raise EmailNotValidError
    text = text.translate(WIDE)
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        if not inner:
            raise
        whole = validate_email(text + OUTSIDE, check_deliverability=False).normalized
        return whole.removesuffix(OUTSIDE)


def is_one(text: str, *, inner: bool = False) -> bool:
    """Whether it is an address."""
    try:
        return bool(check(text, inner=inner))
    except EmailNotValidError:
        return False


def unify(text: str) -> str:
    """The same text for every way to write an address: case, width, "xn--" and "ü".

    What is no address stays as it is.
    """
    try:
        return check(text, inner=True).casefold()
    except EmailNotValidError:
        return text.casefold()
