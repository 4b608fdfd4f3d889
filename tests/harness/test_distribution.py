"""The harness in somebody else's project: installed or copied, by the README to the letter."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness.stage import TOP
from tests.harness.stranger import Stranger, build, snippets

FACTORY = """
from flask import Flask


def create_app(settings):
    app = Flask("shop")
    app.config |= settings
    app.get("/")(lambda: "<!doctype html><title>Shop</title><h1>Shop</h1>")
    return app
"""
PLAIN = """
from flask import Flask

app = Flask(__name__)
app.get("/")(lambda: "<!doctype html><title>Shop</title><h1>Shop</h1>")
"""
NAME, COPY = "pytest_playwright_config", "e2e.harness"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"))


Installed = Callable[..., Stranger]


@pytest.fixture
def installed(tmp_path: Path, wheel: Path) -> Installed:
    """Make a project with the wheel installed, beside what it says it needs."""

    def installed(*packages: str) -> Stranger:
        needs = ("pytest", "pytest-playwright", "playwright", "werkzeug")
        return Stranger(tmp_path / "shop", wheel, *needs, *packages)

    return installed


@pytest.fixture
def copied(tmp_path: Path) -> Stranger:
    """Make a project with the folder copied into it."""
    shop = Stranger(tmp_path / "shop", None, "pytest", "pytest-playwright", "werkzeug", "flask")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(TOP / "e2e/harness", shop.folder / "e2e/harness", ignore=ignored)
    shop.write(e2e____init___py="", pyproject_toml=snippets("toml")[1])
    return shop


def follow(shop: Stranger, app: str, conftest: int, name: str = NAME) -> None:
    """Write what the README has its reader write."""
    shop.write(
        app_py=app,
        playwright__config_toml="",
        e2e__conftest_py=snippets("python")[conftest],
        e2e__test_welcome_py=snippets("python")[2].replace(NAME, name),
    )
    (shop.folder / "playwright.config.toml").write_text(snippets("toml")[0])


@pytest.mark.browser
def test_a_factory_has_projects_screenshots_and_a_report(installed: Installed) -> None:
    shop = installed("flask")
    follow(shop, FACTORY, conftest=0)
    play, play_one = snippets("sh")[1].splitlines()
    report, _ = snippets("sh")[2].splitlines()

    assert " 2 failed, 2 passed" in shop.run(f"{play} --browser=chromium")
    assert len(list((shop.folder / "e2e/screenshots").glob("welcome-*.png"))) == 2
    assert " 2 passed" in shop.run(play_one)
    assert " 4 passed" in shop.run(f"{report} --browser=chromium")
    assert (shop.folder / "playwright-report/index.html").is_file()


@pytest.mark.browser
def test_a_plain_app_is_visited_as_well(installed: Installed) -> None:
    shop = installed("flask")
    follow(shop, PLAIN, conftest=1)
    play, _ = snippets("sh")[1].splitlines()

    assert " 1 passed, 1 deselected" in shop.run(f"{play} --project=phone -k visitor")


@pytest.mark.browser
def test_copied_it_does_the_same(copied: Stranger) -> None:
    follow(copied, FACTORY, conftest=0, name=COPY)

    assert " 1 failed, 1 passed" in copied.run("pytest e2e --project=phone")
    assert " 2 passed" in copied.run("pytest e2e --project=phone --update-snapshots=none")


@pytest.mark.parametrize("argument", ["", f"-p {NAME}.plugin"])
@pytest.mark.parametrize("conftest", ["", f"pytest_plugins = ['{NAME}.plugin']"])
def test_however_it_is_loaded_it_is_there_once(
    installed: Installed, argument: str, conftest: str
) -> None:
    shop = installed()
    shop.write(conftest_py=conftest, test_it_py="def test_it(browser_name): pass")

    said = shop.run(f"pytest {argument}")

    assert "projects: chromium" in said
    assert " 1 passed" in said


@pytest.mark.parametrize(("how", "name"), [("installed", NAME), ("copied", COPY)])
def test_it_names_its_commands_as_they_are(
    request: pytest.FixtureRequest, how: str, name: str
) -> None:
    made = request.getfixturevalue(how)
    shop = made if isinstance(made, Stranger) else made()
    shop.write(test_it_py="def test_it(page): pass")

    said = shop.run("pytest", PATH=f"{shop.folder}/.venv/bin", PLAYWRIGHT_BROWSERS_PATH="nowhere")

    assert f"chromium is not installed; run: {shop.folder}/.venv/bin/python -m {name} inst" in said
