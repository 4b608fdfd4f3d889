"""Which scenario has written which baseline in this run, told from one worker to the other."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Claim:
    """A scenario's name, and what its picture amounts to."""

    scenario: str
    picture: str


def made(scenario: str, picture: bytes) -> Claim:
    return Claim(scenario, hashlib.sha256(picture).hexdigest())


def holder(folder: Path, baseline: Path) -> Claim | None:
    """Return who has written a baseline in this run, if anybody has."""
    try:
        return Claim(**json.loads(note_of(folder, baseline).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def stake(folder: Path, baseline: Path, claim: Claim) -> Claim:
    """Claim a baseline, and return whose it is: somebody may have been first."""
    note = note_of(folder, baseline)
    note.parent.mkdir(parents=True, exist_ok=True)
    draft = note.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(asdict(claim)), encoding="utf-8")
    try:
        note.hardlink_to(draft)  # of two at once, one succeeds, and nobody reads half a note
    except FileExistsError:
        first = holder(folder, baseline)
        if first and first.scenario != claim.scenario:
            claim = first
        else:
            draft.replace(note)
    draft.unlink(missing_ok=True)
    return claim


def note_of(folder: Path, baseline: Path) -> Path:
    return folder / hashlib.sha256(str(baseline).encode()).hexdigest()[:20]
