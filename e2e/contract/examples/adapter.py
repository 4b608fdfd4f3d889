"""How the scenarios use the stock site: the example to start your own adapter from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from e2e.contract.examples import stock
from e2e.contract.site import Message, Post, Site

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from playwright.sync_api import Locator, Page


class Stock(Site):
    """The site next door."""

    page = "/"
    elsewhere = "/elsewhere"
    redirecting = "/moved"
    broken = "/broken"
    sign_in = Post("/sign-in")
    sign_out = Post("/sign-out")

    def flash(self, messages: Sequence[Message], to: str) -> Post:
        fields = [("to", to)]
        for message in messages:
            fields += [("category", message.category), ("text", message.text)]
        return Post("/flash", fields)

    def banners(self, page: Page) -> Locator:
        return page.locator(".flash")

    def banner(self, page: Page, message: Message) -> Locator:
        same_text = page.get_by_text(message.text, exact=True)
        return page.locator(f".flash.{message.category}").and_(same_text)

    def account(self, page: Page) -> Locator:
        return page.get_by_text("Signed in as Ada")

    def create_app(self, folder: Path, *keys: str) -> WSGIApplication:
        app = stock.create_app()
        if keys:
            app.secret_key, *app.config["SECRET_KEY_FALLBACKS"] = keys
        return app
