"""The scenarios are strong enough: stock Flask fails them. Played in a run of their own."""

from pathlib import Path

from .__main__ import BEYOND_STOCK, SITES, play

CHROMIUM = ["--project=contract-chromium", "--project=back-forward-cache"]
QUICK = [*CHROMIUM, "--patience=300", "-k", "not no-scripts"]


def test_stock_flask_breaks_what_it_is_known_to_break(tmp_path: Path) -> None:
    tally = play(SITES["stock Flask"], tmp_path, QUICK)

    assert tally.kept.isdisjoint(BEYOND_STOCK)
    assert tally.kept >= {1, 2}
