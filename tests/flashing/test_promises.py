"""The flash contract, promise by promise: our store keeps them all, and stock Flask breaks most.

Promises 3 and 14 are proved in real browsers, too; here, 3 is what a server can do for it, and 14
goes without saying, for nothing here runs JavaScript.
"""

from collections.abc import Callable

import pytest
from flask import get_flashed_messages

from tests.flashing.browser import PREFETCH, Browser, Clock, make_flashing_app

OVERLAPPING = 5
DONE = [("success", "Done")]


def next_page(tabs: Browser) -> None:
    tabs.post(message=["First", "<b>Second</b>"], category="warning", to="/pages/home")

    assert tabs.view() == [("warning", "First"), ("warning", "<b>Second</b>")]


def once(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")

    assert tabs.view() == DONE
    assert tabs.view() == []
    assert tabs.view("/pages/other") == []


def back_and_forward(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")

    assert tabs.get("/pages/home").response.headers["Cache-Control"] == "no-store"


def only_a_page_view(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    tabs.receive(tabs.send("HEAD", "/pages/home"))
    for destination in ("iframe", "image", "script", "empty"):
        assert tabs.get("/pages/home", {"Sec-Fetch-Dest": destination}).banners == []
    assert tabs.get("/pages/home", PREFETCH).status == 503

    assert tabs.view() == DONE


def overlapping(tabs: Browser) -> None:
    flights = [
        tabs.send("POST", "/flash", message=f"Number {n}", to="/pages/home")
        for n in range(OVERLAPPING)
    ]
    other = tabs.send("POST", "/flash", note="something else")
    for flight in [*flights, other]:
        tabs.receive(flight)

    assert tabs.view() == [("success", f"Number {n}") for n in range(OVERLAPPING)]


def the_tab_that_acted(tabs: Browser) -> None:
    tabs.post(message="Done", to="/hop?to=/pages/home")

    assert tabs.view("/pages/other") == []
    assert tabs.view("/hop?to=/pages/home") == DONE


def bounded_size(tabs: Browser) -> None:
    tabs.post(note="kept")
    for n in range(30):
        tabs.post(message=f"Number {n}. " + "Long. " * 100, to="/pages/home")
    banners = tabs.view()

    assert banners[-1][1].startswith("… and ")
    assert "session" in tabs.jar.cookies


def lost_answer(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    tabs.send("GET", "/pages/home")

    assert tabs.view() == DONE


def any_process(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    again = make_flashing_app("cookies" if "flash." in str(tabs.jar.cookies) else "session")
    other = Browser(again, tabs.clock)
    other.jar = tabs.jar

    assert other.view() == DONE


def tampering(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    for name, value in tabs.jar.cookies.items():
        tabs.jar.receive([f"{name}={value[:-3]}abc; Path=/"])
    answer = tabs.get("/pages/home")

    assert (answer.status, answer.banners) == (200, [])


def nobody_elses_cache(tabs: Browser) -> None:
    quiet = tabs.get("/quiet").response.headers

    assert "Vary" not in quiet
    assert tabs.get("/pages/home").set_cookies == []

    tabs.post(message="Done", to="/pages/home")

    assert tabs.get("/pages/home").response.headers["Cache-Control"] == "no-store"


def error_page(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")

    assert tabs.get("/broken").status == 500
    assert tabs.view() == DONE


def no_pile(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    tabs.clock.advance(601)

    assert tabs.view() == []


PROMISES: dict[int, Callable[[Browser], None]] = {
    1: next_page,
    2: once,
    3: back_and_forward,
    4: only_a_page_view,
    5: overlapping,
    6: the_tab_that_acted,
    7: bounded_size,
    8: lost_answer,
    9: any_process,
    10: tampering,
    11: nobody_elses_cache,
    12: error_page,
    13: no_pile,
}
STOCK_BREAKS = {3, 4, 5, 6, 7, 11, 12, 13}


def browse(store: str, clock: Clock) -> Browser:
    app = make_flashing_app(store)

    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError(get_flashed_messages())

    return Browser(app, clock)


@pytest.mark.parametrize("number", PROMISES)
def test_our_store_keeps_the_promise(number: int, clock: Clock) -> None:
    PROMISES[number](browse("cookies", clock))


@pytest.mark.parametrize("number", set(PROMISES) - STOCK_BREAKS)
def test_stock_flask_keeps_the_promise(number: int, clock: Clock) -> None:
    PROMISES[number](browse("session", clock))


@pytest.mark.parametrize("number", STOCK_BREAKS)
def test_stock_flask_breaks_the_promise(number: int, clock: Clock) -> None:
    with pytest.raises((AssertionError, KeyError, UserWarning)):
        PROMISES[number](browse("session", clock))
