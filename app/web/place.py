"""Where somebody was, in a list or before they signed in: kept in the addresses they go on to."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from flask import Flask, current_app, request, url_for

from app.web.security import safe_path

KEYS = ("q", "sort", "after", "before", "at")  # what tells a page of a list
LONGEST = 500  # characters, or the way back is to the list's first page
# By list, the pages that one comes to from there, and the forms on them.
KEEPING = {
    "users": {
        "show", "edit", "update", "confirm", "remove", "confirm_many", "remove_many",
        "change_role", "deleted", "restore",
    },
    "courses": {"show", "edit", "update", "confirm", "remove", "join", "leave"},
}  # fmt: skip


def init_app(app: Flask) -> None:
    app.add_template_global(place)
    app.add_template_global(list_url)
    app.add_template_global(sign_in_url)
    app.add_template_global(sign_up_url)
    app.url_defaults(_keep_place)


def place() -> str:
    """The list's query, on the list itself or on a page that one came to from there."""
    told: Mapping[str, str] = request.args
    if request.endpoint != f"{request.blueprint}.index":
        told = dict(parse_qsl(told.get("list", "")))
    kept = urlencode({key: told[key] for key in KEYS if told.get(key)})
    return kept if len(kept) <= LONGEST else ""


def list_url() -> str:
    """The list as it was left."""
    query: dict[str, Any] = dict(parse_qsl(place()))
    return url_for(f"{request.blueprint}.index", **query)


def _keep_place(endpoint: str, values: dict[str, Any]) -> None:
    subject, _, page = endpoint.partition(".")
    same = request and subject == request.blueprint and page in KEEPING.get(subject, ())
    if same and (kept := place()):
        values.setdefault("list", kept)


def page_of_ours(text: str | None) -> str:
    """Where to go on to, if it is a page of ours: "/sign-out", say, is none."""
    target = safe_path(text, "")
    path = unquote(urlsplit(target).path)
    if not path.startswith(f"{request.root_path}/"):
        return ""  # beside the app, where it is served under a path of its own
    routes = current_app.url_map.bind("localhost")
    return target if routes.test(path.removeprefix(request.root_path), "GET") else ""


def sign_in_url() -> str:
    """Where to sign in, and come back from to the page that is looked at."""
    here = request.root_path + request.full_path.removesuffix("?")
    if request.blueprint == "accounts" or request.endpoint == "users.new":
        here = request.args.get("next", "")
    target = page_of_ours(here) if request.method == "GET" else ""
    return url_for(
        "accounts.sign_in", next=None if target in ("", url_for("users.index")) else target
    )


def sign_up_url(target: str | None = None, **values: Any) -> str:
    """Where to sign up, and go on from to what one was asked to sign in for."""
    target = page_of_ours(target or request.args.get("next"))
    return url_for("users.new", next=target or None, **values)
