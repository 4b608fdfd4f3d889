"""However a run ends, the command it has started ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

WINDOWS = os.name == "nt"
ASKING = ("SIGTERM", "SIGHUP")  # to end; Windows has but the first
PATIENCE = 5  # seconds for a command to end by itself

# Reads from a pipe of ours: a line says that all is well, its end that we are gone, as only
# another process can tell after SIGKILL or `os._exit`.
WATCH = 'read -r line || { kill -s TERM -- "-$0"; sleep "$1"; kill -s KILL -- "-$0"; }'


@contextmanager
def orderly() -> Iterator[None]:
    """Have a signal that asks pytest to end do what Ctrl+C does, unless somebody minds it."""
    numbers = [getattr(signal, name) for name in ASKING if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []  # Python takes handlers from the main thread alone
    ours = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in ours:
        signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def interrupt(number: int, _: FrameType | None) -> None:
    raise KeyboardInterrupt(signal.Signals(number).name)


@contextmanager
def ending(command: subprocess.Popen[bytes]) -> Iterator[None]:
    """End a command, which leads a session, afterwards, even where there is no afterwards."""
    if WINDOWS:
        yield
        end_tree(command)
        return
    watch = ["sh", "-c", WATCH, str(command.pid), str(PATIENCE)]
    nothing = subprocess.DEVNULL
    with subprocess.Popen(
        watch, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing, start_new_session=True
    ) as watching:
        yield
        end_session(command)
        watching.communicate(b"all is well\n")


def end_session(command: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(command.pid, number)
            command.wait(PATIENCE)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue


def end_tree(command: subprocess.Popen[bytes]) -> None:
    """End a command on Windows, which knows neither sessions nor signals."""
    subprocess.run(["taskkill", "/T", "/F", "/PID", str(command.pid)], capture_output=True)
    command.wait()
