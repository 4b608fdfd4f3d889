"""The harness in other places: another project, and another machine's browsers."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.harness.visiting import browsers
from tests.harness.stage import TOP, Stage

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

    stage.play().assert_outcomes(passed=1)


def snippets(language: str) -> list[str]:
    """Return the README's examples in a language, as a reader would copy them."""
    text = (TOP / "e2e/harness/README.md").read_text(encoding="utf-8")
    found = re.findall(rf"^   ```{language}\n(.*?)^   ```", text, re.MULTILINE | re.DOTALL)
    return [re.sub(r"^   ", "", snippet, flags=re.MULTILINE) for snippet in found]


def test_another_flask_project_has_projects_screenshots_and_a_report_by_the_readme(
    tmp_path: Path,
) -> None:
    shutil.copytree(TOP / "e2e/harness", tmp_path / "e2e/harness")
    shutil.copy(TOP / "e2e/harness/example.toml", tmp_path / "playwright.config.toml")
    conftest, scenario = snippets("python")
    (configuration,) = snippets("toml")
    (tmp_path / "tests").mkdir()
    (tmp_path / "e2e/scenarios").mkdir()
    (tmp_path / "e2e/__init__.py").touch()
    (tmp_path / "e2e/conftest.py").write_text(conftest)
    (tmp_path / "e2e/scenarios/test_welcome.py").write_text(scenario)
    (tmp_path / "pyproject.toml").write_text(configuration)
    (tmp_path / "app.py").write_text(
        "from flask import Flask\n"
        "def create_app(settings):\n"
        "    app = Flask('shop')\n"
        "    app.config |= settings\n"
        "    app.get('/')(lambda: '<!doctype html><title>Shop</title><h1>Shop</h1>')\n"
        "    return app\n"
    )

    def run(*arguments: str, folder: str = ".") -> str:
        command = [str(Path(sys.executable).with_name("pytest")), "--browser=chromium"]
        environment = {**os.environ, "PYTHONPATH": "", "CI": ""}
        return subprocess.run(
            [*command, *arguments],
            cwd=tmp_path / folder,
            env=environment,
            capture_output=True,
            text=True,
        ).stdout

    assert " 2 failed, 2 passed" in run("e2e")
    assert len(list((tmp_path / "e2e/screenshots").glob("welcome-*.png"))) == 2
    assert " 4 passed" in run("e2e", "--playwright-report")
    assert (tmp_path / "playwright-report/index.html").is_file()
    # Wherever it starts, and in workers; not only where e2e/conftest.py is read early.
    assert " 4 passed" in run(".", "-n2")
    assert " 4 passed" in run(folder="e2e/scenarios")
