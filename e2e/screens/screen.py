"""What every page has."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from .banner import Banner

# Not at once: the page would be gone before it could answer. Nor by a timer, for a scenario may
# have stopped the clock.
GO_BACK = """(times) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => history.go(-times);
  port2.postMessage(null);
}"""


def go_back(page: Page, times: int = 1) -> None:
    """Go back without waiting for a load, which never comes where the page was kept in memory."""
    page.evaluate(GO_BACK, times)


class Header:
    """The top of every page: who is signed in, and the way in and out."""

    def __init__(self, page: Page) -> None:
        self.root = page.get_by_role("banner")
        self.wordmark = self.root.get_by_role("link", name="Flash Once")
        self.sign_in = self.root.get_by_role("link", name="Sign in")
        self.sign_up = self.root.get_by_role("link", name="Sign up")
        self.sign_out = self.root.get_by_role("button", name="Sign out")

    def person(self, name: str) -> Locator:
        """The link that a signed-in person's own name is."""
        return self.root.get_by_role("link", name=name)


class Screen:
    """A page: its heading, its banners, and ways to look at it again."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.header = Header(page)
        self.heading = page.get_by_role("heading", level=1)
        self.messages = page.get_by_role("region", name="Messages")
        self.banners = self.messages.get_by_role("listitem")
        self.status = page.get_by_role("status")  # spoken when there is time
        self.alert = page.get_by_role("alert")  # spoken at once
        self.main = page.get_by_role("main")
        self.skip = page.get_by_role("link", name="Skip to content")
        inside = self.header.root.or_(self.main)
        pressed = inside.get_by_role("button").or_(inside.get_by_role("link"))
        written = inside.get_by_role("textbox").or_(inside.get_by_role("searchbox"))
        self.touched = pressed.or_(written).or_(inside.get_by_role("combobox"))

    def banner(self, text: str) -> Banner:
        return Banner(self.banners.filter(has_text=text))

    def go_to(self, path: str) -> None:
        # Stock Firefox takes the end of this page's loading for the end of the next one's.
        self.page.wait_for_load_state()
        self.page.goto(path)

    def reload(self) -> None:
        self.page.reload()

    def go_back(self) -> None:
        go_back(self.page)

    def sign_out(self) -> None:
        self.header.sign_out.click()

    def click_here(self) -> None:
        """Click what the mouse is over, whatever becomes of it: no page is waited for."""
        self.page.mouse.down()
        self.page.mouse.up()

    def overhang(self) -> float:
        """How far one can scroll sideways, in CSS pixels."""
        scrolled: float = self.page.evaluate("(scrollTo(10_000, 0), scrollX)")
        return scrolled
