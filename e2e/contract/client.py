"""A browser as HTTP sees it: for what no window is needed for."""

from __future__ import annotations

from urllib.parse import urlencode

from playwright.sync_api import APIRequestContext, APIResponse

from .gate import Gate
from .site import Message, Post, Site, given

NAVIGATION = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-User": "?1",
}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Client:
    """A cookie jar, and requests that look like a browser's."""

    def __init__(self, requests: APIRequestContext, site: Site, gate: Gate) -> None:
        self.requests, self.site, self.gate = requests, site, gate

    def view(self, path: str) -> APIResponse:
        """Load a page, as by its address."""
        return self.get(path, NAVIGATION)

    def get(self, path: str, headers: dict[str, str] | None = None) -> APIResponse:
        return self.requests.get(self.gate.url + path, headers=headers)

    def head(self, path: str) -> APIResponse:
        return self.requests.head(self.gate.url + path, headers=NAVIGATION)

    def submit(self, post: Post | None) -> APIResponse:
        """Send a form, and don't follow the redirect."""
        return self.requests.post(
            self.gate.url + given(post).path,
            data=urlencode(given(post).fields),
            headers=NAVIGATION | FORM,
            max_redirects=0,
        )

    def record(self, *messages: Message, to: str | None = None) -> APIResponse:
        """Record messages, and don't look at the page they belong to."""
        return self.submit(self.site.flash(messages, to or self.site.page))
