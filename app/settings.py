"""Every setting: its environment variable, its meaning and its default."""

import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from click import ClickException
from environs import Env, EnvError, ValidationError, validate
from flask import Flask
from limits import parse_many
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

DEVELOPMENT = "development"
PRODUCTION = "production"
SHORTEST_KEY = 16  # characters
ONE_YEAR = 365 * 24 * 60 * 60  # seconds
LARGEST_BODY = 1024 * 1024  # bytes of a request


class SettingsError(ClickException):
    """The environment doesn't make sense; the message says which variable, and what to do."""


def init_app(app: Flask, overrides: Mapping[str, object]) -> None:
    """Read `.env` beside the README, then the environment, then `overrides`: the last one wins."""
    env = Env()
    try:
        if not overrides.get("TESTING"):
            env.read_env(str(Path(app.instance_path).parent / ".env"), recurse=False)
    except (OSError, ValueError) as error:  # it is somebody else's, a folder, or in no UTF-8
        raise SettingsError(f"Make .env a file in UTF-8 that this user may read: {error}") from None
    try:
        app.instance_path = str(Path(env.str("INSTANCE_PATH", "") or app.instance_path).absolute())
        app.config.update(_read(env, Path(app.instance_path)))
    except EnvError as error:
        raise SettingsError(str(error)) from None
    app.config.update(overrides)
    if "SECRET_KEY" not in overrides:
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
        "SECRET_KEY_FALLBACKS": _split(env.str("SECRET_KEY_FALLBACKS", "")),
        # Any SQLAlchemy URL: sqlite:///… or postgresql+psycopg://…
        "DATABASE_URL": env.str(
            "DATABASE_URL",
            f"sqlite:///{instance / 'flash-once.sqlite3'}",
            validate=_check_database,
        ),
        # How many connections each worker opens to PostgreSQL at most: one for each of its threads.
        "DATABASE_CONNECTIONS": env.int("DATABASE_CONNECTIONS", 4, validate=validate.Range(min=2)),
        # Where limits are counted: in the database, or in Redis or Valkey, redis://host:6379.
        "RATELIMIT_STORAGE_URI": env.str("RATELIMIT_STORAGE_URI", "") or "database://",
        # Where flashes wait for their page: "cookies" keeps the flash contract,
        # "session" is stock Flask, there to compare with.
        "FLASH_STORE": env.str(
            "FLASH_STORE", "cookies", validate=validate.OneOf(["cookies", "session"])
        ),
        # Seconds an unread flash lives; browsers keep a cookie for some 400 days at most.
        "FLASH_LIFETIME": env.int("FLASH_LIFETIME", 600, validate=validate.Range(1, ONE_YEAR)),
        # Seconds a flash waits for the page it belongs to before any page may show it.
        "FLASH_GRACE": env.int("FLASH_GRACE", 10, validate=validate.Range(min=0)),
        # Bytes of all waiting flash cookies together; servers accept 8 KiB of headers in all.
        "FLASH_BUDGET": env.int("FLASH_BUDGET", 3072, validate=validate.Range(min=512)),
        # How many proxies in front set X-Forwarded-For and -Proto.
        "TRUSTED_PROXIES": env.int("TRUSTED_PROXIES", 0, validate=validate.Range(min=0)),
        # Whether they set X-Forwarded-Host, too: one that doesn't passes on what a client says.
        "TRUSTED_FORWARDED_HOST": env.bool("TRUSTED_FORWARDED_HOST", False),
        # The host names the app answers to, comma separated; any when empty.
        "TRUSTED_HOSTS": _split(env.str("TRUSTED_HOSTS", "", validate=_check_hosts)) or None,
        # How many wrong passwords are let pass for one account from one address; a wider net over
        # each alone; and how many accounts may be made from one address. A school may well be
        # behind one, and a stranger's tries elsewhere are not to keep anybody out.
        "SIGN_IN_LIMIT": env.str("SIGN_IN_LIMIT", "10 per 15 minutes", validate=_check_limit),
        "SIGN_IN_LIMIT_BY_ACCOUNT": env.str(
            "SIGN_IN_LIMIT_BY_ACCOUNT", "200 per 15 minutes", validate=_check_limit
        ),
        "SIGN_IN_LIMIT_BY_ADDRESS": env.str(
            "SIGN_IN_LIMIT_BY_ADDRESS", "60 per 15 minutes", validate=_check_limit
        ),
        "SIGN_UP_LIMIT": env.str("SIGN_UP_LIMIT", "60 per hour", validate=_check_limit),
        # Whether addresses are taken that only an inner network knows: ada@intranet.local.
        "INNER_EMAILS": env.bool("INNER_EMAILS", False),
        # Fixed, with no variable of their own.
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "SESSION_COOKIE_NAME": "session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_CHECK_DEFAULT": False,  # security.py asks first where the request comes from
        "WTF_CSRF_TIME_LIMIT": None,  # a form left open over lunch is still good
    }


def _split(text: str) -> list[str]:
    """Take what stands between commas, with or without a space after them."""
    return list(filter(None, map(str.strip, text.split(","))))


def _check_hosts(text: str) -> None:
    if re.search(r"[^\s,]\s+[^\s,]|[/*@]", text):
        raise ValidationError("Write host names alone: www.example.org,.example.net")


def _check_database(url: str) -> None:
    """Refuse what SQLAlchemy can't use; the password in it is not repeated."""
    example = "postgresql+psycopg://ada:password@localhost/people"
    try:
        dialect = make_url(url).get_dialect()
        dialect.import_dbapi()
        dialect().create_connect_args(make_url(url))
    except (ArgumentError, ValueError):  # of a port, or a timeout, that is no number
        raise ValidationError(f"Write it like {example}, or leave it out.") from None
    except ImportError as error:
        raise ValidationError(f"The package {error.name} for it isn't installed.") from None
    if dialect.is_async:
        raise ValidationError(f"Its driver is for other programs. Write it like {example}.")


def _check_limit(text: str) -> None:
    with suppress(ValueError):
        if all(limit.get_expiry() <= ONE_YEAR for limit in parse_many(text)):
            return
    raise ValidationError('Write it like "10 per 15 minutes", for a year at most.')


def _secret_key(app: Flask) -> str:
    """The key that was given, or else development's own."""
    key: str = app.config["SECRET_KEY"]
    if app.config["ENVIRONMENT"] == DEVELOPMENT:
        return key.strip() or _development_key(app)
    if len(key.strip()) < SHORTEST_KEY:
        wrong = "is too short" if key.strip() else "is not set"
        raise SettingsError(
            f"SECRET_KEY {wrong}. Production needs one of {SHORTEST_KEY} characters or more: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' makes a good one. "
            "To try the app out instead, set ENVIRONMENT=development."
        )
    return key


def _development_key(app: Flask) -> str:
    """Development's own key, made once and readable by its owner alone."""
    path = Path(app.instance_path) / "secret_key"
    with writing(path.parent):
        if not path.exists():
            _make_key(path)
        return path.read_text()


def _make_key(path: Path) -> None:
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


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say plainly that the user who started this may not write in `folder`, or read there."""
    try:
        yield
    except OSError as error:
        # Of several, shutil.Error tells it in a list: the last will do.
        raise SettingsError(
            f"{error.filename or folder}: {error.strerror or error.args[-1][-1][-1]}. "
            f"Start it as the user that {folder} belongs to, or let this one write there."
        ) from None
