"""Back and Forward don't bring a message back, whether from the HTTP cache or the other one.

The gate's own page, which the form was on, can always be kept. That it was proves, in a scenario,
that this browser's back/forward cache is on; without, the scenario would prove nothing.
"""

import pytest
from playwright.sync_api import expect

from .site import Message, Site
from .visitor import Tab, Visitor

pytestmark = pytest.mark.promise(3)

SAVED = Message("success", "Saved.")


@pytest.fixture
def tab(scripted: Visitor) -> Tab:
    """A tab in which a message was just shown."""
    scripted.tab.flash(SAVED)
    expect(scripted.tab.banners).to_have_text([SAVED.text])
    return scripted.tab


def test_back_does_not_bring_it_back(tab: Tab, site: Site) -> None:
    tab.open(site.elsewhere)

    tab.go_back(site.page)

    assert tab.texts() == []
    tab.go_back(tab.form_path)
    assert tab.was_kept()


def test_forward_does_not_bring_it_back(tab: Tab, site: Site) -> None:
    tab.go_back(tab.form_path)
    assert tab.was_kept()

    tab.go_forward(site.page)

    assert tab.texts() == []


def test_the_http_cache_does_not_bring_it_back(tab: Tab, site: Site) -> None:
    tab.open_popup()
    tab.open(site.elsewhere)

    tab.go_back(site.page)

    assert not tab.was_kept()
    assert tab.texts() == []
