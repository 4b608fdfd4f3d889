"""Which keys playwright.config.toml has, table by table."""

from __future__ import annotations

import re

from .globs import check_glob
from .schema import (
    COUNT,
    FLAG,
    FREE,
    FROM_ONE,
    MILLISECONDS,
    NUMBER,
    SHARE,
    SIZE,
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

MEDIA: dict[str, Check] = {
    "colorScheme": OneOf(("light", "dark", "no-preference")),
    "contrast": OneOf(("more", "no-preference")),
    "forcedColors": OneOf(("active", "none")),
    "reducedMotion": OneOf(("reduce", "no-preference")),
}

# Each of these is an argument of Browser.new_context, its name in Python's spelling.
CONTEXT: dict[str, Check] = MEDIA | {
    "acceptDownloads": FLAG,
    "bypassCSP": FLAG,
    "deviceScaleFactor": NUMBER,
    "extraHTTPHeaders": TableOf(TEXT),
    "geolocation": Table(
        {"latitude": NUMBER, "longitude": NUMBER, "accuracy": NUMBER},
        required=("latitude", "longitude"),
    ),
    "hasTouch": FLAG,
    "httpCredentials": FREE,
    "ignoreHTTPSErrors": FLAG,
    "isMobile": FLAG,
    "javaScriptEnabled": FLAG,
    "locale": TEXT,
    "offline": FLAG,
    "permissions": ListOf(TEXT),
    "proxy": FREE,
    "screen": SIZE,
    "serviceWorkers": OneOf(("allow", "block")),
    "storageState": TEXT,
    "strictSelectors": FLAG,
    "timezoneId": TEXT,
    "userAgent": TEXT,
    "viewport": SIZE,
}

LAUNCH = Table(
    {
        "args": ListOf(TEXT),
        "channel": TEXT,
        "chromiumSandbox": FLAG,
        "env": TableOf(TEXT),
        "executablePath": TEXT,
        "firefoxUserPrefs": FREE,
        "ignoreDefaultArgs": ListOf(TEXT),
        "proxy": FREE,
        "slowMo": MILLISECONDS,
        "timeout": MILLISECONDS,
    }
)

CONNECT = Table(
    {
        "wsEndpoint": TEXT,
        "exposeNetwork": TEXT,
        "headers": TableOf(TEXT),
        "slowMo": MILLISECONDS,
        "timeout": MILLISECONDS,
    },
    required=("wsEndpoint",),
)

USE: dict[str, Check] = CONTEXT | {
    "actionTimeout": MILLISECONDS,
    "browserName": OneOf(("chromium", "firefox", "webkit")),
    "channel": TEXT,
    "connectOptions": CONNECT,
    "device": TEXT,
    "launchOptions": LAUNCH,
    "navigationTimeout": MILLISECONDS,
}

BASE_URL = Address(r"\w+")  # a browser goes to a file, too

# There is one of each for a whole run, so a project can't have its own.
FOR_ALL: dict[str, Check] = {
    "baseURL": BASE_URL,
    "headless": FLAG,
    "screenshot": OneOf(("off", "on", "only-on-failure")),
    "testIdAttribute": TEXT,
    "trace": OneOf(("off", "on", "retain-on-failure")),
    "video": OneOf(("off", "on", "retain-on-failure")),
}

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
CHOICE: dict[str, Check] = {"testMatch": GLOBS, "testIgnore": GLOBS, "snapshotPathTemplate": TEXT}

PROJECT = Table(
    CHOICE | {"name": TEXT, "use": Table(USE), "optional": FLAG},
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


KEYS: dict[str, Check] = CHOICE | {
    "expect": Table({"timeout": MILLISECONDS, "toHaveScreenshot": SCREENSHOT}),
    "maxFailures": COUNT,
    "outputDir": TEXT,
    "projects": ListOf(PROJECT),
    "reporter": AnyOf((OneOf(tuple(REPORTERS)), ListOf(reporter))),
    "retries": COUNT,
    "shard": Table({"current": FROM_ONE, "total": FROM_ONE}, required=("current", "total")),
    "testDir": TEXT,
    "timeout": MILLISECONDS,
    "use": Table(USE | FOR_ALL),
    "webServer": OneOrMore(WEB_SERVER),
    "workers": workers,
}

WHOLE = Table(KEYS)  # with [ci] laid over the rest, or without
FILE = Table(KEYS | {"ci": WHOLE.partly})
