"""The table of promises: what counts as kept, and how it is drawn."""

from pathlib import Path

from e2e.contract.__main__ import complaints
from e2e.contract.promises import PROMISES
from e2e.contract.table import Tally, as_markdown


def tally(*kept: int, broken: int = 0) -> Tally:
    tally = Tally()
    for promise in kept:
        tally.note(promise, f"scenario of {promise}", held=True)
    if broken:
        tally.note(broken, f"scenario of {broken}", held=True)
        tally.note(broken, f"another of {broken}", held=False)
    return tally


def test_a_promise_is_kept_when_all_its_scenarios_held() -> None:
    assert tally(1, 2, broken=3).kept == {1, 2}


def test_a_promise_nobody_asked_about_is_not_kept() -> None:
    assert tally().missing == list(PROMISES)


def test_a_scenario_that_failed_once_stays_so() -> None:
    one = tally(broken=3)

    one.note(3, "another of 3", held=True)

    assert one.broken == ["another of 3"]


def test_the_table_says_how_many_scenarios_held() -> None:
    table = as_markdown({"ours": tally(*PROMISES), "stock": tally(1, broken=3)}).splitlines()

    assert len(table) == 2 + len(PROMISES)
    assert table[0] == "| Promise | ours | stock |"
    assert table[2].endswith("| kept (1) | kept (1) |")
    assert table[4].endswith("| kept (1) | **broken** (1 of 2) |")
    assert table[5].endswith("| kept (1) | not asked |")


def test_a_tally_is_read_as_it_was_written(tmp_path: Path) -> None:
    tally(1, broken=2).write(tmp_path / "tally.json")

    assert Tally.read(tmp_path / "tally.json").held == tally(1, broken=2).held


def test_a_promise_that_ours_breaks_is_complained_about() -> None:
    ours = tally(*PROMISES.keys() - {12}, broken=12)

    assert complaints({"`cookies`": ours, "`session`": tally(), "stock Flask": tally()}) == [
        "Promise 12 is broken."
    ]


def test_a_promise_that_stock_flask_cannot_keep_shows_a_weak_check() -> None:
    everything = {"`cookies`": tally(*PROMISES), "`session`": tally(3), "stock Flask": tally(1)}

    assert complaints(everything) == ["Promise 3 is kept by `session`: the scenarios are too weak."]


def test_a_promise_is_broken_by_one_scenario_and_not_by_none() -> None:
    one = tally(1, broken=3)

    assert [number for number in PROMISES if one.is_broken(number)] == [3]
