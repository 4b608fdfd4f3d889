"""The pictures of a scenario: its baselines, and what it leaves where one differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .baselines import baseline
from .comparator import Comparison
from .config import Config, Project

MODES = ("all", "changed", "missing", "none")
ATTACHMENT = "playwright_attachment"
WRITTEN = "playwright_baseline"


@dataclass
class Album:
    """Baselines of one scenario under one project, and how far they may be changed."""

    config: Config
    project: Project
    item: pytest.Item
    folder: Path
    mode: str
    missing: list[str] = field(default_factory=list)

    def baseline(self, name: str) -> Path:
        return baseline(self.config, self.project, self.item, name)

    def accept(self, name: str, actual: bytes) -> None:
        """Take a picture that nothing was compared with, as far as the mode lets us."""
        path = self.baseline(name)
        if self.mode in {"all", "changed"}:
            self.write(path, actual)
            return
        self.keep(name, "actual", actual)
        where = self.shown(path)
        if self.mode == "missing":
            self.write(path, actual)
            self.missing.append(f"There was no baseline {where}; this picture was written to it.")
        else:
            self.missing.append(f"There is no baseline {where}.")

    def write(self, path: Path, picture: bytes) -> None:
        if path.exists() and path.read_bytes() == picture:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
        self.item.user_properties.append((WRITTEN, self.shown(path)))

    def keep(self, name: str, kind: str, picture: bytes | None) -> str | None:
        """Keep a picture for the report, under the name its viewer pairs them by."""
        if picture is None:
            return None
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{Path(name).stem}-{kind}.png"
        path.write_bytes(picture)
        self.item.user_properties.append((ATTACHMENT, str(path)))
        return self.shown(path)

    def complaint(self, name: str, expected: bytes | None, found: Comparison) -> str:
        """Say what differs, where the pictures are, and how to accept the new one."""
        kept = {
            "expected": self.keep(name, "expected", expected) and self.shown(self.baseline(name)),
            "actual": self.keep(name, "actual", found.actual),
            "diff": self.keep(name, "diff", found.diff),
        }
        lines = [f'"{name}" does not look as accepted. {found.problem}', ""]
        lines += [f"  {kind + ':':10}{path}" for kind, path in kept.items() if path]
        lines += ["", f"To accept it: pytest '{self.item.nodeid}' --update-snapshots"]
        if found.log and not found.steady:
            lines += ["", "Call log:", *(f"  {line.strip()}" for line in found.log)]
        return "\n".join(lines)

    def shown(self, path: Path) -> str:
        inside = path.is_relative_to(self.config.root)
        return path.relative_to(self.config.root).as_posix() if inside else str(path)


SHOTS = pytest.StashKey[Album]()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """Fail at the end for want of baselines, when all that were wanting have been written."""
    outcome = yield
    album = pyfuncitem.stash.get(SHOTS, None)
    if album and album.missing:
        pytest.fail("\n".join(album.missing), pytrace=False)
    return outcome


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the baselines that were written, since each wants a look."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind]
    properties = [each for report in reports for each in getattr(report, "user_properties", ())]
    written = sorted({str(path) for name, path in properties if name == WRITTEN})
    if written:
        terminalreporter.section("baselines written")
        for path in written:
            terminalreporter.line(path)
