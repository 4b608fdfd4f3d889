"""A small project in a folder of its own, whose scenarios the harness runs."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.harness.lending import Lender, kept_apart
from tests.hatchery import Hatchery

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

# A window that is pictured in no time.
SMALL = "use.viewport = { width = 100, height = 60 }\n"

PLAIN = ("-p", "no:randomly", "-p", "no:cacheprovider")
# At its end pytest looks for garbage in all that is in memory, which here is a whole run's.
UNHEARD = ("-p", "no:unraisableexception")


class Stage:
    """A folder with a configuration and scenarios, and pytest to play them."""

    def __init__(self, pytester: pytest.Pytester, hatchery: Hatchery, lender: Lender) -> None:
        self.pytester = pytester
        self.hatchery = hatchery
        self.lender = lender
        self.path = pytester.path
        pytester.popen = hatchery.popen  # type: ignore[method-assign, assignment] # as far as it is used
        pytester.makeini(INI)
        pytester.makeconftest(CONFTEST)

    def write(self, config: str = "", **scenarios: str) -> None:
        (self.path / "playwright.config.toml").write_text(dedent(config), encoding="utf-8")
        for name, text in scenarios.items():
            (self.path / f"{name.replace('e2e__', 'e2e/')}.py").write_text(
                dedent(text), encoding="utf-8"
            )

    def options(self, *arguments: str) -> pytest.Config:
        """Return pytest's configuration as it is before tests run, in this process."""
        return self.pytester.parseconfigure(*PLAIN, *UNHEARD, *arguments)

    def items(self, *arguments: str) -> list[pytest.Item]:
        """Return the tests to be run."""
        record = self.pytester.inline_run(*PLAIN, "--collect-only", *arguments)
        failed = [str(report.longrepr) for report in record.getfailedcollections()]
        assert not failed, "\n".join(failed)
        items: list[pytest.Item] = record.getcalls("pytest_collection_finish")[0].session.items
        return items

    def collected(self, *arguments: str) -> list[str]:
        """Name the tests to be run."""
        return sorted(item.nodeid for item in self.items(*arguments))

    def play(self, *arguments: str) -> pytest.RunResult:
        """Run pytest in this process, with the driver and the Chromium of all tests here.

        Its workers have processes, drivers and browsers of their own.
        """
        with kept_apart(self.hatchery):
            return self.pytester.runpytest_inprocess(
                *PLAIN,
                *arguments,
                plugins=[self.lender],
                no_reraise_ctrlc=True,  # a scenario's own, not ours
            )

    def play_apart(self, *arguments: str) -> pytest.RunResult:
        """Run pytest in a process of its own, which starts what it needs and ends as it likes."""
        return self.pytester.runpytest_subprocess(*PLAIN, *arguments)
