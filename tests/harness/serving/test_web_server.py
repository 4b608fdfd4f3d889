"""Whether somebody answers where the web server should be, and how it ends."""

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest

from e2e.harness.serving import endings
from e2e.harness.serving.probe import ask
from tests.harness.stage import Stage

pytest_plugins = ["pytester"]

# The server answers once, and holds on to the pipe `alive` for as long as it is there.
CONFIG = """
    [webServer]
    url = "http://127.0.0.1:{port}/"
    command = '''{{ python -c "{python}"; sleep 60; }} 3> alive'''
"""
PYTHON = (
    "from http.server import HTTPServer, SimpleHTTPRequestHandler as Handler;"
    "HTTPServer((r'127.0.0.1', {port}), Handler).handle_request()"
)
ENDED = """
    import os, signal

    def test_it(base_url): os.kill(os.getpid(), signal.{name})
"""


def test_who_does_not_speak_http_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            visitor, _ = listening.accept()
            with visitor:
                visitor.recv(1000)
                visitor.sendall(b"220 mail.example.org\r\n")

        host = threading.Thread(target=greet)
        host.start()

        silence = ask(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        assert silence
        assert silence.reason == "did not answer"
        host.join()


@pytest.mark.parametrize(
    ("name", "status"), [("SIGTERM", pytest.ExitCode.INTERRUPTED), ("SIGKILL", -signal.SIGKILL)]
)
def test_a_web_server_ends_with_the_run_however_that_ends(
    stage: Stage, port: int, name: str, status: int
) -> None:
    python = PYTHON.format(port=port)
    stage.write(CONFIG.format(port=port, python=python), test_it=ENDED.format(name=name))
    os.mkfifo(stage.path / "alive")
    alive = os.open(stage.path / "alive", os.O_RDONLY | os.O_NONBLOCK)

    assert stage.play_apart().ret == status
    assert select.select([alive], [], [], 20)[0], "somebody still holds the pipe"
    os.close(alive)


@pytest.fixture
def hanging_up() -> Iterator[None]:
    """Let nobody mind SIGHUP, as it is but under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("hanging_up")
def test_a_signal_that_asks_to_end_interrupts_until_the_server_has_ended() -> None:
    with pytest.raises(KeyboardInterrupt, match="SIGHUP"), endings.orderly():
        signal.raise_signal(signal.SIGHUP)

    assert signal.getsignal(signal.SIGHUP) == signal.SIG_DFL


@pytest.mark.usefixtures("hanging_up")
def test_a_signal_that_somebody_minds_is_left_to_them() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with endings.orderly():
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


@pytest.mark.usefixtures("hanging_up")
def test_beside_the_main_thread_signals_are_left_alone() -> None:
    seen: list[object] = []

    def look() -> None:
        with endings.orderly():
            seen.append(signal.getsignal(signal.SIGHUP))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert seen == [signal.SIG_DFL]


class Shell:
    """A command, as far as it is asked about."""

    pid = 7

    def __enter__(self) -> "Shell":
        return self

    def __exit__(self, *_: object) -> None:
        pass


def test_on_windows_the_tree_of_processes_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr(endings, "WINDOWS", True)
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: Shell())
    monkeypatch.setattr(subprocess, "run", lambda command, **_: done.append(command))
    monkeypatch.delattr(os, "killpg")
    monkeypatch.delattr(signal, "SIGKILL")

    with endings.started("serve"):
        done.append("served")

    assert done == ["served", ["taskkill", "/T", "/F", "/PID", "7"]]


def test_a_command_has_five_seconds_to_end_before_it_is_killed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[object] = []
    monkeypatch.setattr(os, "killpg", lambda _, number: done.append(number))
    monkeypatch.setattr(endings, "wait_for", lambda _, seconds: done.append(seconds))

    endings.end_session(cast("subprocess.Popen[bytes]", Shell()), BytesIO())

    assert done == [signal.SIGTERM, 5, signal.SIGKILL, 5]


# It takes some time over its end.
TIDY = """
import pathlib, signal
def tidy(*_):
    sum(range(10**6))
    pathlib.Path("tidied").touch()
    raise SystemExit
signal.signal(signal.SIGTERM, tidy)
print("there", flush=True)
while True: signal.pause()
"""


def test_what_a_shell_has_started_has_them_too(tmp_path: Path) -> None:
    (tmp_path / "tidy.py").write_text(TIDY, encoding="utf-8")
    line = f"{sys.executable} tidy.py; true"

    with endings.started(line, cwd=tmp_path, stdout=subprocess.PIPE) as shell:
        assert shell.stdout
        assert shell.stdout.readline() == b"there\n"

    assert (tmp_path / "tidied").exists()
