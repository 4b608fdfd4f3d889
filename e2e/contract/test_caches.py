"""Nobody else's cache keeps a message, and other pages stay as cacheable as they were."""

import pytest

from .client import Client
from .site import Message, Site

pytestmark = pytest.mark.promise(11)

SAVED = Message("success", "Saved.")
ALLOWED = {"accept-encoding", "accept-language", "cookie"}


def test_a_page_with_a_message_is_not_to_be_stored(client: Client, site: Site) -> None:
    client.record(SAVED)

    page = client.view(site.page)

    assert SAVED.text in page.text()
    assert "no-store" in page.headers.get("cache-control", "")


def test_a_page_without_a_message_sets_no_cookie(client: Client, site: Site) -> None:
    page = client.view(site.page)

    assert page.ok
    assert "set-cookie" not in page.headers


def test_a_page_that_is_not_to_show_the_message_sets_no_cookie(client: Client, site: Site) -> None:
    client.record(SAVED, to=site.page)

    page = client.view(site.elsewhere)

    assert page.ok
    assert "set-cookie" not in page.headers


def test_a_page_without_a_message_varies_by_no_more_than_it_must(
    client: Client, site: Site
) -> None:
    page = client.view(site.page)

    assert set(page.headers.get("vary", "cookie").lower().split(", ")) <= ALLOWED
