"""Any process, on any host, may answer the next request."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import expect

from .gate import Gate
from .site import Message, Site
from .visitor import Visitor

pytestmark = [pytest.mark.promise(9), pytest.mark.needs("app")]

SAVED = Message("success", "Saved.")
MANY = [Message("success", f"Message {number}") for number in range(6)]
Start = Callable[[], AbstractContextManager[str]]


def test_another_process_shows_what_this_one_recorded(
    scripted: Visitor, site: Site, gate: Gate, workers: str
) -> None:
    scripted.client.record(SAVED)

    gate.upstream = workers
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])


def test_a_message_outlives_a_restart(
    scripted: Visitor, site: Site, gate: Gate, start: Start
) -> None:
    with start() as gate.upstream:
        scripted.client.record(SAVED)
    with start() as gate.upstream:
        scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])


def test_two_workers_that_take_turns_lose_nothing(
    scripted: Visitor, site: Site, gate: Gate, workers: str
) -> None:
    gate.upstream = workers

    scripted.tab.fetch_in_turn([site.flash([message], site.page) for message in MANY])
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([message.text for message in MANY])
