"""Projects: which scenarios run under which."""

import re

import pytest

from tests.harness.stage import Stage

pytest_plugins = ["pytester"]

THREE = """
    [[projects]]
    name = "desktop"
    [[projects]]
    name = "dark"
    use.colorScheme = "dark"
    [[projects]]
    name = "gecko"
    use.browserName = "firefox"
"""
SCENARIO = "def test_it(page): pass"


def ids(*projects: str) -> list[str]:
    return [f"test_it.py::test_it[{project}]" for project in projects]


def test_a_scenario_runs_once_under_each_project(stage: Stage) -> None:
    stage.write(THREE, test_it=SCENARIO)

    assert stage.collected() == ids("dark", "desktop", "gecko")


def test_a_test_without_a_browser_runs_once(stage: Stage) -> None:
    stage.write(THREE, test_it="def test_it(): pass")

    assert stage.collected() == ["test_it.py::test_it"]


@pytest.mark.parametrize(
    ("arguments", "projects"),
    [
        (["--project=dark"], ["dark"]),
        (["--project=dark", "--project=gecko"], ["dark", "gecko"]),
        (["--project=d*"], ["dark", "desktop"]),
        (["--browser=firefox"], ["gecko"]),
        (["--browser=chromium", "--project=d*"], ["dark", "desktop"]),
    ],
)
def test_projects_are_picked_by_name_or_engine(
    stage: Stage, arguments: list[str], projects: list[str]
) -> None:
    stage.write(THREE, test_it=SCENARIO)

    assert stage.collected(*arguments) == ids(*projects)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("drak", 'there is no project "drak"; did you mean "dark"?'),
        ("zzz", 'there is no project "zzz"; there are desktop, dark, gecko'),
    ],
)
def test_an_unknown_project_is_answered(stage: Stage, name: str, answer: str) -> None:
    stage.write(THREE)

    with pytest.raises(pytest.UsageError, match=re.escape(f"--project: {answer}")):
        stage.options(f"--project={name}")


def test_without_projects_the_engines_are_the_command_lines(stage: Stage) -> None:
    stage.write(test_it=SCENARIO)

    assert stage.collected() == ids("chromium")
    assert stage.collected("--browser=firefox", "--browser=webkit") == ids("firefox", "webkit")


def test_a_project_takes_some_files_and_leaves_others(stage: Stage) -> None:
    config = """
        [[projects]]
        name = "some"
        testMatch = "test_a*.py"
        [[projects]]
        name = "others"
        testIgnore = ["test_ab.py"]
    """
    stage.write(config, test_a=SCENARIO, test_ab=SCENARIO, test_c=SCENARIO)

    assert stage.collected() == [
        "test_a.py::test_it[others]",
        "test_a.py::test_it[some]",
        "test_ab.py::test_it[some]",
        "test_c.py::test_it[others]",
    ]


@pytest.mark.parametrize("pattern", ["e2e/test_a.py", "test_[a-b].py"])
def test_a_file_is_found_by_its_whole_path(stage: Stage, pattern: str) -> None:
    (stage.path / "e2e").mkdir()
    (stage.path / "e2e/test_a.py").write_text("def test_it(page): pass")
    stage.write(f"testDir = 'e2e'\ntestMatch = '{pattern}'\n[[projects]]\nname = 'all'")

    assert stage.collected() == ["e2e/test_a.py::test_it[all]"]


def test_a_file_no_project_takes_is_left_out(stage: Stage) -> None:
    config = "testIgnore = 'test_it.py'\n[[projects]]\nname = 'all'"
    stage.write(config, test_it=SCENARIO, test_other=SCENARIO)

    assert stage.collected() == ["test_other.py::test_it[all]"]


@pytest.mark.parametrize(
    ("mark", "projects"),
    [
        ("only_project('dark')", ["dark"]),
        ("only_project('dark', 'gecko')", ["dark", "gecko"]),
        ("skip_project('dark')", ["desktop", "gecko"]),
        ("only_browser('firefox')", ["gecko"]),
        ("skip_browser('firefox')", ["dark", "desktop"]),
    ],
)
def test_a_mark_says_where_a_scenario_makes_sense(
    stage: Stage, mark: str, projects: list[str]
) -> None:
    stage.write(THREE, test_it=f"import pytest\n@pytest.mark.{mark}\n{SCENARIO}")

    assert stage.collected() == ids(*projects)


@pytest.mark.parametrize(
    ("modules", "own", "projects"),
    [
        ("skip_project('dark')", "skip_project('gecko')", ["desktop"]),
        ("skip_browser('firefox')", "skip_project('dark')", ["desktop"]),
        ("only_project('dark', 'gecko')", "only_project('dark', 'desktop')", ["dark"]),
        ("only_project('dark', 'gecko')", "skip_project('gecko')", ["dark"]),
    ],
)
def test_a_mark_of_a_scenario_and_of_its_module_both_count(
    stage: Stage, modules: str, own: str, projects: list[str]
) -> None:
    mark = f"import pytest\npytestmark = pytest.mark.{modules}\n@pytest.mark.{own}\n"
    stage.write(THREE, test_it=f"{mark}{SCENARIO}")

    assert stage.collected() == ids(*projects)


def test_a_mark_that_names_no_project_is_answered(stage: Stage) -> None:
    stage.write(THREE, test_it=f"import pytest\n@pytest.mark.only_project('drak')\n{SCENARIO}")

    with pytest.raises(AssertionError, match='test_it: there is no project "drak"; did you'):
        stage.collected()


@pytest.mark.parametrize("mark", ["only_project", "skip_project()", "only_browser"])
def test_a_mark_that_names_nothing_is_answered(stage: Stage, mark: str) -> None:
    stage.write(test_it=f"import pytest\n@pytest.mark.{mark}\n{SCENARIO}")

    name, _, _ = mark.partition("(")
    with pytest.raises(AssertionError, match=f"test_it: {name} names nothing"):
        stage.collected()


def test_an_optional_project_waits_for_its_browser(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(stage.path))
    stage.write(THREE + "    optional = true\n", test_it=SCENARIO)

    assert stage.collected() == ids("dark", "desktop")
    assert stage.collected("--project=gecko") == ids("gecko")
