"""A visitor's context: whose word counts, where several say something of it."""

from unittest.mock import Mock, call

import pytest
from playwright.sync_api import BrowserContext

from e2e.harness.visiting.visitors import limit
from tests.harness.stage import Stage
from tests.harness.visiting.machine import put

pytest_plugins = ["pytester"]

CONFIG = """
    use.viewport = { width = 1280, height = 720 }
    use.locale = "en-GB"
    [[projects]]
    name = "desktop"
    [[projects]]
    name = "phone"
    use.device = "iPhone 13"
    [[projects]]
    name = "wide-phone"
    use.device = "iPhone 13"
    use.viewport = { width = 500, height = 700 }
"""

SCENARIO = """
    def test_it(browser_context_args, project):
        sizes = {"desktop": 1280, "phone": 390, "wide-phone": 500}
        assert browser_context_args["viewport"]["width"] == sizes[project.name]
        assert browser_context_args["locale"] == "en-GB"
        assert browser_context_args.get("is_mobile", False) == ("phone" in project.name)
"""


@pytest.mark.browser
def test_a_projects_device_overrules_the_file_and_its_own_keys_overrule_the_device(
    stage: Stage,
) -> None:
    stage.write(CONFIG, test_it=SCENARIO)

    stage.play().assert_outcomes(passed=3)


@pytest.mark.browser
def test_the_command_lines_device_overrules_everything(stage: Stage) -> None:
    scenario = """
        def test_it(browser_context_args):
            assert browser_context_args["viewport"]["width"] == 412
    """
    stage.write(CONFIG, test_it=scenario)

    stage.play("--device=Pixel 7").assert_outcomes(passed=3)


@pytest.mark.browser
def test_projects_that_differ_in_their_contexts_alone_share_a_browser(stage: Stage) -> None:
    scenario = """
        from pathlib import Path

        import pytest

        @pytest.fixture(scope="session")
        def browser_type_launch_args(browser_type_launch_args):
            return browser_type_launch_args | {"downloads_path": Path("downloads")}

        played = set()

        @pytest.mark.parametrize("n", [1, 2])
        def test_it(browser, open_browsers, n):
            played.add(browser)
            assert len(played) == len(open_browsers) == 1
    """
    stage.write(CONFIG, test_it=scenario)

    stage.play_apart().assert_outcomes(passed=6)


@pytest.mark.browser
def test_a_projects_proxy_is_not_asked_about_the_app_unless_it_is_to_be(stage: Stage) -> None:
    config = """
        use.proxy.server = "http://127.0.0.1:9"
        [[projects]]
        name = "beside"
        [[projects]]
        name = "through"
        use.proxy = { server = "http://127.0.0.1:9", bypass = "" }
    """
    scenario = """
        import pytest
        from playwright.sync_api import Error

        @pytest.mark.only_project("beside")
        def test_beside(page): page.goto("/")

        @pytest.mark.only_project("through")
        def test_through(page):
            with pytest.raises(Error, match="PROXY"):
                page.goto("/")
    """
    stage.write(config, test_it=scenario)

    stage.play().assert_outcomes(passed=2)


ACTION, NAVIGATION = call.set_default_timeout, call.set_default_navigation_timeout


@pytest.mark.parametrize(
    ("use", "limits"),
    [
        ({"actionTimeout": 500}, [ACTION(500), NAVIGATION(30_000)]),
        ({"navigationTimeout": 900}, [NAVIGATION(900)]),
        ({"actionTimeout": 500, "navigationTimeout": 900}, [ACTION(500), NAVIGATION(900)]),
        ({}, []),
    ],
)
def test_an_actions_limit_is_not_navigations(use: dict[str, int], limits: list[object]) -> None:
    context = Mock(spec=BrowserContext)

    limit(context, use)

    assert context.mock_calls == limits


OVERRIDDEN = """
    from types import SimpleNamespace
    import pytest

    @pytest.fixture(scope="session")
    def browser_type():
        return SimpleNamespace(launch=lambda **options: options["executable_path"])

    @pytest.fixture(scope="session")
    def browser_type_launch_args(browser_type_launch_args):
        return {**browser_type_launch_args, "headless": False}

    def test_it(launch_browser):
        assert launch_browser().endswith("/chromium")
        assert launch_browser(headless=True).endswith("/chromium-headless-shell")
"""


def test_an_overridden_fixture_has_the_last_word_on_the_browser(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stage.path / "bin").mkdir()
    for program in ("chromium", "chromium-headless-shell"):
        put(stage.path, program)
    monkeypatch.setenv("PATH", str(stage.path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(stage.path))
    stage.write(test_it=OVERRIDDEN)

    stage.play().assert_outcomes(passed=1)
