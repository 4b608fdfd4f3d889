"""A browser of few parts: it keeps cookies, asks again without an answer, and reads banners."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from locust.clients import HttpSession
from markupsafe import Markup
from requests import RequestException, Response

from tests.load.ledger import Ledger, Tally
from tests.visitor import BROWSER

BANNER = re.compile(r'<p class="banner__text">(.*?)</p>', re.DOTALL)
OFTEN = re.compile(r"(.+) ×(\d+)")
INPUT = re.compile(r'<input\b[^>]*?\bname="(\w+)"[^>]*?\bvalue="([^"]*)"')
OFFER = re.compile(r'<form class="banner__action" method="post" action="([^"]+)"')
UNAVAILABLE, SERVER_ERROR = 503, 500


class Page(NamedTuple):
    """What was answered to a page view, if all of it came."""

    html: str = ""

    @property
    def banners(self) -> list[str]:
        """What they say, kind in front; what counts for several, as often."""
        texts = [Markup(html).striptags() for html in BANNER.findall(self.html)]  # noqa: S704  # to be read, not shown
        folded = [OFTEN.fullmatch(text) for text in texts]
        pairs = zip(texts, folded, strict=True)
        return [
            each for text, many in pairs for each in ([many[1]] * int(many[2]) if many else [text])
        ]

    @property
    def fields(self) -> dict[str, str]:
        """What its forms would send as they stand; the first of a name."""
        pairs = [(name, Markup(value).unescape()) for name, value in INPUT.findall(self.html)]  # noqa: S704  # as above
        return dict(reversed(pairs))

    @property
    def offer(self) -> str | None:
        """Where the button in a banner posts to."""
        found = OFFER.search(self.html)
        return found[1] if found else None


class Browser:
    """What one person looks with; their tabs share the cookies."""

    def __init__(self, client: HttpSession, visitor: str, tally: Tally) -> None:
        self._client, self._tally = client, tally
        self.ledger = Ledger(visitor, tally)

    def look(self, path: str, name: str) -> Page:
        """View a page, and enter what it shows."""
        answer = self._ask("GET", path, name)
        try:
            page = Page(answer.text)
        except RequestException:
            self.ledger.cut_short(path)
            return Page()
        self.ledger.see(path, page.banners)
        return page

    def submit(self, path: str, form: Mapping[str, object], name: str, *texts: str) -> str:
        """Post a form; return where the answer leads, which is to say one of `texts`."""
        answer = self._ask("POST", path, name, form)
        target = urlsplit(urljoin(path, answer.headers.get("Location", "")))
        page = f"{target.path}?{target.query}".removesuffix("?")
        self.ledger.record(page, *texts)
        return page

    def leave(self) -> None:
        """Look where messages still wait; what isn't there is lost."""
        for page in self.ledger.pages:
            self.look(page, "last look")
        self.ledger.close()

    def _ask(
        self, method: str, path: str, name: str, form: Mapping[str, object] | None = None
    ) -> Response:
        """Return an answer whose headers have come, however often that takes."""
        while True:
            # Streamed, to know whether the headers came; the first to arrive set the cookies.
            answer = self._client.request(
                method, path, name, data=form, headers=BROWSER, allow_redirects=False, stream=True
            )
            if not answer.status_code:
                self._tally.counts["unanswered"] += 1
            elif answer.status_code >= SERVER_ERROR:
                what = "busy" if answer.status_code == UNAVAILABLE else "server errors"
                self._tally.counts[what] += 1
            else:
                return answer
