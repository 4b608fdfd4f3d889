"""Who has written a baseline in this run, told from one worker to the other."""

import threading
from pathlib import Path

import pytest

from e2e.harness.pictures import claims
from tests.harness.clock import Clock

BASELINE = Path("screenshots/page.png")


def test_the_first_to_claim_a_baseline_has_it(tmp_path: Path) -> None:
    ada, grace = claims.made("ada", b"red"), claims.made("grace", b"green")

    assert claims.stake(tmp_path, BASELINE, ada) == ada
    assert claims.stake(tmp_path, BASELINE, grace) == ada
    assert claims.holder(tmp_path, BASELINE) == ada


def test_a_scenario_may_claim_its_own_again(tmp_path: Path) -> None:
    claims.stake(tmp_path, BASELINE, claims.made("ada", b"red"))

    assert claims.stake(tmp_path, BASELINE, claims.made("ada", b"green")).picture
    assert claims.holder(tmp_path, BASELINE) == claims.made("ada", b"green")


def test_where_files_have_no_links_pictures_are_accepted_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("Operation not permitted")

    for name in ("hardlink_to", "symlink_to"):
        monkeypatch.setattr(Path, name, refuse)

    ada = claims.made("ada", b"red")

    assert claims.stake(tmp_path, BASELINE, ada) == ada


def test_a_claim_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    ada = claims.made("ada", b"red")
    claims.stake(tmp_path, BASELINE, ada)
    (note,) = tmp_path.iterdir()
    whole = note.read_text()
    note.write_text(whole[:9])
    threading.Timer(0.1, lambda: note.write_text(whole)).start()

    assert claims.holder(tmp_path, BASELINE) == ada


def test_a_claim_that_nobody_finishes_within_two_seconds_is_nobodys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(claims, "time", clock)
    ada = claims.made("ada", b"red")
    claims.stake(tmp_path, BASELINE, ada)
    (note,) = tmp_path.iterdir()
    note.write_text("")

    assert claims.stake(tmp_path, BASELINE, claims.made("grace", b"green")).scenario == "grace"
    assert clock.now == pytest.approx(2, abs=0.1)
