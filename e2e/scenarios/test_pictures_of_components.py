"""How every component looks, in every state and category; `e2e/screenshots/` has the pictures."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping

import pytest
from playwright.sync_api import Page, expect

from e2e.harness.config.project import Project
from e2e.harness.pictures.screenshots import ExpectScreenshot
from e2e.screens.gallery import GalleryScreen

from .typefaces import foreign

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the pictures were accepted on Linux"),
    pytest.mark.usefixtures("app"),
]

COMPONENTS = (
    *("banner", "button", "field", "avatar", "tag", "table", "card", "people", "pager"),
    *("seats", "selection"),
)
TURNED = (
    "banners-stacked",
    "button-quiet",
    "field-noted",
    "table-sorted-by-date",
    "card",
    "pager-both",
    "seats-open",
)

# A text's length and script look alike in every category and colour: once is enough.
LENGTHY = re.compile("-(long|long-word|long-names|hostile|Russian)$")
SAME = re.compile("^banner-(success|warning|reminder)")
RECOLOURED = {"dark", "forced-colors"}

ExpectPictures = Callable[[Mapping[str, Iterable[str]]], None]


def pictured(names: Iterable[str], project: Project) -> list[str]:
    # Our font has no Arabic letters, so that a picture of them would be one of the machine's.
    own = [name for name in names if "Arabic" not in name]
    again = re.compile("") if project.name in RECOLOURED else SAME
    return [name for name in own if not (LENGTHY.search(name) and again.search(name))]


@pytest.fixture
def gallery(page: Page) -> GalleryScreen:
    return GalleryScreen(page)


@pytest.fixture
def expect_pictures(
    gallery: GalleryScreen, expect_screenshot: ExpectScreenshot, subtests: pytest.Subtests
) -> ExpectPictures:
    """Expect specimens to look as accepted, by their folder: all that differ are named."""

    def expect_pictures(wanted: Mapping[str, Iterable[str]]) -> None:
        for folder, names in wanted.items():
            for name in names:
                with subtests.test(name):
                    expect_screenshot(gallery.alone(name), f"{folder}/{name}.png")

    return expect_pictures


@pytest.mark.only_project("desktop", "dark", "phone", "forced-colors")
def test_every_component_looks_as_accepted(
    gallery: GalleryScreen, project: Project, expect_pictures: ExpectPictures
) -> None:
    gallery.open()

    expect_pictures({each: pictured(gallery.names(each), project) for each in COMPONENTS})


@pytest.mark.only_project("desktop", "phone")
def test_a_component_looks_as_accepted_from_the_right(
    gallery: GalleryScreen, expect_pictures: ExpectPictures
) -> None:
    gallery.open()
    gallery.read_from_the_right()

    expect_pictures({"right-to-left": TURNED})


@pytest.mark.only_project("desktop")
def test_every_component_is_pictured(gallery: GalleryScreen) -> None:
    gallery.open()

    expect(gallery.heading).to_be_visible()
    assert {name.split("-")[0].replace("banners", "banner") for name in gallery.names("")} == {
        *COMPONENTS
    }


@pytest.mark.only_project("desktop")
def test_what_is_pictured_is_drawn_in_our_own_font(
    gallery: GalleryScreen, project: Project
) -> None:
    gallery.open()
    names = pictured(gallery.names(""), project)

    assert foreign(gallery.page, ", ".join(map(gallery.selector, names))) == set()
    assert foreign(gallery.page, gallery.selector("banner-error-Arabic")) != set()
