"""Which of several workers plays what: where it is little, one alone starts what starts slowly."""

from __future__ import annotations

import re

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from .matrix import OPTION

# A Firefox takes as long to start as three of its scenarios to play, PostgreSQL as twenty tests.
# Where a run is all about one of them, there is work in it for every worker.
SLOW = re.compile(r"\b(firefox|back-forward-cache|postgresql)\b")


@pytest.hookimpl(optionalhook=True)  # xdist may be switched off
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing | None:
    if config.getoption(OPTION, False) and config.getoption("dist") == "load":
        return Sharing(config, log)
    return None


class Sharing(LoadScopeScheduling):
    """Hand out tests in the order in which they were collected, and together those of a share."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # the largest share isn't the one that takes longest

    def _split_scope(self, nodeid: str) -> str:
        return share_of(nodeid)


def share_of(name: str) -> str:
    """Say what a test shares with the others of its share: what it takes, else its file or itself.

    A file's fast tests share fixtures; scenarios don't, and any may be the last that is waited for.
    """
    file, _, test = name.partition("::")
    if slow := SLOW.search(test.partition("[")[2]):
        return slow[0]
    return name if file.startswith("e2e/") else file
