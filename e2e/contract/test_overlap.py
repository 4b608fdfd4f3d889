"""Requests that overlap lose nothing, neither messages nor who is signed in."""

import pytest
from playwright.sync_api import expect

from .gate import Gate
from .site import Message, Site, given
from .visitor import Visitor

pytestmark = pytest.mark.promise(5)

SAVED = Message("success", "Saved.")
AT_ONCE = 6  # as many as browsers have in flight to one host
MANY = [Message("success", f"Message {number}") for number in range(AT_ONCE)]


def test_messages_of_requests_in_flight_at_once_all_show(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    posts = [site.flash([message], site.page) for message in MANY]

    with gate.holding(posts[0].path, "POST", answered=True) as hold:
        scripted.tab.start_fetching(*posts)
        hold.wait_for(AT_ONCE)
    scripted.tab.finish_fetching()
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_count(AT_ONCE)
    assert sorted(scripted.tab.texts()) == [message.text for message in MANY]


@pytest.mark.needs("app")
def test_messages_that_two_workers_record_at_once_all_show(
    scripted: Visitor, site: Site, gate: Gate, workers: str
) -> None:
    gate.upstream = workers

    scripted.tab.start_fetching(*(site.flash([message], site.page) for message in MANY))
    scripted.tab.finish_fetching()
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_count(AT_ONCE)
    assert sorted(scripted.tab.texts()) == [message.text for message in MANY]


@pytest.mark.needs("sign_in")
def test_a_late_answer_that_signs_in_erases_no_message(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    with gate.holding(given(site.sign_in).path, "POST", answered=True) as hold:
        scripted.tab.start_fetching(site.sign_in)
        hold.wait_for()
        scripted.client.record(SAVED)
    scripted.tab.finish_fetching()
    scripted.tab.open(site.page)

    expect(scripted.tab.banner(SAVED)).to_be_visible()
    expect(scripted.tab.account).to_be_visible()


@pytest.mark.needs("sign_in")
def test_a_late_message_does_not_undo_a_sign_in(scripted: Visitor, site: Site, gate: Gate) -> None:
    post = site.flash([SAVED], site.page)

    with gate.holding(post.path, "POST", answered=True) as hold:
        scripted.tab.start_fetching(post)
        hold.wait_for()
        scripted.client.submit(site.sign_in)
    scripted.tab.finish_fetching()
    scripted.tab.open(site.page)

    expect(scripted.tab.banner(SAVED)).to_be_visible()
    expect(scripted.tab.account).to_be_visible()


@pytest.mark.needs("sign_in")
def test_showing_a_message_does_not_undo_a_sign_in(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    scripted.client.record(SAVED)

    with gate.holding(site.page, answered=True) as hold:
        scripted.tab.start_opening(site.page, hold)
        scripted.client.submit(site.sign_in)
    expect(scripted.tab.banner(SAVED)).to_be_visible()
    scripted.tab.open(site.elsewhere)

    expect(scripted.tab.heading).to_be_visible()
    expect(scripted.tab.account).to_be_visible()


@pytest.mark.needs("sign_in", "sign_out")
def test_showing_a_message_does_not_undo_a_sign_out(
    scripted: Visitor, site: Site, gate: Gate
) -> None:
    scripted.client.submit(site.sign_in)
    scripted.client.record(SAVED)

    with gate.holding(site.page, answered=True) as hold:
        scripted.tab.start_opening(site.page, hold)
        scripted.client.submit(site.sign_out)
    expect(scripted.tab.banner(SAVED)).to_be_visible()
    scripted.tab.open(site.elsewhere)

    expect(scripted.tab.heading).to_be_visible()
    expect(scripted.tab.account).to_have_count(0)
