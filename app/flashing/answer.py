"""What an answer does to the flashes: which it took, where the others go, how its own are kept."""

from flask import Response

from .cookies import Count, Flash, FlashCookie
from .pages import RESOURCE, SCRIPT, shows_pages
from .purpose import FOR_A_SCRIPT
from .visit import Visit


class Answer:
    """An answer to a visit, now that it is known."""

    def __init__(self, visit: Visit, response: Response) -> None:
        self.visit, self.response, self.status = visit, response, response.status_code
        self.is_get, self.kind = visit.request.method == "GET", visit.kind
        headers = {name.lower(): value for name, value in response.headers}
        self.goes_on, self.target = visit.find_target(self.status, headers)
        self.is_page = not self.goes_on and shows_pages(self.status, headers)
        self.is_seen = (self.is_page and visit.is_view) or (visit.shows and self.status < 300)

    def settle(self) -> list[FlashCookie]:
        """Set, move and delete flash cookies; return those that there are now."""
        visit, response = self.visit, self.response
        if visit.is_prefetch and (visit.new or visit.gone or (visit.asked and visit.would_be_due)):
            self._refuse()
            return visit.cookies
        left = self._find_new() if visit.new else []
        cookies = self._settle_old(tidies=bool(visit.asked or left or visit.gone))
        if visit.asked and (visit.would_be_due or len(left) < len(visit.new)):
            response.headers["Cache-Control"] = "no-store"
        if left:
            # A page prefetched until now has none of these flashes: Chromium is to forget it.
            response.headers.add("Clear-Site-Data", '"prefetchCache", "prerenderCache"')
            new = FlashCookie("", self.target, left)
            visit.jar.add(response, new, [c for c in cookies if c.name], self._share(left))
            cookies.append(new)
        # While an answer is streamed nobody can have them: the cookies are set.
        return [] if response.is_streamed else cookies

    def _find_new(self) -> list[Flash]:
        """Find what was recorded and is to be kept for a page that shows it."""
        if self.is_get and self.kind == RESOURCE:
            return []  # nobody's: an image that isn't there, say
        told = not self.goes_on and self.status not in (204, 205, 304)
        return [flash for flash in self.visit.new if not (flash.shown and told)]

    def _settle_old(self, *, tidies: bool) -> list[FlashCookie]:
        """Write those anew that change, and remove those that aren't ours if it `tidies`."""
        visit = self.visit
        due = visit.due if visit.cookies else []
        cookies = []
        for before in visit.cookies:
            cookie = before.copy()
            self._take(cookie, is_due=before in due)
            self._move(cookie)
            if cookie.name and (cookie != before or (tidies and not cookie)):
                visit.jar.put(self.response, cookie)
            cookies.append(cookie)
        return cookies

    def _take(self, cookie: FlashCookie, *, is_due: bool) -> None:
        """Take out what the app took away, and what was shown."""
        visit = self.visit
        if visit.gone:
            gone = set(map(id, visit.gone))
            cookie.flashes = [flash for flash in cookie.flashes if id(flash) not in gone]
        if visit.drops_counts:
            cookie.counted = Count()
        if self.is_seen and visit.handed:
            handed = set(map(id, visit.handed))
            unread = [f for f in cookie.flashes if not (f.shown and id(f) in handed)]
            if len(unread) < len(cookie.flashes):
                cookie.flashes, cookie.target = unread, None  # their page had its choice
            if is_due and visit.rest and visit.rest.shown:
                cookie.counted = Count()
        if is_due and self.is_page and self.kind == SCRIPT and not visit.shows:
            cookie.flashes, cookie.counted = [], Count()  # told to a script, which has it now

    def _move(self, cookie: FlashCookie) -> None:
        """Send along what belongs to this page, as its browser goes; or else let any have it.

        A page that shows none, or fails, or turns out to be a download, isn't waited for again.
        """
        if not (cookie.target and self.is_get and (self.visit.is_view or self.kind == SCRIPT)):
            return
        here = self.visit.here
        if cookie.target != (FOR_A_SCRIPT + here if self.kind == SCRIPT else here):
            return
        if self.goes_on:
            cookie.target = self.target
        elif not self.visit.holds:
            cookie.target = None

    def _share(self, flashes: list[Flash]) -> float:
        """Answers in flight can't see each other's: scripts send many, a person few with data."""
        if self.kind == SCRIPT:
            return 1 / 8
        return 1 / 2 if all(isinstance(flash.message, str) for flash in flashes) else 2 / 3

    def _refuse(self) -> None:
        """Have a prefetch fail: a click would show that page as it is, without its flashes.

        Turbo shows even an answer that failed, but one of text makes it load the page instead.
        """
        response = self.response
        response.status_code = 503
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Type"] = "text/plain"
        response.headers.pop("Location", None)
        response.set_data(b"")
