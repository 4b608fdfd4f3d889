"""Pictures compared with Pillow, where the driver's own comparator can't be had."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from e2e.harness.pictures import comparator, pixels
from tests.harness.stage import SMALL, Stage

pytest_plugins = ["pytester"]

WHITE, CLEAR, RED = (255, 255, 255, 255), (255, 255, 255, 0), (255, 0, 0, 255)


def picture(*colours: tuple[int, ...]) -> bytes:
    image = Image.new("RGBA", (len(colours), 1))
    image.putdata(colours)
    output = io.BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


def test_what_is_seen_through_differs_from_white() -> None:
    found = pixels.judged(picture(WHITE), picture(CLEAR), {"threshold": 0.02})

    assert found.problem == "1 pixels (ratio 1.00 of all image pixels) are different."
    assert found.diff


@pytest.mark.parametrize(
    ("limits", "fits"),
    [
        ({}, False),
        ({"maxDiffPixelRatio": 0.5}, True),
        ({"maxDiffPixels": 1}, True),
        ({"maxDiffPixels": 0, "maxDiffPixelRatio": 0.5}, False),
        ({"maxDiffPixels": 1, "maxDiffPixelRatio": 0}, False),
    ],
)
def test_of_two_limits_both_are_kept(limits: dict[str, float], fits: bool) -> None:
    problem = pixels.differing(picture(WHITE, WHITE), picture(WHITE, RED), limits)

    assert (problem is None) is fits


@pytest.fixture
def paper(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.set_content("<p>Ada</p><p hidden>Grace</p>")
    yield page
    page.close()


@pytest.mark.browser
def test_an_element_has_no_options_of_pages(paper: Page) -> None:
    clip = {"x": 0, "y": 0, "width": 1, "height": 1}
    found = pixels.compare(paper.get_by_text("Ada"), None, {"fullPage": True, "clip": clip}, 5000)

    assert found.acceptable


@pytest.mark.browser
def test_an_element_that_stays_hidden_is_told_within_the_time(paper: Page) -> None:
    found = pixels.compare(paper.get_by_text("Grace"), None, {}, 1500)

    assert found.problem == "Locator.screenshot: Timeout 1500ms exceeded."
    assert "Grace" in found.log[0]
    assert "element is not visible" in " ".join(found.log)


def test_where_pillow_is_missing_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "find_spec", lambda _: None)

    with pytest.raises(pytest.UsageError, match="run: pip install pillow"):
        pixels.compare(None, None, {}, 1)  # type: ignore[arg-type] # nothing is pictured


@pytest.mark.browser
def test_a_run_says_once_that_it_compared_with_pillow(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparator, "METHOD", "noSuchMethod")
    scenario = """
        import pytest

        @pytest.mark.parametrize("n", [1, 2])
        def test_it(page, expect_screenshot, n):
            expect_screenshot(page, f"page-{n}.png")
    """
    stage.write(SMALL, test_it=scenario)
    stage.play("--update-snapshots").assert_outcomes(passed=2)

    result = stage.play()

    result.assert_outcomes(passed=2)
    assert result.stdout.str().count("they were compared with Pillow") == 1
