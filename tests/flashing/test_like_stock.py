"""Whatever an app does with the list of flashes, pages show what they show with stock Flask.

Hypothesis plays random programs, a request after the other, on both.
"""

from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from app.flashing import FlashSession
from app.flashing.visit import Visit
from tests.flashing.programs import KEY, STEPS, Runner, Step


class LikeStock(RuleBasedStateMachine):
    """A visitor of two apps that do the same."""

    def __init__(self) -> None:
        super().__init__()
        self.stock, self.ours = Runner(stock=True), Runner(stock=False)

    @rule(
        method=st.sampled_from(["GET", "POST"]),
        ending=st.sampled_from(["banners", "no banners", "/page", "/quiet"]),
        before=STEPS,
        view=STEPS,
        after=STEPS,
    )
    def go(self, method: str, ending: str, **steps: list[Step]) -> None:
        ours = self.ours.request(method, ending, steps)

        assert ours == self.stock.request(method, ending, steps)

    @rule(steps=STEPS)
    def look_into_the_session(self, steps: list[Step]) -> None:
        assert self.ours.transaction(steps) == self.stock.transaction(steps)


def play(tries: int = 100, **how: Any) -> None:
    run_state_machine_as_test(
        LikeStock,
        settings=settings(max_examples=tries, stateful_step_count=8, deadline=None, **how),
    )


def test_pages_show_what_they_show_with_stock_flask() -> None:
    play()


def fail_to_delete(session: FlashSession, key: str) -> None:
    raise KeyError(key)


def pop_without_taking(session: FlashSession, key: str, *default: Any) -> Any:
    if key == KEY and default:
        return session.get(key, *default)
    return POP(session, key, *default)


POP = FlashSession.pop


@pytest.mark.parametrize(
    ("where", "name", "mutant"),
    [
        (FlashSession, "__delitem__", fail_to_delete),
        (FlashSession, "pop", pop_without_taking),
        (FlashSession, "clear", dict.clear),
        (Visit, "settle_texts", lambda _, flashes: [*flashes, ("info", "More")]),
        (Visit, "finish", lambda *_, **__: None),
    ],
)
def test_the_machine_finds_what_differs(
    monkeypatch: pytest.MonkeyPatch, where: type, name: str, mutant: Any
) -> None:
    monkeypatch.setattr(where, name, mutant)

    with pytest.raises((AssertionError, KeyError, ExceptionGroup)):
        play(500, phases=[Phase.generate], report_multiple_bugs=False)
