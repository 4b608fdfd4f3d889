"""Where in a TOML text a value stands: tomllib doesn't say, and a person wants the line."""

from __future__ import annotations

import re

from .schema import Place

HEADER = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
ENTRY = re.compile(
    r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
)
STEP = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


# What may hold a bracket or a line's end that means nothing, and what means something.
TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"""|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|[\[\]{}\n]''',
    re.DOTALL,
)


def line_of(place: Place, text: str, *, whole: bool = False) -> int | None:
    """Return the line on which a value begins, or something in it, or what is nearest around it.

    Of a `whole` place nothing around it will do.
    """
    best: tuple[int, int | None] = (0, None)
    for here, number in entries(text):
        if here[: len(place)] == place:
            return number
        shared = here == place[: len(here)]
        if shared and len(here) > best[0] and not whole:
            best = (len(here), number)
    return best[1]


def beginnings(text: str) -> list[tuple[int, str]]:
    """List the lines that begin something: not those inside an array, a table or a text."""
    lines = text.splitlines()
    found, number, depth = [1], 1, 0
    for token in TOKEN.findall(text):
        number += token.count("\n")
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token, 0)
        if token == "\n" and depth == 0:
            found.append(number)
    return [(each, lines[each - 1]) for each in found if each <= len(lines)]


def entries(text: str) -> list[tuple[Place, int]]:
    """List each header and each key that begins a line, with its line."""
    found: list[tuple[Place, int]] = []
    table: Place = ()
    counts: dict[Place, int] = {}
    for number, line in beginnings(text):
        if header := HEADER.match(line):
            named = numbered(steps(header[2]), counts)
            if header[1] == "[[":
                plain = steps(header[2])
                counts[plain] = counts.get(plain, -1) + 1
                named = numbered(plain, counts)
            table = named
            found.append((table, number))
        elif entry := ENTRY.match(line):
            found.append(((*table, *steps(entry[1])), number))
    return found


def steps(dotted: str) -> tuple[str, ...]:
    return tuple(step.strip("\"'") for step in STEP.findall(dotted))


def numbered(plain: tuple[str, ...], counts: dict[Place, int]) -> Place:
    """Put in the number of each array's latest table: projects.use is projects[1].use."""
    place: list[str | int] = []
    for length, step in enumerate(plain, start=1):
        place.append(step)
        if plain[:length] in counts:
            place.append(counts[plain[:length]])
    return tuple(place)
