"""Only a page that somebody looks at takes a message."""

import pytest
from playwright.sync_api import expect

from .client import Client
from .gate import Gate
from .site import Message, Site
from .visitor import Visitor

pytestmark = pytest.mark.promise(4)

SAVED = Message("success", "Saved.")
EMBEDDED = {
    "iframe": '<iframe src="{}"></iframe>',
    "image": '<img src="{}" alt="">',
    "object": '<object data="{}"></object>',
    "script": '<script src="{}"></script>',
    "style": '<link rel="stylesheet" href="{}">',
    "video": '<video src="{}"></video>',
}
SPECULATION = (
    '<script type="speculationrules">'
    '{{"{}": [{{"urls": ["{}"], "eagerness": "immediate"}}]}}</script>'
)
LINK = '<link rel="prefetch" href="{0}"><a href="{0}">Go on</a>'


@pytest.mark.parametrize("destination", ["iframe", "image"])
def test_what_is_embedded_takes_nothing(
    visitor: Visitor, site: Site, gate: Gate, destination: str
) -> None:
    visitor.client.record(SAVED)

    visitor.tab.show(EMBEDDED[destination].format(site.page))
    gate.wait_for(site.page, sec_fetch_dest=destination)
    visitor.tab.open(site.page)

    expect(visitor.tab.banners).to_have_text([SAVED.text])


@pytest.mark.parametrize("destination", ["object", "script", "style", "video"])
def test_what_is_loaded_takes_nothing(
    scripted: Visitor, site: Site, gate: Gate, destination: str
) -> None:
    scripted.client.record(SAVED)

    scripted.tab.show(EMBEDDED[destination].format(site.page))
    gate.wait_for(site.page, sec_fetch_dest=destination)
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])


def test_the_error_page_of_a_missing_image_takes_nothing(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    scripted.client.record(SAVED)

    scripted.tab.show(f'<img src="{site.missing}" alt="">')
    gate.wait_for(site.missing, sec_fetch_dest="image")
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])


def test_a_script_that_fetches_the_page_takes_nothing(scripted: Visitor, site: Site) -> None:
    scripted.client.record(SAVED)

    scripted.tab.fetch(site.page)
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])


def test_a_script_that_records_and_follows_the_redirect_takes_nothing(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    scripted.tab.start_fetching(site.flash([SAVED], site.page), redirect="follow")
    scripted.tab.finish_fetching()
    gate.wait_for(site.page, sec_fetch_dest="empty")

    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])


def test_a_prefetch_takes_nothing(scripted: Visitor, site: Site, gate: Gate) -> None:
    scripted.client.record(SAVED)

    scripted.tab.show(LINK.format(site.page))
    gate.wait_for(site.page, sec_purpose="prefetch")
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])


@pytest.mark.only_browser("chromium")
@pytest.mark.parametrize(
    ("kind", "purpose"), [("prefetch", "prefetch"), ("prerender", "prefetch;prerender")]
)
def test_a_speculation_takes_nothing(
    scripted: Visitor, site: Site, gate: Gate, kind: str, purpose: str
) -> None:
    scripted.client.record(SAVED)
    scripted.tab.show(SPECULATION.format(kind, site.page))
    gate.wait_for(site.page, sec_purpose=purpose)
    another = scripted.open_tab()

    another.open(site.page)

    expect(another.banners).to_have_text([SAVED.text])


@pytest.mark.only_browser("chromium")
@pytest.mark.parametrize(
    ("kind", "purpose"), [("prefetch", "prefetch"), ("prerender", "prefetch;prerender")]
)
def test_a_page_that_was_speculated_on_shows_the_message(
    scripted: Visitor, site: Site, gate: Gate, kind: str, purpose: str
) -> None:
    scripted.client.record(SAVED)
    scripted.tab.show(SPECULATION.format(kind, site.page) + LINK.format(site.page))
    gate.wait_for(site.page, sec_purpose=purpose)

    scripted.tab.follow("Go on")

    expect(scripted.tab.banners).to_have_text([SAVED.text])


def test_a_page_that_was_prefetched_before_does_not_replace_the_one_with_the_message(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    form = scripted.tab.form_for(site.flash([SAVED], site.page))
    scripted.tab.show(LINK.format(site.page) + form)
    gate.wait_for(site.page, sec_purpose="prefetch")

    scripted.tab.send()

    expect(scripted.tab.banners).to_have_text([SAVED.text])


def test_a_head_request_takes_nothing(client: Client, site: Site) -> None:
    client.record(SAVED)

    client.head(site.page)

    assert SAVED.text in client.view(site.page).text()


def test_a_json_answer_takes_nothing(client: Client, site: Site) -> None:
    client.record(SAVED, to=site.missing)

    client.get(site.missing, {"Accept": "application/json"})

    assert SAVED.text in client.view(site.missing).text()


def test_a_browser_that_says_nothing_of_its_purpose_views_a_page(
    client: Client, site: Site
) -> None:
    client.record(SAVED)

    assert SAVED.text in client.get(site.page).text()
    assert SAVED.text not in client.get(site.page).text()
