"""playwright.config.toml: what is understood, what it becomes, and how mistakes are answered."""

import inspect
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType

from e2e.harness.config.file import Config, read
from e2e.harness.config.project import snake
from e2e.harness.config.use import CONNECT, CONTEXT, LAUNCH


@pytest.fixture(autouse=True)
def not_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


def written(folder: Path, text: str) -> Config:
    path = folder / "playwright.config.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_a_project_has_what_the_file_says_where_it_says_nothing_itself(tmp_path: Path) -> None:
    config = written(
        tmp_path,
        """
        testMatch = "test_a.py"
        use.locale = "en-GB"
        use.viewport = { width = 1280, height = 720 }
        [[projects]]
        name = "desktop"
        [[projects]]
        name = "phone"
        testMatch = ["test_b.py"]
        use.viewport = { width = 390, height = 844 }
        use.hasTouch = true
        """,
    )

    desktop, phone = config.projects

    assert desktop.context == {"locale": "en-GB", "viewport": {"width": 1280, "height": 720}}
    assert phone.context["viewport"] == {"width": 390, "height": 844}
    assert (phone.context["locale"], phone.context["has_touch"]) == ("en-GB", True)
    assert (desktop.test_match, phone.test_match) == (("test_a.py",), ("test_b.py",))


def test_what_a_project_says_replaces_the_files_whole_as_in_node(tmp_path: Path) -> None:
    config = written(
        tmp_path,
        """
        use.launchOptions = { slowMo = 100, args = ["--mute-audio"] }
        [[projects]]
        name = "quick"
        use.launchOptions = { slowMo = 0 }
        """,
    )

    assert config.projects[0].use["launchOptions"] == {"slowMo": 0}


def test_without_a_file_there_is_one_project(tmp_path: Path) -> None:
    (project,) = read(tmp_path / "playwright.config.toml").projects

    assert (project.name, project.engine, project.context) == ("chromium", "chromium", {})


@pytest.mark.parametrize(
    ("ci", "workers"), [("true", 2), ("1", 2), ("false", 1), ("0", 1), ("", 1)]
)
def test_the_ci_table_counts_where_ci_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, workers: int
) -> None:
    monkeypatch.setenv("CI", ci)

    config = written(
        tmp_path, "workers = 1\nuse.trace = 'off'\nuse.locale = 'fr'\n[ci]\nworkers = 2\n"
    )

    assert config.table["workers"] == workers
    assert "ci" not in config.table


def test_the_ci_table_is_merged_table_by_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "1")

    config = written(tmp_path, "use.locale = 'fr'\nuse.trace = 'off'\n[ci.use]\ntrace = 'on'\n")

    assert config.use == {"locale": "fr", "trace": "on"}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        (
            "[webServer]\ncommand = 'x'\nurl = 'http://y'\n[ci.webServer]\ntimeout = 3",
            "webServer",
            {"command": "x", "url": "http://y", "timeout": 3},
        ),
        (
            "shard = { current = 1, total = 2 }\nci.shard.total = 3",
            "shard",
            {"current": 1, "total": 3},
        ),
        (
            "use.viewport = { width = 3, height = 4 }\n[ci.use]\nviewport.width = 5",
            "use",
            {"viewport": {"width": 5, "height": 4}},
        ),
    ],
)
def test_the_ci_table_may_say_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, key: str, value: object
) -> None:
    monkeypatch.setenv("CI", "1")

    assert written(tmp_path, text).table[key] == value


