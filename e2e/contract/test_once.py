"""A message that was shown is gone."""

import pytest
from playwright.sync_api import expect

from .site import Message, Site
from .visitor import Visitor

pytestmark = pytest.mark.promise(2)

SAVED = Message("success", "Saved.")
AGAIN = Message("success", "Saved again.")


def test_it_is_gone_after_a_reload(visitor: Visitor) -> None:
    visitor.tab.flash(SAVED)
    expect(visitor.tab.banners).to_have_text([SAVED.text])

    visitor.tab.reload()

    expect(visitor.tab.heading).to_be_visible()
    expect(visitor.tab.banners).to_have_count(0)


def test_it_is_gone_on_another_page(visitor: Visitor, site: Site) -> None:
    visitor.tab.flash(SAVED)
    expect(visitor.tab.banners).to_have_text([SAVED.text])

    visitor.tab.open(site.elsewhere)

    expect(visitor.tab.heading).to_be_visible()
    expect(visitor.tab.banners).to_have_count(0)


def test_it_is_not_in_a_new_tab(visitor: Visitor, site: Site) -> None:
    visitor.tab.flash(SAVED)
    expect(visitor.tab.banners).to_have_text([SAVED.text])
    tab = visitor.open_tab()

    tab.open(site.page)

    expect(tab.heading).to_be_visible()
    expect(tab.banners).to_have_count(0)


def test_the_next_one_comes_alone(visitor: Visitor) -> None:
    visitor.tab.flash(SAVED)
    expect(visitor.tab.banners).to_have_text([SAVED.text])

    visitor.tab.flash(AGAIN)

    expect(visitor.tab.banners).to_have_text([AGAIN.text])
