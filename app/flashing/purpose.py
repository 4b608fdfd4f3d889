"""What a request is for, in the app's own opinion, and where its answer sends a browser."""

from typing import TYPE_CHECKING

from flask import Request

from .kept import kept
from .pages import (
    SCRIPT,
    find_address,
    find_kind,
    find_location,
    follow,
    is_elsewhere,
    is_prefetch,
)

if TYPE_CHECKING:
    from . import FlashOnce

FOR_A_SCRIPT = "~"  # before a page's name: for the script that follows a redirect there
FOR_HTMX = "^"  # for htmx that fetches it in the browser's place


class Purpose:
    """A request, and the rules it is judged by; few requests are ever asked about."""

    def __init__(self, rules: "FlashOnce", request: Request) -> None:
        self.rules, self.request = rules, request

    @kept
    def kind(self) -> str:
        return find_kind(self.request.environ)

    @kept
    def is_prefetch(self) -> bool:
        return is_prefetch(self.request.environ)

    @kept
    def is_view(self) -> bool:
        looks = self.request.method in ("GET", "POST") and not self.is_prefetch
        return looks and self.rules.is_page_view(self.request)

    @kept
    def here(self) -> str:
        return self.rules.name_page(*find_address(self.request))

    @kept
    def page_before(self) -> str | None:
        """Return the page that a script runs on, where its browser says so."""
        host, path, query = follow("/", "", self.request.headers.get("Referer", ""))
        return None if is_elsewhere(host, self.request) else self.rules.name_page(path, query)

    def find_target(self, status: int, headers: dict[str, str]) -> tuple[bool, str | None]:
        """Return whether a browser goes on from here, and to which page; None: any."""
        is_htmx = "HTTP_HX_REQUEST" in self.request.environ
        location, by_htmx = find_location(status, headers, is_htmx=is_htmx)
        if location is None:
            return False, None
        # A POST that is repeated (307, 308) may lead on, and another site's pages are none of ours.
        repeated = self.request.method != "GET" and status > 303
        host, path, query = follow(*find_address(self.request), location)
        if repeated or is_elsewhere(host, self.request):
            return True, None
        name = self.rules.name_page(path, query)
        by_script = self.request.method == "GET" and self.kind == SCRIPT
        return True, (FOR_HTMX if by_htmx else FOR_A_SCRIPT if by_script else "") + name
