"""What is kept of tries after the first."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from e2e.harness.config.file import CONFIG
from e2e.harness.visiting.retries import pytest_runtest_setup, records
from tests.harness.stage import Stage

pytest_plugins = ["pytester"]


@pytest.mark.parametrize(
    ("mode", "tries"),
    [("on-first-retry", ["off", "on", "off"]), ("on-all-retries", ["off", "on", "on"])],
)
@pytest.mark.parametrize(("key", "option"), [("trace", "tracing"), ("video", "video")])
def test_a_trace_or_a_video_may_be_a_retrys_alone(
    stage: Stage, key: str, option: str, mode: str, tries: list[str]
) -> None:
    stage.write(f"use.{key} = '{mode}'")
    options = stage.options()
    kept = []

    for count in (1, 2, 3):
        item = cast("pytest.Item", SimpleNamespace(config=options, execution_count=count))
        pytest_runtest_setup(item)
        kept.append(getattr(options.option, option))

    assert kept == tries


def test_the_command_line_has_its_way(stage: Stage) -> None:
    stage.write("use.trace = 'on-first-retry'")
    options = stage.options("--tracing=retain-on-failure")

    pytest_runtest_setup(cast("pytest.Item", SimpleNamespace(config=options, execution_count=2)))

    assert options.option.tracing == "retain-on-failure"


def test_only_a_try_that_is_to_be_filmed_is(stage: Stage) -> None:
    stage.write("use.video = 'on-first-retry'")
    options = stage.options()
    item: Any = SimpleNamespace(config=options, execution_count=1)
    filmed = []

    for count in (1, 2):
        item.execution_count = count
        pytest_runtest_setup(item)
        filmed.append(records(item))

    assert filmed == [False, True]
    assert options.stash[CONFIG].use["video"] == "on-first-retry"


ASYNC = """
    import asyncio, pytest

    def test_page(page): pass
    async def test_async(): await asyncio.sleep(0)
    def test_sum(): pass
"""


def test_async_tests_are_played_before_playwrights_loop_is_there(stage: Stage) -> None:
    stage.write(test_it=ASYNC)

    names = [item.name for item in stage.items()]

    assert names == ["test_async", "test_page[chromium]", "test_sum"]
