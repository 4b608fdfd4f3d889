"""Plain http beyond localhost: there browsers don't say what a request is for, but what they take.

The Accept headers are those of Chromium 156 and Firefox 153.
"""

import pytest

from tests.flashing.browser import Browser

DONE = [("success", "Done")]
AGENT = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/153.0"}
PAGES = [
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
]
IMAGES = ["image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "image/*"]
REST = ["*/*", "text/css,*/*;q=0.1", "application/json", "application/font-woff2;q=1.0,*/*;q=0.8"]


@pytest.mark.parametrize("accept", PAGES)
def test_a_page_takes_it(tabs: Browser, accept: str) -> None:
    tabs.post(message="Done", to="/pages/home")

    assert tabs.get("/pages/home", {**AGENT, "Accept": accept}).banners == DONE
    assert tabs.view() == []


@pytest.mark.parametrize("accept", [*IMAGES, *REST])
def test_what_is_not_a_page_leaves_it(tabs: Browser, accept: str) -> None:
    tabs.post(message="Done", to="/pages/home")

    assert tabs.get("/pages/home", {**AGENT, "Accept": accept}).banners == []
    assert tabs.get("/pages/home", {**AGENT, "Accept": PAGES[0]}).banners == DONE


@pytest.mark.parametrize("accept", IMAGES)
def test_an_image_that_moved_does_not_take_it_along(tabs: Browser, accept: str) -> None:
    tabs.post(message="Done", to="/hop?to=/pages/elsewhere")
    tabs.get("/hop?to=/pages/elsewhere", {**AGENT, "Accept": accept})

    assert tabs.view("/pages/elsewhere") == []
    assert tabs.view("/hop?to=/pages/elsewhere") == DONE


@pytest.mark.parametrize("agent", ["curl/8.5.0", "python-requests/2.32.5"])
def test_what_is_no_browser_sees_pages_whatever_it_takes(tabs: Browser, agent: str) -> None:
    tabs.post(message="Done", to="/pages/home")

    assert tabs.get("/pages/home", {"User-Agent": agent, "Accept": "*/*"}).banners == DONE