@pytest.mark.parametrize(
    ("keys", "function"),
    [
        (CONTEXT, Browser.new_context),
        (LAUNCH.keys, BrowserType.launch),
        (CONNECT.keys, BrowserType.connect),
    ],
)
def test_each_key_is_an_argument_of_playwrights(keys: dict[str, object], function: object) -> None:
    known = inspect.signature(function).parameters  # type: ignore[arg-type] # they are functions
    renamed = {"ws_endpoint": "endpoint"} if "ws_endpoint" not in known else {}

    assert {renamed.get(snake(key), snake(key)) for key in keys} <= set(known)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("testdir = 'e2e'", '1: there is no testdir; did you mean "testDir"?'),
        (
            "[use]\nlocale = 'fr'\nviewPort = 3",
            '3: there is no use.viewPort; did you mean "viewport"?',
        ),
        ("use = { lcale = 'fr' }", '1: there is no use.lcale; did you mean "locale"?'),
        (
            "[[projects]]\nname = 'a'\n[[projects]]\nname = 'b'\n[projects.use]\nhasTuch = true",
            '6: there is no projects[1].use.hasTuch; did you mean "hasTouch"?',
        ),
        (
            "\nuse.viewport = { width = 'wide', height = 1 }",
            "2: use.viewport.width must be a whole number from 1, not 'wide'",
        ),
        ("use.viewport = { width = 3 }", '1: use.viewport needs "height"'),
        ("use.hasTouch = 1", "1: use.hasTouch must be true or false, not 1"),
        ("workers = true", '1: workers must be a whole number from 1, "auto", "logical" or a'),
        ("workers = 'many'", "1: workers must be a whole number from 1"),
        ("retries = -1", "1: retries must be a whole number from 0, not -1"),
        ("maxFailures = -1", "1: maxFailures must be a whole number from 0, not -1"),
        (
            "expect.toHaveScreenshot.threshold = 2",
            "1: expect.toHaveScreenshot.threshold must be a number from 0 to 1, not 2",
        ),
        (
            "expect.toHaveScreenshot.maxDiffPixelRatio = -0.1",
            "1: expect.toHaveScreenshot.maxDiffPixelRatio must be a number from 0 to 1, not -0.1",
        ),
        (
            "[webServer]\ncommand = 'x'\nurl = 'http://y'\nenv.PORT = 8000",
            "4: webServer.env.PORT must be a text, not 8000",
        ),
        (
            "[webServer]\ncommand = 'x'\nurl = '8765'",
            "3: webServer.url must be an address like http://127.0.0.1:8000, not '8765'",
        ),
        ("[ci]\nwebServer.url = 'localhost:80'", "2: ci.webServer.url must be an address like h"),
        ("use.baseURL = 'example.org'", "1: use.baseURL must be an address like http://127.0"),
        ("\ntestDir = 'nowhere'", '2: there is no folder "nowhere"'),
        (
            'testIgnore = [\n  "[use]",\n  "retries = 1",\n]\nretries = "a"',
            "5: retries must be",
        ),
        (
            'snapshotPathTemplate = """\nretries = 1\n[use]\n"""\nretries = "a"',
            "5: retries must be",
        ),
        ("\n[[webServer]]\ncommand = 'x'", '2: webServer[0] needs "url" or "port"'),
        ("\nuse.viewport.width = 3", '2: use.viewport needs "height"'),
        ("timeout = 'long'", "1: timeout must be a number of milliseconds from 0, not 'long'"),
        (
            "expect.timeout = -1",
            "1: expect.timeout must be a number of milliseconds from 0, not -1",
        ),
        ("use = 3", "1: use must be a table, not 3"),
        ("projects = 3", "1: projects must be an array, not 3"),
        ("testMatch = 3", "1: testMatch must be a text, not 3"),
        (
            "\ntestIgnore = ['test_a.py', 'test_@(b|c).py']",
            "2: testIgnore[1] has '@(', which is not known here; there are *, **, ?, [a-c], {a,b}",
        ),
        (
            "[use]\ncolorScheme = 'drak'",
            '2: use.colorScheme must be one of "light", "dark", "no-preference", not \'drak\'',
        ),
        ("[[projects]]\nuse.locale = 'fr'", '1: projects[0] needs "name"'),
        (
            "[[projects]]\nname = 'a'\n[[projects]]\nname = 'a'",
            '4: there are two projects "a"',
        ),
        ("[[projects]]\nname = ' '", "2: projects[0].name must not be empty"),
        (
            "[[projects]]\nname = 'a b'\n[[projects]]\nname = 'a/b'",
            '4: files of "a/b" would have the names of those of "a b"',
        ),
        (
            "[[projects]]\nname = 'a'\nuse.trace = 'on'",
            "3: there is no projects[0].use.trace: it is one for all projects",
        ),
        ("fullyParallel = true", "1: there is no fullyParallel: pytest-xdist always is"),
        ("[ci]\nshard.total = 2", '2: ci.shard needs "current"'),
        (
            "\nwebServer.command = 'x'\n[ci.webServer]\nurl = 'http://y'",
            '2: webServer needs "url" or "port"',
        ),
        ("[ci]\n[[ci.projects]]\nuse.locale = 'fr'", '2: ci.projects[0] needs "name"'),
        (
            "[[projects]]\nname = 'a'\n[[ci.projects]]\nname = 'a'\n[[ci.projects]]\nname = 'a'",
            '6: there are two projects "a"',
        ),
        ("[ci]\nretrys = 1", '2: there is no ci.retrys; did you mean "retries"?'),
        (
            "reporter = 'htm'",
            '1: reporter must be one of "dot", "github", "html", "junit", "line", "li',
        ),
        ("reporter = [['html', { folder = 'x' }]]", "1: there is no reporter[0][1].folder"),
        ("reporter = [[]]", '1: reporter[0] must be like ["html"]'),
        ("zzz = 1", "1: there is no zzz; there are ignoreSnapshots"),
        ("use.locale = ", " Invalid value"),
    ],
)
def test_a_mistake_is_answered_with_its_place(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(pytest.UsageError) as caught:
        written(tmp_path, text)

    assert str(caught.value).startswith(f"playwright.config.toml:{complaint}")
