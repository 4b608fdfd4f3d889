"""What the tests of the extension may ask for; they know nothing of the app around it."""

import pytest

from app.flashing.cookies import cookie
from tests.flashing.browser import Browser, Clock, make_flashing_app


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the flashing module takes for the time."""
    clock = Clock()
    monkeypatch.setattr(cookie, "time", clock)
    return clock


@pytest.fixture
def tabs(clock: Clock) -> Browser:
    """A browser on a small app that keeps the flash contract."""
    return Browser(make_flashing_app(), clock)
