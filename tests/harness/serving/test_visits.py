"""Which tests visit the app, and what becomes of them where the app is elsewhere."""

import pytest

from tests.harness.stage import PLAIN, Stage

pytest_plugins = ["pytester"]

ELSEWHERE = "http://127.0.0.1:1"

CONTROLLING = """
    def test_visits_the_app_that_it_has_in_its_hands(app, base_url): pass
    def test_visits_the_app(base_url): assert base_url == "http://127.0.0.1:1"
    def test_has_the_app_in_its_hands(app): assert app.name == "welcome"
"""


@pytest.mark.parametrize("config", ["", f"use.baseURL = '{ELSEWHERE}'"])
def test_elsewhere_scenarios_that_need_the_app_are_left_out(stage: Stage, config: str) -> None:
    stage.write(config, test_it=CONTROLLING)
    arguments = [] if config else ["--base-url", ELSEWHERE]

    result = stage.play("-rs", *arguments)

    result.assert_outcomes(passed=2, skipped=1)
    result.stdout.fnmatch_lines(["*needs the app in its hands, which is at http://127.0.0.1:1"])


@pytest.mark.parametrize(
    ("asked_for", "is_left_out"),
    [
        ("app, page", True),
        ("app, context", True),
        ("app, new_context", True),
        ("app, served", True),
        ("server, base_url", True),
        ("app", False),
        ("server", False),
        ("page", False),
    ],
)
def test_elsewhere_what_visits_nothing_is_played(
    stage: Stage, asked_for: str, *, is_left_out: bool
) -> None:
    stage.write(test_it=f"def test_it({asked_for}): pass")

    (item,) = stage.items("--base-url", ELSEWHERE)

    assert bool(item.get_closest_marker("skip")) is is_left_out


BROKEN = "webServer = { command = 'exit 3', url = 'http://127.0.0.1:1' }"


@pytest.mark.parametrize(
    ("asked_for", "ending"),
    [("app", pytest.ExitCode.OK), ("base_url", pytest.ExitCode.USAGE_ERROR)],
)
def test_a_web_server_is_started_where_something_visits_it(
    stage: Stage, asked_for: str, ending: pytest.ExitCode
) -> None:
    stage.write(BROKEN, test_it=f"def test_it({asked_for}): pass")

    assert stage.pytester.inline_run(*PLAIN, "--setup-only").ret == ending
