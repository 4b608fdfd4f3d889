"""A session whose flashes come from cookies and go there: which page shows what, and when."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from flask import Request, Response
from flask.sessions import SecureCookieSession

from .cookies import Flash, FlashCookie, name_page
from .jar import FlashJar

KEY = "_flashes"  # where flask.flash() and flask.get_flashed_messages() look in the session
HANDED_OUT = "flashing.handed_out"  # where the WSGI environment says what the latter returned
NO_PAGE = {204, 205, *range(300, 400)}  # statuses of answers that show nothing


class FlashSession(SecureCookieSession):
    """Flask's session, but for the flashes, which come and go without changing it."""

    def serve(
        self, request: Request, jar: FlashJar, grace: float, more: Callable[[int], str]
    ) -> None:
        """Begin a request; a flash waits for its own page for `grace` seconds."""
        self.request, self.jar, self.grace, self.more = request, jar, grace, more
        self.path = request.root_path + request.path
        self.here = name_page(self.path)
        self.kind = _find_kind(request.environ)
        purpose = request.environ.get("HTTP_SEC_PURPOSE") or request.environ.get("HTTP_PURPOSE")
        self.is_prefetch = "prefetch" in (purpose or "")
        self.is_view = request.method == "GET" and self.kind == "document" and not self.is_prefetch
        self.recorded: list[Flash] = []
        self.rest: Flash | None = None  # says how many flashes there was no room for
        self.asked = self.read = False

    def __contains__(self, key: object) -> bool:
        if key != KEY:
            return super().__contains__(key)
        self.asked = True
        return bool(self.recorded or any(self.jar.waiting))

    def __getitem__(self, key: str) -> Any:
        """Return what waits for any page, as tests of apps want to see it in a session."""
        if key == KEY and (flashes := self.get(KEY)):
            return flashes
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        if key != KEY:
            return super().get(key, default)
        return [*self.jar.flashes, *self.recorded] or default

    def __setitem__(self, key: str, value: Any) -> None:
        if key == KEY:
            waiting = {id(flash) for flash in self.jar.flashes}
            new = [flash for flash in value if id(flash) not in waiting]
            self.recorded = [f if isinstance(f, Flash) else Flash.of(*f) for f in new]
        else:
            super().__setitem__(key, value)

    def pop(self, key: str, *default: Any) -> Any:
        if key != KEY:
            return super().pop(key, *default)
        self.asked = self.read = True
        cookies = self.due if self.is_view else []
        flashes = [*(flash for cookie in cookies for flash in cookie.flashes), *self.recorded]
        if more := sum(cookie.more for cookie in cookies):
            self.rest = Flash(("warning", self.more(more)))
            flashes.append(self.rest)
        for flash in flashes:
            flash.shown = True
        if default:  # a view that drops them: Flask reads them without
            self.recorded = []
        self.request.environ[HANDED_OUT] = flashes
        return flashes

    @cached_property
    def due(self) -> list[FlashCookie]:
        """The cookies whose flashes a view of this page may show."""
        mine = (None, self.here)
        return [c for c in self.jar.waiting if c and (c.target in mine or c.age >= self.grace)]

    def settle(self, response: Response) -> None:
        """Set, move and delete flash cookies, now that the answer is known."""
        if self.is_prefetch and (self.recorded or (self.asked and self.due)):
            # A click shows a prefetched page as it is, without its flashes, unless it failed.
            response.status_code, self.recorded = 503, []
            response.headers["Cache-Control"] = "no-store"
            response.set_data(b"")
        page = response.status_code not in NO_PAGE
        host, name = ("", None) if page else _find_page(self.path, response.headers.get("Location"))
        # A POST that is repeated (307, 308) may lead on, and another site's pages are none of ours.
        repeated = self.request.method != "GET" and response.status_code > 303
        target = None if repeated or (host and host != self.request.host) else name
        left = [flash for flash in self.recorded if not (flash.shown and page)]
        content = response.headers.get("Content-Type", "").lower()
        seen = page and ("html" in content or content.startswith("text/plain"))
        if self.asked or left or target or (seen and self.is_view):
            self._update(response, target, seen=seen)
        if self.asked and (self.due or len(left) < len(self.recorded)):
            response.headers["Cache-Control"] = "no-store"
        if left:
            # A page prefetched until now has none of these flashes: Chromium is to forget it.
            response.headers.add("Clear-Site-Data", '"prefetchCache", "prerenderCache"')
            # Answers in flight can't see each other's: scripts send many, a person few with data.
            text = all(isinstance(message, str) for _, message in left)
            share = 1 / 8 if self.kind == "empty" else 1 / 2 if text else 2 / 3
            self.jar.add(response, target, left, share)
        self.recorded = left
        if response.is_streamed:  # whoever asks meanwhile can't have them: the cookies are set
            self.recorded, self.due = [], []

    def _update(self, response: Response, target: str | None, *, seen: bool) -> None:
        """Take what was shown out of the cookies, or send them along to the `target`."""
        follows = target and self.request.method == "GET" and self.kind in ("document", "empty")
        # A page that shows no flashes passes its own on to any other.
        passes = seen and self.is_view and not self.asked
        for cookie in self.jar.waiting:
            before = replace(cookie)
            unread = [flash for flash in cookie.flashes if not flash.shown]
            if seen and self.read and len(unread) < len(cookie.flashes):
                cookie.flashes, cookie.target = unread, None  # their page had its choice
            if seen and self.rest and self.rest.shown and cookie in self.due:
                cookie.more = 0
            if (follows or passes) and cookie.target == self.here:
                cookie.target = target
            if cookie != before or not (cookie or passes):
                self.jar.put(response, cookie)


@lru_cache
def _find_page(path: str, location: str | None) -> tuple[str, str | None]:
    """Return the host, if it is named, and the name of the page a redirect from `path` leads to."""
    place = urlsplit(urljoin(quote(path), location or ""))
    page = name_page(unquote(place.path) or "/") if location else None
    return place.netloc or place.scheme, page


def _find_kind(environ: dict[str, Any]) -> str:
    """Return what a request is for, as Sec-Fetch-Dest has it.

    Browsers say so over https and on localhost alone; elsewhere they ask for a page as HTML.
    """
    kind, accept = environ.get("HTTP_SEC_FETCH_DEST"), environ.get("HTTP_ACCEPT", "")
    if kind is not None:
        return str(kind)
    if "html" in accept or not environ.get("HTTP_USER_AGENT", "").startswith("Mozilla/"):
        return "document"
    return "image" if accept.startswith("image/") else "empty"
