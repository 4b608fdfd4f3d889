"""Another machine's browsers."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from e2e.harness.visiting import browsers
from tests.harness.stage import Stage

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.browser

VISIT = """
    from playwright.sync_api import expect

    def test_it(page):
        page.goto("/")
        expect(page.get_by_role("heading")).to_have_text("test_it[far]")
"""


@pytest.fixture
def far_away() -> Iterator[str]:
    """The address of a machine with browsers: this one, on loopback."""
    command = [sys.executable, "-m", "playwright", "run-server", "--host=127.0.0.1", "--port=0"]
    with subprocess.Popen(
        [*command, "--unsafe"], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        yield process.stdout.readline().split()[-1]
        os.killpg(process.pid, signal.SIGTERM)  # and the driver, which it starts and leaves behind


def test_scenarios_run_in_another_machines_browser(
    stage: Stage, far_away: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = browsers.find("chromium")
    assert there
    own = {"channel": there.channel, "executablePath": there.path}
    lines = [f"use.launchOptions.{key} = '{value}'" for key, value in own.items() if value]
    config = ["[[projects]]", "name = 'far'", f"use.connectOptions.wsEndpoint = '{far_away}'"]
    stage.write("\n".join([*config, *lines]), test_it=VISIT)
    # Nothing to start here: what runs it is over there.
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(stage.path))

    stage.play_apart().assert_outcomes(passed=1)
