"""A server of the configuration's `webServer`: a command that serves, until told to stop."""

from __future__ import annotations

import atexit
import os
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ..config.file import Config
from .addresses import url_of
from .endings import orderly, started
from .probe import Silence, ask

LAST_LINES = 20
STARTING = 60_000  # ms, as in Node


class WebServer:
    """A command, and what it has said."""

    def __init__(self, config: Config, place: str, table: dict[str, Any], log: Path) -> None:
        self.place = place  # where the file has it
        self.table = table
        self.folder = config.root / table.get("cwd", ".")
        self.log = log
        self.url = url_of(table)
        self.command: subprocess.Popen[bytes] | None = None
        self.endings = ExitStack()

    def start(self) -> None:
        """Start the command and wait until its address answers."""
        if self.silence() is None:
            if self.table.get("reuseExistingServer"):
                return
            raise pytest.UsageError(
                f"{self.place}: something answers at {self.url} already; "
                "stop it, or set reuseExistingServer = true"
            )
        if not self.folder.is_dir():
            raise pytest.UsageError(f'{self.place}: cwd: there is no folder "{self.folder}"')
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.endings.enter_context(orderly())
        atexit.register(self.stop)  # where another plugin's mistake at the end keeps ours from it
        with self.log.open("wb") as output:
            told = started(
                self.table["command"],
                cwd=self.folder,
                env={**os.environ, **self.table.get("env", {})},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            self.command = self.endings.enter_context(told)
        self.wait(self.command, self.table.get("timeout", STARTING) / 1000)

    def silence(self) -> Silence | None:
        return ask(self.url, any_certificate=self.table.get("ignoreHTTPSErrors", False))

    def wait(self, command: subprocess.Popen[bytes], seconds: float) -> None:
        end = time.monotonic() + seconds
        while silence := self.silence():
            if command.poll() is not None:
                self.give_up(f"ended with status {command.returncode}")
            if silence.final:
                hint = "trust it, or set ignoreHTTPSErrors = true"
                self.give_up(f"{silence.reason} at {self.url}; {hint}")
            if time.monotonic() > end:
                self.give_up(f"{silence.reason} at {self.url} within {seconds:g} s")
            try:
                command.wait(0.05)
            except subprocess.TimeoutExpired:
                continue

    def give_up(self, why: str) -> None:
        self.stop()
        raise pytest.UsageError("\n".join([self.told(why), *self.last_lines()]))

    def told(self, why: str) -> str:
        return f"{self.place}: {self.table['command']!r} {why}"

    def last_lines(self) -> list[str]:
        said = self.log.read_text(errors="replace").strip() if self.log.is_file() else ""
        return said.splitlines()[-LAST_LINES:]

    def ended(self) -> str | None:
        """Say that the command has ended, if it was started and has."""
        status = self.command.poll() if self.command else None
        return None if status is None else self.told(f"has ended with status {status}")

    def stop(self) -> None:
        """End the command and all it has started."""
        self.command = None
        self.endings.close()
