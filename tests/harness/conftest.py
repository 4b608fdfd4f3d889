"""A small project in a folder of its own, whose scenarios the harness runs."""

import importlib
import socket
from collections.abc import Generator
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

import pytest

from e2e.harness.album import COMPARATOR, WRITTEN

Making: TypeAlias = Generator[None, pytest.TestReport, pytest.TestReport]
TOP = Path(__file__).parent.parent.parent

# The harness is loaded already where a run is in our process, and pytest warns of that.
INI = """
    [pytest]
    strict = true
    filterwarnings =
        error
        ignore::pytest.PytestAssertRewriteWarning
"""

CONFTEST = """
    import pytest
    from flask import Flask

    pytest_plugins = ["e2e.harness.plugin"]

    @pytest.fixture
    def app(request):
        app = Flask("welcome")
        app.get("/")(lambda: f"<!doctype html><title>Welcome</title><h1>{request.node.name}</h1>")
        return app
"""

PLAIN = ("-p", "no:randomly", "-p", "no:cacheprovider")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: starts a browser, so takes seconds")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Making:
    """Keep pictures that these tests write in passing out of what the run says at its end."""
    report = yield
    told = report.user_properties
    report.user_properties = [each for each in told if each[0] not in {WRITTEN, COMPARATOR}]
    return report


class Stage:
    """A folder with a configuration and scenarios, and pytest to play them."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.path = pytester.path
        pytester.makeini(INI)
        pytester.makeconftest(CONFTEST)

    def write(self, config: str = "", **scenarios: str) -> None:
        (self.path / "playwright.config.toml").write_text(dedent(config), encoding="utf-8")
        for name, text in scenarios.items():
            (self.path / f"{name}.py").write_text(dedent(text), encoding="utf-8")

    def options(self, *arguments: str) -> pytest.Config:
        """Return pytest's configuration as it is before tests run, in this process."""
        return self.pytester.parseconfigure(*PLAIN, *arguments)

    def items(self, *arguments: str) -> list[pytest.Item]:
        """Return the tests to be run; in this process, where Playwright's plugin can't run them."""
        record = self.pytester.inline_run(*PLAIN, "--collect-only", *arguments)
        failed = [str(report.longrepr) for report in record.getfailedcollections()]
        assert not failed, "\n".join(failed)
        items: list[pytest.Item] = record.getcalls("pytest_collection_finish")[0].session.items
        return items

    def collected(self, *arguments: str) -> list[str]:
        """Name the tests to be run."""
        return sorted(item.nodeid for item in self.items(*arguments))

    def play(self, *arguments: str) -> pytest.RunResult:
        """Run pytest in a process of its own."""
        return self.pytester.runpytest_subprocess(*PLAIN, *arguments)


@pytest.fixture(scope="session")
def preloaded() -> None:
    """Load the harness once for all runs in our process, before pytester minds the modules."""
    importlib.import_module("e2e.harness.plugin")


@pytest.fixture
def stage(
    preloaded: None,  # it has to come first
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
) -> Stage:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(TOP))
    return Stage(pytester)


@pytest.fixture
def port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number
