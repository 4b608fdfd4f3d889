"""What a request is for, which page it asks for, and which page a redirect leads to.

Sources: W3C Fetch Metadata; WHATWG Fetch (`Sec-Purpose`) and URL (backslashes, `%2e`).
"""

import json
import re
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote

from flask import Request

VIEW, SCRIPT, FRAME, RESOURCE = "view", "script", "frame", "resource"
PURPOSES = "HTTP_SEC_PURPOSE", "HTTP_X_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ"
# Only scripts send these: htmx, and Turbo for a part of a page.
BY_SCRIPTS = {"HTTP_HX_REQUEST", "HTTP_TURBO_FRAME"}
# What they ask for to put it in the page's place; or a service worker, for the page itself.
WHOLE_PAGES = "text/html", "text/vnd.turbo-stream.html"
FRAMES = "iframe", "frame", "fencedframe"
LONGEST = 64  # characters of an address that a cookie spells out
ELSEWHERE = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
IGNORED = re.compile(r"^[\0- ]+|[\0- ]+$|[\t\r\n]")  # by browsers, in an address
DOT, DOTS = (".", "%2e"), ("..", ".%2e", "%2e.", "%2e%2e")


def find_kind(environ: dict[str, Any]) -> str:
    """Return what a request is for.

    Browsers say so over https and on localhost alone; elsewhere they ask for a page as HTML.
    """
    kind, accept = environ.get("HTTP_SEC_FETCH_DEST"), environ.get("HTTP_ACCEPT", "")
    if kind == "empty" or (kind is None and _is_by_script(environ)):
        return VIEW if _is_fetched_page(environ, accept) else SCRIPT
    if kind is not None:
        kinds = {"document": VIEW, "": SCRIPT, "embed": FRAME, "object": FRAME}
        return FRAME if kind in FRAMES else kinds.get(kind, RESOURCE)
    is_browser = environ.get("HTTP_USER_AGENT", "").startswith("Mozilla/")
    if not is_browser or not accept or "html" in accept:
        return VIEW
    return RESOURCE if accept.startswith(("image/", "text/css")) else SCRIPT


def is_prefetch(environ: dict[str, Any]) -> bool:
    """Whether nobody will look at the answer, or not before a click."""
    for name in PURPOSES:
        if name in environ and "pre" in environ[name]:  # a prefetch, or a preview
            return True
    return "HTTP_HX_PRELOADED" in environ


def _is_fetched_page(environ: dict[str, Any], accept: str) -> bool:
    if "HTTP_HX_REQUEST" in environ:
        return "HTTP_HX_BOOSTED" in environ or "HTTP_HX_HISTORY_RESTORE_REQUEST" in environ
    if environ.get("HTTP_SEC_FETCH_MODE") == "navigate":
        return True
    is_whole = "xhtml" in accept or "*/*" not in accept  # else it takes whatever there is
    return accept.startswith(WHOLE_PAGES) and is_whole and not _is_by_script(environ)


def _is_by_script(environ: dict[str, Any]) -> bool:
    # Swup says its name here, for whole pages, and Android's web view its app's for everything.
    by = environ.get("HTTP_X_REQUESTED_WITH", "")
    return by.lower() == "xmlhttprequest" or not BY_SCRIPTS.isdisjoint(environ)


def shows_pages(status: int, headers: dict[str, str]) -> bool:
    """Whether people see what is in an answer: a page of HTML or text, whole, and no download."""
    if status in (204, 205, 206) or 300 <= status < 400:
        return False
    if headers.get("content-disposition", "").lstrip().lower().startswith("attachment"):
        return False
    content = headers.get("content-type", "").lower()
    return "html" in content or content.startswith("text/plain")


def find_location(
    status: int, headers: dict[str, str], *, is_htmx: bool
) -> tuple[str | None, bool]:
    """Return where an answer leads, and whether htmx fetches that in the browser's place."""
    if 300 <= status < 400:
        return headers.get("location"), False
    place = headers.get("hx-location")
    if not is_htmx or place is None:
        return headers.get("hx-redirect") if is_htmx else None, False
    if not place.startswith("{"):
        return place, True
    try:  # what else it is to do there is beside it
        return str(json.loads(place)["path"]), True
    except (ValueError, KeyError):
        return None, False


@lru_cache
def name_page(path: str, query: str = "") -> str:
    """Return what cookies call a page: its address, or a digest of a long one."""
    name = quote(path) + (f"?{quote(unquote(query), safe='/?:@!$&*+,=')}" if query else "")
    return name if len(name) <= LONGEST else sha256(name.encode()).hexdigest()[:32]


def find_address(request: Request) -> tuple[str, str]:
    """Return the path, with where the app is mounted, and the query of a request."""
    return request.root_path + request.path, request.environ.get("QUERY_STRING", "")


@lru_cache
def follow(path: str, query: str, location: str) -> tuple[str, str, str]:
    r"""Return the host, if one is named, the path and the query that a redirect leads to.

    As a browser goes, from `path` and `query`: a backslash is a slash, and %2e a dot. An address
    that isn't one of the web's has its scheme in the host's place.
    """
    location, _, _fragment = IGNORED.sub("", location).partition("#")
    location, asks, new_query = location.partition("?")
    location = location.replace("\\", "/")
    scheme = ELSEWHERE.match(location)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return scheme[1].lower(), "", ""
    if not location:
        return "", path, new_query if asks else query
    host = ""
    if scheme or location.startswith("//"):
        _, _, location = location.partition(":") if scheme else ("", "", location)
        host, _, location = location.lstrip("/").partition("/")
        location = f"/{location}"
    elif location[0] != "/":
        location = f"{quote(path).rpartition('/')[0]}/{location}"
    return _name_host(host), unquote(_without_dots(location)), new_query


def _without_dots(path: str) -> str:
    parts: list[str] = []
    *folders, name = path.split("/")[1:]
    for folder in folders:
        if folder.lower() in DOTS:
            parts = parts[:-1]
        elif folder.lower() not in DOT:
            parts.append(folder)
    if name.lower() in DOTS:
        parts, name = parts[:-1], ""
    return "/".join(["", *parts, "" if name.lower() in DOT else name])


def _name_host(netloc: str) -> str:
    """Return a host without a user's name or a usual port, as two that are the same compare."""
    return re.sub(r":(80|443)?$", "", netloc.rpartition("@")[2].lower())


def is_elsewhere(host: str, request: Request) -> bool:
    return bool(host) and host != _name_host(request.host)
