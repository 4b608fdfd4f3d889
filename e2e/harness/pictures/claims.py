"""Which scenario has written which baseline in this run, told from one worker to the other."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

PATIENCE = 2  # seconds for a claim that somebody is writing


@dataclass(frozen=True)
class Claim:
    """A scenario's name, and what its picture amounts to."""

    scenario: str
    picture: str


def made(scenario: str, picture: bytes) -> Claim:
    return Claim(scenario, hashlib.sha256(picture).hexdigest())


def holder(folder: Path, baseline: Path) -> Claim | None:
    """Return who has written a baseline in this run, if anybody has."""
    note = note_of(folder, baseline)
    end = time.monotonic() + PATIENCE
    while note.exists() and time.monotonic() < end:
        try:
            return Claim(**json.loads(note.read_text(encoding="utf-8")))
        except (ValueError, FileNotFoundError):
            time.sleep(0.01)  # somebody is just writing it
    return None


def stake(folder: Path, baseline: Path, claim: Claim) -> Claim:
    """Claim a baseline, and return whose it is: somebody may have been first."""
    note = note_of(folder, baseline)
    note.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(claim))
    try:
        with note.open("x", encoding="utf-8") as file:  # of two at once, one succeeds
            file.write(text)
    except FileExistsError:
        first = holder(folder, baseline)
        if first and first.scenario != claim.scenario:
            return first
        draft = note.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(note)
    return claim


def note_of(folder: Path, baseline: Path) -> Path:
    return folder / hashlib.sha256(str(baseline).encode()).hexdigest()[:20]
