"""A page that never reached the browser took nothing with it."""

import pytest
from playwright.sync_api import expect

from .gate import Gate
from .site import Message, Site
from .visitor import Visitor

pytestmark = pytest.mark.promise(8)

SAVED = Message("success", "Saved.")


@pytest.mark.parametrize("bytes_kept", [0, 8], ids=["lost", "broken off"])
def test_a_page_whose_answer_was_lost_shows_it_when_loaded_again(
    visitor: Visitor, site: Site, gate: Gate, bytes_kept: int
) -> None:
    visitor.client.record(SAVED)

    with gate.cutting(site.page, keep=lambda answer: answer[:bytes_kept]):
        visitor.open_tab().try_to_open(site.page)
    visitor.tab.open(site.page)

    expect(visitor.tab.banners).to_have_text([SAVED.text])


def test_a_page_that_broke_off_at_its_end_has_shown_it(
    visitor: Visitor, site: Site, gate: Gate
) -> None:
    visitor.client.record(SAVED)

    # Late: of a page that breaks off before it is drawn, a browser may draw nothing.
    with gate.cutting(site.page, keep=lambda answer: answer[:-1], late=True):
        visitor.tab.try_to_open(site.page)
        expect(visitor.tab.banners).to_have_text([SAVED.text])

    expect(visitor.tab.banners).to_have_text([SAVED.text])
