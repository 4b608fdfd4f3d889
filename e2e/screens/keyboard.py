"""A visitor who uses the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

FAR = 40  # presses of Tab after which nobody would go on


class Keyboard:
    """Keys, pressed where the focus is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.focused = page.locator(":focus")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def walk_to(self, goal: Locator) -> None:
        """Press Tab until the focus is on the goal, as someone does who can't click."""
        here = goal.and_(self.focused)
        for _ in range(FAR):
            if here.count():
                return
            self.press("Tab")
        raise LookupError(f"Tab doesn't reach {goal}")

    def write(self, text: str) -> None:
        """Replace what is in the field."""
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
