"""The twelve scenarios in Python; `twelve.js` says the same, line by line."""

import pytest
from playwright.sync_api import Locator, Page, expect

each_category = pytest.mark.parametrize("category", ["success", "warning", "error"])


def banners(page: Page) -> Locator:
    return page.get_by_role("region", name="Messages").get_by_role("listitem")


def send(page: Page, category: str) -> None:
    page.goto("/lesson")
    row = page.get_by_role("group", name="Message 1", exact=True)
    row.get_by_label("Category").fill(category)
    row.get_by_label("Text").fill("This is a message")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(banners(page)).to_contain_text(["This is a message"])


@each_category
def test_a_message_is_on_the_next_page(page: Page, category: str) -> None:
    send(page, category)

    expect(banners(page)).to_have_attribute("data-category", category)


@each_category
def test_a_message_is_gone_after_a_reload(page: Page, category: str) -> None:
    send(page, category)

    page.reload()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(banners(page)).to_have_count(0)


@each_category
def test_a_message_is_gone_on_another_page(page: Page, category: str) -> None:
    send(page, category)

    page.get_by_role("link", name="Users", exact=True).click()

    expect(page.get_by_role("heading", name="Users")).to_be_visible()
    expect(banners(page)).to_have_count(0)


@each_category
def test_a_message_is_gone_in_a_new_tab(page: Page, category: str) -> None:
    send(page, category)

    tab = page.context.new_page()
    tab.goto("/users")

    expect(tab.get_by_role("heading", name="Users")).to_be_visible()
    expect(banners(tab)).to_have_count(0)
