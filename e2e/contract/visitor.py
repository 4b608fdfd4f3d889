"""Somebody's browser: tabs with the site in them, and what a person does there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from html import escape
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, Error, Locator, Page

from .client import Client
from .gate import Gate, Hold
from .site import Message, Post, Site, given

FETCH = """
([posts, redirect]) => { window.fetched = Promise.all(posts.map(([path, body]) => fetch(path, {
  method: "POST", redirect, body: new URLSearchParams(body)
}))) }
"""
FETCH_IN_TURN = """
async posts => { for (const [path, body] of posts) {
  await fetch(path, { method: "POST", redirect: "manual", body: new URLSearchParams(body) })
} }
"""
# Whether the page that is looked at came from the back/forward cache. A page that did is complete
# before it is told so; until it is, nothing is known.
WITNESS = """
addEventListener("pagehide", () => { delete window.wasKept })
addEventListener("pageshow", event => { window.wasKept = event.persisted })
"""
ARRIVED = "path => location.pathname === path && window.wasKept !== undefined"


class Tab:
    """A tab. Deeds are methods, and wait for the page; sights are locators."""

    def __init__(self, page: Page, site: Site, gate: Gate) -> None:
        self.page, self.site, self.gate = page, site, gate
        self.form_path = ""  # of the page with the form that was sent

    @property
    def banners(self) -> Locator:
        return self.site.banners(self.page)

    @property
    def heading(self) -> Locator:
        return self.site.heading(self.page)

    @property
    def account(self) -> Locator:
        return self.site.account(self.page)

    def banner(self, message: Message) -> Locator:
        return self.site.banner(self.page, message)

    def texts(self) -> list[str]:
        """Return the texts of the banners that are there this moment."""
        return self.banners.all_inner_texts()

    def open(self, path: str) -> None:
        # Stock Firefox takes the end of this page's loading for the end of the next one's.
        self.page.wait_for_load_state()
        self.page.goto(self.gate.url + path)

    def try_to_open(self, path: str) -> None:
        """Open a page that may not come, or not as a whole."""
        with suppress(Error):
            self.page.goto(self.gate.url + path, wait_until="commit")

    def show(self, body: str = "") -> str:
        """Open a page of the gate's, with something in it, and return its path."""
        path = self.gate.add_page(body)
        self.open(path)
        return path

    def reload(self) -> None:
        self.page.reload()

    # A form, filled in and not sent yet, is a page of the gate's: looking at it shows no message.

    def form_for(self, post: Post) -> str:
        fields = "".join(
            f'<input type="hidden" name="{name}" value="{escape(value)}">'
            for name, value in post.fields
        )
        return f'<form method="post" action="{post.path}">{fields}<button>Send</button></form>'

    def fill_in(self, post: Post) -> None:
        self.form_path = self.show(self.form_for(post))

    def send(self, hold: Hold | None = None) -> None:
        """Send the form, and wait for the page it leads to, or for the gate to hold it."""
        before = self.page.url
        self.page.get_by_role("button", name="Send").click(no_wait_after=True)
        if hold:
            hold.wait_for()
        else:
            self.page.wait_for_url(lambda url: url != before)

    def flash(self, *messages: Message, to: str | None = None) -> None:
        """Do something that is worth a message, and look at the page it leads to."""
        self.fill_in(self.site.flash(messages, to or self.site.page))
        self.send()

    def submit(self, post: Post | None) -> None:
        self.fill_in(given(post))
        self.send()

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link).click()

    # Requests of scripts.

    def fetch(self, path: str) -> None:
        self.page.evaluate("path => fetch(path).then(answer => answer.text())", path)

    def start_fetching(self, *posts: Post | None, redirect: str = "manual") -> None:
        """Send forms, all at once, and don't wait for the answers."""
        pairs = [(given(post).path, urlencode(given(post).fields)) for post in posts]
        self.page.evaluate(FETCH, [pairs, redirect])

    def fetch_in_turn(self, posts: Sequence[Post]) -> None:
        """Send forms, one after the other."""
        pairs = [(post.path, urlencode(post.fields)) for post in posts]
        self.page.evaluate(FETCH_IN_TURN, pairs)

    def finish_fetching(self) -> None:
        self.page.evaluate("() => window.fetched.then(() => null)")

    def start_opening(self, path: str, hold: Hold) -> None:
        """Open a page that is held."""
        self.page.evaluate("path => { location.assign(path) }", path)
        hold.wait_for()

    # page.go_back() waits for a load, which a page from the back/forward cache doesn't have. And
    # over WebDriver BiDi, expect(...) would wait for that, too: only `texts` tells what is there.

    def go_back(self, path: str) -> None:
        self._travel("history.back()", path)

    def go_forward(self, path: str) -> None:
        self._travel("history.forward()", path)

    def _travel(self, deed: str, path: str) -> None:
        self.page.evaluate(f"() => {{ setTimeout(() => {deed}) }}")  # answered before it is gone
        self.page.wait_for_function(ARRIVED, arg=path)

    def open_popup(self) -> None:
        """Open a window that knows this page, which keeps it out of the back/forward cache."""
        with self.page.expect_popup():
            self.page.evaluate("() => { window.open('about:blank') }")

    def was_kept(self) -> bool:
        """Whether this page came back from the back/forward cache."""
        return bool(self.page.evaluate("() => window.wasKept"))


class Visitor:
    """A browser with an empty cookie jar."""

    def __init__(self, context: BrowserContext, site: Site, gate: Gate) -> None:
        self.context, self.site, self.gate = context, site, gate
        # The same cookie jar, for what is to be done without looking at a page.
        self.client = Client(context.request, site, gate)
        context.add_init_script(WITNESS)
        self.tab = self.open_tab()
        self.tab.show()

    def open_tab(self) -> Tab:
        return Tab(self.context.new_page(), self.site, self.gate)
