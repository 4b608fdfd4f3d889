"""Every setting: its environment variable, its meaning and its default."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from click import ClickException
from environs import Env, EnvError, validate
from flask import Flask

DEVELOPMENT = "development"
PRODUCTION = "production"


class SettingsError(ClickException):
    """The environment doesn't make sense; the message says which variable, and what to do."""


def init_app(app: Flask, overrides: Mapping[str, object]) -> None:
    """Read `.env` beside the README, then the environment, then `overrides`: the last one wins."""
    env = Env()
    if not overrides.get("TESTING"):
        env.read_env(str(Path(app.instance_path).parent / ".env"), recurse=False)
    try:
        app.config.update(_read(env, Path(app.instance_path)))
    except EnvError as error:
        raise SettingsError(str(error)) from None
    app.config.update(overrides)
    if not app.config["SECRET_KEY"]:
        app.config["SECRET_KEY"] = _secret_key(app)


def _read(env: Env, instance: Path) -> dict[str, object]:
    return {
        # Production unless told otherwise: a forgotten variable must not open demo accounts.
        "ENVIRONMENT": env.str(
            "ENVIRONMENT", PRODUCTION, validate=validate.OneOf([PRODUCTION, DEVELOPMENT])
        ),
        # Signs cookies. Development makes its own; production must be given one.
        "SECRET_KEY": env.str("SECRET_KEY", ""),
        # Older keys, comma separated, still accepted while a new one takes over.
        "SECRET_KEY_FALLBACKS": env.list("SECRET_KEY_FALLBACKS", []),
        # Any SQLAlchemy URL: sqlite:///… or postgresql+psycopg://…
        "DATABASE_URL": env.str("DATABASE_URL", f"sqlite:///{instance / 'flash-once.sqlite3'}"),
        # Where flashes wait for their page: "cookies" keeps the flash contract,
        # "session" is stock Flask, there to compare with.
        "FLASH_STORE": env.str(
            "FLASH_STORE", "cookies", validate=validate.OneOf(["cookies", "session"])
        ),
        # Seconds an unread flash lives.
        "FLASH_LIFETIME": env.int("FLASH_LIFETIME", 600),
        # Seconds a flash waits for the page it belongs to before any page may show it.
        "FLASH_GRACE": env.int("FLASH_GRACE", 10),
        # Bytes of all waiting flash cookies together; servers accept 8 KiB of headers in all.
        "FLASH_BUDGET": env.int("FLASH_BUDGET", 3072),
        # How many proxies in front set X-Forwarded-For, -Proto and -Host.
        "TRUSTED_PROXIES": env.int("TRUSTED_PROXIES", 0, validate=validate.Range(min=0)),
        # The host names the app answers to, comma separated; any when empty.
        "TRUSTED_HOSTS": env.list("TRUSTED_HOSTS", []) or None,
        # How many wrong passwords are let pass for one account, and from one address; and how
        # many accounts may be made from one. A school may well be behind one address.
        "SIGN_IN_LIMIT": env.str("SIGN_IN_LIMIT", "10 per 15 minutes"),
        "SIGN_IN_LIMIT_BY_ADDRESS": env.str("SIGN_IN_LIMIT_BY_ADDRESS", "60 per 15 minutes"),
        "SIGN_UP_LIMIT": env.str("SIGN_UP_LIMIT", "60 per hour"),
        # Fixed, with no variable of their own.
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "SESSION_COOKIE_NAME": "session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_CHECK_DEFAULT": False,  # security.py asks first where the request comes from
        "WTF_CSRF_TIME_LIMIT": None,  # a form left open over lunch is still good
    }


def _secret_key(app: Flask) -> str:
    """Development's own key, made once and readable by its owner alone."""
    if app.config["ENVIRONMENT"] != DEVELOPMENT:
        raise SettingsError(
            "SECRET_KEY is not set. Production needs one: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' makes a good one. "
            "To try the app out instead, set ENVIRONMENT=development."
        )
    path = Path(app.instance_path) / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    try:
        os.link(draft, path)  # fails where another process was first, and never half written
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()
