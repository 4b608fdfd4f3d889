"""The next page shows every message, in order, each with its category, as it was written."""

import pytest
from playwright.sync_api import expect

from .site import Message, Site
from .visitor import Visitor

pytestmark = pytest.mark.promise(1)

HELLO = Message("success", "Saved.")
MARKUP = Message("warning", """<b>"1 < 2"</b> & 'so' &amp; {{ on }}, 100%""")
WORLD = Message("success", "你好, Ólafur 👋 مرحبا")


def test_the_next_page_shows_the_message(visitor: Visitor) -> None:
    visitor.tab.flash(HELLO)

    expect(visitor.tab.banners).to_have_text([HELLO.text])


def test_messages_are_shown_in_the_order_recorded(visitor: Visitor) -> None:
    texts = ["first message", "second message", "a third", "another message"]

    visitor.tab.flash(*(Message("success", text) for text in texts))

    expect(visitor.tab.banners).to_have_text(texts)


def test_each_message_has_its_category(visitor: Visitor, site: Site) -> None:
    first, second, third = (Message(name, f"It is {name}.") for name in site.categories)

    visitor.tab.flash(third, first, second)

    expect(visitor.tab.banners).to_have_text([third.text, first.text, second.text])
    expect(visitor.tab.banner(first)).to_be_visible()
    expect(visitor.tab.banner(second)).to_be_visible()
    expect(visitor.tab.banner(third)).to_be_visible()


def test_text_is_shown_as_it_was_written(visitor: Visitor) -> None:
    visitor.tab.flash(MARKUP, WORLD)

    expect(visitor.tab.banners).to_have_text([MARKUP.text, WORLD.text])


def test_messages_of_two_deeds_are_shown_together(scripted: Visitor) -> None:
    scripted.client.record(HELLO)
    scripted.tab.flash(WORLD)

    expect(scripted.tab.banners).to_have_text([HELLO.text, WORLD.text])
