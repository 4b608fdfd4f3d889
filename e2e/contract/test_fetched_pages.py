"""Pages that a service worker, Turbo or htmx fetches are page views; their prefetches aren't."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from .gate import Gate
from .site import Message, Site
from .visitor import Tab, Visitor

pytestmark = pytest.mark.promise(4)

SAVED = Message("success", "Saved.")
# From npm: `make test` has them put there where there is npm.
LIBRARIES = Path(__file__).parents[2] / ".venv" / "libraries" / "node_modules"
TURBO = "@hotwired/turbo/dist/turbo.es2017-umd.js"
HTMX = "htmx.org/dist/htmx.min.js"
WITHOUT_PREFETCH = '<meta name="turbo-prefetch" content="false">'
WORKER = """
addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("fetch", event => event.respondWith(%s));
"""
REGISTER = """async path => {
  await navigator.serviceWorker.register(path, { scope: "/" });
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller)
    await new Promise(done => navigator.serviceWorker.addEventListener("controllerchange", done));
}"""
FETCHES = {
    "as they are": "fetch(event.request)",
    "with options": 'fetch(event.request, { cache: "no-store" })',
    "anew": "fetch(new Request(event.request))",
}


def script(gate: Gate, library: str) -> str:
    """Have the gate serve a library, and return its tag."""
    file = LIBRARIES / library
    if not file.exists():
        pytest.skip(f"npm would have to fetch {library}: make test does, where there is npm.")
    return f'<script src="{gate.add(file.read_bytes(), "text/javascript")}"></script>'


def link(path: str) -> str:
    return f'<a href="{path}">Go on</a>'


@pytest.mark.parametrize("fetches", FETCHES)
def test_a_page_that_comes_through_a_service_worker_shows_it_once(
    scripted: Visitor, site: Site, gate: Gate, fetches: str
) -> None:
    worker = gate.add((WORKER % FETCHES[fetches]).encode(), "text/javascript")
    scripted.tab.page.evaluate(REGISTER, worker)

    scripted.client.record(SAVED)
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])
    assert gate.wait_for(site.page).headers["Sec-Fetch-Dest"] == "empty"

    scripted.tab.reload()

    expect(scripted.tab.heading).to_be_visible()
    expect(scripted.tab.banners).to_have_count(0)


def test_a_script_that_fetches_through_a_service_worker_takes_nothing(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    worker = gate.add((WORKER % FETCHES["as they are"]).encode(), "text/javascript")
    scripted.tab.page.evaluate(REGISTER, worker)
    scripted.client.record(SAVED)

    scripted.tab.fetch(site.page)
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])


def follow(tab: Tab, site: Site, gate: Gate) -> None:
    """Click the link, and see that a script and not the browser went there."""
    tab.follow("Go on")
    tab.page.wait_for_url(gate.url + site.page)
    assert gate.wait_for(site.page).headers["Sec-Fetch-Dest"] == "empty"


def test_a_link_that_htmx_boosts_shows_it_once(scripted: Visitor, site: Site, gate: Gate) -> None:
    scripted.client.record(SAVED)
    scripted.tab.show(f'{script(gate, HTMX)}<div hx-boost="true">{link(site.page)}</div>')

    follow(scripted.tab, site, gate)

    expect(scripted.tab.banners).to_have_text([SAVED.text])

    scripted.tab.open(site.page)

    expect(scripted.tab.heading).to_be_visible()
    expect(scripted.tab.banners).to_have_count(0)


def test_a_part_that_htmx_loads_takes_nothing(scripted: Visitor, site: Site, gate: Gate) -> None:
    scripted.client.record(SAVED)

    scripted.tab.show(f'{script(gate, HTMX)}<div hx-get="{site.page}" hx-trigger="load"></div>')
    gate.wait_for(site.page, hx_request="true")
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])


def test_a_visit_of_turbos_shows_it_once(scripted: Visitor, site: Site, gate: Gate) -> None:
    scripted.client.record(SAVED)
    scripted.tab.show(script(gate, TURBO) + WITHOUT_PREFETCH + link(site.page))

    follow(scripted.tab, site, gate)

    expect(scripted.tab.banners).to_have_text([SAVED.text])

    scripted.tab.open(site.page)

    expect(scripted.tab.heading).to_be_visible()
    expect(scripted.tab.banners).to_have_count(0)


def test_a_form_that_turbo_sends_shows_it_once(scripted: Visitor, site: Site, gate: Gate) -> None:
    form = scripted.tab.form_for(site.flash([SAVED], site.page))
    scripted.tab.show(script(gate, TURBO) + form)

    scripted.tab.send()

    expect(scripted.tab.banners).to_have_text([SAVED.text])
    assert gate.wait_for(site.page).headers["Sec-Fetch-Dest"] == "empty"

    scripted.tab.open(site.page)

    expect(scripted.tab.heading).to_be_visible()
    expect(scripted.tab.banners).to_have_count(0)


def test_what_turbo_prefetched_does_not_take_the_pages_place(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    scripted.client.record(SAVED)
    scripted.tab.show(script(gate, TURBO) + link(site.page))

    scripted.tab.page.get_by_role("link", name="Go on").hover()
    gate.wait_for(site.page, x_sec_purpose="prefetch")
    scripted.tab.follow("Go on")

    expect(scripted.tab.banners).to_have_text([SAVED.text])


@pytest.mark.promise(3)
def test_back_in_turbo_does_not_bring_it_back(scripted: Visitor, site: Site, gate: Gate) -> None:
    scripted.client.record(SAVED)
    scripted.tab.show(script(gate, TURBO) + WITHOUT_PREFETCH + link(site.page))
    follow(scripted.tab, site, gate)
    expect(scripted.tab.banners).to_have_text([SAVED.text])

    scripted.tab.page.evaluate("path => { Turbo.visit(path) }", site.elsewhere)
    scripted.tab.page.wait_for_url(gate.url + site.elsewhere)
    expect(scripted.tab.heading).to_be_visible()
    scripted.tab.page.evaluate("() => { setTimeout(() => history.back()) }")
    scripted.tab.page.wait_for_url(gate.url + site.page)

    expect(scripted.tab.heading).to_be_visible()
    expect(scripted.tab.banners).to_have_count(0)
