"""Where a redirect leads, as browsers go there, and what isn't a page when they arrive."""

import pytest
from flask import flash, get_flashed_messages, redirect, render_template_string
from werkzeug.wrappers import Response

from app.flashing import FlashOnce
from app.flashing.pages import follow
from tests.flashing.browser import BANNERS, Browser, Clock, make_flashing_app

DONE = [("success", "Done")]


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("/b", ("", "/b", "")),
        ("b", ("", "/a/b", "")),
        ("../b", ("", "/b", "")),
        ("../../../b", ("", "/b", "")),
        ("..", ("", "/", "")),
        (".", ("", "/a/", "")),
        ("./b/./c/..", ("", "/a/b/", "")),
        ("/x/%2e%2e/b", ("", "/b", "")),
        ("/x/.%2E/b", ("", "/b", "")),
        ("/x/%2e/b", ("", "/x/b", "")),
        ("/x/%252e%252e/b", ("", "/x/%2e%2e/b", "")),
        ("\\b", ("", "/b", "")),
        ("\\\\example.org\\b", ("example.org", "/b", "")),
        ("..\\b", ("", "/b", "")),
        ("/b?to=..\\c", ("", "/b", "to=..\\c")),
        (" /b\t\n", ("", "/b", "")),
        ("/\tb", ("", "/b", "")),
        ("?x=1", ("", "/a/here", "x=1")),
        ("?", ("", "/a/here", "")),
        ("#top", ("", "/a/here", "q=1")),
        ("", ("", "/a/here", "q=1")),
        ("/b#?x", ("", "/b", "")),
        ("//Example.org:80/b", ("example.org", "/b", "")),
        ("http://ada@example.org/b", ("example.org", "/b", "")),
        ("HTTPS:\\\\example.org", ("example.org", "/", "")),
        ("https://example.org:443?x", ("example.org", "/", "x")),
        ("mailto:ada@example.org", ("mailto", "", "")),
        ("/%D0%90 b", ("", "/А b", "")),
        ("/a:b", ("", "/a:b", "")),
    ],
)
def test_a_redirect_leads_where_a_browser_goes(
    location: str, leads_to: tuple[str, str, str]
) -> None:
    assert follow("/a/here", "q=1", location) == leads_to


@pytest.mark.parametrize(
    "to", ["../page/a", "../../page/a", "/x/%2e%2e/page/a", "\\page\\a", "/page/./a", " /page/a"]
)
def test_a_message_waits_where_the_browser_goes(tabs: Browser, to: str) -> None:
    tabs.app.add_url_rule("/page/a", view_func=lambda: render_template_string(BANNERS))

    @tabs.app.after_request
    def send_as_it_is(response: Response) -> Response:
        if "Location" in response.headers:
            response.headers["Location"] = to
        return response

    tabs.post(message="Done", to="/")

    assert tabs.view("/pages/other") == []
    assert tabs.view("/page/a") == DONE


@pytest.mark.parametrize(
    ("to", "other"),
    [
        ("/pages/users?q=ada", "/pages/users?sort=email"),
        ("/pages/users?q=ada", "/pages/users"),
        ("/pages/users", "/pages/users?q=ada"),
        ("/pages/users?q=a", "/pages/users?q=b"),
    ],
)
def test_a_page_with_another_query_is_another_page(tabs: Browser, to: str, other: str) -> None:
    tabs.post(message="Done", to=to)

    assert tabs.view(other) == []
    assert tabs.view(to) == DONE


@pytest.mark.parametrize(
    ("to", "asked"),
    [
        ("/pages/users?q=Ада Л", "/pages/users?q=%D0%90%D0%B4%D0%B0%20%D0%9B"),
        ("/pages/users?q='a'", "/pages/users?q=%27a%27"),
        ("/pages/users?q=a+b&x=1", "/pages/users?q=a+b&x=1"),
        ("/pages/users?", "/pages/users"),
    ],
)
def test_a_query_may_be_written_in_two_ways(tabs: Browser, to: str, asked: str) -> None:
    tabs.post(message="Done", to=to)

    assert tabs.view("/pages/other") == []
    assert tabs.view(asked) == DONE


def test_an_app_may_say_which_addresses_are_one_page(clock: Clock) -> None:
    class Flashes(FlashOnce):
        def name_page(self, path: str, query: str) -> str:
            return super().name_page(path, "")

    app = make_flashing_app("session")
    Flashes(app)
    tabs = Browser(app, clock)
    tabs.post(message="Done", to="/pages/users?q=ada")

    assert tabs.view("/pages/users?sort=email") == DONE


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "ada@localhost"])
def test_a_host_may_be_written_in_several_ways(tabs: Browser, host: str) -> None:
    tabs.post(message="Done", to=f"http://{host}/pages/home")

    assert tabs.view("/pages/other") == []
    assert tabs.view("/pages/home") == DONE


def test_a_page_that_leads_away_from_the_site_leaves_its_message_to_any(tabs: Browser) -> None:
    tabs.post(message="Done", to="/hop?to=https://example.org/")
    tabs.receive(tabs.send("GET", "/hop?to=https://example.org/"))

    assert tabs.view("/pages/other") == DONE


DOWNLOADS = {
    "a table": ({"Content-Type": "text/csv"}, 200),
    "a page to keep": (
        {"Content-Type": "text/html", "Content-Disposition": "attachment; filename=a.html"},
        200,
    ),
    "a text to keep": ({"Content-Type": "text/plain", "Content-Disposition": " Attachment"}, 200),
    "a part": ({"Content-Type": "text/html", "Content-Range": "bytes 0-9/10"}, 206),
    "nothing": ({"Content-Type": "text/html"}, 204),
}


@pytest.mark.parametrize("kind", DOWNLOADS)
@pytest.mark.parametrize("asks", [True, False])
def test_a_download_leaves_its_message_to_the_next_page_at_once(
    tabs: Browser, kind: str, *, asks: bool
) -> None:
    headers, status = DOWNLOADS[kind]

    @tabs.app.get("/download")
    def download() -> Response:
        if asks:
            get_flashed_messages()
        return Response("", headers=headers, status=status)

    tabs.post(message="Done", to="/download")
    tabs.get("/download")

    assert tabs.view("/pages/other") == DONE
    assert tabs.view("/pages/other") == []


def test_a_page_that_failed_leaves_its_message_to_the_next_page_at_once(tabs: Browser) -> None:
    @tabs.app.get("/crash")
    def crash() -> str:
        return render_template_string(BANNERS + "{{ 1 // 0 }}")

    tabs.post(message="Done", to="/crash")
    tabs.get("/crash")

    assert tabs.view("/pages/other") == DONE


def test_a_view_that_reads_records_again_and_redirects_shows_it_once(tabs: Browser) -> None:
    @tabs.app.get("/pass-on")
    def pass_on() -> Response:
        for message in get_flashed_messages():
            flash(str(message), "success")
        return redirect("/pages/home")

    tabs.post(message="Done", to="/pass-on")

    assert tabs.get("/pass-on").banners == DONE
    assert tabs.view() == []
