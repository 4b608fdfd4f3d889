"""The README's project under each Playwright and pytest that the harness bears: `make test-all`.

Each pair has an environment of its own, for which packages are fetched.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from e2e.harness.config.project import Project
from e2e.harness.visiting.launching import launch_options
from tests.harness.stranger import build, snippets
from tests.harness.test_distribution import FACTORY

# The oldest, the last before each change of what is private to Playwright, and the newest.
PLAYWRIGHTS = ["1.53.0", "1.58.0", "1.62.0", "1.63.0", "1.64.1", "1.65.2"]
PYTESTS = ["8.4.2", "9.0.3", "9.2.0"]
OTHERS = ["flask", "pillow", "pytest-bdd", "pytest-xdist"]

STEPS = """
from pytest_bdd import given, scenarios

scenarios("welcome.feature")


@given("a visitor")
def _(page):
    page.goto("/")
"""
FEATURE = """
Feature: The welcome
    Scenario: A visitor
        Given a visitor
"""


def main() -> int:
    """Try each Playwright with a pytest in turn; 1 where one of them fails."""
    failed = False
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        top = Path(folder)
        wheel = build(top)
        browser = playwright.chromium.launch(**launch_options(Project("desktop"), {}))
        for number, release in enumerate(PLAYWRIGHTS):
            pytest = PYTESTS[number % len(PYTESTS)]
            problem = tried(top / release, wheel, release, pytest, browser)
            failed = failed or bool(problem)
            sys.stdout.write(f"playwright {release}, pytest {pytest}: {problem or 'fine'}\n")
            sys.stdout.flush()
    return int(failed)


def tried(shop: Path, wheel: Path, playwright: str, pytest: str, browser: Browser) -> str | None:
    """Follow the README with two releases, and say what went wrong."""
    python = shop / ".venv/bin/python"
    uv = str(Path(sys.executable).with_name("uv"))
    packages = [f"playwright=={playwright}", f"pytest=={pytest}", str(wheel), *OTHERS]
    run([uv, "venv", "--quiet", "--python", sys.executable, str(shop / ".venv")])
    run([uv, "pip", "install", "--quiet", "--python", str(python), *packages])
    files = {
        "app.py": FACTORY,
        "playwright.config.toml": snippets("toml")[0],
        "e2e/conftest.py": snippets("python")[0],
        "e2e/test_welcome.py": snippets("python")[2],
        "e2e/test_steps.py": STEPS,
        "e2e/welcome.feature": FEATURE,
    }
    for name, text in files.items():
        (shop / name).parent.mkdir(exist_ok=True)
        (shop / name).write_text(text, encoding="utf-8")
    play = [str(python), "-m", "pytest", "e2e", "--browser=chromium", "-n2"]
    for arguments, ending in (([], "2 failed, 4 passed"), (["--playwright-report"], "6 passed")):
        said = run([*play, *arguments], shop)
        if ending not in said:
            return f"not {ending!r}\n{said}"
    return misread(browser, shop / "playwright-report/index.html")


def misread(browser: Browser, report: Path) -> str | None:
    """Read a report as a person does, and say what isn't in it."""
    page = browser.new_page()
    page.goto(report.as_uri())
    link = page.get_by_role("link", name="test_a_visitor_is_welcome").first
    try:
        link.wait_for()
    except Exception as error:
        return f"its report shows no tests: {error}"
    finally:
        page.close()
    return None


def run(command: list[str], folder: Path | None = None) -> str:
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
