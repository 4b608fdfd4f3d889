"""Any order of what three tabs may do at once: nothing is lost, misplaced, or shown twice.

Hypothesis plays a browser whose requests are answered at once, but whose answers arrive in any
order, or never. What every page showed is checked against what had been recorded by then.
"""

import re
import traceback
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.flashing import FlashOnce
from app.flashing.answer import Answer
from app.flashing.cookies import cookie, jar
from app.flashing.visit import Visit
from tests.flashing import browser
from tests.flashing.browser import PREFETCH, SCRIPT, Browser, Clock, make_flashing_app

GRACE = 10
MOST = 12  # flashes that wait at once, so that there is room for all
PAGES = st.sampled_from(["/pages/one", "/pages/two", "/pages/three"])


@dataclass
class Recorded:
    """A flash as the test knows it."""

    text: str
    page: str | None  # None: it belongs to any
    at: float
    seen_at: float = float("inf")  # when the browser first received a page with it


@dataclass
class Flight:
    """An answer on its way: to a POST with `flashes`, or else a page."""

    answer: browser.Answer
    sent_at: float
    flashes: list[Recorded] = field(default_factory=list)
    known: list[Recorded] = field(default_factory=list)  # by the browser, when it asked


class Tabs(RuleBasedStateMachine):
    """A browser, its answers in flight, and what ought to come of them."""

    flights = Bundle("flights")

    @initialize()
    def open(self) -> None:
        self.clock = Clock()
        self.patch = patch.object(cookie, "time", self.clock)
        self.patch.start()
        self.browser = Browser(make_flashing_app(), self.clock)
        self.known: list[Recorded] = []
        self.number = 0
        self.note = None

    def teardown(self) -> None:
        if hasattr(self, "patch"):
            try:
                self.check_that_nothing_is_lost()
            finally:
                self.patch.stop()

    def waiting(self) -> list[Recorded]:
        return [flash for flash in self.known if flash.seen_at == float("inf")]

    @precondition(lambda self: len(self.waiting()) < MOST)
    @rule(target=flights, page=st.none() | PAGES, number=st.integers(1, 3), script=st.booleans())
    def post(self, page: str | None, number: int, *, script: bool) -> Flight:
        now = self.clock.time()
        flashes = [Recorded(f"Number {self.number + n}", page, now) for n in range(number)]
        self.number += number
        answer = self.browser.send(
            "POST",
            "/flash",
            SCRIPT if script else {},
            message=[flash.text for flash in flashes],
            **({"to": page} if page else {}),
        )
        return Flight(answer, now, flashes)

    @rule(target=flights, number=st.integers())
    def write_to_the_session(self, number: int) -> Flight:
        return Flight(self.browser.send("POST", "/flash", note=str(number)), self.clock.time())

    @rule(target=flights, page=PAGES)
    def view(self, page: str) -> Flight:
        known, now = list(self.known), self.clock.time()
        return Flight(self.browser.send("GET", page), now, known=known)

    @rule(page=PAGES, headers=st.sampled_from([SCRIPT, PREFETCH, {"Sec-Fetch-Dest": "iframe"}]))
    def glance(self, page: str, headers: dict[str, str]) -> None:
        answer = self.browser.receive(self.browser.send("GET", page, headers))

        assert answer.banners == [], "shown on no page"
        sent = [each for each in answer.set_cookies if each.startswith("flash.")]
        assert sent == [], "taken by no page"

    @rule(flight=consumes(flights))
    def arrive(self, flight: Flight) -> None:
        self.browser.receive(flight.answer)
        self.known += flight.flashes
        if flight.answer.path != "/flash":
            self.check_page(flight)
            assert not any(header.startswith("session=") for header in flight.answer.set_cookies)

    @precondition(lambda self: len(self.waiting()) < MOST)
    @rule(page=st.none() | PAGES)
    def act(self, page: str | None) -> None:
        self.arrive(self.post(page, 1, script=False))

    @rule(page=PAGES)
    def visit(self, page: str) -> None:
        self.arrive(self.view(page))

    @rule(flight=consumes(flights))
    def get_lost(self, flight: Flight) -> None:
        """The connection breaks: nobody sees this answer, or keeps its cookies."""

    @rule(seconds=st.floats(0, 6))
    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)

    def check_page(self, flight: Flight) -> None:
        by_text = {flash.text: flash for flash in flight.known}
        texts = [text for _, text in flight.answer.banners]
        shown = [by_text[text] for text in texts]  # nothing that the browser didn't know
        now = self.clock.time()

        assert len(texts) == len(set(texts))
        assert shown == sorted(shown, key=lambda flash: int(flash.text.split()[1]))
        for flash in shown:
            age = flight.sent_at - flash.at
            assert flash.page in (None, flight.answer.path) or age > GRACE - 0.1, "wrong tab"
            assert flash.seen_at >= flight.sent_at, "shown twice, and not by two loads at once"
            flash.seen_at = min(flash.seen_at, now)
        for flash in flight.known:
            if flash.page == flight.answer.path and flash.seen_at > flight.sent_at:
                assert flash in shown, "its own page left it out"

    def check_that_nothing_is_lost(self) -> None:
        self.clock.advance(GRACE)
        expected = [flash.text for flash in self.waiting()]
        expected.sort(key=lambda text: int(text.split()[1]))

        assert [text for _, text in self.browser.view("/pages/last")] == expected, "lost, or again"
        assert not any(name.startswith("flash.") for name in self.browser.jar.cookies)


def play(tries: int = 30, **how: Any) -> None:
    """Let Hypothesis try to break a promise."""
    run_state_machine_as_test(
        Tabs, settings=settings(max_examples=tries, stateful_step_count=30, deadline=None, **how)
    )


def test_whatever_overlaps_nothing_is_lost_misplaced_or_shown_twice() -> None:
    play()


class IsAlways:
    """An attribute that is true, whatever is written to it."""

    def __get__(self, *_: object) -> bool:
        return True

    def __set__(self, *_: object) -> None:
        pass


def name_by_the_second(prefix: str) -> str:
    made = int(cookie.name_cookie("")[:13], 16)
    return f"{prefix}{made // 10**6 * 10**6:013x}"


@pytest.mark.parametrize(
    ("where", "name", "mutant", "said"),
    [
        (jar, "name_cookie", name_by_the_second, "left it out|lost"),  # the last answer wins
        (Answer, "_take", lambda *_, **__: None, "shown twice|lost"),  # none is deleted
        (FlashOnce, "name_page", lambda *_: "/", "wrong tab"),  # any page takes it
        (Visit, "is_view", IsAlways(), "no page"),  # so does a script
    ],
)
def test_the_machine_finds_a_broken_promise(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str, mutant: object, said: str
) -> None:
    monkeypatch.setattr(where, name, mutant, raising=name != "is_view")

    # A group where the names' chance makes the same steps fail in two ways.
    with pytest.raises((AssertionError, ExceptionGroup)) as caught:
        play(500, phases=[Phase.generate], report_multiple_bugs=False)

    # All of it: what is lost at the end comes on top of what went wrong on the way.
    assert re.search(said, "".join(traceback.format_exception(caught.value)))
