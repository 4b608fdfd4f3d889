"""Tests and their results, in the shapes that Playwright's HTML report reads."""

from __future__ import annotations

import hashlib
import mimetypes
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ..pictures.album import ATTACHMENT, MISSING

# pytest has had reports of subtests since 9.0.
PARTS: tuple[type, ...] = tuple(filter(None, [getattr(pytest, "SubtestReport", None)]))

TITLES = {"setup": "Before Hooks", "call": "Scenario", "teardown": "After Hooks"}


def scenario(nodeid: str, line: int | None) -> dict[str, Any]:
    """Return what can be told of a test by its name, until its worker tells more."""
    file, *path, title = nodeid.partition("[")[0].split("::")
    return {
        "file": file,
        "line": (line or 0) + 1,
        "path": path,
        "title": title + nodeid.removeprefix(nodeid.partition("[")[0]),
        "project": "",
        "worker": 0,
        "marks": [],
    }


def new_test(nodeid: str, about: dict[str, Any]) -> dict[str, Any]:
    """Begin a test: it hasn't passed before all of it has been seen to."""
    return {
        **head(nodeid, about),
        "annotations": [],
        "outcome": "unexpected",
        "ok": False,
        "duration": 0,
        "results": [new_result(0, about["worker"])],
    }


def head(nodeid: str, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "testId": digest(about["file"]) + "-" + digest(nodeid),
        "title": about["title"],
        "path": about["path"],
        "projectName": about["project"],
        "location": {"file": about["file"], "line": about["line"], "column": 1},
        "tags": [f"@{mark}" for mark in about["marks"]],
    }


def new_result(retry: int, worker: int) -> dict[str, Any]:
    return {
        "retry": retry,
        "workerIndex": worker,
        "startTime": stamp(time.time()),
        "duration": 0,
        "steps": [],
        "errors": [],
        "attachments": [],
        "status": "interrupted",
        "annotations": [],
    }


def settle(test: dict[str, Any]) -> None:
    """Say what came of a test, by its results."""
    *earlier, last = [result["status"] for result in test["results"]]
    if last == "passed":
        test["outcome"] = "flaky" if earlier else "expected"
    else:
        test["outcome"] = "skipped" if last == "skipped" else "unexpected"
    test["ok"] = test["outcome"] != "unexpected"
    test["duration"] = sum(result["duration"] for result in test["results"])


def add_step(result: dict[str, Any], report: pytest.TestReport) -> None:
    part = isinstance(report, PARTS)
    skipped = part and report.skipped and not hasattr(report, "wasxfail")
    skip = ": ".join(filter(None, ["skipped", reason(report)]))
    step: dict[str, Any] = {
        "title": f"{title(report)} ({skip})" if skipped else title(report),
        "startTime": stamp(report.start),
        "duration": report.duration * 1000,
        "steps": [shown(each) for each in getattr(report, "steps", ())],
        "attachments": [],
        "count": 1,
        "skipped": skipped,
    }
    if report.outcome in {"failed", "rerun"}:
        step["error"] = plain(report.longreprtext)
    result["steps"].append(step)
    if not part:  # whose time is part of the scenario's
        result["duration"] += step["duration"]


def shown(said: dict[str, Any]) -> dict[str, Any]:
    """Write a scenario's own step as the page reads it."""
    about = {
        "title": said["title"],
        "startTime": stamp(said["start"]),
        "duration": said["duration"] * 1000,
        "steps": [shown(each) for each in said["steps"]],
        "attachments": [],
        "count": 1,
        "skipped": False,
    }
    return about | ({"error": plain(said["error"])} if said["error"] else {})


def title(report: pytest.TestReport) -> str:
    """Name a phase, or a subtest as pytest does, but for the brackets around its message."""
    if not isinstance(report, PARTS):
        return TITLES.get(str(report.when), TITLES["call"])
    values = ", ".join(f"{name}={value}" for name, value in report.context.kwargs.items())
    return " ".join(filter(None, [report.context.msg, values and f"({values})"])) or "(<subtest>)"


def reason(report: pytest.TestReport) -> str:
    """Return why a test was skipped."""
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    return said.removeprefix("Skipped: ")


def note_skip(test: dict[str, Any], report: pytest.TestReport) -> None:
    """Tell a test that was skipped from one whose failure was expected."""
    result = test["results"][-1]
    expected = getattr(report, "wasxfail", None)
    annotation = {
        "type": "skip" if expected is None else "fail",
        "description": reason(report) if expected is None else expected,
    }
    test["annotations"].append(annotation)
    result["annotations"].append(annotation)
    if expected is None and result["status"] != "failed":  # as a part, or the call itself, may have
        result["status"] = "skipped"


def texts(report: pytest.TestReport, *, last: bool) -> list[dict[str, str]]:
    """Turn captured output and log lines into attachments.

    The last report has what all phases said, but for what only a subtest's or a failure's has.
    """
    part = f": {title(report)}" if isinstance(report, PARTS) else ""
    return [
        {"name": name + part, "contentType": "text/plain", "body": plain(content)}
        for name, content in dict(report.sections).items()
        if last or name == MISSING or (part and not name.endswith(" setup"))
    ]


def attachment(kind: str, path: Path) -> dict[str, str]:
    # The viewer knows a trace and a video by these names, screenshots by their files'.
    name = path.name if kind in {ATTACHMENT, "playwright_screenshot"} else kind.split("_")[1]
    type_ = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return {"name": name, "contentType": type_, "path": str(path)}


def plain(text: str) -> str:
    """Return a text without a terminal's colours, which a page shows as so much noise."""
    return re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]", "", text)


def digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:20]


def stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
