"""What takes a flash: a page that somebody looks at, and nothing else."""

import json
from typing import Any

import pytest
from flask import (
    Flask,
    abort,
    flash,
    get_flashed_messages,
    jsonify,
    redirect,
    render_template_string,
    request,
    stream_template_string,
)
from werkzeug.wrappers import Response

from tests.flashing.browser import BANNERS, PAGE, PREFETCH, Browser

DONE = [("success", "Done")]


def wait(tabs: Browser) -> None:
    """Have a flash wait for /pages/home."""
    tabs.post(message="Done", to="/pages/home")


@pytest.mark.parametrize(
    "destination", ["iframe", "frame", "embed", "object", "image", "script", "style", "empty", ""]
)
def test_what_is_not_a_page_leaves_it(tabs: Browser, destination: str) -> None:
    wait(tabs)
    answer = tabs.get("/pages/home", {"Sec-Fetch-Dest": destination})

    assert answer.banners == []
    assert answer.set_cookies == []
    assert tabs.view() == DONE


def test_an_answer_without_the_waiting_flash_is_not_kept_for_the_page(tabs: Browser) -> None:
    wait(tabs)

    answer = tabs.get("/pages/home", {"Sec-Fetch-Dest": "empty"})

    assert answer.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("to", [{"to": "/pages/home"}, {}], ids=["its page", "any page"])
def test_a_head_request_leaves_it(tabs: Browser, to: dict[str, Any]) -> None:
    tabs.post(message="Done", **to)
    tabs.receive(tabs.send("HEAD", "/pages/home"))

    assert tabs.view() == DONE


def test_a_browser_that_says_nothing_sees_pages(tabs: Browser) -> None:
    wait(tabs)

    assert tabs.get("/pages/home", headers={}).banners == DONE


def test_the_missing_pages_of_images_leave_it(tabs: Browser) -> None:
    @tabs.app.errorhandler(404)
    def missing(error: Exception) -> tuple[str, int]:
        return render_template_string(BANNERS), 404

    tabs.post(message="Done")
    tabs.get("/missing.png", {"Sec-Fetch-Dest": "image"})

    assert tabs.get("/missing-page").banners == DONE


@pytest.mark.parametrize("mimetype", ["Text/HTML", "application/xhtml+xml", "text/plain"])
def test_a_page_of_html_or_of_text_takes_it(tabs: Browser, mimetype: str) -> None:
    @tabs.app.get("/kind")
    def kind() -> Response:
        return Response(render_template_string(BANNERS), content_type=mimetype)

    tabs.post(message="Done", to="/kind")

    assert tabs.view("/kind") == DONE
    assert tabs.view("/kind") == []


@pytest.mark.parametrize(
    "headers",
    [
        PREFETCH,
        {**PAGE, "Sec-Purpose": "prefetch;prerender"},
        {**PAGE, "Sec-Purpose": "prefetch;anonymous-client-ip"},
        {"Purpose": "prefetch"},
    ],
)
def test_a_prefetch_fails_while_flashes_wait_for_its_page(
    tabs: Browser, headers: dict[str, str]
) -> None:
    wait(tabs)
    answer = tabs.get("/pages/home", headers)

    assert answer.status == 503
    assert answer.response.headers["Cache-Control"] == "no-store"
    assert answer.response.text == ""
    assert tabs.view() == DONE


def test_a_prefetch_of_another_page_succeeds(tabs: Browser) -> None:
    wait(tabs)

    assert tabs.get("/pages/other", PREFETCH).status == 200
    assert tabs.get("/quiet", PREFETCH).status == 200


def test_a_prefetch_of_a_page_that_shows_none_leaves_it_waiting_there(tabs: Browser) -> None:
    tabs.post(message="Done", to="/quiet")
    tabs.get("/quiet", {**PAGE, "Sec-Purpose": "prefetch"})

    assert tabs.view("/pages/other") == []
    tabs.get("/quiet", PAGE)
    assert tabs.view("/pages/other") == DONE


