"""`expect_screenshot`, in a browser: what it compares, what it writes, what it says."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from e2e.harness.config.file import Config
from e2e.harness.config.project import Project
from e2e.harness.pictures import comparator
from e2e.harness.pictures.album import WRITTEN, Album
from e2e.harness.pictures.screenshots import ExpectScreenshot

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><title>Welcome</title>
<style>body { margin: 0; height: 300px }
p { margin: 0; padding: 8px; font: 16px/18px serif }</style>
<p>Ada <b>was created</b></p>"""
GREEN, RED = "#e6f4ea", "#fce8e6"
DRIVERS = comparator.METHOD

Expect = Callable[..., ExpectScreenshot]


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 240, "height": 160})
    yield page
    page.close()


@pytest.fixture
def banner(window: Page) -> Locator:
    window.goto("about:blank")  # another document: what the last one has running ends
    window.set_content(PAGE)
    banner = window.locator("p")
    paint(banner, GREEN)
    return banner


def paint(banner: Locator, colour: str) -> None:
    banner.evaluate("(p, colour) => { p.style.background = colour }", colour)


@pytest.fixture
def expecting(tmp_path: Path, request: pytest.FixtureRequest) -> Expect:
    """Make an `expect_screenshot` for an update mode and a configuration."""

    def expecting(mode: str = "missing", **shooting: Any) -> ExpectScreenshot:
        table = {"expect": {"toHaveScreenshot": shooting}}
        config = Config(tmp_path, table)
        album = Album(config, Project("desktop"), request.node, tmp_path / "left", mode)
        return ExpectScreenshot(album)

    return expecting


@pytest.fixture(params=[DRIVERS, "noSuchMethod"], ids=["driver", "pillow"])
def comparing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Compare with the driver's comparator, then with Pillow, which takes over where it is gone."""
    monkeypatch.setattr(comparator, "METHOD", request.param)
    return str(request.param)


@pytest.fixture
def baseline(tmp_path: Path, banner: Locator, expecting: Expect) -> Path:
    """The green banner, accepted."""
    expecting("all")(banner, "banner.png")
    return tmp_path / "screenshots" / "banner-desktop-linux.png"


def size(path: Path) -> tuple[int, int]:
    return Image.open(io.BytesIO(path.read_bytes())).size


@pytest.mark.usefixtures("comparing", "baseline")
def test_what_looks_as_accepted_passes(banner: Locator, expecting: Expect) -> None:
    expecting("none")(banner, "banner.png")


@pytest.mark.usefixtures("comparing")
def test_a_pale_green_that_turns_pale_red_fails(
    banner: Locator, baseline: Path, expecting: Expect, tmp_path: Path
) -> None:
    paint(banner, RED)

    with pytest.raises(AssertionError) as caught:
        expecting()(banner, "banner.png")

    first, _, *rest = str(caught.value).splitlines()
    assert first.startswith('"banner.png" does not look as accepted. ')
    assert first.endswith(" of all image pixels) are different.")
    assert rest[:3] == [
        "  expected: screenshots/banner-desktop-linux.png",
        "  actual:   left/banner-actual.png",
        "  diff:     left/banner-diff.png",
    ]
    assert rest[4].startswith("To accept it: pytest 'tests/harness/pictures/test_screenshots.py::")
    assert rest[4].endswith("' --update-snapshots")
    assert (tmp_path / "left/banner-expected.png").read_bytes() == baseline.read_bytes()
    assert size(tmp_path / "left/banner-actual.png") == size(baseline)
    assert size(tmp_path / "left/banner-diff.png") == size(baseline)


@pytest.mark.usefixtures("comparing", "baseline")
def test_another_size_is_told_in_pixels(banner: Locator, expecting: Expect) -> None:
    banner.evaluate("p => { p.style.padding = '9px' }")

    with pytest.raises(
        AssertionError, match="Expected an image 240px by 34px, received 240px by 36"
    ):
        expecting()(banner, "banner.png")


@pytest.mark.usefixtures("comparing", "baseline")
@pytest.mark.parametrize("mode", ["missing", "changed"])
def test_what_never_stands_still_can_not_be_accepted(
    banner: Locator, expecting: Expect, mode: str
) -> None:
    banner.evaluate("p => setInterval(n => p.textContent = performance.now(), 10)")

    with pytest.raises(AssertionError, match="Failed to take two consecutive stable screenshots"):
        expecting(mode)(banner, "banner.png", timeout=600)


