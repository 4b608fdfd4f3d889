"""What a page weighs on the wire, headers and fonts included, and how often the browser asks."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page, expect

from e2e.screens.users import UsersScreen

KB = 1000  # bytes
FIRST_VIEW, SECOND_VIEW = 90 * KB, 10 * KB
FIRST_FILES = 6  # the page, its styles, its scripts and its font: what it waits for, and no chain

pytestmark = pytest.mark.only_project("desktop")


class Scales:
    """Chromium's own count of the bytes that came over the wire, and of the files."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes = 0
        self.files = 0
        session.on("Network.loadingFinished", self._add)
        session.send("Network.enable")

    def _add(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])
        self.files += 1

    def reading(self) -> int:
        """Return what came since the last reading."""
        weight, self.bytes = self.bytes, 0
        return weight


@pytest.fixture
def scales(page: Page) -> Scales:
    return Scales(page.context.new_cdp_session(page))


def test_a_first_view_is_light_and_a_second_lighter(
    users: UsersScreen, page: Page, scales: Scales
) -> None:
    users.open()

    expect(users.heading).to_be_visible()
    page.evaluate("document.fonts.ready")
    assert 20 * KB < scales.reading() < FIRST_VIEW
    assert 3 < scales.files <= FIRST_FILES

    users.open()

    expect(users.heading).to_be_visible()
    page.evaluate("document.fonts.ready")
    assert 1 * KB < scales.reading() < SECOND_VIEW
