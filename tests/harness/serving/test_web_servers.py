"""Servers that a command starts: how many, and what is said of one that fails."""

import os
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
from werkzeug.wrappers import Response

from e2e.harness.config.file import Config
from e2e.harness.serving import webserver
from e2e.harness.serving.server import Server
from e2e.harness.serving.webserver import WebServer
from tests.harness.stage import Stage

pytest_plugins = ["pytester"]


def port_of(server: Server) -> int:
    return int(server.url.rpartition(":")[2])


def web_server(port: int, **keys: object) -> str:
    lines = [f"{key} = {str(value).lower()}" for key, value in keys.items()]
    return "\n".join(
        [
            "[webServer]",
            f"command = 'python -m http.server --bind 127.0.0.1 {port}'",
            f"url = 'http://127.0.0.1:{port}/playwright.config.toml'",
            *lines,
        ]
    )


VISIT = """
    import urllib.request

    def test_it(base_url):
        with urllib.request.urlopen(base_url) as answer:
            assert b"playwright.config.toml" in answer.read()

    test_again = test_it
"""


def test_a_web_server_is_started_once_for_all_workers(stage: Stage, port: int) -> None:
    stage.write(web_server(port), test_it=VISIT)

    stage.play("-n2").assert_outcomes(passed=2)

    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()


def test_what_answers_already_is_not_taken_for_the_web_server(stage: Stage, server: Server) -> None:
    stage.write(web_server(port_of(server)), test_it=VISIT)

    with server.serving(Response("playwright.config.toml")):
        result = stage.play()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*something answers at * already; stop it, or set reuseExisting*"])


def test_what_answers_already_is_used_where_allowed(stage: Stage, server: Server) -> None:
    port = port_of(server)
    stage.write(web_server(port, reuseExistingServer=True), test_it=VISIT)

    with server.serving(Response("playwright.config.toml")):
        stage.play().assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("command", "timeout", "complaint"),
    [
        (
            "echo no port; exit 3",
            60_000,
            ["*webServer: 'echo no port; exit 3' ended with status 3"],
        ),
        ("exec tail -f /dev/null", 300, ["*did not answer at * within 0.3 s"]),
    ],
)
def test_a_web_server_that_fails_is_quoted(
    stage: Stage, port: int, command: str, timeout: int, complaint: list[str]
) -> None:
    config = web_server(port, timeout=timeout)
    python = config.splitlines()[1]
    stage.write(config.replace(python, f"command = '{command}'"), test_it=VISIT)

    result = stage.play()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(complaint)


def test_of_what_a_web_server_has_said_the_last_twenty_lines_are_quoted(tmp_path: Path) -> None:
    log = tmp_path / "web-server.log"
    log.write_text("".join(f"line {number}\n" for number in range(1, 101)))
    table = {"command": "true", "port": 1}

    quoted = WebServer(Config(tmp_path, {}), "webServer", table, log).last_lines()

    assert quoted == [f"line {number}" for number in range(81, 101)]


def test_a_web_server_has_a_minute_to_start_as_in_node(
    tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = [0, 59, 61]
    monkeypatch.setattr(webserver, "time", SimpleNamespace(monotonic=lambda: times.pop(0)))
    table = {"command": "exec tail -f /dev/null", "port": port}
    silent = WebServer(Config(tmp_path, {}), "webServer", table, tmp_path / "web-server.log")

    with pytest.raises(pytest.UsageError, match=r"did not answer at .* within 60 s"):
        silent.start()
    assert not times


def test_several_web_servers_are_started_and_the_first_is_visited(
    stage: Stage, port: int, another_port: int
) -> None:
    tables = [
        "[[webServer]]\n"
        f"command = 'exec python -u -m http.server --bind 127.0.0.1 {number}'\n"
        f"port = {number}\nname = '{name}'\n"
        for name, number in (("shop", port), ("mail", another_port))
    ]
    scenario = f"""
        import urllib.request

        def test_it(base_url):
            assert base_url == "http://127.0.0.1:{port}"
            for number in ({port}, {another_port}):
                urllib.request.urlopen(f"http://127.0.0.1:{{number}}/").close()
    """
    stage.write("".join(tables), test_it=scenario)

    stage.play().assert_outcomes(passed=1)

    for name in ("shop", "mail"):
        assert "GET / " in (stage.path / f"test-results/web-server-{name}.log").read_text()


# It answers twice: whoever asks whether it is there, and the first test.
DYING = """
import os
from http.server import HTTPServer, SimpleHTTPRequestHandler
with open("pid", "w") as file: file.write(str(os.getpid()))
server = HTTPServer(("127.0.0.1", {port}), SimpleHTTPRequestHandler)
server.handle_request(), server.handle_request()
print("out of memory")
raise SystemExit(3)
"""
# Until then, its end is waited for.
MANY = """
    import os, pathlib, select, urllib.request, pytest

    def test_first(base_url):
        server = os.pidfd_open(int(pathlib.Path("pid").read_text()))
        urllib.request.urlopen(base_url).close()
        select.select([server], [], [])
        os.close(server)

    @pytest.mark.parametrize("n", range(50))
    def test_after(n): pass
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="asks Linux to tell when it has ended")
@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_a_web_server_that_dies_ends_the_run_with_its_last_words(
    stage: Stage, port: int, workers: str
) -> None:
    (stage.path / "dying.py").write_text(DYING.format(port=port), encoding="utf-8")
    config = f"""
        [webServer]
        command = 'exec python -u dying.py'
        port = {port}
    """
    stage.write(config, test_it=MANY)

    result = stage.play_apart(workers)

    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert result.parseoutcomes()["passed"] < 51
    result.stdout.fnmatch_lines(["*said at last*", "out of memory"])
    result.stdout.fnmatch_lines(["*python -u dying.py' has ended with status 3*"])


def test_a_folder_that_is_not_there_is_named(stage: Stage, port: int) -> None:
    config = f"webServer = {{ command = 'true', port = {port}, cwd = 'nowhere' }}"
    stage.write(config, test_it="def test_it(base_url): pass")

    result = stage.play()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(['ERROR: *:1: webServer: cwd: there is no folder "*/nowhere"'])


def test_a_page_that_is_not_found_is_told_from_silence(stage: Stage, port: int) -> None:
    config = f"""
        [webServer]
        command = "exec python -m http.server --bind 127.0.0.1 {port}"
        url = "http://127.0.0.1:{port}/nowhere"
        timeout = 1000
    """
    stage.write(config, test_it="def test_it(base_url): pass")

    stage.play().stderr.fnmatch_lines(["*answers 404 at */nowhere within 1 s"])
