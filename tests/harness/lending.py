"""What a run of pytest in ours is lent: a driver and a browser, which take a second to start."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright._impl import _assertions
from playwright.sync_api import Browser, Playwright, expect

LEND = pytest.StashKey[Callable[[str], Any]]()


@pytest.fixture(scope="session")
def playwright(pytestconfig: pytest.Config) -> Playwright:
    lent: Playwright = pytestconfig.stash[LEND]("playwright")
    return lent


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config, browser_name: str) -> Browser:
    lent: Browser = pytestconfig.stash[LEND](browser_name)
    return lent


class Lender:
    """A plugin that brings these fixtures once all others have theirs, so that they win."""

    def __init__(self, lend: Callable[[str], Any]) -> None:
        self.lend = lend

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        session.config.stash[LEND] = self.lend
        session.config.pluginmanager.register(sys.modules[__name__])


@contextmanager
def kept_apart() -> Iterator[None]:
    """Keep what Playwright has but once in a process from a run in ours, and the run's from us."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_assertions, "_soft_errors", None)
        patch.setattr(expect, "_timeout", None)
        yield
