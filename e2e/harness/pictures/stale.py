"""Baselines that no scenario asks for any more, as a run that has played everything can tell."""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from ..config.file import CONFIG, Config
from ..config.project import Project
from ..visiting.choosing import chosen, known
from .album import SHOTS
from .baselines import TOKEN, shelves, template

Making: TypeAlias = Generator[None, pytest.TestReport, pytest.TestReport]
FIXTURE = "expect_screenshot"

# Options of pytest's and others' with which a run plays a part.
PARTLY = (
    "browser",
    "deselect",
    "ignore",
    "ignore_glob",
    "keyword",
    "lf",
    "markexpr",
    "project",
    "splits",
    "stepwise",
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Making:
    """Note which baselines a scenario has asked for; it travels to the controller."""
    report = yield
    album = item.stash.get(SHOTS, None)
    if album or FIXTURE in getattr(item, "fixturenames", ()):
        report.baselines = sorted(map(str, album.asked)) if album else []  # type: ignore[attr-defined] # TestReport takes what it's given
    return report


class Stale:
    """The controller's notes of what was asked for, and what it makes of them."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.asked: set[Path] = set()
        self.complete = not any(config.getoption(name, None) for name in PARTLY)
        self.found: list[Path] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        asked = getattr(report, "baselines", None)
        if asked is not None:
            self.asked.update(map(Path, asked))
            self.complete = self.complete and report.passed  # else it may have asked for more

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        ended = exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}
        if not (ended and self.asked and self.complete and covers(self.config)):
            return
        self.found = sorted(unasked(self.config, self.asked))
        if self.removes:
            for path in self.found:
                path.unlink()

    @property
    def removes(self) -> bool:
        return bool(self.config.getoption("--update-snapshots") == "all")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.found:
            return
        done = " were removed" if self.removes else ""
        terminalreporter.section(f"baselines that no scenario asks for{done}")
        root = self.config.stash[CONFIG].root
        for path in self.found:
            inside = path.is_relative_to(root)
            terminalreporter.line((path.relative_to(root) if inside else path).as_posix())
        if not self.removes:
            terminalreporter.line("To remove them: --update-snapshots=all")


def covers(pytest_config: pytest.Config) -> bool:
    """Whether the run was to play all that is in testDir."""
    test_dir = pytest_config.stash[CONFIG].test_dir.resolve()
    here = pytest_config.invocation_params.dir
    return any(test_dir.is_relative_to((here / path).resolve()) for path in pytest_config.args)


def unasked(pytest_config: pytest.Config, asked: set[Path]) -> Iterator[Path]:
    """List the files that would be baselines of a project that was played, and weren't asked for.

    What may be another project's, or another platform's, is left alone.
    """
    config = pytest_config.stash[CONFIG]
    played = [each for each in chosen(pytest_config) if not each.ignore_snapshots]
    theirs = [shape(config, each) for each in played]
    others = [shape(config, each) for each in known(pytest_config) if each not in played]
    resolved = {path.resolve() for path in asked}
    for shelf in set(shelves(config)):
        for path in shelf.rglob("*.png"):
            fitting = any(each.fullmatch(path.as_posix()) for each in theirs)
            foreign = any(each.fullmatch(path.as_posix()) for each in others)
            if fitting and not foreign and path.resolve() not in resolved:
                yield path


def shape(config: Config, project: Project) -> re.Pattern[str]:
    """Return how the paths of a project's baselines look, on this platform."""
    fixed = {
        "ext": ".png",
        "platform": sys.platform,
        "projectName": project.file_name,
        "snapshotDir": config.test_dir.as_posix(),
        "testDir": config.test_dir.as_posix(),
    }
    whole = template(config, project)
    inside = whole.startswith(("{testDir}", "{snapshotDir}", "/"))
    pattern, end = "" if inside else re.escape(f"{config.root.as_posix()}/"), 0
    for token in TOKEN.finditer(whole):
        mark, name = token.groups()
        value = re.escape(mark + fixed[name]) if name in fixed else f"(?:{re.escape(mark)}.+)?"
        pattern += re.escape(whole[end : token.start()]) + value
        end = token.end()
    return re.compile(pattern + re.escape(whole[end:]))
