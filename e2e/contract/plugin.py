"""What conftest.py adds to pytest: which site, what it lacks, which promises were kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from .site import Site, load
from .table import Tally, as_markdown

OURS = "e2e.contract.ours:Cookies"
NAME = pytest.StashKey[str]()
SITE = pytest.StashKey[Site]()
WITHOUT_SCRIPTS = "no-scripts"  # part of the id of a scenario that is played so
PROMISE_WITHOUT_SCRIPTS = 14


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract", "the flash contract")
    group.addoption("--site", metavar="MODULE:CLASS", help=f"The site's adapter; else {OURS}.")
    group.addoption("--patience", type=int, metavar="MS", help="How long a sight is waited for.")
    group.addoption("--tally", type=Path, metavar="FILE", help="Write down what held.")
    group.addoption(
        "--until-broken",
        type=lambda numbers: {int(number) for number in numbers.split(",")},
        metavar="1,2,…",
        help="Ask about these promises alone, and no more about one that is broken.",
    )


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "promise(number): the promise a scenario is about")
    config.addinivalue_line("markers", "needs(*names): attributes of the site's adapter, or `app`")
    # Stock Flask only warns, and so must we, or it would fail in another way than it does.
    config.addinivalue_line("filterwarnings", "ignore:The 'session' cookie is too large")
    # Of a run that isn't about these scenarios alone, they are a part that pytest finds too late
    # for options.
    config.stash[NAME] = config.getoption("site", None) or OURS
    config.stash[SITE] = load(config.stash[NAME])
    config.pluginmanager.register(Recorder(config))
    if patience := config.getoption("patience", None):
        expect.set_options(timeout=patience)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what can't be asked of this site."""
    left_out = [item for item in items if lacking(config, item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        item.user_properties += [("promise", number) for number in promises(item)]


def lacking(config: pytest.Config, item: pytest.Item) -> list[str]:
    """List what a scenario needs that the site hasn't got."""
    site = config.stash[SITE]
    needs = {str(name) for mark in item.iter_markers("needs") for name in mark.args}
    is_elsewhere = bool(config.getoption("--base-url"))
    return [
        name
        for name in sorted(needs)
        if (is_elsewhere if name == "app" else getattr(site, name) is None)
    ]


def promises(item: pytest.Item) -> list[int]:
    numbers = [int(mark.args[0]) for mark in item.iter_markers("promise")]
    if numbers and WITHOUT_SCRIPTS in item.name:
        numbers.append(PROMISE_WITHOUT_SCRIPTS)
    return numbers


class Recorder:
    """Notes what held, in the process that hears of all the outcomes."""

    def __init__(self, config: pytest.Config) -> None:
        self.config, self.tally = config, Tally()

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        asked = self.config.getoption("until_broken", None)
        if asked and not any(
            number in asked and not self.tally.is_broken(number) for number in promises(item)
        ):
            pytest.skip("nothing is asked about its promises any more")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, number in report.user_properties:
            if name == "promise" and (report.failed or report.when == "call"):
                self.tally.note(int(str(number)), report.nodeid, held=report.passed)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which promises a site that was asked about keeps."""
        asked = self.config.getoption("site", None) or self.config.getoption("--base-url")
        if asked and self.tally.held:
            terminalreporter.section("promises")
            terminalreporter.write_line(as_markdown({"Kept?": self.tally}))

    def pytest_unconfigure(self) -> None:
        file, is_worker = self.config.getoption("tally", None), hasattr(self.config, "workerinput")
        if file and not is_worker:
            self.tally.write(file)
