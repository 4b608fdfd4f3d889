"""What `make test` leaves out is there to be left out, and is played under another project."""

import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from e2e import matrix
from e2e.harness.config.project import Project

TOP = Path(__file__).parent.parent.parent
SAID = tomllib.loads((TOP / "playwright.config.toml").read_text(encoding="utf-8"))
PROJECTS = {project["name"] for project in SAID["projects"]}


class Item:
    """A test, as far as the matrix asks about it."""

    def __init__(self, name: str, project: str | None = None) -> None:
        self.name = f"{name}[{project}]" if project else name
        self.fixturenames: list[str] = []
        self.nodeid = f"e2e/scenarios/test_accounts.py::{self.name}"
        self.callspec = SimpleNamespace(params={"browser_name": Project(project or "")})


def left_out(*items: Item) -> list[str]:
    return sorted(item.name for item in matrix.left_out(cast("list[pytest.Item]", items)))


@pytest.fixture
def alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "ALIKE", {"scenarios/test_accounts.py": ("phone", "firefox")})


def test_what_is_alike_is_played_once(alike: None) -> None:
    everywhere = [Item("test_it", name) for name in ("desktop", "dark", "phone", "firefox")]

    assert left_out(*everywhere) == ["test_it[firefox]", "test_it[phone]"]


def test_what_is_played_nowhere_else_is_not_left_out(alike: None) -> None:
    assert left_out(Item("test_it", "desktop"), Item("test_other", "phone")) == []


def test_what_takes_long_is_begun_first() -> None:
    long, short = Item("test_each"), Item("test_it")
    long.fixturenames = ["page", "on_each_page"]

    assert not matrix.is_short(cast("pytest.Item", long))
    assert matrix.is_short(cast("pytest.Item", short))


def test_what_needs_no_browser_is_not_left_out(alike: None) -> None:
    assert left_out(Item("test_it")) == []


@pytest.mark.parametrize("start", [start for start in matrix.ALIKE if "*" not in start])
def test_the_matrix_names_scenarios_that_are_there(start: str) -> None:
    file, _, name = start.partition("::")

    assert f"def {name}" in (TOP / "e2e" / file).read_text(encoding="utf-8")


def test_without_scripts_an_engine_has_no_say_of_its_own() -> None:
    name = "e2e/contract/test_tabs.py::test_it_follows[{}-contract-firefox]"

    assert matrix.projects_of(name.format("no-scripts")) == {"contract-firefox"}
    assert matrix.projects_of(name.format("scripts")) == set()


def test_the_matrix_names_projects_that_are_there() -> None:
    assert {each for projects in matrix.ALIKE.values() for each in projects} <= PROJECTS
