"""What a run of pytest in ours is lent: a driver and a browser, which take a second to start."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from execnet.gateway_base import ThreadExecModel
from playwright._impl import _assertions
from playwright.sync_api import Browser, Playwright, expect

from tests.hatchery import Hatchery

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
def kept_apart(hatchery: Hatchery) -> Iterator[None]:
    """Let a run in ours alone with what is there once in a process, and fork its workers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_assertions, "_soft_errors", None)
        patch.setattr(expect, "_timeout", None)
        forking = SimpleNamespace(Popen=hatchery.piped, PIPE=subprocess.PIPE)
        patch.setattr(ThreadExecModel, "subprocess", forking)
        yield
