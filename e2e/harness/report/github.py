"""Failures as annotations of a change, where a run is one of GitHub's Actions.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .results import plain

THEIRS = "pytest_github_actions_annotate_failures"  # a plugin that does it, too


def is_there(pytest_config: pytest.Config) -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true" and not pytest_config.pluginmanager.hasplugin(
        THEIRS
    )


class Annotations:
    """The controller's notes of what has failed."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.lines: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            file, line, _ = report.location
            about = {
                "file": self.seen_from_the_top(file),
                "line": str((line or 0) + 1),
                "title": report.nodeid,
            }
            self.lines.append(command(about, message(report)))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            about = {"title": report.nodeid or "collecting"}
            self.lines.append(command(about, plain(report.longreprtext)))

    def seen_from_the_top(self, file: str) -> str:
        """Name a file as GitHub does, from the repository's top."""
        path = self.config.rootpath / file
        top = Path(os.environ.get("GITHUB_WORKSPACE") or self.config.rootpath)
        return (path.relative_to(top) if path.is_relative_to(top) else path).as_posix()

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.ensure_newline()
        for line in self.lines:
            terminalreporter.write_line(line)


def message(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return plain(str(crash.message) if crash else report.longreprtext)


def command(about: dict[str, str], text: str) -> str:
    where = ",".join(f"{name}={escaped(value, ':,')}" for name, value in about.items())
    return f"::error {where}::{escaped(text)}"


def escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
