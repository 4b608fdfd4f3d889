"""The app is there however it is visited; and where nobody visits it, nobody asks for it."""

import pytest

from tests.harness.stage import Stage

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.browser

WAYS = """
    import urllib.request
    import pytest

    @pytest.fixture(scope="module")
    def shared(browser, base_url):
        with browser.new_context(base_url=base_url) as context:
            yield context.new_page()

    @pytest.fixture
    def welcomed(browser, base_url):
        with browser.new_context(base_url=base_url) as context:
            page = context.new_page()
            page.goto("/")
            yield page

    @pytest.mark.parametrize("n", [1, 2])
    def test_page_of_a_module(shared, n):
        shared.goto("/")
        assert f"test_page_of_a_module[chromium-{n}]" in shared.content()

    def test_page_of_a_fixture(welcomed):
        assert "test_page_of_a_fixture" in welcomed.content()

    def test_page(page):
        page.goto("/")
        assert "test_page" in page.content()

    def test_context_of_ones_own(browser, base_url):
        with browser.new_context(base_url=base_url) as context:
            page = context.new_page()
            page.goto("/")
            assert "test_context_of_ones_own" in page.content()

    def test_persistent_context(browser_type, browser_type_launch_args, base_url, tmp_path):
        with browser_type.launch_persistent_context(
            tmp_path, **browser_type_launch_args, base_url=base_url
        ) as context:
            page = context.new_page()
            page.goto("/")
            assert "test_persistent_context" in page.content()

    def test_request(playwright, base_url):
        request = playwright.request.new_context(base_url=base_url)
        assert "test_request" in request.get("/").text()
        request.dispose()

    def test_urllib(base_url):
        with urllib.request.urlopen(base_url) as answer:
            assert b"test_urllib" in answer.read()

    def test_at_run_time(request):
        page = request.getfixturevalue("page")
        page.goto("/")
        assert "test_at_run_time[chromium]" in page.content()

    class TestGroup:
        def test_inside(self, request):
            for name in ("page", "base_url"):
                request.getfixturevalue(name)
            request.getfixturevalue("page").goto("/")
"""


def test_the_app_is_there_however_it_is_visited(stage: Stage) -> None:
    stage.write(test_it=WAYS)

    stage.play().assert_outcomes(passed=10)


NO_VISITS = """
    import pytest
    from pathlib import Path

    def test_content(page):
        page.set_content("<h1>Ada</h1>")
        assert page.get_by_role("heading").text_content() == "Ada"

    def test_data(page):
        page.goto("data:text/html,<h1>Ada</h1>")
        assert page.get_by_role("heading").text_content() == "Ada"

    def test_file(page, tmp_path):
        Path(tmp_path, "ada.html").write_text("<h1>Ada</h1>")
        page.goto(Path(tmp_path, "ada.html").as_uri())
        assert page.get_by_role("heading").text_content() == "Ada"

    def test_fulfilled(page):
        ada = {"body": "<h1>Ada</h1>", "content_type": "text/html"}
        page.route("**/*", lambda route: route.fulfill(**ada))
        page.goto("/")
        assert page.get_by_role("heading").text_content() == "Ada"
"""
NO_APP = """
    import pytest
    pytest_plugins = ["e2e.harness.plugin"]
"""


@pytest.mark.parametrize("app", ["", "@pytest.fixture\n    def app(): return 'Typer, say'"])
def test_where_nobody_visits_it_nobody_asks_for_it(stage: Stage, app: str) -> None:
    stage.pytester.makeconftest(f"{NO_APP}\n    {app}")
    stage.write(test_it=NO_VISITS)

    stage.play().assert_outcomes(passed=4)


LIVE = """
    import pytest
    from http.server import HTTPServer, BaseHTTPRequestHandler
    from threading import Thread

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"alive")

    @pytest.fixture(scope="session")
    def live_server():
        server = HTTPServer(("127.0.0.1", 0), Handler)
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()

    @pytest.fixture(scope="session")
    def base_url(live_server):
        return live_server

    @pytest.fixture
    def app(): raise AssertionError("nobody visits it")

    def test_it(page):
        page.goto("/")
        assert "alive" in page.content()
"""


def test_an_address_of_somebodys_own_is_visited_in_its_place(stage: Stage) -> None:
    stage.write(test_it=LIVE)

    stage.play().assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("app", "sentence"),
    [
        ("", "write a fixture `app` that returns a WSGI application, or give --base-url or a web*"),
        ("def app(): return app", "the fixture `app` returns itself; import what it should*"),
        ("def app(): return 3", "the fixture `app` returns 3, which is no WSGI application"),
        (
            "def app():\n    async def asgi(*_): pass\n    return asgi",
            "the fixture `app` returns an ASGI application, which wants a server of its own: *",
        ),
    ],
)
def test_a_visit_to_what_is_no_app_is_answered_with_why(
    stage: Stage, app: str, sentence: str
) -> None:
    conftest = f"import pytest\npytest_plugins = ['e2e.harness.plugin']\n@pytest.fixture\n{app}"
    stage.pytester.makeconftest(conftest if app else NO_APP)
    visit = "import urllib.request\ndef test_it(base_url): urllib.request.urlopen(base_url)"
    stage.write(test_it=visit)

    result = stage.play()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*- playwright.config.toml -*", f"nothing to visit: {sentence}"])
