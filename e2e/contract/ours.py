"""How the scenarios use this app, with either of its stores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Response, render_template_string

from app import create_app
from app.data import demo
from app.extensions import db
from tests import databases

from .site import Message, Post, Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask
    from playwright.sync_api import Locator, Page

SETTINGS = {"ENVIRONMENT": "development", "TESTING": True, "PROPAGATE_EXCEPTIONS": False}
BROKEN = "{% extends 'layout.html' %}{% block main %}{{ 1 // 0 }}{% endblock %}"


class Cookies(Site):
    """The app as it is; by the lesson's form, anything can be recorded."""

    page = "/bar"
    elsewhere = "/users"
    redirecting = "/"
    broken = "/broken"
    sign_in = Post("/sign-in", [("email", demo.MEMBER), ("password", demo.PASSWORD)])
    sign_out = Post("/sign-out")
    store = "cookies"

    def flash(self, messages: Sequence[Message], to: str) -> Post:
        fields = [("to", to)]
        for message in messages:
            fields += [("category", message.category), ("text", message.text)]
        return Post("/lesson", fields)

    def banners(self, page: Page) -> Locator:
        return page.locator(".banner__text > span")

    def banner(self, page: Page, message: Message) -> Locator:
        same_text = page.get_by_text(message.text, exact=True)
        return page.locator(f'.banner[data-category="{message.category}"]').filter(has=same_text)

    def account(self, page: Page) -> Locator:
        return page.get_by_role("button", name="Sign out")

    def create_app(self, folder: Path, *keys: str) -> Flask:
        key, *old_keys = keys or ("for scenarios",)
        database = databases.named(folder / "users.sqlite3")
        secrets = {"SECRET_KEY": key, "SECRET_KEY_FALLBACKS": old_keys}
        settings = {**SETTINGS, **secrets, "DATABASE_URL": database, "FLASH_STORE": self.store}
        app = create_app(settings)
        app.add_url_rule("/broken", view_func=fail)
        with app.app_context():
            demo.seed()
            db.engine.dispose()
        return app

    def close_app(self, app: WSGIApplication) -> None:
        with cast("Flask", app).app_context():
            db.engine.dispose()


class Session(Cookies):
    """The same app with stock Flask's messages, in its session.

    That is without the script that drops banners when a page is left: it is half of our store.
    """

    store = "session"

    def create_app(self, folder: Path, *keys: str) -> Flask:
        app = super().create_app(folder, *keys)
        whole = app.wsgi_app

        def without_script(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            is_script = environ["PATH_INFO"].endswith("/js/banners.js")
            answer = Response(status=404) if is_script else whole
            return answer(environ, start)

        app.wsgi_app = without_script  # type: ignore[method-assign,assignment] # Flask's documented way
        return app


def fail() -> str:
    """Fail with the banners rendered already, as none of the app's own pages does."""
    return render_template_string(BROKEN)