@pytest.mark.usefixtures("comparing")
def test_a_mask_hides_what_changes(banner: Locator, expecting: Expect) -> None:
    mask = [banner.locator("b")]
    expecting("all")(banner, "masked.png", mask=mask)
    mask[0].evaluate("b => { b.textContent = 'was deleted' }")

    with pytest.raises(AssertionError):
        expecting()(banner, "masked.png")
    mask[0].evaluate("b => { b.textContent = 'was craeted' }")
    expecting()(banner, "masked.png", mask=mask)


def test_a_missing_baseline_is_written_and_counted(
    banner: Locator, expecting: Expect, tmp_path: Path
) -> None:
    expect_screenshot = expecting()

    expect_screenshot(banner, "banner.png")

    path = "screenshots/banner-desktop-linux.png"
    message = f"There was no baseline {path}; this picture was written to it."
    assert expect_screenshot.album.missing == [message]
    assert (WRITTEN, path) in expect_screenshot.album.item.user_properties
    assert size(tmp_path / path) == (240, 34)


def test_none_writes_nothing(banner: Locator, expecting: Expect, tmp_path: Path) -> None:
    expect_screenshot = expecting("none")

    expect_screenshot(banner, "banner.png")

    message = "There is no baseline screenshots/banner-desktop-linux.png."
    assert expect_screenshot.album.missing == [message]
    assert not (tmp_path / "screenshots").exists()


@pytest.mark.parametrize("mode", ["changed", "all"])
def test_a_changed_look_is_accepted_on_request(
    banner: Locator, baseline: Path, expecting: Expect, mode: str
) -> None:
    green = baseline.read_bytes()
    paint(banner, RED)

    expecting(mode)(banner, "banner.png")

    assert baseline.read_bytes() != green
    expecting("none")(banner, "banner.png")


def test_changed_leaves_what_still_fits_alone(
    banner: Locator, baseline: Path, expecting: Expect
) -> None:
    green = baseline.read_bytes()
    paint(banner, RED)

    expecting("changed")(banner, "banner.png", threshold=1)
    assert baseline.read_bytes() == green

    expecting("all")(banner, "banner.png", threshold=1)
    assert baseline.read_bytes() != green


def test_a_page_can_be_taken_whole(banner: Locator, expecting: Expect, tmp_path: Path) -> None:
    expecting("all")(banner.page, "seen.png")
    expecting("all")(banner.page, "whole.png", full_page=True)

    assert size(tmp_path / "screenshots/seen-desktop-linux.png") == (240, 160)
    assert size(tmp_path / "screenshots/whole-desktop-linux.png") == (240, 300)


@pytest.mark.usefixtures("baseline")
@pytest.mark.parametrize(
    "shooting",
    [{"threshold": 1}, {"maxDiffPixels": 99_999}, {"maxDiffPixelRatio": 1}, {"stylePath": "a.css"}],
)
def test_the_file_may_be_less_strict(
    banner: Locator, expecting: Expect, tmp_path: Path, shooting: dict[str, object]
) -> None:
    (tmp_path / "a.css").write_text(f"p {{ background: {GREEN} !important }}")
    paint(banner, RED)

    expecting("none", **shooting)(banner, "banner.png")


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"threshold": 20}, "threshold must be a number from 0 to 1, not 20"),
        ({"max_diff_pixels": -1}, "max_diff_pixels must be a whole number from 0, not -1"),
        ({"timeout": -1}, "timeout must be a number of milliseconds from 0, not -1"),
        ({"caret": "hidden"}, """caret must be one of "hide", "initial", not 'hidden'"""),
        ({"full_page": True}, "full_page is for a page, and this is an element of one"),
        ({"clip": {"x": 0, "y": 0, "width": 9, "height": 9}}, "clip is for a page, and this is an"),
    ],
)
def test_an_option_that_makes_no_sense_is_named(
    expecting: Expect, banner: Locator, said: dict[str, Any], complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=complaint):
        expecting()(banner, "banner.png", **said)

    assert not list(tmp_path.rglob("*.png"))


@pytest.mark.parametrize("mode", ["missing", "none", "changed", "all"])
def test_a_second_picture_of_a_name_has_to_look_like_the_first(
    banner: Locator, expecting: Expect, mode: str
) -> None:
    expect_screenshot = expecting(mode)
    expect_screenshot(banner, "banner.png")
    expect_screenshot(banner, "banner.png")
    paint(banner, RED)

    with pytest.raises(AssertionError, match="as it did before in this scenario") as caught:
        expect_screenshot(banner, "banner.png", timeout=2000)
    assert str(caught.value).endswith("To have both pictures, give one of them another name.")
    expecting("changed")(banner, "banner.png")  # in another try
