"""Servers, and other processes with the app, that start at once.

Importing the libraries takes four fifths of a server's start.
"""

import atexit
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.hatchery import Forked, Hatchery

TOP = Path(__file__).parent.parent
COMMAND = [str(Path(sys.executable).with_name("gunicorn")), "--config", "python:app.serving"]
# What `COMMAND` does.
SERVE = f"import sys; from gunicorn.app.wsgiapp import run; sys.argv = {COMMAND}; run()"
# As far as the tables go.
CREATE_APP = "from tests.apps import build; build()"
# Not the app: it reads the environment.
LIBRARIES = (
    "argon2",
    "email_validator",
    "environs",
    "flask_alembic",
    "flask_babel",
    "flask_compress",
    "flask_limiter",
    "flask_login",
    "flask_sqlalchemy_lite",
    "flask_wtf",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.base",
    "psycopg",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.dialects.sqlite",
    "waitress.server",
    "whitenoise",
    "wtforms",
)


def forked(code: str, environment: Mapping[str, str]) -> Forked:
    """Start a process that runs some Python in our folder."""
    return hatchery().start(code, environment, TOP)


@cache
def hatchery() -> Hatchery:
    hatchery = Hatchery(*LIBRARIES)
    atexit.register(hatchery.close)
    return hatchery
