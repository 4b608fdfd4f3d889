"""However a run ends, the command it has started ends with it."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import IO, Any

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
def started(line: str, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start a shell's command, and end all of it afterwards, even where there is no afterwards."""
    if WINDOWS:
        with subprocess.Popen(line, shell=True, **options) as command:  # noqa: S602 - the file's words, as in Node
            yield command
            end_tree(command)
        return
    alive, held = os.pipe()  # by whatever the command starts, until all of that has ended
    with (
        open(alive, "rb") as ended,
        open(held, "wb") as holding,
        subprocess.Popen(  # noqa: S602 - the file's words, as in Node
            line, shell=True, start_new_session=True, pass_fds=[held], **options
        ) as command,
        watched(command),
    ):
        holding.close()
        yield command
        end_session(command, ended)


@contextmanager
def watched(command: subprocess.Popen[bytes]) -> Iterator[None]:
    """Have another process end a command, which leads a session, where we end before it does."""
    watch = ["sh", "-c", WATCH, str(command.pid), str(PATIENCE)]
    nothing = subprocess.DEVNULL
    with subprocess.Popen(
        watch, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing, start_new_session=True
    ) as watching:
        yield
        watching.communicate(b"all is well\n")


def end_session(command: subprocess.Popen[bytes], ended: IO[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(command.pid, number)
        except ProcessLookupError:
            break
        wait_for(ended, PATIENCE)


def wait_for(ended: IO[bytes], seconds: float) -> None:
    """Wait until nobody holds the other end of a pipe any more, and no longer than that."""
    with selectors.DefaultSelector() as selector:
        selector.register(ended, selectors.EVENT_READ)
        selector.select(seconds)


def end_tree(command: subprocess.Popen[bytes]) -> None:
    """End a command on Windows, which knows neither sessions nor signals."""
    subprocess.run(["taskkill", "/T", "/F", "/PID", str(command.pid)], capture_output=True)
