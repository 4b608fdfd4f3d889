"""What a project has of its own, beside what the file says for all."""

import pytest

from e2e.harness.config.file import CONFIG
from tests.harness.stage import Stage

pytest_plugins = ["pytester"]

# As pytest-timeout and pytest-rerunfailures have them.
MARKS = """
    def pytest_configure(config):
        config.addinivalue_line("markers", "{0}(number): theirs")
"""
OWN = """
    [[projects]]
    name = "quick"
    [[projects]]
    name = "slow"
    timeout = 60_000
    retries = 3
"""


def test_a_projects_time_and_tries_are_marks_of_its_scenarios(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, mark in (("timeout", "timeout"), ("rerunfailures", "flaky")):
        stage.pytester.makepyfile(**{name: MARKS.format(mark)})
    monkeypatch.syspath_prepend(stage.path)
    stage.write(OWN, test_it="def test_it(page): pass")

    quick, slow = stage.items("-p", "timeout", "-p", "rerunfailures")

    assert not quick.get_closest_marker("timeout")
    assert slow.get_closest_marker("timeout").args == (60.0,)  # type: ignore[union-attr] # it is there
    assert slow.get_closest_marker("flaky").kwargs == {"reruns": 3}  # type: ignore[union-attr] # so is this


@pytest.mark.parametrize(
    ("key", "package"), [("retries", "pytest-rerunfailures"), ("timeout", "pytest-timeout")]
)
def test_a_projects_key_that_wants_an_absent_package_says_so(
    stage: Stage, key: str, package: str
) -> None:
    stage.write(f"[[projects]]\nname = 'slow'\n{key} = 3")

    with pytest.raises(pytest.UsageError, match=rf"toml:3: projects\[0\]\.{key} .* {package}'s"):
        stage.options()


def test_a_project_may_have_more_patience_and_an_address_of_its_own(stage: Stage) -> None:
    config = """
        expect.timeout = 1000
        use.baseURL = "http://127.0.0.1:1"
        [[projects]]
        name = "here"
        [[projects]]
        name = "there"
        expect.timeout = 2000
        use.baseURL = "http://127.0.0.1:2"
    """
    scenario = """
        from playwright.sync_api import expect

        def test_here_or_there(base_url, project):
            number = {"here": 1, "there": 2}[project.name]
            assert expect._timeout == 1000 * number
            assert base_url == f"http://127.0.0.1:{number}"

        def test_everywhere(base_url): pass
    """
    stage.write(config, test_it=scenario)

    stage.play().assert_outcomes(passed=4)


def test_a_project_that_says_nothing_of_patience_has_playwrights(stage: Stage) -> None:
    config = """
        [[projects]]
        name = "patient"
        expect.timeout = 20_000
        [[projects]]
        name = "plain"
    """
    scenario = """
        from playwright.sync_api import expect

        def test_it(base_url, project):
            assert expect._timeout == {"patient": 20_000, "plain": None}[project.name]
    """
    stage.write(config, test_it=scenario)

    stage.play().assert_outcomes(passed=2)


def test_what_the_file_names_is_seen_from_it(stage: Stage) -> None:
    config = """
        use.storageState = "signed-in/ada.json"
        use.launchOptions.executablePath = "bin/browser"
        [[projects]]
        name = "ada"
        [[projects]]
        name = "grace"
        use.launchOptions.executablePath = "browser"
        use.storageState = { cookies = [], origins = [] }
    """
    stage.write(config)

    ada, grace = stage.options().stash[CONFIG].projects

    assert ada.use["storageState"] == str(stage.path / "signed-in/ada.json")
    assert ada.use["launchOptions"]["executablePath"] == str(stage.path / "bin/browser")
    assert grace.use["launchOptions"]["executablePath"] == "browser"  # from PATH
    assert grace.context["storage_state"] == {"cookies": [], "origins": []}
