"""`expect_screenshot`: what a page or an element looks like, compared with what was accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import FloatRect, Locator, Page

from ..config.file import CONFIG
from ..config.keys import SCREENSHOT
from ..config.project import Project, as_tuple, snake
from ..config.schema import MisfitError
from . import comparator, pixels
from .album import COMPARATOR, SHOTS, Album
from .comparator import ComparatorUnknownError, Comparison

# Strict, for Chromium draws alike byte for byte: at Node's 0.2, a pale green that
# turns pale red has no differing pixel at all.
PATIENCE = 5000  # ms for a picture to be as it was, as in Node
STRICT = {"threshold": 0.02, "maxDiffPixels": 0}
PNG = b"\x89PNG"
STEADY = {"animations": "disabled", "caret": "hide", "scale": "css"}


@dataclass(repr=False)
class ExpectScreenshot:
    """Compare pictures with baselines; see `__call__`."""

    album: Album

    def __call__(
        self,
        target: Page | Locator,
        name: str | None = None,
        *,
        mask: Sequence[Locator] = (),
        mask_color: str | None = None,
        threshold: float | None = None,
        max_diff_pixels: int | None = None,
        max_diff_pixel_ratio: float | None = None,
        full_page: bool | None = None,
        clip: FloatRect | None = None,
        style: str | None = None,
        animations: Literal["allow", "disabled"] | None = None,
        caret: Literal["hide", "initial"] | None = None,
        omit_background: bool | None = None,
        timeout: float | None = None,
    ) -> None:
        """Expect a page or an element to look as accepted in the baseline of this name.

        Without a name, it has the scenario's, and a number. A baseline that isn't there is
        written, and the scenario fails at its end. Limits are as in Node, but stricter where
        nothing is said; timeout is in milliseconds.
        A `ValueError` names an option that makes no sense, before anything is pictured.
        """
        __tracebackhide__ = True
        said = {
            "mask": masks(mask),
            "maskColor": mask_color,
            "threshold": threshold,
            "maxDiffPixels": max_diff_pixels,
            "maxDiffPixelRatio": max_diff_pixel_ratio,
            "fullPage": full_page,
            "clip": clip,
            "style": style,
            "animations": animations,
            "caret": caret,
            "omitBackground": omit_background,
            "timeout": timeout,
        }
        given = {key: value for key, value in said.items() if value is not None}
        check(target, given)
        if not self.album.project.ignore_snapshots:
            self.judge(target, name or self.album.next_name(), *self.options(given))

    def options(self, given: dict[str, Any]) -> tuple[dict[str, Any], float]:
        """Lay the call's options over the file's, and those over ours; and the timeout."""
        config = self.album.config
        expect = self.album.project.expect or config.expect
        filed = dict(expect.get("toHaveScreenshot", {}))
        filed.pop("pathTemplate", None)
        sheets = [config.root / path for path in as_tuple(filed.pop("stylePath", None))]
        if missing := [sheet for sheet in sheets if not sheet.is_file()]:
            place = config.place(("expect", "toHaveScreenshot", "stylePath"))
            raise ValueError(f"{place}: stylePath: there is no file {missing[0]}")
        styles = [sheet.read_text(encoding="utf-8") for sheet in sheets]
        strict = STRICT if "maxDiffPixelRatio" not in filed else {"threshold": STRICT["threshold"]}
        if "maxDiffPixelRatio" in given:
            filed.pop("maxDiffPixels", None)
            strict = {"threshold": STRICT["threshold"]}
        patience = {"timeout": expect.get("timeout", PATIENCE)}
        options = {**patience, **STEADY, **strict, **filed, **given}
        if style := "\n".join(filter(None, [*styles, given.get("style")])):
            options["style"] = style
        timeout = options.pop("timeout")
        return options, timeout

    def judge(
        self, target: Page | Locator, name: str, options: dict[str, Any], timeout: float
    ) -> None:
        __tracebackhide__ = True
        album = self.album
        path = album.baseline(name)
        before = album.taken.get(path)
        accepted = before or (path.read_bytes() if path.exists() else None)
        updating = album.mode in {"all", "changed"}
        if accepted is not None and not accepted.startswith(PNG):
            if not updating:
                raise AssertionError(f"The baseline {album.shown(path)} is no PNG picture.")
            accepted = None
        expected = before if album.mode == "all" else accepted
        found = self.compare(target, expected, options, timeout)
        picture = found.actual or b""
        if found.problem is not None:
            if before or album.mode != "changed" or not found.acceptable:
                raise AssertionError(album.complaint(name, accepted, found))
            album.write(path, picture)
        elif expected is not None:
            picture = expected
            album.confirm(name, picture)
        elif picture:
            album.accept(name, picture)
        album.taken[path] = picture

    def compare(
        self, target: Page | Locator, expected: bytes | None, options: dict[str, Any], limit: float
    ) -> Comparison:
        try:
            return comparator.compare(target, expected, options, limit)
        except ComparatorUnknownError:
            self.album.item.user_properties.append((COMPARATOR, "Pillow"))
            return pixels.compare(target, expected, options, limit)


def masks(mask: object) -> list[Locator] | None:
    """Return the locators to be masked; whoever gives one alone is told to give a list."""
    if isinstance(mask, Sequence) and all(isinstance(each, Locator) for each in mask):
        return list(mask) or None
    raise ValueError(f"expect_screenshot: mask must be a list of locators, not {mask!r}")


def check(target: Page | Locator, options: dict[str, Any]) -> None:
    """Ask of a call's options what the file's have to be, and whether they fit what is pictured."""
    if not isinstance(target, Page | Locator):
        raise ValueError(
            f"expect_screenshot: what is pictured must be a page or a locator, not {target!r}"
        )
    if (target if isinstance(target, Page) else target.page).is_closed():
        raise ValueError("expect_screenshot: the page is closed already")
    lost = pixels.OF_PAGES & {key for key, value in options.items() if value}
    if isinstance(target, Locator) and lost:
        what = " and ".join(sorted(map(snake, lost)))
        raise ValueError(f"expect_screenshot: {what} is for a page, and this is an element of one")
    for key in options.keys() & SCREENSHOT.keys.keys():
        try:
            SCREENSHOT.keys[key](options[key], (snake(key),))
        except MisfitError as misfit:
            raise ValueError(f"expect_screenshot: {misfit.problem}") from None


@pytest.fixture
def expect_screenshot(
    request: pytest.FixtureRequest, pytestconfig: pytest.Config, project: Project, output_path: str
) -> ExpectScreenshot:
    """Compare a page or an element with an accepted screenshot."""
    mode = pytestconfig.getoption("--update-snapshots")
    config = pytestconfig.stash[CONFIG]
    album = Album(config, project, request.node, Path(output_path), mode)
    request.node.stash[SHOTS] = album
    return ExpectScreenshot(album)
