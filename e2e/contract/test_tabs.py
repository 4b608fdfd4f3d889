"""A message is shown in the tab that acted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .gate import Gate
from .site import Message, Site, given
from .visitor import Visitor

pytestmark = pytest.mark.promise(6)

SAVED = Message("success", "Saved.")
SENT = Message("success", "Sent.")
GRACE = 10  # seconds
PassTime = Callable[[int], None]


def test_another_tab_that_loads_a_page_meanwhile_does_not_get_it(
    visitor: Visitor, site: Site, gate: Gate
) -> None:
    mine, other = visitor.tab, visitor.open_tab()
    mine.fill_in(site.flash([SAVED], site.page))

    with gate.holding(site.page) as hold:
        mine.send(hold)
        other.open(site.elsewhere)
        expect(other.heading).to_be_visible()
        expect(other.banners).to_have_count(0)

    expect(mine.banners).to_have_text([SAVED.text])


def test_each_of_two_tabs_gets_its_own(visitor: Visitor, site: Site, gate: Gate) -> None:
    mine, other = visitor.tab, visitor.open_tab()
    mine.fill_in(site.flash([SAVED], site.page))

    with gate.holding(site.page) as hold:
        mine.send(hold)
        other.flash(SENT, to=site.elsewhere)
        expect(other.banners).to_have_text([SENT.text])

    expect(mine.banners).to_have_text([SAVED.text])


@pytest.mark.needs("redirecting")
def test_it_follows_a_chain_of_redirects(visitor: Visitor, site: Site, gate: Gate) -> None:
    mine, other = visitor.tab, visitor.open_tab()
    mine.fill_in(site.flash([SAVED], given(site.redirecting)))

    with gate.holding(site.elsewhere) as hold:
        mine.send(hold)
        other.open(site.page)
        expect(other.heading).to_be_visible()
        expect(other.banners).to_have_count(0)

    expect(mine.banners).to_have_text([SAVED.text])


@pytest.mark.needs("app")
def test_any_page_takes_it_when_its_own_is_never_viewed(
    visitor: Visitor, site: Site, pass_time: PassTime
) -> None:
    visitor.client.record(SAVED)
    visitor.tab.open(site.elsewhere)
    expect(visitor.tab.heading).to_be_visible()
    expect(visitor.tab.banners).to_have_count(0)

    pass_time(GRACE + 1)
    visitor.tab.reload()

    expect(visitor.tab.banners).to_have_text([SAVED.text])
