"""How much may wait: every cookie and all headers stay within bounds, and nothing goes silently."""

import json
import logging
import re
from typing import Any

import pytest
from flask import Flask, Response, flash, get_flashed_messages
from markupsafe import Markup

from app.flashing import DEFAULTS
from tests.flashing.browser import SCRIPT, Banner, Browser

BUDGET = DEFAULTS["FLASH_BUDGET"]
ONE_COOKIE = BUDGET * 2 // 3
HOME = "/pages/home"


def waiting(tabs: Browser) -> int:
    """Count the bytes that waiting flashes add to the headers of a request."""
    return sum(len(f"{name}={value}; ") for name, value in tabs.jar.cookies.items())


def told(banners: list[Banner]) -> int:
    """Count the flashes a page tells of, those it only counts included."""
    more = re.fullmatch(r"… and (\d+) more messages?\.", banners[-1][1]) if banners else None
    return len(banners) - 1 + int(more[1]) if more else len(banners)


@pytest.mark.parametrize("number", [1, 10, 30, 100, 2000])
def test_many_flashes_are_shown_or_counted(tabs: Browser, number: int) -> None:
    messages = [f"Message number {n}" for n in range(number)]
    tabs.post(message=messages, to=HOME)

    assert waiting(tabs) <= ONE_COOKIE
    banners = tabs.view()
    texts = [text for _, text in banners if not text.startswith("… and")]
    assert texts == messages[: len(texts)]
    assert len(texts) >= min(number, 20)
    assert told(banners) == number


@pytest.mark.parametrize("text", ["x" * 10_000, "Ж" * 10_000, "🎉" * 10_000, 'a"\\\n' * 3_000])
def test_a_long_text_is_shortened_with_an_ellipsis(tabs: Browser, text: str) -> None:
    tabs.post(message=text, to=HOME)

    assert waiting(tabs) <= ONE_COOKIE
    [(category, shown)] = tabs.view()
    assert category == "success"
    assert shown.endswith("…")
    assert text.startswith(shown[:-1])
    assert len(shown) > 200


def test_long_and_short_ones_go_together(tabs: Browser) -> None:
    tabs.post(message=["Short", "long " * 1000, "Also short"], to=HOME)

    texts = [text for _, text in tabs.view()]
    assert (texts[0], texts[2]) == ("Short", "Also short")
    assert texts[1].endswith("…")


def test_shortened_markup_has_no_half_tags(tabs: Browser) -> None:
    @tabs.app.post("/markup")
    def markup() -> str:
        flash(Markup('<a href="/undo">Undo &amp; go</a> ') * 500)
        return ""

    tabs.post("/markup")
    [(_, shown)] = tabs.view()

    assert shown.startswith("Undo & go Undo & go")
    assert "<" not in shown
    assert shown.endswith("…")


def test_the_count_of_the_others_is_a_warning_like_any(tabs: Browser) -> None:
    @tabs.app.get("/only/<category>")
    def only(category: str) -> str:
        return " ".join(map(str, get_flashed_messages(category_filter=[category])))

    tabs.post(message=["Done"] * 100)
    shown = tabs.get("/only/success").response.text.count("Done")

    assert tabs.get("/only/warning").response.text == f"… and {100 - shown} more messages."
    assert tabs.get("/only/warning").response.text == ""
    assert tabs.jar.cookies == {}


