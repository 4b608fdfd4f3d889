"""A banner: one message on the page."""

from __future__ import annotations

import colorsys

from playwright.sync_api import Locator

# Whatever notation a colour is computed in, a canvas paints it in red, green and blue.
PAINT = """
(element, property) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = getComputedStyle(element)[property];
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data];
}
"""
GREY = 0.2  # the saturation, in HSL, under which a colour has no hue to speak of


class Banner:
    """One message: its kind, its text, its icon, and the way to be rid of it."""

    def __init__(self, root: Locator) -> None:
        self.root = root
        self.text = root.locator("[dir=auto]")
        self.name = self.text.locator("bdi")
        self.icon = root.locator("[data-icon]").first
        self.close = root.get_by_role("button", name="Close")
        self.undo = root.get_by_role("button", name="Undo")

    def hues(self) -> set[int | None]:
        """Of its background, edge and icon, in degrees; None stands for grey or see-through."""
        return {
            hue(self.root, "backgroundColor"),
            hue(self.root, "borderInlineStartColor"),
            hue(self.icon, "color"),
        }

    def hidden_width(self) -> int:
        """How much of its text is cut off or sticks out, in CSS pixels."""
        width: int = self.root.evaluate("element => element.scrollWidth - element.clientWidth")
        return width

    def shape(self) -> str | None:
        """Its icon's outline."""
        return self.icon.locator("path").get_attribute("d")


def hue(element: Locator, name: str) -> int | None:
    red, green, blue, opacity = element.evaluate(PAINT, name)
    turn, _lightness, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    return round(turn * 360) if opacity == 255 and saturation > GREY else None
