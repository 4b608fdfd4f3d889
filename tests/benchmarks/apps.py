"""The same minimal app on each store: POST /foo records a message, 303, GET /bar shows it."""

import os
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from flask import Flask, flash, redirect, render_template, session
from jinja2 import DictLoader
from werkzeug.wrappers import Response

from app.flashing import FlashOnce

SECRET = "anybody may know it"
TEXT = "This is a message"
PAGE = "<!doctype html><title>Bar</title>{%% for %s %%}<p>{{ %s }}</p>{%% endfor %%}"
FLASK_PAGE = PAGE % ("category, text in get_flashed_messages(with_categories=True)", "text")
Wsgi = Callable[..., Any]


def stock() -> Flask:
    app = Flask(__name__)
    app.secret_key = SECRET
    app.jinja_loader = DictLoader({"bar.html": FLASK_PAGE})

    @app.post("/foo")
    def foo() -> Response:
        flash(TEXT, "success")
        return redirect("/bar", 303)

    @app.get("/bar")
    def bar() -> str:
        return render_template("bar.html")

    @app.get("/sign-in")
    def sign_in() -> str:
        """Write what Flask-Login writes."""
        session.update(_user_id="1000", _fresh=True, _id="0123456789abcdef" * 8)
        return ""

    return app


def ours() -> Flask:
    app = stock()
    FlashOnce(app)
    return app


def flask_session() -> Flask:
    app = stock()
    cache = import_module("cachelib").FileSystemCache(tempfile.mkdtemp())
    app.config.update(SESSION_TYPE="cachelib", SESSION_CACHELIB=cache)
    import_module("flask_session").Session(app)
    return app


def no_session() -> Flask:
    """Show a constant instead, to tell what the rest of Flask costs."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"bar.html": PAGE % ("text in texts", "text")})

    @app.post("/foo")
    def foo() -> Response:
        return redirect("/bar", 303)

    @app.get("/bar")
    def bar() -> str:
        return render_template("bar.html", texts=[TEXT])

    return app


def django() -> Wsgi:
    """Use Django's messages, with their default storage, and sessions in signed cookies."""
    names = ("conf", "http", "urls", "contrib.messages", "template", "core.wsgi")
    conf, http, urls, messages, template, wsgi = (import_module(f"django.{n}") for n in names)
    pages = ModuleType("pages")
    sys.modules["pages"] = pages
    conf.settings.configure(
        ALLOWED_HOSTS=["*"],
        SECRET_KEY=SECRET,
        ROOT_URLCONF="pages",
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    wsgi_app: Wsgi = wsgi.get_wsgi_application()
    page = template.engines["django"].from_string(PAGE % ("text in messages", "text"))

    def foo(request: Any) -> Any:
        messages.success(request, TEXT)
        return http.HttpResponse(status=303, headers={"Location": "/bar"})

    def bar(request: Any) -> Any:
        return http.HttpResponse(page.render({"messages": messages.get_messages(request)}))

    pages.urlpatterns = [urls.path("foo", foo), urls.path("bar", bar)]  # type: ignore[attr-defined]  # a module made here
    return wsgi_app


STORES: dict[str, Callable[[], Wsgi]] = {
    "stock Flask": stock,
    "cookies of their own (ours)": ours,
    "Flask-Session": flask_session,
    "Django's messages": django,
    "no session at all": no_session,
}


def served() -> Wsgi:
    """Make the app that $STORE names, for gunicorn."""
    return STORES[os.environ["STORE"]]()
