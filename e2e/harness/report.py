"""What pytest learns of each test, gathered for Playwright's HTML report (`viewer` writes it)."""

from __future__ import annotations

import hashlib
import mimetypes
import time
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from . import viewer
from .album import ATTACHMENT
from .projects import project_of

Making: TypeAlias = Generator[None, pytest.TestReport, pytest.TestReport]

# pytest-playwright's names for what it keeps of a failure.
KEPT = ("playwright_trace", "playwright_screenshot", "playwright_video", ATTACHMENT)
TITLES = {"setup": "Before Hooks", "call": "Scenario", "teardown": "After Hooks"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Making:
    """Note what only the worker knows; a report's attributes travel to the controller."""
    report = yield
    file, line, _ = item.location
    project = project_of(item)
    classes = [node.name for node in item.listchain() if isinstance(node, pytest.Class)]
    report.scenario = {  # type: ignore[attr-defined] # TestReport takes what it's given
        "file": Path(file).as_posix(),
        "line": (line or 0) + 1,
        "path": classes,
        "title": item.name,
        "project": project.name if project else "",
        "worker": int(getattr(item.config, "workerinput", {}).get("workerid", "gw0")[2:]),
        "marks": sorted({mark.name for mark in item.iter_markers() if not mark.args}),
    }
    return report


class Report:
    """The controller's notes of a run, one test after another."""

    def __init__(self, config: pytest.Config, folder: Path) -> None:
        self.config = config
        self.folder = folder
        self.started = time.time()
        self.tests: dict[str, dict[str, Any]] = {}
        self.errors: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(f"{report.nodeid}\n\n{report.longreprtext}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        scenario = getattr(report, "scenario", None)
        if scenario is None:
            return
        test = self.tests.setdefault(report.nodeid, new_test(report.nodeid, scenario))
        result = test["results"][-1]
        if report.when == "setup":
            result["startTime"] = stamp(report.start)
        add_step(result, report)
        if report.failed:
            result["errors"].append({"message": report.longreprtext})
            result["status"] = "failed"
            test["outcome"], test["ok"] = "unexpected", False
        elif report.skipped:
            note_skip(test, report)
        if report.when == "teardown":
            test["duration"] = result["duration"]
            result["attachments"] = [*self.files(report), *texts(report)]

    def files(self, report: pytest.TestReport) -> list[dict[str, str]]:
        """List what was kept on disk, as seen from the report's folder later on."""
        paths = dict.fromkeys(
            (kind, str(path)) for kind, path in report.user_properties if kind in KEPT
        )
        start = self.config.invocation_params.dir
        return [attachment(kind, start / path) for kind, path in paths]

    def pytest_sessionfinish(self) -> None:
        duration = (time.time() - self.started) * 1000
        run = {"startTime": self.started * 1000, "duration": duration, "errors": self.errors}
        viewer.write(self.folder, run, list(self.tests.values()))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        page = self.folder / "index.html"
        terminalreporter.write_sep("-", f"HTML report: {page}")


def new_test(nodeid: str, scenario: dict[str, Any]) -> dict[str, Any]:
    return {
        "testId": digest(scenario["file"]) + "-" + digest(nodeid),
        "title": scenario["title"].removesuffix(f"[{scenario['project']}]"),
        "path": scenario["path"],
        "projectName": scenario["project"],
        "location": {"file": scenario["file"], "line": scenario["line"], "column": 1},
        "annotations": [],
        "tags": [f"@{mark}" for mark in scenario["marks"]],
        "outcome": "expected",
        "ok": True,
        "duration": 0,
        "results": [
            {
                "retry": 0,
                "workerIndex": scenario["worker"],
                "startTime": stamp(time.time()),
                "duration": 0,
                "steps": [],
                "errors": [],
                "attachments": [],
                "status": "passed",
                "annotations": [],
            }
        ],
    }


def add_step(result: dict[str, Any], report: pytest.TestReport) -> None:
    subtest = isinstance(report, pytest.SubtestReport)
    step: dict[str, Any] = {
        "title": report.context.msg if subtest else TITLES[report.when],
        "startTime": stamp(report.start),
        "duration": report.duration * 1000,
        "steps": [],
        "attachments": [],
        "count": 1,
    }
    if report.failed:
        step["error"] = report.longreprtext
    result["steps"].append(step)
    if not subtest:  # whose time is part of the scenario's
        result["duration"] += step["duration"]


def note_skip(test: dict[str, Any], report: pytest.TestReport) -> None:
    """Tell a test that was skipped from one whose failure was expected."""
    expected = getattr(report, "wasxfail", None)
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    annotation = {
        "type": "skip" if expected is None else "fail",
        "description": reason.removeprefix("Skipped: ") if expected is None else expected,
    }
    test["annotations"].append(annotation)
    test["results"][-1]["annotations"].append(annotation)
    if expected is None:
        test["outcome"] = test["results"][-1]["status"] = "skipped"


def texts(report: pytest.TestReport) -> list[dict[str, str]]:
    """Turn captured output and log lines into attachments."""
    return [
        {"name": name, "contentType": "text/plain", "body": content}
        for name, content in dict(report.sections).items()
    ]


def attachment(kind: str, path: Path) -> dict[str, str]:
    # The viewer knows a trace and a video by these names, screenshots by their files'.
    name = path.name if kind in {ATTACHMENT, "playwright_screenshot"} else kind.split("_")[1]
    type_ = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return {"name": name, "contentType": type_, "path": str(path)}


def digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:20]


def stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
