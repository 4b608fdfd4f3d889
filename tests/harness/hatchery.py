"""A process that has imported pytest and Playwright, and forks one that runs pytest when asked.

A run in a process of its own takes half a second less so, and there are hundreds.
"""

import gc
import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

# Not xdist, which keeps the path that it finds, nor what pytest would rewrite.
IMPORTED = ("playwright.sync_api", "pytest", "flask", "werkzeug.serving", "slugify")
LONGEST = 1_000_000  # bytes of a wish


class Hatchery:
    """The other side: this process's."""

    def __init__(self) -> None:
        self.ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, __file__, str(theirs.fileno())]
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )

    def close(self) -> None:
        self.ours.close()
        self.process.wait()

    def popen(
        self, command: Sequence[str], stdout: IO[str], stderr: IO[str], **_: object
    ) -> "Forked":
        """Run pytest as `Pytester.popen` does: from the current folder, with its path first."""
        here = str(Path.cwd())
        path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH", "")]))
        environment = {**os.environ, "PYTHONPATH": path, "HOME": here, "USERPROFILE": here}
        arguments = command[command.index("-mpytest") + 1 :]
        wish = json.dumps({"arguments": arguments, "folder": here, "environment": environment})
        socket.send_fds(self.ours, [wish.encode()], [stdout.fileno(), stderr.fileno()])
        return Forked(self.ours)


class Forked:
    """A run, as far as a Popen's user asks about it."""

    stdin = None

    def __init__(self, told: socket.socket) -> None:
        self.told = told

    def wait(self, timeout: float | None = None) -> int:
        return int(self.told.recv(100))


def hatch(wishes: socket.socket) -> None:
    """Fork for each wish; the child returns, to end as any process does."""
    while True:
        wish, fds, _, _ = socket.recv_fds(wishes, LONGEST, 2)
        if not wish:
            sys.exit(0)
        if child := os.fork():
            for fd in fds:
                os.close(fd)
            _, status = os.waitpid(child, 0)
            wishes.send(str(os.waitstatus_to_exitcode(status)).encode())
        else:
            wishes.close()
            os.dup2(fds[0], 1)
            os.dup2(fds[1], 2)
            run(**json.loads(wish))


def run(arguments: list[str], folder: str, environment: dict[str, str]) -> Any:
    import pytest

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = environment["PYTHONPATH"].split(os.pathsep)
    sys.argv = ["pytest", *arguments]
    sys.exit(pytest.main())


if __name__ == "__main__":
    sys.path.pop(0)  # this folder, of which no run knows
    for name in IMPORTED:
        __import__(name)
    gc.collect()
    gc.freeze()  # a run looks through all that is there at its end, several times
    hatch(socket.socket(fileno=int(sys.argv[1])))
