"""Two pictures compared with what Playwright and Pillow offer openly: slower, and as strict."""

from __future__ import annotations

import io
import re
import time
from importlib.util import find_spec
from typing import Any

import pytest
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TooLateError

from ..config.project import snake
from .comparator import UNSTEADY, Comparison

PAUSES = (0, 100, 250, 500)  # milliseconds between shots, as in Node
FURTHEST = 35215  # between two colours, as YIQ's weights have it
RED = (255, 0, 0)

OF_PAGES = {"clip", "fullPage"}
SHOWN = OF_PAGES | {
    "animations",
    "caret",
    "mask",
    "maskColor",
    "omitBackground",
    "scale",
    "style",
}


def compare(
    target: Page | Locator, expected: bytes | None, options: dict[str, Any], timeout: float
) -> Comparison:
    """Shoot until two pictures agree, and compare; without `expected`, take a first one."""
    if find_spec("PIL") is None:
        raise pytest.UsageError(
            "this Playwright's own comparator is not where it was, and Pillow, which takes its "
            "place, is not installed; run: pip install pillow"
        )
    page = target if isinstance(target, Page) else target.page
    end = time.monotonic() + timeout / 1000
    pauses = iter(PAUSES)
    actual = None
    try:
        previous, actual = expected, shoot(target, options, end)
        while previous is None or differing(previous, actual, options):
            if time.monotonic() > end:
                return Comparison(actual, problem=UNSTEADY)
            # Not until something has happened: two shots a moment apart tell a page that moves.
            page.wait_for_timeout(min(next(pauses, 1000), left(end)))
            previous, actual = actual, shoot(target, options, end)
    except TooLateError as error:
        if actual:
            return Comparison(actual, problem=UNSTEADY)
        told, _, log = str(error).partition("Call log:")
        # Playwright names what was left of the time once it had found the element.
        problem = re.sub(r"Timeout [\d.]+ms", f"Timeout {timeout:g}ms", told.strip())
        return Comparison(problem=problem, log=[repr(target), *log.splitlines()])
    if expected is None:
        return Comparison(actual)
    return judged(expected, actual, options)


def left(end: float) -> int:
    """Return how many milliseconds are left; Playwright takes 0 for no limit at all."""
    return max(1, round((end - time.monotonic()) * 1000))


def shoot(target: Page | Locator, options: dict[str, Any], end: float) -> bytes:
    wanted = SHOWN if isinstance(target, Page) else SHOWN - OF_PAGES
    shown = {snake(key): options[key] for key in wanted if options.get(key) is not None}
    return target.screenshot(type="png", timeout=left(end), **shown)


def judged(expected: bytes, actual: bytes, options: dict[str, Any]) -> Comparison:
    problem = differing(expected, actual, options)
    if problem is None:
        return Comparison()
    return Comparison(actual, drawn(expected, actual, options), problem)


def differing(expected: bytes, actual: bytes, options: dict[str, Any]) -> str | None:
    """Say how two pictures differ by more than the options allow."""
    if expected == actual:
        return None
    before, after = opened(expected), opened(actual)
    if before.size != after.size:
        sizes = [f"{image.width}px by {image.height}px" for image in (before, after)]
        return f"Expected an image {sizes[0]}, received {sizes[1]}."
    count = len(different_pixels(before, after, options.get("threshold", 0.2)))
    area = before.width * before.height
    allowed = [options.get("maxDiffPixels"), options.get("maxDiffPixelRatio")]
    limits = [
        limit * scale for limit, scale in zip(allowed, (1, area), strict=True) if limit is not None
    ]
    if count <= min(limits, default=0):
        return None
    return f"{count} pixels (ratio {count / area:.2f} of all image pixels) are different."


def different_pixels(before: Any, after: Any, threshold: float) -> list[tuple[int, int]]:
    """List the places whose colours are further apart than a share of the furthest there is."""
    from PIL import ImageChops

    box = ImageChops.difference(before, after).getbbox(alpha_only=False)
    if box is None:
        return []
    left, top, right, bottom = box
    limit = FURTHEST * threshold**2
    old, new = before.load(), after.load()
    return [
        (x, y)
        for y in range(top, bottom)
        for x in range(left, right)
        if old[x, y] != new[x, y] and apart(old[x, y], new[x, y]) > limit
    ]


def apart(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return how far apart two colours look on white, as pixelmatch has it, or lie in opacity."""
    before, after = on_white(one), on_white(other)
    red, green, blue = (a - b for a, b in zip(before, after, strict=True))
    y = red * 0.29889531 + green * 0.58662247 + blue * 0.11448223
    i = red * 0.59597799 - green * 0.27417610 - blue * 0.32180189
    q = red * 0.21147017 - green * 0.52261711 + blue * 0.31114694
    colours = 0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q
    return max(colours, 0.5053 * (one[3] - other[3]) ** 2)


def on_white(colour: tuple[int, ...]) -> list[float]:
    *colours, opacity = colour
    return [255 + (each - 255) * opacity / 255 for each in colours]


def drawn(expected: bytes, actual: bytes, options: dict[str, Any]) -> bytes | None:
    """Draw what differs in red on a pale copy; pictures of two sizes can't be laid together."""
    from PIL import Image

    before, after = opened(expected), opened(actual)
    if before.size != after.size:
        return None
    pale = Image.blend(
        before.convert("L").convert("RGB"), Image.new("RGB", before.size, "white"), 0.9
    )
    for place in different_pixels(before, after, options.get("threshold", 0.2)):
        pale.putpixel(place, RED)
    output = io.BytesIO()
    pale.save(output, "PNG")
    return output.getvalue()


def opened(picture: bytes) -> Any:
    from PIL import Image

    return Image.open(io.BytesIO(picture)).convert("RGBA")
