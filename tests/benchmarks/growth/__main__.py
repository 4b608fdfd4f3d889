"""Ask a directory of a thousand people and one of a million the same, in turn, and compare.

    python -m tests.benchmarks.growth [--people 1000000] [SQLite] [PostgreSQL]

Each is asked by the test client, on the app as it is served, but for what a password's hash costs.
What is told is the median of the rounds' ratios: a busy machine slows both alike. It exits with 1
where something takes longer than it may.
"""

import time
from statistics import median

import click
from flask import Flask

from tests.benchmarks.growth import directories, load
from tests.benchmarks.growth.asking import Asker, Question

ROUNDS = 21
DATABASES = ("SQLite", "PostgreSQL")
Row = tuple[
    str, float, float, float
]  # what was asked, how long it takes where few are, times, and may take


def compare(small: Question, big: Question) -> Row:
    """Ask both in turn, each first in every other round."""
    for question in (small, big):
        question.ask()
    times: dict[int, list[float]] = {0: [], 1: []}
    for round_ in range(ROUNDS):
        for which in (round_ % 2, 1 - round_ % 2):
            start = time.perf_counter()
            (small, big)[which].ask()
            times[which].append(time.perf_counter() - start)
    ratio = median(long / short for short, long in zip(times[0], times[1], strict=True))
    return small.name, median(times[0]) * 1000, ratio, small.allowed


def measure(small: Flask, big: Flask) -> list[Row]:
    pairs = zip(Asker(small).questions(), Asker(big).questions(), strict=True)
    return [compare(*pair) for pair in pairs]


def tell(database: str, rows: list[Row]) -> bool:
    """Print the table; return whether all is as it should be."""
    click.echo(f"\n{database:40}{'ms':>8}{'times':>8}{'at most':>9}")
    for name, taken, ratio, allowed in rows:
        over = "  too long" if ratio > allowed else ""
        click.echo(f"{name:40}{taken:8.1f}{ratio:8.2f}{allowed:9.1f}{over}")
    return all(ratio <= allowed for _name, _taken, ratio, allowed in rows)


@click.command
@click.argument("databases", nargs=-1, type=click.Choice(DATABASES))
@click.option("--people", default=directories.BIG, help="How many there are where they are many.")
def main(databases: tuple[str, ...], people: int) -> None:
    """Compare a directory of a thousand people with one of a million."""
    good = True
    for database in databases or DATABASES:
        with directories.pair(database, people) as apps:
            good &= tell(database, measure(*apps))
            good &= load.tell(database, *apps)
    raise SystemExit(not good)


if __name__ == "__main__":
    main()
