"""An error page doesn't eat a message."""

import pytest

from .site import Message, Site, given
from .visitor import Visitor

pytestmark = pytest.mark.promise(12)

SAVED = Message("success", "Saved.")


@pytest.mark.needs("broken", "app")
def test_a_page_that_fails_or_the_next_one_shows_it(visitor: Visitor, site: Site) -> None:
    visitor.tab.flash(SAVED, to=given(site.broken))
    shown = visitor.tab.texts()

    visitor.tab.reload()

    assert shown + visitor.tab.texts() == [SAVED.text]


def test_a_page_that_is_missing_or_the_next_one_shows_it(visitor: Visitor, site: Site) -> None:
    visitor.tab.flash(SAVED, to=site.missing)
    shown = visitor.tab.texts()

    visitor.tab.reload()

    assert shown + visitor.tab.texts() == [SAVED.text]
