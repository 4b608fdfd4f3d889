"""Whose flash it is: the page an answer redirects to, for ten seconds, and then whoever comes."""

from urllib.parse import quote

import pytest
from flask import abort, flash, redirect, render_template_string, request
from werkzeug.wrappers import Response

from tests.flashing.browser import BANNERS, SCRIPT, Browser

DONE = [("success", "Done")]


def test_another_tab_that_loads_another_page_does_not_get_it(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")

    assert tabs.view("/pages/other") == []
    assert tabs.view("/pages/home") == DONE


def test_ten_seconds_later_any_page_takes_it(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    tabs.clock.advance(9.9)

    assert tabs.view("/pages/other") == []

    tabs.clock.advance(0.2)

    assert tabs.view("/pages/other") == DONE


def test_an_answer_that_does_not_redirect_leaves_it_to_the_next_page(tabs: Browser) -> None:
    tabs.post(message="Done")

    assert tabs.view("/pages/any") == DONE


def test_it_follows_a_chain_of_redirects(tabs: Browser) -> None:
    tabs.post(message="Done", to="/hop?to=/hop?to=/pages/end")
    first = tabs.receive(tabs.send("GET", "/hop?to=/hop?to=/pages/end"))
    second = tabs.receive(tabs.send("GET", first.location))

    assert second.location == "/pages/end"
    assert tabs.view("/pages/other") == []
    assert tabs.view("/pages/end") == DONE


def test_a_chain_keeps_the_order_of_what_was_recorded_on_the_way(tabs: Browser) -> None:
    @tabs.app.get("/closed")
    def closed() -> Response:
        flash("Sign in to go on", "warning")
        return redirect("/pages/sign-in")

    tabs.post(message="Done", to="/closed")

    assert tabs.get("/closed").banners == [("success", "Done"), ("warning", "Sign in to go on")]


def test_a_redirect_that_is_followed_by_post_takes_it_along(tabs: Browser) -> None:
    @tabs.app.post("/old")
    def old() -> Response:
        flash("Moved")
        return redirect("/flash", 307)

    tabs.post("/old")
    tabs.post("/flash", message="Done", to="/pages/home")

    assert tabs.view() == [("message", "Moved"), ("success", "Done")]


@pytest.mark.parametrize(
    "target",
    [
        "/pages/home#top",
        "http://localhost/pages/home",
        "pages/home",
        "/other/../pages/home",
        "//localhost/pages/home",
    ],
)
def test_a_page_is_known_by_its_address_however_it_is_written(tabs: Browser, target: str) -> None:
    tabs.post(message="Done", to=target)

    assert tabs.view("/pages/other") == []
    assert tabs.view("/pages/home") == DONE


@pytest.mark.parametrize("target", ["/pages/Ада Л", "/pages/%D0%90%D0%B4%D0%B0%20%D0%9B"])
def test_a_path_may_be_in_any_script(tabs: Browser, target: str) -> None:
    tabs.post(message="Done", to=target)

    assert tabs.view("/pages/other") == []
    assert tabs.view("/pages/Ада Л") == DONE


@pytest.mark.parametrize("length", [100, 205, 1000])
def test_a_path_may_be_long(tabs: Browser, length: int) -> None:
    target = f"/pages/{'о' * length}"
    tabs.post(message="Done", to=target, headers=SCRIPT)

    assert tabs.view("/pages/other") == []
    assert tabs.view(target) == DONE


@pytest.mark.parametrize("name", ["what?", "a#b", "%41", "what?x/y"])
def test_a_relative_redirect_starts_where_the_form_was_sent(tabs: Browser, name: str) -> None:
    @tabs.app.route("/acts/<path:name>", methods=["GET", "POST"])
    def act(name: str) -> Response | str:
        if request.method == "GET":
            return render_template_string(BANNERS)
        flash("Done", "success")
        return redirect("?done=1", 303)

    tabs.post(f"/acts/{quote(name)}")

    assert tabs.view("/pages/other") == []
    assert tabs.view(f"/acts/{quote(name)}?done=1") == DONE


def test_a_form_sent_to_the_page_it_waits_for_leaves_it_there(tabs: Browser) -> None:
    @tabs.app.post("/pages/home")
    def refuse() -> Response:
        return redirect("/pages/form", 303)

    tabs.post(message="Done", to="/pages/home")
    tabs.post("/pages/home")

    assert tabs.view("/pages/form") == []
    assert tabs.view("/pages/home") == DONE


def test_an_images_redirect_leaves_it_where_it_waits(tabs: Browser) -> None:
    tabs.post(message="Done", to="/hop?to=/pages/picture")
    tabs.get("/hop?to=/pages/picture", {"Sec-Fetch-Dest": "image"})

    assert tabs.view("/pages/picture") == []
    assert tabs.view("/hop?to=/pages/picture") == DONE


@pytest.mark.parametrize("target", ["https://example.org/pages/home", "mailto:ada@example.org"])
def test_an_address_elsewhere_leaves_it_to_any_page(tabs: Browser, target: str) -> None:
    tabs.post(message="Done", to=target)

    assert tabs.view("/pages/other") == DONE


def test_a_mounted_app_knows_its_own_pages(tabs: Browser) -> None:
    tabs.post(message="Done", to="/shop/pages/home")
    environ = {"SCRIPT_NAME": "/shop", "HTTP_COOKIE": tabs.jar.send("/")}

    assert (
        "Done"
        in tabs.app.test_client(use_cookies=False)
        .get("/pages/home", environ_overrides=environ)
        .text
    )


def test_a_script_that_follows_the_redirect_leaves_it_to_the_page(tabs: Browser) -> None:
    tabs.post(headers=SCRIPT, message="Done", to="/pages/home")

    assert tabs.get("/pages/home", SCRIPT).banners == []
    assert tabs.view("/pages/home") == DONE


def test_three_tabs_get_their_own(tabs: Browser) -> None:
    for name in ("one", "two", "three"):
        tabs.post(message=name, to=f"/pages/{name}")

    assert tabs.view("/pages/two") == [("success", "two")]
    assert tabs.view("/pages/one") == [("success", "one")]
    assert tabs.view("/pages/three") == [("success", "three")]


def test_it_expires_unread_after_ten_minutes(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    held = dict(tabs.jar.cookies)
    tabs.clock.advance(600)

    assert tabs.jar.cookies == {}

    tabs.jar.receive(f"{name}={value}; Path=/" for name, value in held.items())

    assert tabs.view("/pages/home") == []
    assert tabs.jar.cookies == {}


def test_a_host_whose_clock_is_behind_shows_it_all_the_same(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    tabs.clock.advance(-5)

    assert tabs.view("/pages/home") == DONE


def test_an_error_on_the_way_does_not_lose_it(tabs: Browser) -> None:
    @tabs.app.get("/gone")
    def gone() -> str:
        abort(410)

    tabs.post(message="Done", to="/gone")
    tabs.get("/gone")
    tabs.clock.advance(10)

    assert tabs.view() == DONE


@pytest.mark.parametrize("to", ["/quiet", "http://localhost/quiet"])
def test_a_page_that_shows_none_passes_its_own_on(tabs: Browser, to: str) -> None:
    tabs.post(message="Done", to=to)
    answer = tabs.get("/quiet")

    assert answer.response.headers["Cache-Control"] == "no-store"
    assert tabs.view("/pages/other") == DONE


def test_a_page_that_records_one_but_shows_none_passes_its_own_on(tabs: Browser) -> None:
    @tabs.app.get("/busy")
    def busy() -> str:
        flash("Again")
        return "<p>This page shows no banners.</p>"

    tabs.post(message="Done", to="/busy")
    tabs.get("/busy")

    assert tabs.view("/pages/other") == [*DONE, ("message", "Again")]


def test_a_page_that_shows_none_leaves_those_of_others(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")

    assert tabs.get("/quiet").set_cookies == []
    assert tabs.view("/pages/other") == []


def test_an_address_without_a_path_is_the_first_page(tabs: Browser) -> None:
    tabs.app.add_url_rule("/", view_func=lambda: render_template_string(BANNERS))
    tabs.post(message="Done", to="http://localhost")

    assert tabs.view("/pages/other") == []
    assert tabs.view("/") == DONE
