"""How strict and how patient `expect_screenshot` is where nobody says otherwise."""

import io
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from unittest.mock import Mock

import pytest
from PIL import Image
from playwright.sync_api import Locator

from e2e.harness.config.file import Config
from e2e.harness.config.project import Project
from e2e.harness.pictures import pixels
from e2e.harness.pictures.album import Album
from e2e.harness.pictures.comparator import UNSTEADY
from e2e.harness.pictures.screenshots import ExpectScreenshot
from tests.harness.clock import Clock


@pytest.fixture
def expecting(tmp_path: Path, request: pytest.FixtureRequest) -> ExpectScreenshot:
    return ExpectScreenshot(
        Album(Config(tmp_path, {}), Project("desktop"), request.node, tmp_path, "none")
    )


def picture(*colours: tuple[int, int, int]) -> bytes:
    image = Image.new("RGB", (len(colours), 1))
    image.putdata(colours)
    output = io.BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


def grey(light: int) -> tuple[int, int, int]:
    return (light, light, light)


@pytest.mark.parametrize(("lighter", "alike"), [(5, True), (6, False)])
def test_one_pixel_is_told_that_is_lighter_by_more_than_a_fiftieth(
    expecting: ExpectScreenshot, lighter: int, alike: bool
) -> None:
    options, _ = expecting.options({})
    accepted = picture(grey(100), grey(100))

    problem = pixels.differing(accepted, picture(grey(100), grey(100 + lighter)), options)

    assert (problem is None) is alike


def test_a_picture_has_five_seconds_to_look_as_accepted_as_in_node(
    expecting: ExpectScreenshot,
) -> None:
    _, timeout = expecting.options({})

    assert timeout == 5000


@pytest.mark.parametrize(("threshold", "alike"), [(0.99, False), (1, True)])
def test_two_colours_are_as_far_apart_as_can_be(threshold: float, alike: bool) -> None:
    red, cyan = picture((255, 0, 0)), picture((0, 255, 255))

    assert (pixels.differing(red, cyan, {"threshold": threshold}) is None) is alike


def test_what_differs_is_drawn_in_red() -> None:
    found = pixels.judged(picture(grey(0), grey(0)), picture(grey(0), grey(255)), {})

    assert found.diff
    drawn = Image.open(io.BytesIO(found.diff))
    assert drawn.getpixel((1, 0)) == (255, 0, 0)
    assert drawn.getpixel((0, 0)) != (255, 0, 0)


def test_the_pauses_between_shots_of_what_moves_grow_as_in_node(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, pauses, shots = Clock(), list[int](), iter(range(256))

    def pause(milliseconds: int) -> None:
        pauses.append(milliseconds)
        clock.wait(milliseconds / 1000)

    monkeypatch.setattr(pixels, "time", clock)
    monkeypatch.setattr(pixels, "shoot", lambda *_: picture(grey(next(shots) * 10)))
    moving = Mock(spec=Locator, page=SimpleNamespace(wait_for_timeout=pause))

    found = pixels.compare(cast("Locator", moving), None, {"threshold": 0}, 2000)

    assert found.problem == UNSTEADY
    assert pauses[:5] == [0, 100, 250, 500, 1000]