def test_both_are_logged_as_warnings(tabs: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        tabs.post(message="fine", to=HOME)
        assert caplog.records == []
        tabs.post(message="x" * 5000, to=HOME)
        assert len(caplog.records) == 1
        tabs.post(message=["x" * 50] * 100, to=HOME)
        assert len(caplog.records) == 2


def test_flashes_that_nobody_views_do_not_pile_up(tabs: Browser) -> None:
    for n in range(100):
        tabs.post(message=f"Message number {n}", to=HOME)
        assert waiting(tabs) <= BUDGET
    banners = tabs.view()

    assert banners[-2] == ("success", "Message number 99")
    assert told(banners) == 100
    assert tabs.jar.cookies == {}


def test_the_newest_make_the_oldest_go_whichever_tab_they_belong_to(tabs: Browser) -> None:
    for n in range(60):
        tabs.post(message=f"Message number {n}", to=f"/pages/{n % 3}")
    tabs.clock.advance(10)

    assert told(tabs.view()) == 60


def test_what_scripts_record_at_once_stays_within_the_headers(tabs: Browser) -> None:
    flights = [
        tabs.send("POST", "/flash", SCRIPT, message=f"{n} " + "long " * 500, to=HOME)
        for n in range(16)
    ]
    for flight in flights:
        tabs.receive(flight)

    assert len(tabs.view()) == 16


def test_what_three_tabs_record_at_once_stays_within_the_headers(tabs: Browser) -> None:
    flights = [tabs.send("POST", "/flash", message="long " * 2000, to=HOME) for _ in range(3)]
    for flight in flights:
        tabs.receive(flight)

    assert len(tabs.view()) == 3


def test_the_session_survives(tabs: Browser) -> None:
    tabs.post(note="n" * 2500, message=["long " * 1000] * 3, to=HOME)

    assert len(tabs.jar.cookies["session"]) > 60
    assert told(tabs.view()) == 3


@pytest.mark.parametrize("budget", [200, 1000, 6000])
def test_the_budget_can_be_set(tabs: Browser, budget: int) -> None:
    tabs.app.config["FLASH_BUDGET"] = budget
    for n in range(10):
        tabs.post(message=[f"Message {n}", "long " * 2000], to=HOME)
        assert waiting(tabs) <= budget

    assert told(tabs.view()) == 20


def test_a_budget_that_no_cookie_may_hold_alone_makes_none_larger_than_browsers_take(
    tabs: Browser,
) -> None:
    tabs.app.config["FLASH_BUDGET"] = 9000
    tabs.post(message="long " * 2000, to=HOME)

    assert [len(name) + len(value) <= 4096 for name, value in tabs.jar.cookies.items()] == [True]


def test_a_script_has_an_eighth_of_the_budget_a_person_half_of_it(tabs: Browser) -> None:
    tabs.app.config["FLASH_BUDGET"] = 6000
    for headers, share in ((SCRIPT, 6000 // 8), ({}, 6000 // 2)):
        before = waiting(tabs)
        tabs.post("/flash", headers, message="long " * 2000, to=HOME)

        assert share * 0.7 < waiting(tabs) - before <= share


@pytest.mark.parametrize(("size", "kept"), [(1200, True), (1600, False)])
def test_data_has_two_thirds_of_it(tabs: Browser, size: int, kept: bool) -> None:
    @tabs.app.post("/data")
    def record_data() -> tuple[str, int]:
        flash({"data": "x" * size}, "form")  # type: ignore[arg-type]  # data travels, too
        return "", 204

    tabs.post("/data")

    assert bool(tabs.jar.cookies) is kept
    assert waiting(tabs) <= ONE_COOKIE


def add_form(app: Flask, form: dict[str, Any]) -> None:
    """Add a `POST /form` that rejects the form, and a `GET /form` that reads what comes back."""

    @app.post("/form")
    def reject() -> str:
        flash("Not created", "error")
        flash(form, "form")  # type: ignore[arg-type]  # data travels, too
        return ""

    @app.get("/form")
    def again() -> Response:
        text = json.dumps(get_flashed_messages(with_categories=True))
        return Response(text, mimetype="text/html")


def test_a_form_that_does_not_fit_is_left_out_and_not_counted(
    tabs: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    add_form(tabs.app, {"values": {"name": "x" * 5000}})
    tabs.post("/form")

    assert json.loads(tabs.get("/form").response.text) == [["error", "Not created"]]
    assert len(caplog.records) == 1


def test_a_form_within_bounds_is_never_cut(tabs: Browser) -> None:
    form = {"values": {"name": "Ж" * 300, "email": "a" * 254}}
    add_form(tabs.app, form)
    tabs.post("/form")

    assert json.loads(tabs.get("/form").response.text) == [["error", "Not created"], ["form", form]]


@pytest.mark.parametrize("data", [["x" * 5000], ("x" * 5000,), 10**3000], ids=type)
def test_what_is_no_text_and_does_not_fit_is_counted(tabs: Browser, data: object) -> None:
    @tabs.app.post("/data")
    def record_data() -> tuple[str, int]:
        flash(data, "success")  # type: ignore[arg-type]  # as somebody may
        return "", 204

    tabs.post("/data")

    assert tabs.view() == [("warning", "… and 1 more message.")]


def test_what_five_tabs_record_at_once_stays_within_the_headers(tabs: Browser) -> None:
    flights = [tabs.send("POST", "/flash", message="long " * 2000, to=HOME) for _ in range(5)]
    for flight in flights:
        tabs.receive(flight)

    assert len(tabs.view()) == 5


def test_a_form_that_does_not_fit_leaves_no_empty_cookie(tabs: Browser) -> None:
    @tabs.app.post("/lone")
    def record_form() -> tuple[str, int]:
        flash({"values": {"name": "x" * 5000}}, "form")  # type: ignore[arg-type]  # as above
        return "", 204

    tabs.post("/lone")

    assert tabs.jar.cookies == {}
