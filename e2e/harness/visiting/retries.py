"""Traces and videos of tries after the first alone, as pytest-rerunfailures counts them."""

from __future__ import annotations

import pytest

from ..config.file import CONFIG
from ..config.options import LATER

OPTIONS = {"trace": "tracing", "video": "video"}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Switch on what is to be kept of this try, where pytest-playwright looks for it."""
    for key, option in OPTIONS.items():
        mode = item.config.stash[CONFIG].use.get(key)
        if mode in LATER and getattr(item.config.option, option) in {"off", LATER[mode]}:
            setattr(item.config.option, option, LATER[mode] if is_kept(item, mode) else "off")


def is_kept(item: pytest.Item, mode: str) -> bool:
    count: int = getattr(item, "execution_count", 1)
    return count == 2 if mode == "on-first-retry" else count > 1


def records(item: pytest.Item) -> bool:
    """Whether this try has to be filmed, though the run isn't."""
    mode = item.config.stash[CONFIG].use.get("video")
    return mode in LATER and item.config.option.video != "off"
