"""Green, amber and red, each with a shape of its own: seen, not read from an attribute."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.people import Person
from e2e.screens.forms import EditScreen

from .outcomes import Outcome, each_outcome

CIRCLE = "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z"
TRIANGLE = "M10.3 3a2 2 0 0 1 3.4 0l8.7 15"
OCTAGON = "M8 2h8l6 6v8l-6 6H8l-6-6V8Z"


@pytest.mark.skip_project("forced-colors")  # where the visitor chooses all colours
@each_outcome
def test_a_banner_has_the_colour_of_its_category(
    member: Person, edit: EditScreen, outcome: Outcome
) -> None:
    edit.open(member.id)
    edit.save(outcome.typed)

    expect(edit.banners).to_have_text([outcome.said])
    assert edit.banner(outcome.text).hues() <= outcome.hues