def test_a_prefetch_succeeds_when_nothing_waits(tabs: Browser) -> None:
    answer = tabs.get("/pages/home", PREFETCH)

    assert answer.status == 200
    assert "Cache-Control" not in answer.response.headers


def test_pages_prefetched_before_are_forgotten(tabs: Browser) -> None:
    flashed = tabs.post(message="Done", to="/pages/home").response.headers
    shown = tabs.get("/pages/home").response.headers

    assert flashed["Clear-Site-Data"] == '"prefetchCache", "prerenderCache"'
    assert "Clear-Site-Data" not in shown


def test_a_prefetch_that_would_flash_fails_and_leaves_no_flash(tabs: Browser) -> None:
    @tabs.app.get("/closed")
    def closed() -> Response:
        flash("Sign in to go on", "warning")
        return redirect("/pages/sign-in")

    answer = tabs.get("/closed", PREFETCH)

    assert answer.status == 503
    assert answer.response.headers["Cache-Control"] == "no-store"
    assert tabs.get("/closed").banners == [("warning", "Sign in to go on")]


def test_a_json_answer_leaves_it(tabs: Browser) -> None:
    @tabs.app.get("/json")
    def answer() -> Response:
        return jsonify(get_flashed_messages())

    tabs.post(message="Done")

    assert json.loads(tabs.get("/json").response.text) == ["Done"]
    assert tabs.view() == DONE


@pytest.mark.parametrize("status", [204, 302, 304])
def test_an_answer_without_a_page_leaves_it(tabs: Browser, status: int) -> None:
    @tabs.app.get("/nothing")
    def nothing() -> Response:
        get_flashed_messages()
        return Response(status=status, headers={"Content-Type": "text/html"})

    tabs.post(message="Done")
    tabs.receive(tabs.send("GET", "/nothing"))

    assert tabs.view() == DONE


def add_failures(app: Flask) -> None:
    @app.get("/crash")
    def crash() -> str:
        return render_template_string(BANNERS + "{{ 1 // 0 }}")

    @app.get("/abort")
    def stop() -> str:
        render_template_string(BANNERS)
        abort(404)

    @app.after_request
    def spoil(response: Response) -> Response:
        if request.path == "/pages/spoiled" and response.status_code == 200:
            raise RuntimeError
        return response


FAILURES = ["/crash", "/abort", "/pages/spoiled"]


@pytest.mark.parametrize("path", FAILURES)
def test_an_error_page_without_banners_leaves_it_to_the_next_page(tabs: Browser, path: str) -> None:
    add_failures(tabs.app)
    tabs.post(message="Done", to=path)

    assert tabs.get(path).banners == []

    tabs.clock.advance(10)

    assert tabs.view() == DONE
    assert tabs.view() == []


@pytest.mark.parametrize("path", FAILURES)
def test_an_error_page_with_banners_shows_it_once(tabs: Browser, path: str) -> None:
    add_failures(tabs.app)

    @tabs.app.errorhandler(404)
    @tabs.app.errorhandler(500)
    def failed(error: Exception) -> tuple[str, int]:
        return render_template_string(BANNERS.replace("{{ request.path }}", "Sorry")), 500

    tabs.post(message="Done", to=path)

    assert tabs.get(path).banners == DONE

    tabs.clock.advance(10)

    assert tabs.view() == []


def test_a_streamed_page_shows_what_its_view_read(tabs: Browser) -> None:
    @tabs.app.get("/stream")
    def stream() -> Response:
        messages = get_flashed_messages(with_categories=True)
        template = BANNERS.replace("get_flashed_messages(with_categories=True)", "messages")
        return Response(stream_template_string(template, messages=messages), mimetype="text/html")

    tabs.post(message="Done")

    assert tabs.get("/stream").banners == DONE
    assert tabs.view() == []


def test_a_streamed_page_that_asks_too_late_leaves_it(tabs: Browser) -> None:
    @tabs.app.get("/stream")
    def stream() -> Response:
        return Response(stream_template_string(BANNERS), mimetype="text/html")

    tabs.post(message="Done")

    assert tabs.get("/stream").banners == []
    assert tabs.view() == DONE
