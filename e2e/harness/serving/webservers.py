"""The configuration's web servers over a run: started before it, watched, and stopped after it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ..config.file import CONFIG
from ..config.schema import dotted
from .addresses import by_hand, verify
from .webserver import WebServer

STARTED = pytest.StashKey["WebServers"]()


def have_the_app_there(session: pytest.Session, output: Path) -> None:
    """Start the web servers, if there are any, and see whether the app is there, if asked."""
    config = session.config
    if config.stash[CONFIG].web_servers and not by_hand(config):
        servers = WebServers(session, output)
        config.stash[STARTED] = servers
        config.pluginmanager.register(servers)
        servers.start()
    verify(config)


class WebServers:
    """All of them, and what is to be said of one that breaks down."""

    def __init__(self, session: pytest.Session, output: Path) -> None:
        config = session.config.stash[CONFIG]
        self.session = session
        self.servers = [
            WebServer(
                config,
                f"{config.place(place)}: {dotted(place)}",
                table,
                output / log_name(table, place),
            )
            for place, table in config.web_servers
        ]
        self.broken: WebServer | None = None
        self.endings = ExitStack()

    def start(self) -> None:
        for server in self.servers:
            self.endings.callback(server.stop)
            server.start()

    def pytest_runtest_logreport(self) -> None:
        """End the run where a server has ended: what comes after it would fail for that alone."""
        if self.broken:
            return
        for server in self.servers:
            if why := server.ended():
                self.broken = server
                stop(self.session, why)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        logs = [server.log for server in self.servers if server.log.is_file()]
        if self.broken:
            terminalreporter.section(f"what {self.broken.table['command']!r} said at last")
            for line in self.broken.last_lines():
                terminalreporter.line(line)
        elif logs and terminalreporter.stats.get("failed"):
            terminalreporter.write_sep("-", f"web servers' output: {', '.join(map(str, logs))}")

    def pytest_unconfigure(self) -> None:
        self.endings.close()


def stop(session: pytest.Session, why: str) -> None:
    """Have pytest end a run after the test that is being played, in whichever process it is."""
    controller: Any = session.config.pluginmanager.get_plugin("dsession")
    if controller:
        controller.shouldstop = why
    else:
        session.shouldstop = why


def log_name(table: dict[str, Any], place: tuple[str | int, ...]) -> str:
    """Name a server's log by its own name, or its number where there are several."""
    words = "".join(c if c.isalnum() else "-" for c in table.get("name", ""))
    number = str(place[-1]) if len(place) > 1 else ""
    return "-".join(filter(None, ["web-server", words or number])) + ".log"
