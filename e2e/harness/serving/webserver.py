"""A server of the configuration's `webServer`, started once for a run and its workers."""

from __future__ import annotations

import atexit
import http.client
import os
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ..config.file import Config
from .endings import ending, orderly

WELCOME = {400, 401, 402, 403}  # as in Node: these, too, say that somebody is there


class WebServer:
    """A command that serves, until told to stop."""

    def __init__(self, config: Config, table: dict[str, Any], output: Path) -> None:
        self.table = table
        self.folder = config.root / table.get("cwd", ".")
        self.log = output / "web-server.log"
        self.endings = ExitStack()

    def start(self) -> None:
        """Start the command and wait until its address answers."""
        url = self.table["url"]
        if answers(url):
            if self.table.get("reuseExistingServer"):
                return
            raise pytest.UsageError(
                f"webServer: something answers at {url} already; "
                "stop it, or set reuseExistingServer = true"
            )
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.endings.enter_context(orderly())
        atexit.register(self.stop)  # where another plugin's mistake at the end keeps ours from it
        with self.log.open("wb") as output:
            command = subprocess.Popen(  # noqa: S602 - the file's own words, as in Node
                self.table["command"],
                shell=True,
                cwd=self.folder,
                env={**os.environ, **self.table.get("env", {})},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.endings.enter_context(ending(command))
        self.wait(command, url, self.table.get("timeout", 60_000) / 1000)

    def wait(self, command: subprocess.Popen[bytes], url: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not answers(url):
            if command.poll() is not None:
                self.give_up(f"ended with status {command.returncode}")
            if time.monotonic() > end:
                self.give_up(f"did not answer at {url} within {seconds:g} s")
            try:
                command.wait(0.05)
            except subprocess.TimeoutExpired:
                continue

    def give_up(self, why: str) -> None:
        self.stop()
        said = self.log.read_text(errors="replace").strip().splitlines()[-20:]
        raise pytest.UsageError("\n".join([f"webServer: {self.table['command']!r} {why}", *said]))

    def stop(self) -> None:
        """End the command and all it has started."""
        self.endings.close()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - the file's own address
            return True
    except urllib.error.HTTPError as error:
        return error.code in WELCOME
    except (OSError, http.client.HTTPException):
        return False
