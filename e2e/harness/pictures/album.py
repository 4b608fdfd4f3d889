"""The pictures of a scenario: its baselines, and what it leaves where one differs."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ..config.file import Config
from ..config.project import Project
from . import claims
from .baselines import baseline, filed
from .comparator import Comparison

ATTACHMENT = "playwright_attachment"
WRITTEN = "playwright_baseline"
COMPARATOR = "playwright_comparator"
MISSING = "Missing baselines"


@dataclass
class Album:
    """Baselines of one scenario under one project, and how far they may be changed."""

    config: Config
    project: Project
    item: pytest.Item
    folder: Path
    mode: str
    missing: list[str] = field(default_factory=list)
    taken: dict[Path, bytes] = field(default_factory=dict)  # in this try; another one has its own
    asked: set[Path] = field(default_factory=set)
    unnamed: int = 0

    def baseline(self, name: str) -> Path:
        path = baseline(self.config, self.project, self.item, name)
        self.asked.add(path)
        return path

    def next_name(self) -> str:
        """Name a picture that has no name after its scenario, with a number, as in Node."""
        self.unnamed += 1
        return f"{filed(self.item)}-{self.unnamed}.png"

    def accept(self, name: str, actual: bytes) -> None:
        """Take a picture that nothing was compared with, as far as the mode lets us."""
        path = self.baseline(name)
        if self.mode in {"all", "changed"}:
            self.write(path, actual)
            return
        self.keep(name, "actual", actual)
        if self.mode == "missing":
            self.write(path, actual)
            self.miss(path)
        else:
            self.missing.append(f"There is no baseline {self.shown(path)}.")

    def confirm(self, name: str, accepted: bytes) -> None:
        """Note that a picture fits, unless an earlier try of its scenario has written it."""
        path = self.baseline(name)
        if self.mode == "changed":
            self.claim(path, accepted)
        first = claims.holder(self.notes, path)
        if self.mode == "missing" and first and first.scenario == self.item.nodeid:
            self.miss(path)

    def miss(self, path: Path) -> None:
        said = f"There was no baseline {self.shown(path)}; this picture was written to it."
        if said not in self.missing:
            self.missing.append(said)

    def claim(self, path: Path, picture: bytes) -> None:
        """Complain where another scenario of this run has another picture of the name."""
        ours = claims.made(self.item.nodeid, picture)
        first = claims.stake(self.notes, path, ours)
        if first.picture != ours.picture:
            raise AssertionError(
                f"Two scenarios have different pictures for {self.shown(path)}: {first.scenario} "
                f"and {self.item.nodeid}. Give one another name, or see snapshotPathTemplate."
            )

    def write(self, path: Path, picture: bytes) -> None:
        self.claim(path, picture)
        if path.exists() and path.read_bytes() == picture:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
        self.item.user_properties.append((WRITTEN, self.shown(path)))

    @property
    def notes(self) -> Path:
        return self.folder.parent / ".baselines"

    def keep(self, name: str, kind: str, picture: bytes | None) -> str | None:
        """Keep a picture for the report, under the name its viewer pairs them by."""
        if picture is None:
            return None
        self.folder.mkdir(parents=True, exist_ok=True)
        flat = "-".join(Path(name).with_suffix("").parts)
        path = self.folder / f"{flat}-{kind}.png"
        path.write_bytes(picture)
        self.item.user_properties.append((ATTACHMENT, str(path)))
        return self.shown(path)

    def complaint(self, name: str, expected: bytes | None, found: Comparison) -> str:
        """Say what differs, where the pictures are, and how to accept the new one."""
        path = self.baseline(name)
        again = path in self.taken
        accepted = self.keep(name, "expected", expected)
        kept = {
            "expected": accepted and (accepted if again else self.shown(path)),
            "actual": self.keep(name, "actual", found.actual),
            "diff": self.keep(name, "diff", found.diff),
        }
        looks = "as it did before in this scenario" if again else "as accepted"
        what = f"does not look {looks}" if found.actual else "could not be pictured"
        lines = [f'"{name}" {what}. {found.problem}', *([""] if any(kept.values()) else [])]
        lines += [f"  {kind + ':':10}{path}" for kind, path in kept.items() if path]
        first = claims.holder(self.notes, path)
        if first and first.scenario != self.item.nodeid:
            lines += ["", f"In this run, {first.scenario} has written that baseline."]
        if found.acceptable and again:
            lines += ["", "To have both pictures, give one of them another name."]
        elif found.acceptable:
            lines += ["", f"To accept it: pytest '{self.item.nodeid}' --update-snapshots"]
        elif found.log:
            lines += ["", "Call log:", *(f"  {line.strip()}" for line in found.log)]
        return "\n".join(lines)

    def shown(self, path: Path) -> str:
        inside = path.is_relative_to(self.config.root)
        return path.relative_to(self.config.root).as_posix() if inside else str(path)


SHOTS = pytest.StashKey[Album]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail at the end for want of baselines, when all that were wanting have been written."""
    report = yield
    album = item.stash.get(SHOTS, None)
    if album is None or not album.missing or call.when == "setup":
        return report
    said = "\n".join(album.missing)
    album.missing.clear()
    if report.passed:
        report.outcome, report.longrepr = "failed", said
    else:
        report.sections.append((MISSING, said))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the baselines that were written, since each wants a look; name another comparator."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    properties = [each for report in reports for each in getattr(report, "user_properties", ())]
    written = sorted({str(path) for name, path in properties if name == WRITTEN})
    if any(name == COMPARATOR for name, _ in properties):
        terminalreporter.section("screenshots")
        terminalreporter.line(
            "This Playwright's own comparator is not where it was: they were compared with Pillow."
        )
    if written:
        terminalreporter.section("baselines written")
        for path in written:
            terminalreporter.line(path)
