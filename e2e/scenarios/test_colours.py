"""Green, amber and red, each with a shape of its own: seen, not read from an attribute."""

from __future__ import annotations

import pytest

from e2e.screens.forms import EditScreen

from .outcomes import OnEachOutcome, Outcome

CIRCLE = "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z"
TRIANGLE = "M10.3 3a2 2 0 0 1 3.4 0l8.7 15"
OCTAGON = "M8 2h8l6 6v8l-6 6H8l-6-6V8Z"


@pytest.mark.skip_project("forced-colors")  # where the visitor chooses all colours
def test_a_banner_has_the_colour_of_its_category(
    on_each_outcome: OnEachOutcome, edit: EditScreen
) -> None:
    def has_its_colour(outcome: Outcome) -> None:
        assert edit.banner(outcome.text).hues() <= outcome.hues

    on_each_outcome(has_its_colour)
