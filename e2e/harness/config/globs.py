"""The patterns of testMatch and testIgnore: what they may hold, and which files they fit."""

from __future__ import annotations

import re

from .schema import TEXT, MisfitError, Place, dotted

PIECE = re.compile(r"(\*+|\?|\[[!^]?[^/][^]/]*\])")
BRACKETS = re.compile(r"\[([!^]?)(.+)\]")
# What Node gives a meaning, and this doesn't: @(a|b), {1..3}, [[:alpha:]] and a backslash.
UNKNOWN = re.compile(r"[@!+?*]\(|\{[^{},]*\}|\[\[:|\\")


def fits(pattern: str, file: str) -> bool:
    """Whether a pattern fits a file's whole path, or what is left of it from one folder on.

    As in Node (`createFileMatcher`), capital letters are like small ones.
    """
    whole = pattern.removeprefix("./").removeprefix("**/")
    regex = "|".join(as_regex(each) for each in expanded(whole))
    return re.fullmatch(f"(?:.*/)?(?:{regex})", file, re.IGNORECASE) is not None


def check_glob(value: object, path: Place) -> None:
    """Refuse a pattern that would be taken otherwise than in Node."""
    TEXT(value, path)
    pattern = str(value)
    if found := UNKNOWN.search(pattern):
        known = "there are *, **, ?, [a-c], {a,b}"
        problem = f"{dotted(path)} has {found[0]!r}, which is not known here; {known}"
        raise MisfitError(path, problem)
    try:
        fits(pattern, "")
    except re.error:
        problem = f"{dotted(path)} has a part in brackets that fits nothing: {pattern!r}"
        raise MisfitError(path, problem) from None


def as_regex(pattern: str) -> str:
    *folders, name = pattern.split("/")
    path = ["(?:.*/)?" if folder == "**" else f"{step(folder)}/" for folder in folders]
    return "".join([*path, ".*" if name == "**" else step(name)])


def step(name: str) -> str:
    """Translate what stands between two slashes; two stars within it are like one."""
    return "".join(meaning(piece) for piece in PIECE.split(name))


def meaning(piece: str) -> str:
    if brackets := BRACKETS.fullmatch(piece):
        inside = re.sub(r"([^\w-])", r"\\\1", brackets[2])
        return f"[^/{inside}]" if brackets[1] else f"[{inside}]"
    if piece.startswith("*"):
        return "[^/]*"
    return "[^/]" if piece == "?" else re.escape(piece)


def expanded(pattern: str) -> list[str]:
    """Write out what braces stand for: test_{a,b}.py is test_a.py and test_b.py."""
    braces = re.search(r"\{([^{}]*)\}", pattern)
    if braces is None:
        return [pattern]
    before, after = pattern[: braces.start()], pattern[braces.end() :]
    return [each for word in braces[1].split(",") for each in expanded(before + word + after)]
