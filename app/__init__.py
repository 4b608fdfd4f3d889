"""The application factory: Flash Once in reading order."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask, redirect, url_for
from werkzeug.wrappers import Response

from app import commands, extensions, lesson, settings
from app.accounts.pages import accounts
from app.courses.pages import courses
from app.data import database, search_index
from app.gallery import gallery
from app.users import users
from app.web import (
    compression,
    errors,
    forms,
    limits,
    place,
    rights,
    security,
    static_files,
    tokens,
    wording,
)

TOP = Path(__file__).resolve().parent.parent


def create_app(overrides: Mapping[str, object] | None = None) -> Flask:
    """Build the app from the environment; `overrides` are config keys that win over it."""
    app = Flask(
        __name__,
        instance_path=str(TOP / "instance"),
        template_folder=str(TOP / "templates"),
        static_folder=str(TOP / "static"),
    )
    settings.init_app(app, overrides or {})
    extensions.init_app(app)
    compression.init_app(app)
    tokens.init_app(app)
    wording.init_app(app)
    limits.init_app(app)
    search_index.init_app(app)
    database.init_app(app)
    security.init_app(app)
    forms.init_app(app)
    rights.init_app(app)
    place.init_app(app)
    errors.init_app(app)
    commands.init_app(app)
    static_files.init_app(app)

    app.add_url_rule("/", "home", _go_to_users)
    app.register_blueprint(users)
    app.register_blueprint(courses)
    app.register_blueprint(accounts)
    lesson.init_app(app)
    if app.debug or app.testing:  # for those who make it: production goes without
        app.register_blueprint(gallery)
    return app


def _go_to_users() -> Response:
    return redirect(url_for("users.index"))
