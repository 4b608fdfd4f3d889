"""Where htmx is sent by headers of its own, rather than by a redirect.

Source: htmx 2, `HX-Redirect` (the browser goes there) and `HX-Location` (htmx fetches it).
"""

import pytest
from flask import flash, render_template_string, request
from werkzeug.wrappers import Response

from tests.flashing.browser import BANNERS, Browser
from tests.flashing.test_fetched_pages import DONE, HTMX


def test_what_htmx_is_told_to_go_to_is_a_redirect(tabs: Browser) -> None:
    @tabs.app.after_request
    def tell_htmx(response: Response) -> Response:
        if "Location" in response.headers:
            response.status_code = 200
            response.headers["HX-Redirect"] = response.headers.pop("Location")
        return response

    tabs.post(
        headers={"HX-Request": "true", "Sec-Fetch-Dest": "empty"}, message="Done", to="/pages/a"
    )

    assert tabs.view("/pages/other") == []
    assert tabs.view("/pages/a") == DONE


def add_places(tabs: Browser) -> None:
    """Have htmx go on to a place by a request of its own, rather than the browser."""

    @tabs.app.after_request
    def tell_htmx(response: Response) -> Response:
        if place := request.form.get("place"):
            response.headers["HX-Location"] = place
        return response


PLACES = "/pages/home", '{"path": "/pages/home", "target": "#main"}', "http://localhost/pages/home"


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_htmx_goes_on_to_shows_it(tabs: Browser, place: str) -> None:
    add_places(tabs)
    tabs.post(headers=HTMX, message="Done", place=place)

    assert tabs.get("/pages/other", HTMX).banners == []
    assert tabs.view("/pages/other") == []
    assert tabs.get("/pages/home", HTMX).banners == DONE
    assert tabs.get("/pages/home", HTMX).banners == []
    assert tabs.jar.cookies == {}


def test_a_place_that_shows_none_leaves_it_to_the_next_page(tabs: Browser) -> None:
    add_places(tabs)
    tabs.post(headers=HTMX, message="Done", place="/quiet")
    tabs.get("/quiet", HTMX)

    assert tabs.view() == DONE


@pytest.mark.parametrize("place", ["{}", "{", "https://example.org/"])
def test_a_place_that_is_none_of_ours_leaves_it_to_any_page(tabs: Browser, place: str) -> None:
    add_places(tabs)
    tabs.post(headers=HTMX, message="Done", place=place)

    assert tabs.view() == DONE


def test_only_htmx_goes_on_to_a_place(tabs: Browser) -> None:
    add_places(tabs)

    @tabs.app.post("/save")
    def save() -> str:
        flash("Done", "success")
        return render_template_string(BANNERS)

    assert tabs.post("/save", place="/pages/home").banners == DONE
    assert tabs.view() == []
