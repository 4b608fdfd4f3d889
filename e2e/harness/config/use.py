"""The keys of `use`: what a browser and its contexts are like."""

from __future__ import annotations

from .schema import (
    FLAG,
    FREE,
    MILLISECONDS,
    NUMBER,
    SIZE,
    TEXT,
    Address,
    AnyOf,
    Check,
    ListOf,
    OneOf,
    Table,
    TableOf,
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
    "clientCertificates": ListOf(
        Table(
            {
                "certPath": TEXT,
                "keyPath": TEXT,
                "origin": TEXT,
                "passphrase": TEXT,
                "pfxPath": TEXT,
            },
            required=("origin",),
        )
    ),
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
    "storageState": AnyOf((TEXT, FREE)),
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

BASE_URL = Address(r"\w+")  # a browser goes to a file, too

USE: dict[str, Check] = CONTEXT | {
    "actionTimeout": MILLISECONDS,
    "baseURL": BASE_URL,
    "browserName": OneOf(("chromium", "firefox", "webkit")),
    "channel": TEXT,
    "connectOptions": CONNECT,
    "device": TEXT,
    "launchOptions": LAUNCH,
    "navigationTimeout": MILLISECONDS,
}

KEPT = OneOf(("off", "on", "retain-on-failure", "on-first-retry", "on-all-retries"))

# There is one of each for a whole run, so a project can't have its own.
FOR_ALL: dict[str, Check] = {
    "headless": FLAG,
    "screenshot": OneOf(("off", "on", "only-on-failure")),
    "testIdAttribute": TEXT,
    "trace": KEPT,
    "video": KEPT,
}
