"""Where in the list of users somebody was: kept in the addresses of the pages they go on to."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import request, url_for

from app.users import users

KEYS = ("q", "sort", "after", "before", "at")  # what directory.Page reads
LONGEST = 500  # characters, or the way back is to the list's first page
# Pages that one comes to from the list, and the forms on them.
KEEPING = {
    f"users.{page}"
    for page in ("show", "edit", "update", "confirm", "remove", "confirm_many", "remove_many")
} | {"users.change_role", "users.deleted", "users.restore"}


@users.app_template_global()
def place() -> str:
    """The list's query, on the list itself or on a page that one came to from there."""
    told: Mapping[str, str] = request.args
    if request.endpoint != "users.index":
        told = dict(parse_qsl(told.get("list", "")))
    kept = urlencode({key: told[key] for key in KEYS if told.get(key)})
    return kept if len(kept) <= LONGEST else ""


@users.app_template_global()
def list_url() -> str:
    """The list as it was left."""
    query: dict[str, Any] = dict(parse_qsl(place()))
    return url_for("users.index", **query)


@users.app_url_defaults
def _keep_place(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint in KEEPING and request and (kept := place()):
        values.setdefault("list", kept)
