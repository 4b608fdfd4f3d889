"""What a scenario may ask for besides: each outcome in turn, what was sent, and to hold it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route

from .outcomes import on_each_outcome

__all__ = ["on_each_outcome"]


@pytest.fixture
def posts(context: BrowserContext) -> list[str]:
    """The addresses that the visitor has posted to so far."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(urlsplit(request.url).path)

    context.on("request", note)
    return sent


@pytest.fixture
def hold(page: Page) -> Callable[[str], AbstractContextManager[None]]:
    """Let no request reach an address before the block has ended."""

    @contextmanager
    def hold(address: str) -> Iterator[None]:
        held: list[Route] = []
        page.route(address, lambda route: held.append(route))
        yield
        # Not left to `unroute`: what was held would be given up when garbage is collected, with a
        # warning in whichever scenario runs then.
        for route in held:
            route.continue_()
        page.unroute(address)

    return hold
