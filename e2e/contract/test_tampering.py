"""A cookie that isn't what the site has set is ignored and removed, and nobody notices."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .gate import Gate
from .site import Message, Site
from .visitor import Visitor

pytestmark = pytest.mark.promise(10)

SAVED = Message("success", "Saved.")
SENT = Message("success", "Sent.")
Damage = Callable[[str], str]
Serve = Callable[..., str]
DAMAGES: dict[str, Damage] = {
    "forged": lambda value: value.swapcase(),
    "cut": lambda value: value[: len(value) // 2],
    "unsigned": lambda value: value.rpartition(".")[0],
    "nonsense": lambda _: "%00%ff..=;"[:-1],
    "emptied": lambda _: "",
}


def damage(visitor: Visitor, how: Damage) -> list[str]:
    """Damage all cookies, and return their names."""
    cookies = visitor.context.cookies()
    visitor.context.add_cookies([{**c, "value": how(c["value"])} for c in cookies])  # type: ignore[typeddict-item] # given and taken differ in type alone
    return [cookie["name"] for cookie in cookies]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_cookie_is_ignored(scripted: Visitor, site: Site, how: str) -> None:
    scripted.client.record(SAVED)
    assert damage(scripted, DAMAGES[how])

    scripted.tab.open(site.page)

    expect(scripted.tab.heading).to_be_visible()
    expect(scripted.tab.banners).to_have_count(0)


def test_a_damaged_cookie_is_removed(scripted: Visitor, site: Site) -> None:
    scripted.client.record(SAVED)
    damaged = damage(scripted, DAMAGES["forged"])

    scripted.tab.open(site.page)

    expect(scripted.tab.heading).to_be_visible()
    assert not set(damaged) & {cookie["name"] for cookie in scripted.context.cookies()}


def test_a_damaged_cookie_does_not_keep_the_next_message_from_showing(visitor: Visitor) -> None:
    visitor.client.record(SAVED)
    assert damage(visitor, DAMAGES["forged"])

    visitor.tab.flash(SENT)

    expect(visitor.tab.banners).to_have_text([SENT.text])


@pytest.mark.needs("app")
def test_a_cookie_of_a_site_with_another_key_is_ignored(
    scripted: Visitor, site: Site, gate: Gate, serve: Serve
) -> None:
    here, gate.upstream = gate.upstream, serve("another key")
    scripted.client.record(SAVED)

    gate.upstream = here
    scripted.tab.flash(SENT)

    expect(scripted.tab.banners).to_have_text([SENT.text])


@pytest.mark.needs("app")
def test_a_message_outlives_a_change_of_keys(
    scripted: Visitor, site: Site, gate: Gate, serve: Serve
) -> None:
    gate.upstream = serve("an old key")
    scripted.client.record(SAVED)

    gate.upstream = serve("a new key", "an old key")
    scripted.tab.open(site.page)

    expect(scripted.tab.banners).to_have_text([SAVED.text])
