"""Slips in a call of `expect_screenshot`: each is answered by a sentence."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Locator, Page

from e2e.harness.config.file import Config
from e2e.harness.config.project import Project
from e2e.harness.pictures.album import Album
from e2e.harness.pictures.screenshots import ExpectScreenshot

LOOP = {"_loop": None, "_dispatcher_fiber": None}  # what a page wants of Playwright


def a_page(*, closed: bool = False) -> Page:
    return Page(cast("Any", SimpleNamespace(**LOOP, is_closed=lambda: closed)))


@pytest.fixture
def expect_screenshot(tmp_path: Path) -> ExpectScreenshot:
    item = cast("pytest.Item", SimpleNamespace())
    return ExpectScreenshot(Album(Config(tmp_path, {}), Project("a"), item, tmp_path, "missing"))


@pytest.mark.parametrize("target", ["h1", None, 3, object()])
def test_what_is_no_page_and_no_element_is_named(
    expect_screenshot: ExpectScreenshot, target: Any
) -> None:
    with pytest.raises(ValueError, match="what is pictured must be a page or a locator, not"):
        expect_screenshot(target, "a.png")


@pytest.mark.parametrize("mask", ["h1", ["h1"], 3, object()])
def test_a_mask_that_is_no_list_of_locators_is_named(
    expect_screenshot: ExpectScreenshot, mask: Any
) -> None:
    with pytest.raises(ValueError, match="mask must be a list of locators, not"):
        expect_screenshot(a_page(), "a.png", mask=mask)


def test_a_single_locator_is_no_list(expect_screenshot: ExpectScreenshot) -> None:
    locator = Locator(cast("Any", SimpleNamespace(**LOOP)))

    with pytest.raises(ValueError, match="mask must be a list of locators, not"):
        expect_screenshot(a_page(), "a.png", mask=cast("Any", locator))


def test_a_page_that_is_closed_is_named(expect_screenshot: ExpectScreenshot) -> None:
    with pytest.raises(ValueError, match="the page is closed already"):
        expect_screenshot(a_page(closed=True), "a.png")


def test_a_style_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    table = {"expect": {"toHaveScreenshot": {"stylePath": "nowhere.css"}}}
    item = cast("pytest.Item", SimpleNamespace())
    album = Album(Config(tmp_path, table), Project("a"), item, tmp_path, "missing")

    with pytest.raises(ValueError, match=r"stylePath: there is no file .*/nowhere\.css"):
        ExpectScreenshot(album)(a_page(), "a.png")
