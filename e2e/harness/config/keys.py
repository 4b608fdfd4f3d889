"""The keys of playwright.config.toml, table by table."""

from __future__ import annotations

import re

from .globs import check_glob
from .schema import (
    COUNT,
    FLAG,
    FROM_ONE,
    MILLISECONDS,
    SHARE,
    TEXT,
    TEXTS,
    Address,
    AnyOf,
    Check,
    ListOf,
    MisfitError,
    OneOf,
    OneOrMore,
    Place,
    Plain,
    Table,
    TableOf,
    dotted,
)
from .use import FOR_ALL, USE

SCREENSHOT = Table(
    {
        "animations": OneOf(("disabled", "allow")),
        "caret": OneOf(("hide", "initial")),
        "maskColor": TEXT,
        "maxDiffPixelRatio": SHARE,
        "maxDiffPixels": COUNT,
        "pathTemplate": TEXT,
        "scale": OneOf(("css", "device")),
        "stylePath": TEXTS,
        "threshold": SHARE,
        "timeout": MILLISECONDS,
    }
)

GLOBS = AnyOf((check_glob, ListOf(check_glob)))
CHOICE: dict[str, Check] = {
    "ignoreSnapshots": FLAG,
    "snapshotPathTemplate": TEXT,
    "testIgnore": GLOBS,
    "testMatch": GLOBS,
}

EXPECT = Table({"timeout": MILLISECONDS, "toHaveScreenshot": SCREENSHOT})

# What a project may have of its own, too.
LIMITS: dict[str, Check] = {"expect": EXPECT, "retries": COUNT, "timeout": MILLISECONDS}

PROJECT = Table(
    CHOICE | LIMITS | {"name": TEXT, "use": Table(USE), "optional": FLAG},
    required=("name",),
)

WEB_SERVER = Table(
    {
        "command": TEXT,
        "cwd": TEXT,
        "env": TableOf(TEXT),
        "ignoreHTTPSErrors": FLAG,
        "name": TEXT,
        "port": Plain("a port's number", (int,), least=1, most=65535),
        "reuseExistingServer": FLAG,
        "timeout": MILLISECONDS,
        "url": Address("https?"),
    },
    required=("command",),
    one_of=("url", "port"),
)

REPORTERS = {
    "dot": Table({}),
    "github": Table({}),
    "html": Table({"outputFolder": TEXT}),
    "junit": Table({"outputFile": TEXT}),
    "line": Table({}),
    "list": Table({}),
}


def reporter(value: object, path: Place) -> None:
    """Check an array of a reporter's name and, perhaps, a table of its options."""
    if not isinstance(value, list) or len(value) not in {1, 2}:
        problem = f'{dotted(path)} must be like ["html"] or ["html", {{...}}], not {value!r}'
        raise MisfitError(path, problem)
    name, *options = value
    OneOf(tuple(REPORTERS))(name, (*path, 0))
    for table in options:
        REPORTERS[name](table, (*path, 1))


def workers(value: object, path: Place) -> None:
    """Check a number of workers, or a share of the machine's processors."""
    number = isinstance(value, int) and not isinstance(value, bool) and value >= 1
    text = isinstance(value, str) and re.fullmatch(r"auto|logical|[1-9]\d*%?", value)
    if not number and not text:
        words = 'a whole number from 1, "auto", "logical" or a share like "50%"'
        raise MisfitError(path, f"{dotted(path)} must be {words}, not {value!r}")


KEYS: dict[str, Check] = (
    CHOICE
    | LIMITS
    | {
        "globalTimeout": MILLISECONDS,
        "maxFailures": COUNT,
        "outputDir": TEXT,
        "projects": ListOf(PROJECT),
        "reporter": AnyOf((OneOf(tuple(REPORTERS)), ListOf(reporter))),
        "shard": Table({"current": FROM_ONE, "total": FROM_ONE}, required=("current", "total")),
        "testDir": TEXT,
        "use": Table(USE | FOR_ALL),
        "webServer": OneOrMore(WEB_SERVER),
        "workers": workers,
    }
)

WHOLE = Table(KEYS)  # with [ci] laid over the rest, or without
FILE = Table(KEYS | {"ci": WHOLE.partly})
