"""Tests that ask for a browser only while they are played, by `request.getfixturevalue`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from types import CodeType, FunctionType, MethodType
from typing import Any

import pytest

BROWSER = "browser_name"
ASKING = "getfixturevalue"
DEPTH = 2  # of functions that call others: a test hands its request to one, and that to another


def asks_later(metafunc: pytest.Metafunc) -> bool:
    """Whether a test, or a fixture of its, may ask for a browser that its arguments don't name."""
    if "request" not in metafunc.fixturenames:
        return False
    item = metafunc.definition
    scenario = scenario_of(metafunc.function)
    if scenario:
        return any(needs_browser(item, word) for word in steps_of(scenario, item))
    functions = [metafunc.function]
    functions += [each[-1].func for each in item._fixtureinfo.name2fixturedefs.values()]
    asked = {word for function in functions for word in asked_by(function)}
    if asked_by(metafunc.function):
        asked |= {word for mark in item.iter_markers() for word in texts(mark.args)}
    return any(needs_browser(item, word) for word in asked)


@cache
def asked_by(function: object) -> set[str]:
    """Return the texts in the code of a function that asks for fixtures by their names."""
    words = {*words_of(function, DEPTH)}
    return words if ASKING in words else set()


def words_of(function: object, depth: int) -> Iterator[str]:
    """List the texts in a function's code, and in that of functions it calls; and who asks."""
    if isinstance(function, MethodType):
        function = function.__func__
    if not isinstance(function, FunctionType):
        return
    for code in codes(function.__code__):
        yield from texts(code.co_consts)
        yield from {ASKING}.intersection(code.co_names)
        for name in code.co_names if depth else ():
            yield from words_of(function.__globals__.get(name), depth - 1)


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | tuple | set | frozenset):
            yield from texts(value)


def needs_browser(item: pytest.Item, name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether there is a fixture of some name that asks for a browser, or asks one that does."""
    if name == BROWSER:
        return True
    manager = item.session._fixturemanager
    definitions = None if name in seen else manager.getfixturedefs(name, item)
    wanted = definitions[-1].argnames if definitions else ()
    return any(needs_browser(item, each, seen | {name}) for each in wanted)


def scenario_of(function: object) -> Any:
    """Return the scenario of pytest-bdd's that a test stands for."""
    bdd = sys.modules.get("pytest_bdd.scenario")
    return bdd.scenario_wrapper_template_registry.get(function) if bdd else None


def steps_of(scenario: Any, item: pytest.Item) -> Iterator[str]:
    """List what the steps of a scenario of pytest-bdd's ask for."""
    bdd: Any = sys.modules["pytest_bdd.scenario"]
    examples = [context for each in scenario.examples for context in each.as_contexts()]
    for step in [step for each in examples or [{}] for step in scenario.render(each).steps]:
        for found in bdd.find_fixturedefs_for_step(step, item.session._fixturemanager, item):
            context = bdd.step_function_context_registry[found.func]
            yield from bdd.get_required_args(context.step_func)
