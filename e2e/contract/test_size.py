"""However many messages, or long ones: cookies and headers stay small, and nothing is unsaid.

Browsers ignore a cookie whose name and value exceed 4,096 bytes (RFC 6265bis, 5.7), and common
servers refuse requests with more than 8 KiB of headers.
"""

import re
from random import Random
from string import ascii_letters

import pytest
from playwright.sync_api import BrowserContext, expect

from .gate import Gate
from .site import Message, Site
from .visitor import Tab, Visitor

pytestmark = pytest.mark.promise(7)

COOKIE, HEADERS = 4096, 8 * 1024
CHANCE = Random(7)  # noqa: S311 - texts that can't be compressed, the same every time


def letters(count: int, alphabet: str = ascii_letters) -> str:
    return "".join(CHANCE.choices(alphabet, k=count))


FORTY = [Message("success", f"{number}. {letters(120)}") for number in range(1, 41)]
THE_FIRST = re.compile(r"^1\. \w+…?$")  # it may be shortened, so that more of them fit
LONG = Message("error", letters(10_000))
LONG_EMOJI = Message("warning", letters(5_000, "😀😎🙃🥳🤖👻🐙🍏"))


def largest_cookie(context: BrowserContext) -> int:
    return max(len(cookie["name"] + cookie["value"]) for cookie in context.cookies())


def announced(tab: Tab) -> int:
    """Count the messages: those that are shown, and those of which the last one tells."""
    *shown, last = tab.texts()
    more = re.search(r"\d+", last)
    assert more, f"{last!r} doesn't say how many more there were"
    return len(shown) + int(more[0])


def is_beginning(text: str, message: Message) -> bool:
    """Whether a text is the beginning of a message, and says that there was more of it."""
    return 20 < len(text) < len(message.text) and message.text.startswith(text.rstrip("… "))


def test_of_forty_messages_none_vanishes_silently(visitor: Visitor, site: Site, gate: Gate) -> None:
    visitor.client.record(*FORTY)

    assert largest_cookie(visitor.context) <= COOKIE
    visitor.tab.open(site.page)
    assert gate.wait_for(site.page).size <= HEADERS
    expect(visitor.tab.banners.first).to_have_text(THE_FIRST)
    assert announced(visitor.tab) == len(FORTY)


def test_of_the_messages_of_forty_deeds_none_vanishes_silently(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    scripted.tab.fetch_in_turn([site.flash([message], site.page) for message in FORTY])

    scripted.tab.open(site.page)

    assert gate.wait_for(site.page).size <= HEADERS
    expect(scripted.tab.banners.first).to_be_visible()
    assert announced(scripted.tab) == len(FORTY)


@pytest.mark.parametrize("message", [LONG, LONG_EMOJI], ids=["words", "emoji"])
def test_a_long_message_ends_in_an_ellipsis(
    visitor: Visitor, site: Site, gate: Gate, message: Message
) -> None:
    visitor.tab.flash(message)

    expect(visitor.tab.banners).to_have_count(1)
    assert is_beginning(visitor.tab.texts()[0], message)
    assert gate.wait_for(site.page).size <= HEADERS


def test_of_long_messages_of_two_deeds_none_vanishes_silently(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    scripted.client.record(LONG)
    scripted.client.record(LONG_EMOJI)

    scripted.tab.open(site.page)

    assert gate.wait_for(site.page).size <= HEADERS
    expect(scripted.tab.banners).to_have_count(2)
    first, second = scripted.tab.texts()
    assert is_beginning(first, LONG)
    assert is_beginning(second, LONG_EMOJI)


@pytest.mark.needs("sign_in")
def test_too_many_messages_do_not_cost_the_session(scripted: Visitor, site: Site) -> None:
    scripted.client.submit(site.sign_in)

    scripted.client.record(*FORTY)
    scripted.tab.open(site.page)

    expect(scripted.tab.banners.first).to_have_text(THE_FIRST)
    expect(scripted.tab.account).to_be_visible()


@pytest.mark.needs("sign_in")
def test_too_many_messages_do_not_keep_anyone_from_signing_in(
    scripted: Visitor, site: Site
) -> None:
    scripted.client.record(*FORTY)

    scripted.tab.submit(site.sign_in)

    expect(scripted.tab.heading).to_be_visible()
    expect(scripted.tab.account).to_be_visible()
