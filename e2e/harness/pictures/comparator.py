"""Two pictures compared by Playwright's driver: the engine behind Node's `toHaveScreenshot`.

It ships with Playwright for Python but has no public name there, so that everything that
touches it is here, in `compare`; where it has changed, `pixels.compare` takes its place.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any

from playwright.sync_api import Error, Locator, Page

UNSTEADY = "Failed to take two consecutive stable screenshots."
METHOD = "expectScreenshot"


class ComparatorUnknownError(Exception):
    """The driver isn't asked the way we know, in some other version of Playwright."""


@dataclass(frozen=True)
class Comparison:
    """What came of a comparison: `problem` says how the pictures differ, if they do."""

    actual: bytes | None = None
    diff: bytes | None = None
    problem: str | None = None
    log: Sequence[str] = ()

    @property
    def acceptable(self) -> bool:
        """Whether there is a picture, and two shots in a row agreed."""
        return self.actual is not None and self.problem != UNSTEADY


def compare(
    target: Page | Locator, expected: bytes | None, options: dict[str, Any], timeout: float
) -> Comparison:
    """Shoot until two pictures agree, and compare; without `expected`, take a first one.

    Options are `toHaveScreenshot`'s, in Node's spelling; timeout is in milliseconds.
    """
    page = target if isinstance(target, Page) else target.page
    masks = [selected(mask) for mask in options.get("mask", ())]
    params = {
        **{key: value for key, value in options.items() if value is not None},
        "isNot": False,
        "mask": masks or None,
        "locator": None if isinstance(target, Page) else selected(target),
        "expected": base64.b64encode(expected).decode() if expected is not None else None,
    }
    params = {key: value for key, value in params.items() if value is not None}
    try:
        result = page._sync(asked(page._impl_obj._channel, params, timeout))
    except Error as error:
        details = (
            getattr(error._impl_obj, "_details", None) if hasattr(error, "_impl_obj") else None
        )
        details = details or getattr(error, "_details", None)
        if details is None:
            if METHOD in str(error) and "Unknown scheme" in str(error):
                raise ComparatorUnknownError from error
            raise
        return understood(details, details.get("customErrorMessage") or str(error))
    return understood(result or {}, (result or {}).get("errorMessage"))


def asked(channel: Any, params: dict[str, Any], timeout: float) -> Any:
    """Ask over Playwright's private channel, which since 1.65 has a method for each question."""
    method = getattr(channel, METHOD, None)
    if method is not None:
        everything = dict.fromkeys(signature(method).parameters)
        return method(**{**everything, **params, "timeout": timeout})
    if not hasattr(channel, "send_return_as_dict"):
        raise ComparatorUnknownError
    return channel.send_return_as_dict(METHOD, lambda _: timeout, params)


def selected(locator: Locator) -> dict[str, Any]:
    """Name an element as the driver's protocol does."""
    inner = locator._impl_obj
    return {"frame": inner._frame._channel, "selector": inner._selector}


def understood(answer: dict[str, Any], problem: str | None) -> Comparison:
    actual, diff = (
        base64.b64decode(answer[key]) if answer.get(key) else None for key in ("actual", "diff")
    )
    if answer.get("timedOut") and actual:
        # With a single shot in that time, the driver says only that it is over.
        problem = UNSTEADY
    return Comparison(actual, diff, problem, answer.get("log") or ())
