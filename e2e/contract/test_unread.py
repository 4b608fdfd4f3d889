"""Messages that nobody reads don't pile up, and expire."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .gate import Gate
from .site import Message, Site
from .visitor import Visitor

pytestmark = [pytest.mark.promise(13), pytest.mark.needs("app")]

OLD = Message("success", "Saved long ago.")
NEW = Message("success", "Saved just now.")
LIFETIME = 600  # seconds
HEADERS = 8 * 1024  # bytes
PassTime = Callable[[int], None]


def test_a_message_expires_after_ten_minutes(
    visitor: Visitor, site: Site, pass_time: PassTime
) -> None:
    visitor.client.record(OLD)

    pass_time(LIFETIME + 1)
    visitor.tab.open(site.page)

    expect(visitor.tab.heading).to_be_visible()
    expect(visitor.tab.banners).to_have_count(0)


def test_a_message_waits_for_almost_ten_minutes(
    visitor: Visitor, site: Site, pass_time: PassTime
) -> None:
    visitor.client.record(OLD)

    pass_time(LIFETIME - 10)
    visitor.tab.open(site.page)

    expect(visitor.tab.banners).to_have_text([OLD.text])


def test_an_expired_message_does_not_come_along_with_the_next(
    visitor: Visitor, pass_time: PassTime
) -> None:
    visitor.client.record(OLD)

    pass_time(LIFETIME + 1)
    visitor.tab.flash(NEW)

    expect(visitor.tab.banners).to_have_text([NEW.text])


def test_a_hundred_unread_messages_do_not_weigh_down_the_next_request(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    scripted.tab.fetch_in_turn(
        [site.flash([Message("success", f"Message {n}")], site.page) for n in range(100)]
    )

    scripted.tab.open(site.elsewhere)

    expect(scripted.tab.heading).to_be_visible()
    assert gate.wait_for(site.elsewhere).size <= HEADERS
