"""What starts slowly is started by one of several workers, and no worker waits for another."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from xdist.remote import Producer
from xdist.workermanage import WorkerController

from e2e import workers
from e2e.matrix import OPTION
from e2e.workers import Sharing, share_of

SCENARIOS = "e2e/scenarios/test_once.py"
TESTS = "tests/data/test_starting.py"
COLLECTED = [
    *(f"{TESTS}::test_it[{kind}-{number}]" for kind in ("sqlite", "postgresql") for number in "12"),
    *(f"{SCENARIOS}::test_{name}[firefox]" for name in ("one", "two", "three")),
    *(f"{SCENARIOS}::test_{name}[desktop]" for name in ("one", "two", "three")),
    "e2e/contract/test_once.py::test_it_is_shown[scripts-contract-firefox-slow]",
]


class Worker:
    """A worker that plays what it is given at once."""

    shutting_down = False

    def __init__(self, name: str) -> None:
        self.gateway = SimpleNamespace(id=name)
        self.given: list[int] = []
        self.played: list[str] = []

    def send_runtest_some(self, indices: list[int]) -> None:
        self.given += indices

    def shutdown(self) -> None:
        self.shutting_down = True

    def play(self, sharing: Sharing) -> bool:
        if not self.given:
            return False
        index = self.given.pop(0)
        self.played.append(COLLECTED[index])
        sharing.mark_test_complete(cast("WorkerController", self), index)
        return True


def config(**options: object) -> pytest.Config:
    said = {"tx": ["2*popen"], OPTION: True, "dist": "load"} | options
    made = SimpleNamespace(
        getoption=lambda name, default=None: said.get(name, default),
        getvalue=said.__getitem__,
        option=SimpleNamespace(),
    )
    return cast("pytest.Config", made)


def played_by_two() -> list[list[str]]:
    sharing = Sharing(config(), Producer("test", enabled=False))
    one, other = Worker("gw0"), Worker("gw1")
    for worker in (one, other):
        sharing.add_node(cast("WorkerController", worker))
        sharing.add_node_collection(cast("WorkerController", worker), COLLECTED)
    sharing.schedule()
    while one.play(sharing) | other.play(sharing):
        pass
    return [one.played, other.played]


def test_all_is_played_once() -> None:
    one, other = played_by_two()

    assert sorted(one + other) == sorted(COLLECTED)


@pytest.mark.parametrize("slow", ["firefox", "postgresql"])
def test_one_worker_alone_plays_what_starts_slowly(slow: str) -> None:
    players = [played for played in played_by_two() if any(slow in name for name in played)]

    assert len(players) == 1


def test_what_was_collected_first_is_begun_first() -> None:
    one, other = played_by_two()

    assert one[0] == COLLECTED[0]
    assert other[0] == COLLECTED[2]


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("e2e/contract/test_back.py::test_it[contract-firefox]", "firefox"),
        ("e2e/scenarios/test_once.py::test_it[back-forward-cache]", "back-forward-cache"),
        ("tests/data/test_it.py::test_it[postgresql-by the list, then]", "postgresql"),
        ("tests/data/test_it.py::test_postgresql[sqlite]", "tests/data/test_it.py"),
        ("tests/data/test_it.py::test_it", "tests/data/test_it.py"),
        (f"{SCENARIOS}::test_it[desktop]", f"{SCENARIOS}::test_it[desktop]"),
    ],
)
def test_a_test_shares_what_it_takes(name: str, share: str) -> None:
    assert share_of(name) == share


@pytest.mark.parametrize("options", [{OPTION: False}, {"dist": "loadfile"}])
def test_who_asks_for_something_else_gets_it(options: dict[str, object]) -> None:
    made = workers.pytest_xdist_make_scheduler(config(**options), Producer("test", enabled=False))

    assert made is None


def test_where_little_is_left_to_play_it_is_shared() -> None:
    made = workers.pytest_xdist_make_scheduler(config(), Producer("test", enabled=False))

    assert isinstance(made, Sharing)
