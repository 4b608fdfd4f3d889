"""The scenarios are strong enough: stock Flask fails them. Played in a run of their own."""

from pathlib import Path

from .__main__ import BEYOND_STOCK, SITES, play
from .promises import PROMISES

KEPT = {1, 2}  # by anybody
CHROMIUM = ["--project=contract-chromium", "--project=back-forward-cache"]
ASKED = ",".join(map(str, sorted(BEYOND_STOCK | KEPT)))
QUICK = [*CHROMIUM, "--patience=300", "-k", "not no-scripts", f"--until-broken={ASKED}"]


def test_stock_flask_breaks_what_it_is_known_to_break(tmp_path: Path) -> None:
    tally = play(SITES["stock Flask"], tmp_path, QUICK)

    assert {promise for promise in PROMISES if tally.is_broken(promise)} == BEYOND_STOCK
    assert tally.kept == KEPT
