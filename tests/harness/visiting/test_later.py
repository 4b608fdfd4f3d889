"""Browsers that a test asks for only while it is played: it is played under each project."""

import pytest

from e2e.harness.visiting.later import asked_by
from tests.harness.stage import Stage

pytest_plugins = ["pytester"]

TWO = """
    [[projects]]
    name = "desktop"
    [[projects]]
    name = "dark"
"""
LATER = """
    import pytest

    class Proxy:  # as Flask's are, which nobody may look at outside a request
        def __getattr__(self, name): raise RuntimeError(name)

    current_app = Proxy()

    def opened(request): return request.getfixturevalue("logged_in")

    @pytest.fixture
    def logged_in(page): return page

    @pytest.fixture
    def visitor(request): return request.getfixturevalue("page")

    def test_page(request): current_app and request.getfixturevalue("page")
    def test_fixture(request): request.getfixturevalue("logged_in")
    def test_by_a_function(request): opened(request)
    def test_by_a_fixture(visitor): pass
    def test_within(request): [request.getfixturevalue(name) for name in ("tmp_path", "context")]
    @pytest.mark.parametrize("name", ["browser"])
    def test_by_parameter(request, name): request.getfixturevalue(name)

    def test_other(request): request.getfixturevalue("tmp_path")
    def test_talk(request): assert request.node.name != "page"
    def test_none(): pass
"""


def test_a_test_is_played_under_each_project(stage: Stage) -> None:
    stage.write(TWO, test_it=LATER)

    played = stage.collected()

    later = ["by_a_fixture", "by_a_function", "fixture", "page", "within"]
    assert [name for name in played if "[" in name] == sorted(
        [
            *(f"test_it.py::test_{each}[{name}]" for each in later for name in ("dark", "desktop")),
            "test_it.py::test_by_parameter[dark-browser]",
            "test_it.py::test_by_parameter[desktop-browser]",
        ]
    )
    assert [name for name in played if "[" not in name] == [
        f"test_it.py::test_{name}" for name in ("none", "other", "talk")
    ]


def ask(request: pytest.FixtureRequest) -> object:
    return request.getfixturevalue("page")


def near(request: pytest.FixtureRequest) -> object:
    return ask(request)


def far(request: pytest.FixtureRequest) -> object:
    return near(request)


def too_far(request: pytest.FixtureRequest) -> object:
    return far(request)


def test_a_request_is_followed_from_a_test_through_two_functions_and_no_further() -> None:
    assert "page" in asked_by(far)
    assert not asked_by(too_far)


FEATURE = """
    Feature: The welcome
        Scenario: A visitor
            Given a visitor
        Scenario: A sum
            Given a sum
        Scenario Outline: Some visitors
            Given a visitor called <name>
            Examples:
                | name |
                | Ada  |
"""
STEPS = """
    from pytest_bdd import given, parsers, scenarios

    scenarios("welcome.feature")

    @given("a visitor")
    def _(page): pass

    @given(parsers.parse("a visitor called {name}"))
    def _(page, name): pass

    @given("a sum")
    def _(): pass
"""


def test_a_step_of_pytest_bdd_is_played_under_each_project(stage: Stage) -> None:
    pytest.importorskip("pytest_bdd")  # not among our own needs
    (stage.path / "welcome.feature").write_text(FEATURE, encoding="utf-8")
    stage.write(TWO, test_it=STEPS)

    played = stage.collected("-p", "pytest_bdd")

    assert played == [
        "test_it.py::test_a_sum",
        *(f"test_it.py::test_a_visitor[{each}]" for each in ("dark", "desktop")),
        *(f"test_it.py::test_some_visitors[{each}-Ada]" for each in ("dark", "desktop")),
    ]
