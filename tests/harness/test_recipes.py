"""The README's recipes, word for word."""

import pytest

from tests.harness.stage import Stage
from tests.harness.stranger import snippets

pytest_plugins = ["pytester"]

TWO = """
    [[projects]]
    name = "desktop"
    [[projects]]
    name = "dark"
    use.colorScheme = "dark"
"""
APP = """
pytest_plugins = ["e2e.harness.plugin"]

from pathlib import Path
from flask import Flask, redirect, request, session

FORM = '''<!doctype html><title>Sign in</title>
<form method=post><label>Email <input name=email></label><button>Sign in</button></form>'''


@pytest.fixture
def app(request):
    app = Flask("shop")
    app.secret_key = "the same for all scenarios"
    log = request.config.rootpath / "signed-in"

    @app.get("/")
    def index():
        return f"<!doctype html><title>Shop</title>Welcome, {session.get('name', 'stranger')}"

    @app.get("/sign-in")
    def form():
        return FORM

    @app.post("/sign-in")
    def sign_in():
        with log.open("a") as lines:
            lines.write("once ")
        session["name"] = "Ada"
        return redirect("/")

    return app
"""
SCENARIOS = """
    import pytest
    from playwright.sync_api import expect

    @pytest.mark.parametrize("n", [1, 2, 3])
    def test_ada_is_welcome(ada, n):
        ada.goto("/")
        expect(ada.get_by_text("Welcome, Ada")).to_be_visible()

    def test_others_are_strangers(page):
        page.goto("/")
        expect(page.get_by_text("Welcome, stranger")).to_be_visible()
"""


@pytest.mark.browser
def test_signing_in_is_done_once_for_each_worker_and_project(stage: Stage) -> None:
    stage.pytester.makeconftest(snippets("python")[3] + APP)
    stage.write(TWO, test_it=SCENARIOS)

    stage.play().assert_outcomes(passed=8)

    assert (stage.path / "signed-in").read_text().split() == ["once"] * 2
