"""A machine on which a test says what browsers there are."""

import json
from pathlib import Path

from e2e.harness.visiting import browsers


def put(folder: Path, program: str, script: str = "") -> str:
    path = folder / "bin" / program
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def download(folder: Path, name: str) -> None:
    table = json.loads((browsers.DRIVER / "browsers.json").read_text())["browsers"]
    revision = next(entry["revision"] for entry in table if entry["name"] == name)
    own = folder / "own" / f"{name.replace('-', '_')}-{revision}"
    own.mkdir(parents=True)
    (own / "INSTALLATION_COMPLETE").touch()
