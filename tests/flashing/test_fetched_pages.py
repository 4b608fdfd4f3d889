"""Pages that a script or a service worker fetches, and requests that nobody looks at.

The headers are those that Chromium 156, Firefox 153, Turbo 8 and htmx 2 send.
"""

import json

import pytest
from flask import (
    Request,
    flash,
    get_flashed_messages,
    jsonify,
    redirect,
    render_template_string,
)
from werkzeug.wrappers import Response

from app.flashing import FlashOnce, shows_messages
from tests.flashing.browser import BANNERS, SCRIPT, Browser, Clock, make_flashing_app

DONE = [("success", "Done")]
NAVIGATION = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TURBO = "text/html, application/xhtml+xml"
EMPTY = {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "same-origin"}
CORS = {**EMPTY, "Sec-Fetch-Mode": "cors", "Accept": "*/*"}
HTMX = {**CORS, "HX-Request": "true", "HX-Current-URL": "http://localhost/"}
PAGES = {
    "a service worker in Chromium": {**EMPTY, "Sec-Fetch-Mode": "navigate", "Accept": NAVIGATION},
    "a service worker that sets options": {
        **EMPTY,
        "Sec-Fetch-Mode": "same-origin",
        "Accept": NAVIGATION,
    },
    "a service worker that keeps no headers": {
        **EMPTY,
        "Sec-Fetch-Mode": "navigate",
        "Accept": "*/*",
    },
    "Turbo": {**CORS, "Accept": TURBO},
    "Turbo's form": {**CORS, "Accept": f"text/vnd.turbo-stream.html, {TURBO}"},
    "Turbo on plain http": {"Accept": TURBO, "User-Agent": "Mozilla/5.0"},
    "htmx, boosted": {**HTMX, "HX-Boosted": "true"},
    "htmx, boosted, on plain http": {"Accept": "*/*", "HX-Request": "true", "HX-Boosted": "true"},
    "htmx, going back": {**HTMX, "HX-History-Restore-Request": "true"},
    "Swup": {**CORS, "Accept": TURBO, "X-Requested-With": "swup"},
    "an Android app on plain http": {
        "Accept": NAVIGATION,
        "User-Agent": "Mozilla/5.0 (Linux; Android 16; wv)",
        "X-Requested-With": "org.example.app",
    },
    "no headers but a name": {"User-Agent": "Mozilla/5.0"},
}
OTHERS = {
    "fetch()": CORS,
    "XMLHttpRequest": {**CORS, "X-Requested-With": "XMLHttpRequest"},
    "jQuery's load()": {
        **CORS,
        "Accept": "text/html, */*; q=0.01",
        "X-Requested-With": "XMLHttpRequest",
    },
    "jQuery's load() on plain http": {
        "Accept": "text/html, */*; q=0.01",
        "X-Requested-With": "XMLHttpRequest",
        "User-Agent": "Mozilla/5.0",
    },
    "axios": {**CORS, "Accept": "application/json, text/plain, */*"},
    "htmx": HTMX,
    "htmx on plain http": {"Accept": "*/*", "HX-Request": "true", "User-Agent": "Mozilla/5.0"},
    "a frame of Turbo's": {**CORS, "Accept": TURBO, "Turbo-Frame": "list"},
    "a frame": {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate", "Accept": NAVIGATION},
}
PREFETCHES = {
    "Turbo": {**PAGES["Turbo"], "X-Sec-Purpose": "prefetch"},
    "htmx": {**PAGES["htmx, boosted"], "HX-Preloaded": "true"},
    "a browser": {**EMPTY, "Sec-Purpose": "prefetch", "Accept": NAVIGATION},
    "an older browser": {"Sec-Fetch-Dest": "document", "Purpose": "prefetch"},
    "Firefox of old": {"X-Moz": "prefetch"},
    "Safari's top sites": {"X-Purpose": "preview"},
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_takes_it_however_it_is_fetched(tabs: Browser, kind: str) -> None:
    tabs.post(headers=PAGES[kind], message="Done", to="/hop?to=/pages/home")

    assert tabs.get("/pages/other", PAGES[kind]).banners == []
    assert tabs.get("/hop?to=/pages/home", PAGES[kind]).banners == DONE
    assert tabs.get("/pages/home", PAGES[kind]).banners == []


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_page_takes_nothing(tabs: Browser, kind: str) -> None:
    tabs.post(message="Done", to="/pages/home")
    tabs.clock.advance(11)

    assert tabs.get("/pages/home", OTHERS[kind]).banners == []
    assert tabs.view() == DONE


@pytest.mark.parametrize("kind", PREFETCHES)
def test_a_prefetch_takes_nothing_and_is_not_shown_in_the_pages_place(
    tabs: Browser, kind: str
) -> None:
    tabs.post(message="Done", to="/pages/home")
    answer = tabs.get("/pages/home", PREFETCHES[kind])

    assert (answer.status, answer.response.text) == (503, "")
    assert answer.response.mimetype == "text/plain"  # which makes Turbo load the page
    assert tabs.get("/pages/other", PREFETCHES[kind]).status == 200
    assert tabs.view() == DONE


def test_a_frame_takes_it_where_the_app_lives_in_one(tabs: Browser) -> None:
    tabs.app.config["FLASH_IN_FRAMES"] = True
    tabs.post(headers=OTHERS["a frame"], message="Done", to="/pages/home")

    assert tabs.get("/pages/home", OTHERS["a frame"]).banners == DONE
    assert tabs.view() == []


def test_an_app_may_say_what_a_page_view_is(clock: Clock) -> None:
    class Flashes(FlashOnce):
        def is_page_view(self, request: Request) -> bool:
            return super().is_page_view(request) or "X-Up-Version" in request.headers

    app = make_flashing_app("session")
    Flashes(app)
    tabs = Browser(app, clock)
    tabs.post(message="Done", to="/pages/home")

    assert tabs.get("/pages/home", CORS).banners == []
    assert tabs.get("/pages/home", {**CORS, "X-Up-Version": "3"}).banners == DONE
    assert tabs.view() == []


def add_toasts(tabs: Browser) -> None:
    @tabs.app.get("/toasts")
    def toasts() -> Response:
        shows_messages()
        return jsonify(get_flashed_messages(with_categories=True))


def test_a_view_may_say_that_its_answer_shows_messages(tabs: Browser) -> None:
    add_toasts(tabs)
    tabs.post(headers=SCRIPT, message="Done")

    assert json.loads(tabs.get("/toasts", CORS).response.text) == [["success", "Done"]]
    assert json.loads(tabs.get("/toasts", CORS).response.text) == []
    assert tabs.view() == []


def test_toasts_have_what_belongs_to_the_page_they_are_on(tabs: Browser) -> None:
    add_toasts(tabs)
    tabs.post(message="Done", to="/pages/home?q=1")
    other = {**CORS, "Referer": "http://localhost/pages/home"}
    mine = {**CORS, "Referer": "http://localhost/pages/home?q=1"}

    assert json.loads(tabs.get("/toasts", other).response.text) == []
    assert json.loads(tabs.get("/toasts", mine).response.text) == [["success", "Done"]]
    assert tabs.view("/pages/home?q=1") == []


def add_poll(tabs: Browser, page: str) -> None:
    @tabs.app.get("/poll")
    def poll() -> Response:
        flash("Sign in to go on", "warning")
        return redirect(page)

    @tabs.app.get("/data")
    def data() -> Response:
        return jsonify(None)


@pytest.mark.parametrize("page", ["/pages/sign-in", "/quiet"])
def test_a_tab_that_polls_and_is_told_to_sign_in_piles_nothing_up(tabs: Browser, page: str) -> None:
    add_poll(tabs, page)
    tabs.post(message="Done", to="/pages/home")
    for _ in range(50):
        tabs.get("/poll", CORS)
        tabs.clock.advance(10)

    assert tabs.view() == DONE


def test_what_a_script_is_told_is_nobody_elses_while_it_is_on_its_way(tabs: Browser) -> None:
    add_poll(tabs, "/pages/sign-in")
    flight = tabs.receive(tabs.send("GET", "/poll", CORS))

    assert tabs.view("/pages/sign-in") == []
    assert tabs.get(flight.location, CORS).banners == [("warning", "Sign in to go on")]
    assert tabs.view("/pages/sign-in") == []


def test_what_a_script_was_told_but_got_data_for_is_for_the_next_page(tabs: Browser) -> None:
    add_poll(tabs, "/data")
    tabs.get("/poll", CORS)

    assert tabs.view() == [("warning", "Sign in to go on")]


def test_a_page_is_told_to_sign_in_as_ever(tabs: Browser) -> None:
    add_poll(tabs, "/pages/sign-in")

    assert tabs.get("/poll").banners == [("warning", "Sign in to go on")]


@pytest.mark.parametrize("headers", [CORS, PAGES["Turbo's form"], HTMX])
def test_what_a_persons_script_posts_is_kept(tabs: Browser, headers: dict[str, str]) -> None:
    tabs.post(headers=headers, message="Done", to="/pages/home")
    tabs.get("/pages/home", CORS)

    assert tabs.view() == DONE


@pytest.mark.parametrize("kind", ["image", "style", "script", "font", "manifest", "video", "track"])
def test_what_a_missing_image_records_is_nobodys(tabs: Browser, kind: str) -> None:
    @tabs.app.errorhandler(404)
    def missing(error: Exception) -> tuple[str, int]:
        flash("There is no such page", "error")
        return render_template_string(BANNERS), 404

    answer = tabs.get("/icon.png", {"Sec-Fetch-Dest": kind, "Accept": "image/*,*/*"})

    assert answer.set_cookies == []
    assert tabs.view() == []
    assert tabs.get("/nowhere").banners == [("error", "There is no such page")]


def test_a_form_that_answers_with_a_page_shows_what_waits(tabs: Browser) -> None:
    @tabs.app.post("/search")
    def search() -> str:
        flash("Nothing found", "warning")
        return render_template_string(BANNERS)

    tabs.post(message="Done")

    assert tabs.post("/search").banners == [*DONE, ("warning", "Nothing found")]
    assert tabs.view() == []
