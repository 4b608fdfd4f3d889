"""What pytest learns of each test, gathered for Playwright's HTML report (`viewer` writes it)."""

from __future__ import annotations

import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from ..config.project import project_of
from ..pictures.album import ATTACHMENT
from ..visiting.projects import plain_name
from . import viewer
from .results import (
    PARTS,
    TITLES,
    add_step,
    attachment,
    head,
    new_result,
    new_test,
    note_skip,
    plain,
    scenario,
    settle,
    stamp,
    texts,
)

Making: TypeAlias = Generator[None, pytest.TestReport, pytest.TestReport]

# pytest-playwright's names for what it keeps of a failure.
KEPT = ("playwright_trace", "playwright_screenshot", "playwright_video", ATTACHMENT)


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
        "title": plain_name(item),
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
        self.again: set[str] = set()
        self.said = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.errors.append(f"{report.nodeid}\n\n{plain(report.longreprtext)}")

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self.errors.append(f"The run was interrupted. {excinfo.exconly()}")

    def pytest_runtest_logstart(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        self.tests.setdefault(nodeid, new_test(nodeid, scenario(nodeid, location[1])))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # Of a worker that broke down there is a report that nobody has made in it.
        about = getattr(report, "scenario", None)
        known = about or scenario(report.nodeid, None)
        test = self.tests.setdefault(report.nodeid, new_test(report.nodeid, known))
        if report.when == "setup" and report.nodeid in self.again:
            self.again.discard(report.nodeid)
            test["results"].append(new_result(len(test["results"]), 0))
        result = test["results"][-1]
        if about:
            test.update(head(report.nodeid, about))
            result["workerIndex"] = about["worker"]
        if report.when == "setup":
            result["startTime"] = stamp(report.start)
        self.note(test, report)
        settle(test)

    def note(self, test: dict[str, Any], report: pytest.TestReport) -> None:
        """Add what a report says to the test's latest result."""
        result = test["results"][-1]
        add_step(result, report)
        again = report.outcome == "rerun"  # type: ignore[comparison-overlap] # rerunfailures' word
        if report.failed or again:
            result["errors"].append({"message": plain(report.longreprtext)})
            result["status"] = "failed"
        elif report.skipped and not isinstance(report, PARTS):
            note_skip(test, report)
        last = again or report.when in {"teardown", "???"}
        kept = [*getattr(report, "attached", ()), *texts(report, last=last)]
        kept += self.files(test, report) if last else []
        result["attachments"] += [each for each in kept if each not in result["attachments"]]
        if again:
            self.again.add(report.nodeid)
        elif report.when == "teardown" and result["status"] == "interrupted" and over(result):
            result["status"] = "passed"

    def files(self, test: dict[str, Any], report: pytest.TestReport) -> list[dict[str, str]]:
        """List what this try has kept on disk; a test's reports name its earlier tries' as well."""
        paths = dict.fromkeys(
            (kind, str(path)) for kind, path in report.user_properties if kind in KEPT
        )
        start = self.config.invocation_params.dir
        files = [attachment(kind, start / path) for kind, path in paths]
        earlier = [kept for each in test["results"][:-1] for kept in each["attachments"]]
        return [kept for kept in files if kept not in earlier]

    def pytest_sessionfinish(self) -> None:
        duration = (time.time() - self.started) * 1000
        run = {"startTime": self.started * 1000, "duration": duration, "errors": self.errors}
        try:
            viewer.write(self.folder, run, list(self.tests.values()))
            self.said = f"HTML report: {self.folder / 'index.html'}"
        except viewer.UnknownPageError as error:
            self.said = f"no HTML report: this Playwright has no page for it in {error}"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_sep("-", self.said)


def over(result: dict[str, Any]) -> bool:
    """Whether the test itself was played, or was expected to fail before it could be."""
    played = any(step["title"] == TITLES["call"] for step in result["steps"])
    return played or bool(result["annotations"])
