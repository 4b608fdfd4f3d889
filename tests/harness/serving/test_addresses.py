"""Where the app is, as the command line, the files and the web server say."""

import sys
from textwrap import dedent

import pytest

from e2e.harness.serving.addresses import address, by_hand
from tests.harness.stage import PLAIN, Stage

pytest_plugins = ["pytester"]

HAND, FILE, INI = "http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3"
SERVED = "http://127.0.0.1:4"

BASE_URL = f"use.baseURL = '{FILE}'"
WEB_SERVER = f"webServer = {{ command = 'exit 3', url = '{SERVED}/ready?now=1' }}"

# As pytest-base-url 2.1 has it: its options, and pytest's own key made one of them.
BASE_URL_PLUGIN = """
    import pytest

    def pytest_addoption(parser):
        parser.addini("base_url", help="")
        parser.addoption("--base-url")
        parser.addoption("--verify-base-url", action="store_true")

    def pytest_configure(config):
        config.option.base_url = config.getoption("base_url") or config.getini("base_url")

    @pytest.fixture(scope="session", autouse=True)
    def _verify_url(base_url): pass
"""


@pytest.fixture
def base_url_plugin(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Return the arguments that load what stands for pytest-base-url."""
    folder = stage.path / "site/pytest_base_url"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "plugin.py").write_text(dedent(BASE_URL_PLUGIN), encoding="utf-8")
    monkeypatch.syspath_prepend(folder.parent)
    monkeypatch.delitem(sys.modules, "pytest_base_url", raising=False)  # the last test's
    return "-p", "pytest_base_url.plugin"


@pytest.mark.parametrize("installed", [False, True], ids=["alone", "with pytest-base-url"])
@pytest.mark.parametrize(
    ("config", "arguments", "expected"),
    [
        ("", [], None),
        (WEB_SERVER, [], SERVED),
        (WEB_SERVER, ["-o", f"base_url={INI}"], INI),
        (f"{BASE_URL}\n{WEB_SERVER}", ["-o", f"base_url={INI}"], FILE),
        (BASE_URL, ["-o", f"base_url={INI}", "--base-url", HAND], HAND),
    ],
)
def test_an_address_given_nearer_at_hand_wins(
    stage: Stage,
    base_url_plugin: tuple[str, ...],
    config: str,
    arguments: list[str],
    expected: str | None,
    *,
    installed: bool,
) -> None:
    stage.write(config)

    options = stage.options(*(base_url_plugin if installed else ()), *arguments)

    assert address(options) == expected
    assert by_hand(options) == (HAND if HAND in arguments else None)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["--base-url", "localhost:8000"], "--base-url"),
        (["-o", "base_url=localhost:8000"], "base_url"),
    ],
)
def test_an_address_without_its_scheme_is_refused(
    stage: Stage, arguments: list[str], name: str
) -> None:
    complaint = f"^{name} must be an address like http://127.0.0.1:8000, not 'localhost:8000'$"

    with pytest.raises(pytest.UsageError, match=complaint):
        stage.options(*arguments)


def test_an_address_of_the_environment_is_as_good_as_one_of_the_command_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_BASE_URL", HAND)
    stage.write(BASE_URL)

    assert address(stage.options()) == HAND


@pytest.mark.parametrize(
    ("argument", "ending"),
    [
        (("-o", f"base_url={INI}"), pytest.ExitCode.USAGE_ERROR),
        (("--base-url", HAND), pytest.ExitCode.OK),
    ],
)
def test_only_an_address_given_by_hand_keeps_the_web_server_from_being_started(
    stage: Stage,
    base_url_plugin: tuple[str, ...],
    argument: tuple[str, ...],
    ending: pytest.ExitCode,
) -> None:
    stage.write(WEB_SERVER, test_it="def test_it(base_url): pass")
    arguments = (*base_url_plugin, "--setup-only", *argument)

    assert stage.pytester.inline_run(*PLAIN, *arguments).ret == ending


@pytest.mark.parametrize(
    ("asked_for", "ending"),
    [("app", pytest.ExitCode.OK), ("base_url", pytest.ExitCode.USAGE_ERROR)],
)
def test_an_address_to_be_verified_has_to_answer_where_something_visits_it(
    stage: Stage, base_url_plugin: tuple[str, ...], asked_for: str, ending: pytest.ExitCode
) -> None:
    stage.write(BASE_URL, test_it=f"def test_it({asked_for}): pass")
    arguments = (*base_url_plugin, "--verify-base-url", "--setup-only")

    assert stage.pytester.inline_run(*PLAIN, *arguments).ret == ending


def test_an_address_that_does_not_answer_is_named(
    stage: Stage, base_url_plugin: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "site", prepend=":")
    stage.write(BASE_URL, test_it="def test_it(base_url): pass")

    result = stage.play(*base_url_plugin, "--verify-base-url")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [f"*--verify-base-url: no site answers at {FILE}: it did not answer"]
    )


def test_where_pytest_base_url_gives_every_test_the_address_that_is_no_visit(
    stage: Stage, base_url_plugin: tuple[str, ...]
) -> None:
    stage.write(BASE_URL, test_it="def test_it(app): pass")

    (item,) = stage.items(*base_url_plugin)

    assert item.get_closest_marker("skip") is None
