"""A request, as flashes see it: what came with it, what the app does, and what it may show."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Request
from flask.sessions import SessionInterface

from .cookies import Flash, FlashCookie, FlashJar, unite
from .kept import kept
from .pages import SCRIPT, VIEW
from .purpose import FOR_A_SCRIPT, FOR_HTMX, Purpose

if TYPE_CHECKING:
    from . import FlashOnce

HANDED_OUT = "flashing.handed_out"  # where the WSGI environment says what a request was given


class Visit(Purpose):
    """What a request brought, what the app did with it, and what it may show."""

    def __init__(
        self, rules: "FlashOnce", sessions: SessionInterface, app: Flask, request: Request
    ) -> None:
        super().__init__(rules, request)
        self.jar = FlashJar(sessions, app, request)
        self.cookies = self.jar.open()
        self.listed = list_flashes(self.cookies)  # what waits, as the app finds it
        self.grace: float = app.config["FLASH_GRACE"]
        self.handed: list[Flash] | None = None  # what get_flashed_messages() returned
        self.rest: Flash | None = None  # says how many flashes there was no room for
        self.kept: list[Flash] = []  # of what came, what the app has left in the list
        self.gone: list[Flash] = []  # and what it hasn't
        self.new: list[Flash] = []  # what it has put there
        self.asked = self.changed = self.cleared = self.drops_counts = False
        self.shows = self.holds = False  # whether the view said so
        self.stocks: Any = None  # what stock Flask keeps for itself in the session
        if self.cookies and "HTTP_HX_REQUEST" in request.environ:
            self._arrive()

    def _arrive(self) -> None:
        """See the page in what htmx fetches where an answer sent it: it looks like any part."""
        for cookie in self.cookies:
            if cookie.target == FOR_HTMX + self.here and self.request.method == "GET":
                cookie.target, self.kind, self.is_view = self.here, VIEW, not self.is_prefetch

    @property
    def has_more(self) -> bool:
        return any(cookie.counted for cookie in self.cookies)

    @property
    def due(self) -> list[FlashCookie]:
        """The cookies whose flashes this request may show."""
        is_get = self.request.method == "GET"
        if self.shows:
            return self._find_due(self.here, self.page_before)
        if self.is_view:
            # A form may well be sent to the address where another tab's message is waited for.
            return self._find_due(self.here if is_get else None)
        by_script = is_get and self.kind == SCRIPT and not self.is_prefetch
        return [c for c in self.cookies if by_script and c.target == FOR_A_SCRIPT + self.here]

    @kept
    def would_be_due(self) -> bool:
        """Whether a view of this page would show any, or the whole page that a part is of."""
        return bool(self._find_due(self.here))

    def _find_due(self, *pages: str | None) -> list[FlashCookie]:
        mine = {None, *pages}
        return [c for c in self.cookies if c and (c.target in mine or c.age >= self.grace)]

    def inherit(self, flashes: Iterable[Any]) -> None:
        """Take over what stock Flask left in the session, as if it were in a cookie."""
        self.cookies.insert(0, FlashCookie("", None, [self._make(each) for each in flashes]))
        self.listed = list_flashes(self.cookies)

    def end(self, cookies: list[FlashCookie]) -> list[Flash]:
        """Leave what waits after the answer for tests that look at it: the next request's list."""
        self.cookies, self.listed, self.handed = [], [], None
        return list_flashes(cookies)

    def settle_texts(self, flashes: Any) -> Any:
        """Return the list that the app sets, with texts in place of what can't be kept."""
        self.jar.check_key()
        if isinstance(flashes, list):
            for place, flash in enumerate(flashes):
                if type(flash) is tuple and len(flash) == 2 and type(flash[1]) is not str:
                    flashes[place] = (flash[0], self.jar.writing.settle(flash[1]))
        return flashes

    def hand_out(self, flashes: list[Any]) -> list[Flash]:
        """Return what `get_flashed_messages` is to show, of the list as the app has left it."""
        self.asked = True
        self._read(flashes)
        due = self.due
        mine = {id(flash) for cookie in due for flash in cookie.flashes}
        self.handed = [*(flash for flash in self.kept if id(flash) in mine), *self.new]
        more = unite(cookie.counted for cookie in due if cookie.counted).total
        if more and not self.drops_counts:
            self.rest = Flash(("warning", self.rules.more(more)))
            self.handed.append(self.rest)
        for flash in self.handed:
            flash.shown, flash.read = True, False
        self.request.environ[HANDED_OUT] = self.handed
        return self.handed

    def _read(self, flashes: Iterable[Any]) -> None:
        """Compare the app's list with what it was."""
        flashes = list(flashes)
        self.kept, new, self.gone = _compare(self.listed, flashes)
        self.new = [self._make(each) for each in new]
        self.drops_counts = self.cleared or (self.changed and not flashes)

    def finish(self, flashes: Iterable[Any] | None, *, is_saved: bool) -> None:
        """Take the list as the app leaves it; as in stock Flask, a change may not be saved."""
        if self.handed is None:
            self._read(flashes or () if is_saved else self.listed)
        elif flashes:
            late = [self._make(each) for each in flashes]
            # Recorded once more, it goes where the new ones go.
            self.gone += [flash for flash in self.kept if flash in late]
            self.new += late

    def _make(self, flash: Any) -> Flash:
        is_pair = isinstance(flash, tuple | list) and len(flash) == 2
        category, message = flash if is_pair else ("message", flash)
        return Flash((category, self.jar.writing.settle(message)))


def list_flashes(cookies: list[FlashCookie]) -> list[Flash]:
    return [flash for cookie in cookies for flash in cookie.flashes]


def find_inherited(cookies: list[FlashCookie]) -> list[Any]:
    """Return those that are kept where stock Flask left them, as it left them."""
    return [flash.pair for cookie in cookies if not cookie.name for flash in cookie.flashes]


def _compare(before: list[Flash], after: list[Any]) -> tuple[list[Flash], list[Any], list[Flash]]:
    """Return what was there and still is, what is new, and what is gone.

    All that comes after something new is new: the app wants it in that order.
    """
    if after == before:
        return before, [], []
    kept: list[Flash] = []
    gone: list[Flash] = []
    left = before
    for place, flash in enumerate(after):
        found = [n for n, each in enumerate(left) if each is flash] or [
            n for n, each in enumerate(left) if each == flash
        ]
        if not found:
            return kept, after[place:], gone + left
        gone += left[: found[0]]
        kept.append(left[found[0]])
        left = left[found[0] + 1 :]
    return kept, [], gone + left
