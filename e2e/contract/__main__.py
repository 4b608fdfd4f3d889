"""Play the scenarios on this app with both stores, and on the stock site: `make contract`.

Prints what each of them keeps, on Chromium and on Firefox, as the table that README shows; 1 where
ours breaks a promise, or where one is kept that stock Flask can't keep: then a check is too weak.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .promises import PROMISES
from .table import Tally, as_markdown

FOLDER = Path(__file__).parent
SITES = {
    "`cookies`": "e2e.contract.ours:Cookies",
    "`session`": "e2e.contract.ours:Session",
    "stock Flask": "e2e.contract.examples.adapter:Stock",
}
OURS, *STOCK = SITES
BEYOND_STOCK = {3, 4, 5, 6, 7, 11, 13}
HASTE = ["--patience=1000"]  # ms: most of what stock Flask breaks is waited for in vain
NOTE = """
`cookies` is this app, `session` the same app with stock Flask's messages (`FLASH_STORE=session`),
without the script that drops banners when a page is left: it is half of our store. `stock Flask`
is a site of a few lines (`e2e/contract/examples/stock.py`). In brackets: how many scenarios, over
both browsers and plain HTTP; one without JavaScript counts for its own promise, and for the last.
"""


def main(arguments: list[str]) -> int:
    """Play everything, with further arguments for pytest, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        tallies = {
            name: play(site, Path(folder), [*(HASTE if name in STOCK else ()), *arguments])
            for name, site in SITES.items()
        }
    say(as_markdown(tallies), NOTE)
    problems = complaints(tallies)
    say(*problems)
    return bool(problems)


def play(site: str, folder: Path, arguments: Sequence[str] = ()) -> Tally:
    """Play the scenarios on a site, in a run of their own, and tell what broke."""
    file = folder / f"{site}.json"
    options = [f"--site={site}", f"--tally={file}", "-m", "promise", "-q", "--tb=short"]
    options.append(f"--output={folder / 'results'}")  # the usual folder may be another run's
    command = [sys.executable, "-m", "pytest", str(FOLDER), *options, *arguments]
    # What CI wishes for, a stop after many failures above all, is not for a site that has many.
    env = {name: value for name, value in os.environ.items() if name != "CI"}
    run = subprocess.run(command, stdout=subprocess.PIPE, env=env, text=True, check=False)
    if run.returncode not in {0, 1}:
        raise SystemExit(f"{run.stdout}\nThe scenarios could not be played on {site}.")
    tally = Tally.read(file)
    if site == SITES[OURS] and tally.broken:
        say(run.stdout)
    say(f"{site} keeps {len(tally.kept)} promises of {len(PROMISES)}.")
    return tally


def complaints(tallies: dict[str, Tally]) -> list[str]:
    """Say which promises ours breaks, and which stock Flask keeps that it can't."""
    ours = [f"Promise {number} is broken." for number in tallies[OURS].missing]
    stock = [
        f"Promise {number} is kept by {name}: the scenarios are too weak."
        for name in STOCK
        for number in sorted(BEYOND_STOCK & tallies[name].kept)
    ]
    return ours + stock


def say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
