"""One report made of several, as shards of a run or its machines have left them."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from . import viewer

DATA = re.compile(r"data:application/zip;base64,([A-Za-z0-9+/=]+)")


def merge(folders: list[Path], into: Path) -> int:
    """Write one report of several, and return how many tests it has; a ValueError says why not."""
    parts = [read(folder) for folder in folders]
    tests: dict[str, dict[str, Any]] = {}
    for _, theirs in parts:
        for test in theirs:
            before = tests.get(test["testId"])
            if before is None or before["ok"]:  # of one test, what failed is what counts
                tests[test["testId"]] = test
    runs = [run for run, _ in parts]
    begin = min(run["startTime"] for run in runs)
    whole = {
        "startTime": begin,
        "duration": max(run["startTime"] + run["duration"] for run in runs) - begin,
        "errors": [error for run in runs for error in run["errors"]],
    }
    viewer.write(into, whole, list(tests.values()))
    return len(tests)


def read(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what a report tells of its run, and of each test, whose files are named in full."""
    page = folder / "index.html"
    packed = DATA.search(page.read_text(encoding="utf-8")) if page.is_file() else None
    if packed is None:
        raise ValueError(f"there is no report in {folder}")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(packed[1]))) as archive:
        files = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    run = files.pop("report.json")
    tests = [test for file in files.values() for test in file["tests"]]
    for test in tests:
        for kept in viewer.attachments(test):
            if path := kept.get("path"):
                kept["path"] = str(folder / path)
    return run, tests
