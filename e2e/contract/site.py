"""What the scenarios have to know about a site: write one such class for yours."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from playwright.sync_api import Locator, Page


T = TypeVar("T")


class Message(NamedTuple):
    category: str
    text: str


class Post(NamedTuple):
    """A form sent: to which path, and with what in its fields."""

    path: str
    fields: Sequence[tuple[str, str]] = ()


class Site(ABC):
    """How to record messages, and how to find them again. Paths are as seen from the site's root.

    What is None, a site lacks: the scenarios that need it are left out, and counted as such.
    """

    page: str  # shows banners; messages are mostly sent there
    elsewhere: str  # another page that shows banners
    missing = "/there-is-no-such-page"  # a path that answers 404
    categories: Sequence[str] = ("success", "warning", "error")

    redirecting: str | None = None  # a path that redirects to `elsewhere`
    broken: str | None = None  # a page with banners that fails halfway through

    @abstractmethod
    def flash(self, messages: Sequence[Message], to: str) -> Post:
        """Return the form that records messages and redirects to `to`, one of the paths above."""

    @abstractmethod
    def banners(self, page: Page) -> Locator:
        """Return the texts of all banners, each without anything that isn't the message."""

    @abstractmethod
    def banner(self, page: Page, message: Message) -> Locator:
        """Return the banner with this text that looks like its category."""

    def heading(self, page: Page) -> Locator:
        """Return what is on every page, with banners or without."""
        return page.get_by_role("heading").first

    # Something else that is written to the session: who is signed in.

    sign_in: Post | None = None
    sign_out: Post | None = None

    def account(self, page: Page) -> Locator:
        """Return what both of the pages show to those who are signed in, and only to them."""
        raise NotImplementedError

    # Where the scenarios have the site in their hands rather than --base-url.

    def create_app(self, folder: Path, *keys: str) -> WSGIApplication:
        """Make the site. What it keeps, it keeps in `folder`, together with other processes.

        The first of the keys, if there are any, signs; the others are still accepted.
        """
        raise NotImplementedError

    def close_app(self, app: WSGIApplication) -> None:  # noqa: B027  # most have nothing open
        """Close what a site that was made here has open, connections to a database, say."""


def given(what: T | None) -> T:
    """Return what a scenario has said, by its mark, that it needs."""
    assert what is not None, "mark the scenario: @pytest.mark.needs(...)"
    return what


def load(name: str) -> Site:
    """Return the adapter called "package.module:Class"."""
    module, _, kind = name.partition(":")
    site = getattr(import_module(module), kind)()
    assert isinstance(site, Site), f"{name} is no e2e.contract.site.Site"
    return site
