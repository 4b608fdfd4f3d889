"""The lesson: messages of one's own, sent to oneself."""

from __future__ import annotations

from playwright.sync_api import Page

from .screen import Screen


class LessonScreen(Screen):
    """Where any messages can be composed; the form has rows for three."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.life = page.get_by_role("region", name="The life of a message")
        self.composer = page.get_by_role("region", name="Compose your own")

    def open(self) -> None:
        self.go_to("/lesson")

    def compose(self, *messages: tuple[str, str]) -> None:
        """Write messages, each a category and a text, into the rows."""
        for number, (category, text) in enumerate(messages, 1):
            row = self.page.get_by_role("group", name=f"Message {number}", exact=True)
            row.get_by_label("Category").fill(category)
            row.get_by_label("Text").fill(text)

    def send(self, *messages: tuple[str, str]) -> None:
        self.compose(*messages)
        self.page.get_by_role("button", name="Send", exact=True).click()

    def set_code_in_our_font(self) -> None:
        """For pictures: code is set in the machine's font, and machines differ."""
        self.page.locator("html").evaluate("html => html.style.setProperty('--font-code', 'Inter')")
