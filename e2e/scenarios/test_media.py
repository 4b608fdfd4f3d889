"""Where styles change over: to the pixel of a width, on paper, and as a system asks for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.people import Person
from e2e.screens.forms import NewUserScreen
from e2e.screens.gallery import GalleryScreen
from e2e.screens.lesson import LessonScreen
from e2e.screens.users import UsersScreen

pytestmark = [pytest.mark.only_project("desktop"), pytest.mark.usefixtures("app")]

# Of the first element that fits each selector, one property; tracks of a grid are counted.
READ = """
(wanted) => wanted.map((words) => {
  const [selector, name] = words.split(" > ");
  const value = getComputedStyle(document.querySelector(selector))[name];
  return name.endsWith("Columns") ? value.split(" ").length : value;
})
"""
NARROW = """
([list], width) => {
  list.style.inlineSize = `${width}px`;
  const [banner, body, action] = [".banner", ".banner__body", ".banner__action"].map(
    (selector) => getComputedStyle(list.querySelector(selector)));
  return [body.display, action.marginBlockStart, banner.columnGap, body.gridRowStart];
}
"""


def read(page: Page, *wanted: str, width: int = 1280) -> list[object]:
    page.set_viewport_size({"width": width, "height": 800})
    values: list[object] = page.evaluate(READ, list(wanted))
    return values


def test_a_list_of_people_changes_over_at_these_widths(admin: Person, users: UsersScreen) -> None:
    users.open()

    expect(users.heading).to_be_visible()
    ways_in = [".wordmark > columnGap", ".account > columnGap"]
    assert read(users.page, *ways_in, width=351) == ["4px", "8px"]
    assert read(users.page, *ways_in, width=352) == ["8px", "12px"]
    lines = ".person .avatar > gridRowStart"
    assert read(users.page, lines, width=383) == ["span 3"]
    assert read(users.page, lines, width=384) == ["span 2"]
    header = [
        ".header > columnGap",
        ".nav > order",
        ".account > columnGap",
        ".account__name > maxInlineSize",
    ]
    assert read(users.page, *header, width=639) == ["8px", "1", "12px", "0px"]
    assert read(users.page, *header, width=640) == ["32px", "0", "16px", "192px"]
    table = [
        ".table > display",
        ".table > tableLayout",
        ".table__row > display",
        ".table__heads > display",
    ]
    assert read(users.page, *table, width=895) == ["grid", "auto", "grid", "flex"]
    assert read(users.page, *table, width=896) == ["table", "fixed", "table-row", "table-row"]


def test_a_page_in_two_columns_and_the_lesson_change_over_at_these_widths(
    lesson: LessonScreen,
) -> None:
    lesson.open()

    expect(lesson.heading).to_be_visible()
    fields = ".compose__fields > gridTemplateColumns"
    assert read(lesson.page, fields, width=639) == [1]
    assert read(lesson.page, fields, width=640) == [2]
    columns = [f"{one} > gridTemplateColumns" for one in (".spread", ".life", ".example")]
    step = ".step__body > paddingInlineStart"
    assert read(lesson.page, *columns, step, width=895) == [1, 1, 1, "44px"]
    assert read(lesson.page, *columns, step, width=896) == [2, 4, 2, "0px"]


def test_a_banner_changes_over_at_these_widths_of_its_own(page: Page) -> None:
    gallery = GalleryScreen(page)
    gallery.open()
    banner = gallery.specimen("banner-success-with-an-action")

    expect(banner).to_be_visible()
    lists = banner.locator(".banners__list")
    assert lists.evaluate_all(NARROW, 239) == ["grid", "0px", "0px", "2"]
    assert lists.evaluate_all(NARROW, 240) == ["grid", "0px", "12px", "auto"]
    assert lists.evaluate_all(NARROW, 575) == ["grid", "0px", "12px", "auto"]
    assert lists.evaluate_all(NARROW, 576) == ["flex", "-8px", "12px", "auto"]


def test_on_paper_there_is_what_one_reads_and_nothing_to_press(
    admin: Person, new_user: NewUserScreen, users: UsersScreen, people: Callable[..., None]
) -> None:
    people(*(Person(number, f"Zoë {number}", f"zoe-{number}@a.org") for number in range(10, 40)))
    new_user.open()
    new_user.create("Ada King", "king@example.org")

    expect(users.banners).to_have_count(1)
    hidden = [
        f"{one} > display"
        for one in (".header", ".footer", ".banners", ".button", ".pager", ".search")
    ]
    assert "none" not in read(users.page, *hidden)

    users.page.emulate_media(media="print")

    expect(users.heading).to_be_visible()
    expect(users.row("Ada King")).to_be_visible()
    assert set(read(users.page, *hidden)) == {"none"}


def test_what_a_system_asks_for_is_heeded(admin: Person, users: UsersScreen) -> None:
    users.open()
    motion = [".button > transitionProperty", ".button > transitionDuration"]
    users.page.emulate_media(reduced_motion="no-preference")

    expect(users.heading).to_be_visible()
    assert read(users.page, *motion) == ["box-shadow", "0.16s"]

    users.page.emulate_media(reduced_motion="reduce")

    assert read(users.page, *motion) == ["none", "0s"]

    ticked = [".selection > position", ".selection > display", ".selection > insetBlockEnd"]
    assert read(users.page, *ticked) == ["sticky", "none", "16px"]
