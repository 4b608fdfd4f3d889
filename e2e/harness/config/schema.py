"""The keys of playwright.config.toml, by Node's names, and what may stand behind each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeAlias

from .elsewhere import ELSEWHERE

Place: TypeAlias = "tuple[str | int, ...]"


class MisfitError(Exception):
    """A value that may not stand where it stands."""

    def __init__(self, path: Place, problem: str) -> None:
        super().__init__(problem)
        self.path = path
        self.problem = problem


Check: TypeAlias = Callable[[Any, Place], None]


@dataclass(frozen=True)
class Plain:
    """A value of a type, such as a text or a number."""

    words: str
    kinds: tuple[type, ...]
    least: float | None = None
    most: float | None = None

    def __call__(self, value: Any, path: Place) -> None:
        # In Python, true is an int.
        wrong = isinstance(value, bool) and bool not in self.kinds
        if wrong or not isinstance(value, self.kinds) or not self.within(value):
            raise MisfitError(path, f"{dotted(path)} must be {self.words}, not {value!r}")

    def within(self, value: Any) -> bool:
        above = self.least is None or value >= self.least
        return above and (self.most is None or value <= self.most)


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def __call__(self, value: object, path: Place) -> None:
        if value not in self.words:
            choices = ", ".join(f'"{word}"' for word in self.words)
            raise MisfitError(path, f"{dotted(path)} must be one of {choices}, not {value!r}")


@dataclass(frozen=True)
class Address:
    """A text that names its scheme, which `localhost:8000` doesn't."""

    scheme: str

    def __call__(self, value: object, path: Place) -> None:
        TEXT(value, path)
        if not re.match(rf"({self.scheme})://\S", str(value), re.IGNORECASE):
            words = "an address like http://127.0.0.1:8000"
            raise MisfitError(path, f"{dotted(path)} must be {words}, not {value!r}")


@dataclass(frozen=True)
class ListOf:
    """An array whose every value passes one check."""

    each: Check

    def __call__(self, value: object, path: Place) -> None:
        if not isinstance(value, list):
            raise MisfitError(path, f"{dotted(path)} must be an array, not {value!r}")
        for index, item in enumerate(value):
            self.each(item, (*path, index))


@dataclass(frozen=True)
class TableOf:
    """A table with any keys, whose every value passes one check."""

    each: Check

    def __call__(self, value: object, path: Place) -> None:
        FREE(value, path)
        if isinstance(value, dict):
            for key, item in value.items():
                self.each(item, (*path, key))


@dataclass(frozen=True)
class Table:
    """A table whose keys are known."""

    keys: dict[str, Check]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()

    def __call__(self, value: object, path: Place) -> None:
        if not isinstance(value, dict):
            raise MisfitError(path, f"{dotted(path)} must be a table, not {value!r}")
        for key, item in value.items():
            if key not in self.keys:
                raise MisfitError((*path, key), self.unknown(key, path))
            self.keys[key](item, (*path, key))
        for key in self.required:
            if key not in value:
                raise MisfitError(path, f'{dotted(path)} needs "{key}"')
        if self.one_of and len(value.keys() & set(self.one_of)) != 1:
            names = " or ".join(f'"{key}"' for key in self.one_of)
            raise MisfitError(path, f"{dotted(path)} needs {names}")

    @property
    def partly(self) -> Table:
        """The table as it may be where it is laid over another: with any of its keys or none."""
        tables = {
            key: check.partly if isinstance(check, Table | OneOrMore) else check
            for key, check in self.keys.items()
        }
        return Table(tables)

    def unknown(self, key: str, path: Place) -> str:
        if key in ELSEWHERE:
            return f"there is no {dotted((*path, key))}: {ELSEWHERE[key]}"
        lowered = {known.lower(): known for known in self.keys}
        near = get_close_matches(key.lower(), lowered, n=1)
        hint = (
            f'did you mean "{lowered[near[0]]}"?' if near else f"there are {', '.join(self.keys)}"
        )
        return f"there is no {dotted((*path, key))}; {hint}"


@dataclass(frozen=True)
class OneOrMore:
    """A table, or an array of such."""

    table: Table

    def __call__(self, value: object, path: Place) -> None:
        (ListOf(self.table) if isinstance(value, list) else self.table)(value, path)

    @property
    def partly(self) -> OneOrMore:
        """The table as it may be where it is laid over another; an array takes another's place."""
        return OneOrMore(self.table.partly)


@dataclass(frozen=True)
class AnyOf:
    """A value that passes one check of several; the complaint heard is the one furthest in."""

    checks: tuple[Check, ...]

    def __call__(self, value: object, path: Place) -> None:
        complaints: list[MisfitError] = []
        for check in self.checks:
            try:
                return check(value, path)
            except MisfitError as misfit:
                complaints.append(misfit)
        raise max(complaints, key=lambda misfit: len(misfit.path))


def dotted(path: Place) -> str:
    """Write a place as one would in JavaScript: projects[1].use.viewport."""
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(steps).removeprefix(".") or "the file"


TEXT = Plain("a text", (str,))
FLAG = Plain("true or false", (bool,))
COUNT = Plain("a whole number from 0", (int,), least=0)
FROM_ONE = Plain("a whole number from 1", (int,), least=1)
SHARE = Plain("a number from 0 to 1", (int, float), least=0, most=1)
NUMBER = Plain("a number", (int, float))
MILLISECONDS = Plain("a number of milliseconds from 0", (int, float), least=0)
FREE = Plain("a table", (dict,))
TEXTS = AnyOf((TEXT, ListOf(TEXT)))
SIZE = Table({"width": FROM_ONE, "height": FROM_ONE}, required=("width", "height"))
