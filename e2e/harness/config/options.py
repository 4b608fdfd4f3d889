"""What playwright.config.toml says about the run as a whole, as defaults of pytest's options."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from .file import Config
from .schema import Place

OUTPUT_FOLDER = "test-results"
REPORT_FOLDER = "playwright-report"
JUNIT_FILE = "test-results/junit.xml"
SHARDS_SEED = 1
PATHS = ("output", "playwright_report", "xmlpath")


@dataclass(frozen=True)
class Default:
    """An option's value where the command line is silent, and the package whose option it is."""

    option: str
    value: object
    package: str = "pytest"
    key: Place = ()


def set_defaults(pytest_config: pytest.Config, config: Config) -> None:
    """Lay the file's values under the command line, which is parsed after this."""
    for default in defaults(config):
        value = default.value
        if default.option in PATHS:
            value = str(config.root / str(value))  # the command line's are seen from where it is
        setattr(pytest_config.option, default.option, value)


def defaults(config: Config) -> list[Default]:
    """Translate the file's keys, in the order of the file's documentation."""
    found = [Default("output", OUTPUT_FOLDER, "pytest-playwright")]
    for key, value in config.table.items():
        if key in RUN:
            found += [replace(each, key=(key,)) for each in RUN[key](value)]
    for key, value in config.use.items():
        if key in EVERY_TEST:
            found += [replace(each, key=("use", key)) for each in EVERY_TEST[key](value)]
    return found


def one(option: str, package: str = "pytest") -> Callable[[Any], list[Default]]:
    return lambda value: [Default(option, value, package)]


def retries(count: int) -> list[Default]:
    return [Default("reruns", count, "pytest-rerunfailures")] if count else []


def workers(wanted: int | str) -> list[Default]:
    """One worker is no worker: the tests run in pytest's own process."""
    count: int | str = wanted
    if isinstance(wanted, str) and wanted.endswith("%"):
        count = max(1, (os.cpu_count() or 1) * int(wanted.removesuffix("%")) // 100)
    elif isinstance(wanted, str) and wanted.isdecimal():
        count = int(wanted)
    return [] if count == 1 else [Default("numprocesses", count, "pytest-xdist")]


def timeout(milliseconds: float) -> list[Default]:
    return [Default("timeout", milliseconds / 1000, "pytest-timeout")] if milliseconds else []


# What is kept of tries after the first, in pytest-playwright's words; `retries` puts them in.
LATER = {"on-first-retry": "on", "on-all-retries": "on"}


def kept(option: str) -> Callable[[Any], list[Default]]:
    """Leave off what is decided with each try."""
    return lambda mode: [Default(option, "off" if mode in LATER else mode, "pytest-playwright")]


def global_timeout(milliseconds: float) -> list[Default]:
    seconds = milliseconds / 1000
    return [Default("session_timeout", seconds, "pytest-timeout")] if seconds else []


def shard(part: dict[str, int]) -> list[Default]:
    return [
        Default("splits", part["total"], "pytest-split"),
        Default("group", part["current"], "pytest-split"),
        Default("splitting_algorithm", "least_duration", "pytest-split"),
        # All machines have to cut the same order; one that differs loses tests.
        Default("randomly_seed", SHARDS_SEED),
    ]


def reporters(chosen: str | list[list[Any]]) -> list[Default]:
    """Take one name, or arrays of a name and its options, as Node does."""
    found: list[Default] = []
    for name, *rest in [[chosen]] if isinstance(chosen, str) else chosen:
        options: dict[str, str] = dict(*rest)
        if name == "html":
            folder = options.get("outputFolder", REPORT_FOLDER)
            found.append(Default("playwright_report", folder))
        elif name == "junit":
            found.append(Default("xmlpath", options.get("outputFile", JUNIT_FILE)))
        elif name in VERBOSITY:  # "github" is where GitHub is, unasked
            found.append(Default("verbose", VERBOSITY[name]))
    return found


VERBOSITY = {"dot": 0, "line": -1, "list": 1}

RUN: dict[str, Callable[[Any], list[Default]]] = {
    "globalTimeout": global_timeout,
    "maxFailures": one("maxfail"),
    "outputDir": one("output", "pytest-playwright"),
    "reporter": reporters,
    "retries": retries,
    "shard": shard,
    "timeout": timeout,
    "workers": workers,
}

EVERY_TEST: dict[str, Callable[[Any], list[Default]]] = {
    "headless": lambda headless: [Default("headed", not headless, "pytest-playwright")],
    "screenshot": one("screenshot", "pytest-playwright"),
    "trace": kept("tracing"),
    "video": kept("video"),
}
