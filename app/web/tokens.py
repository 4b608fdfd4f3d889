"""CSRF tokens, masked in pages: compression betrays what repeats.

Someone who sees an answer's size, and chooses a part of its text, can guess a secret in it letter
by letter (BREACH, https://www.breachattack.com). Our pages hold one, the CSRF token, which is
therefore never written the same way twice.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from secrets import token_bytes

from flask import Flask, g
from flask_wtf.csrf import CSRFProtect, generate_csrf


class MaskedCSRFProtect(CSRFProtect):
    """Flask-WTF's protection, for tokens that pages have masked."""

    def _get_csrf_token(self) -> str | None:
        token = super()._get_csrf_token()
        return unmask(token) if token else None


csrf = MaskedCSRFProtect()


def init_app(app: Flask) -> None:
    """Check tokens where `security.py` asks for it, and have templates write masked ones."""
    csrf.init_app(app)
    app.jinja_env.globals["csrf_token"] = _masked_token
    app.context_processor(lambda: {"csrf_token": _masked_token})


def mask(token: str) -> str:
    """Hide a token in randomness: another text each time, for the same token."""
    key = token_bytes(len(token))
    return urlsafe_b64encode(key + _xor(key, token.encode())).decode()


def unmask(masked: str) -> str:
    """Find the token in what `mask` made; anything else gives no token that is valid."""
    try:
        both = urlsafe_b64decode(masked)
        half = len(both) // 2
        return _xor(both[:half], both[half:]).decode()
    except ValueError:
        return ""


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _masked_token() -> str:
    if "masked_token" not in g:
        g.masked_token = mask(generate_csrf())
    masked: str = g.masked_token
    return masked
