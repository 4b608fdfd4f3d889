"""What playwright.config.toml says about a run, unless the command line says otherwise."""

import json
import os

import pytest

from tests.harness.stage import Stage

pytest_plugins = ["pytester"]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("maxFailures = 3", "maxfail", 3),
        ("workers = 1", "numprocesses", None),
        ("workers = 3", "numprocesses", 3),
        ("workers = 'auto'", "numprocesses", "auto"),
        ("workers = '3'", "numprocesses", 3),
        ("workers = '1%'", "numprocesses", None),
        ("workers = '300%'", "numprocesses", 3 * (os.cpu_count() or 1)),
        ("reporter = 'list'", "verbose", 1),
        ("reporter = 'line'", "verbose", -1),
        ("reporter = 'dot'", "verbose", 0),
        ("use.headless = false", "headed", True),
        ("use.screenshot = 'on'", "screenshot", "on"),
        ("use.trace = 'retain-on-failure'", "tracing", "retain-on-failure"),
        ("use.video = 'on'", "video", "on"),
        ("shard = { current = 1, total = 2 }", "splits", 2),
        ("shard = { current = 1, total = 2 }", "group", 1),
        ("shard = { current = 1, total = 2 }", "randomly_seed", 1),
        ("shard = { current = 1, total = 2 }", "splitting_algorithm", "least_duration"),
    ],
)
def test_a_key_is_an_option_of_pytests(stage: Stage, text: str, name: str, value: object) -> None:
    stage.write(text)

    assert getattr(stage.options().option, name) == value


@pytest.mark.parametrize(
    ("text", "name", "path"),
    [
        ("", "output", "test-results"),
        ("outputDir = 'left'", "output", "left"),
        ("reporter = 'html'", "playwright_report", "playwright-report"),
        ("reporter = [['html', { outputFolder = 'r' }]]", "playwright_report", "r"),
        ("reporter = 'junit'", "xmlpath", "test-results/junit.xml"),
        ("reporter = [['dot'], ['junit', { outputFile = 'j.xml' }]]", "xmlpath", "j.xml"),
    ],
)
def test_a_path_is_seen_from_the_file(stage: Stage, text: str, name: str, path: str) -> None:
    stage.write(text)

    assert getattr(stage.options().option, name) == str(stage.path / path)


@pytest.mark.parametrize(
    ("text", "argument", "name", "value"),
    [
        ("maxFailures = 3", "--maxfail=5", "maxfail", 5),
        ("use.trace = 'on'", "--tracing=off", "tracing", "off"),
        ("outputDir = 'left'", "--output=right", "output", "right"),
        ("reporter = 'html'", "--playwright-report=mine", "playwright_report", "mine"),
        ("workers = 3", "-n0", "numprocesses", 0),
    ],
)
def test_the_command_line_wins(
    stage: Stage, text: str, argument: str, name: str, value: object
) -> None:
    stage.write(text)

    assert getattr(stage.options(argument).option, name) == value


def test_another_file_can_be_named(stage: Stage) -> None:
    (stage.path / "other.toml").write_text("maxFailures = 7")

    config = stage.options("-o", "playwright_config=other.toml")

    assert config.option.maxfail == 7


def test_workers_inherit_what_the_controller_read(stage: Stage) -> None:
    stage.write(
        "workers = 2\nuse.trace = 'on'",
        test_it="def test_it(pytestconfig): assert pytestconfig.option.tracing == 'on'",
    )

    result = stage.play()

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["created: 2/2 workers"])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("\nretries = 2", ":2: retries is an option of pytest-rerunfailures's: install it, or"),
        ("timeout = 30_000", ":1: timeout is an option of pytest-timeout's: install it, or take"),
        ("[ci]\nretries = 2", ":2: retries is an option of pytest-rerunfailures's: install it"),
    ],
)
def test_a_key_that_wants_an_absent_package_says_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, text: str, complaint: str
) -> None:
    monkeypatch.setenv("CI", "1" if "ci" in text else "")
    stage.write(text)

    with pytest.raises(pytest.UsageError, match=rf"playwright\.config\.toml{complaint}"):
        stage.options()


def test_a_file_that_was_named_has_to_be_there(stage: Stage) -> None:
    result = stage.play("-o", "playwright_config=nowhere.toml")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: playwright_config: there is no file */nowhere.toml"])


def test_a_mistake_ends_the_run_with_one_line(stage: Stage) -> None:
    stage.write("testdir = 'e2e'")

    result = stage.play()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert list(filter(None, result.stderr.lines)) == [
        'ERROR: playwright.config.toml:1: there is no testdir; did you mean "testDir"?'
    ]


def test_the_expectations_timeout_is_playwrights(stage: Stage) -> None:
    scenario = """
        from playwright.sync_api import expect

        def test_it():
            assert expect._timeout == 1234
    """
    stage.write("expect.timeout = 1234", test_it=scenario)

    stage.play().assert_outcomes(passed=1)


def test_shards_leave_nothing_out_and_do_nothing_twice(stage: Stage) -> None:
    scenario = "import pytest\n@pytest.mark.parametrize('n', range(7))\ndef test_it(n): pass"

    parts = []
    for part in (1, 2):
        stage.write(f"shard = {{ current = {part}, total = 2 }}", test_it=scenario)
        parts.append(set(stage.collected()))

    assert len(parts[0] | parts[1]) == 7
    assert not parts[0] & parts[1]


def test_shards_are_cut_by_how_long_their_tests_took(stage: Stage) -> None:
    scenario = "import pytest\n@pytest.mark.parametrize('n', range(4))\ndef test_it(n): pass"
    durations = json.dumps({f"test_it.py::test_it[{n}]": 1 if n < 3 else 9 for n in range(4)})
    (stage.path / ".test_durations").write_text(durations)
    stage.write("shard = { current = 1, total = 2 }", test_it=scenario)

    assert stage.collected() == ["test_it.py::test_it[3]"]
