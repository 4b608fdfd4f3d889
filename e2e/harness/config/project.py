"""A project: a browser set-up, under which scenarios run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from .globs import fits
from .use import CONTEXT


@dataclass(frozen=True)
class Project:
    """A browser set-up, under which scenarios run."""

    name: str
    use: Mapping[str, Any] = field(default_factory=dict)
    test_match: tuple[str, ...] = ()
    test_ignore: tuple[str, ...] = ()
    snapshot_path_template: str | None = None
    optional: bool = False
    ignore_snapshots: bool = False
    own: frozenset[str] = frozenset()  # what of `use` it says itself
    expect: Mapping[str, Any] = field(default_factory=dict)
    retries: int | None = None  # its own; the file's is an option of pytest's
    timeout: float | None = None

    @property
    def engine(self) -> str:
        return str(self.use.get("browserName", "chromium"))

    @property
    def file_name(self) -> str:
        """The name as part of a file's, as in Node (`sanitizeForFilePath`): never a path."""
        return re.sub(r"[\x00-,./:-@\[-`{-\x7f]+", "-", self.name)

    @property
    def layers(self) -> list[dict[str, Any]]:
        """What the file says and, over that, what the project says itself: parts of `use`."""
        theirs = {key: value for key, value in self.use.items() if key not in self.own}
        return [theirs, {key: self.use[key] for key in self.use if key in self.own}]

    @property
    def context(self) -> dict[str, Any]:
        """The arguments of `Browser.new_context` that this project stands for."""
        return context_of(self.use)

    def wants(self, file: str) -> bool:
        """Whether a file, named by its whole path, has scenarios for this project."""
        matched = not self.test_match or any(fits(each, file) for each in self.test_match)
        return matched and not any(fits(each, file) for each in self.test_ignore)


def project_of(item: pytest.Item) -> Project | None:
    """Return the project that a test was made for, if it needs a browser at all."""
    callspec = getattr(item, "callspec", None)
    found = callspec.params.get("browser_name") if callspec else None
    return found if isinstance(found, Project) else None


def context_of(use: Mapping[str, Any]) -> dict[str, Any]:
    return {snake(key): value for key, value in use.items() if key in CONTEXT}


def as_tuple(value: str | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def snake(name: str) -> str:
    """Spell a name of Node's as Python's Playwright does: ignoreHTTPSErrors, baseURL."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
