"""Play the tests again and again, each time in another order, beside a process that never rests.

    python -m tests.steadiness [--times 20] [WHAT PYTEST IS TO DO]

Told is each run's end, with the seed that repeats its order, and all that a run said which failed.
"""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

EVERYTHING = ("tests", "e2e", "--numprocesses", "4")
RESTLESS = "while True: pass"


@contextmanager
def load() -> Iterator[None]:
    """Keep each core busy with something else."""
    # Each in a session of its own, since Linux shares cores out fairly between sessions.
    restless = [
        subprocess.Popen([sys.executable, "-c", RESTLESS], start_new_session=True)
        for _ in range(os.cpu_count() or 1)
    ]
    try:
        yield
    finally:
        for process in restless:
            process.kill()
            process.wait()


def play(arguments: tuple[str, ...], seed: int) -> tuple[bool, str]:
    """Return whether all passed, and what pytest said."""
    command = [sys.executable, "-m", "pytest", "-q", f"--randomly-seed={seed}", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.returncode == 0, (done.stdout + done.stderr).strip()


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--times", default=20, show_default=True, help="How often.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def main(times: int, arguments: tuple[str, ...]) -> None:
    """Play the tests many times under load."""
    unsteady = 0
    with load():
        for turn in range(1, times + 1):
            seed = random.randrange(2**32)  # noqa: S311 - an order, not a secret
            passed, said = play(arguments or EVERYTHING, seed)
            unsteady += not passed
            last = said.rpartition("\n")[2]
            click.echo(f"{turn:2} of {times}, --randomly-seed={seed}: {last}")
            if not passed:
                click.echo(said)
    click.echo(f"{times} runs, {times - unsteady} without a failure")
    raise SystemExit(bool(unsteady))


if __name__ == "__main__":
    main()
