"""A process that has imported pytest and Playwright, and forks one that is to run Python.

A run of pytest, or a worker of xdist's, takes half a second less so, and there are dozens.
"""

import gc
import json
import os
import signal
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
        with open(os.devnull) as nothing:
            fds = [nothing.fileno(), stdout.fileno(), stderr.fileno()]
            return self.hatch(command, environment, fds)

    def piped(self, command: Sequence[str], **_: object) -> "Forked":
        """Run a worker as execnet does: with pipes to talk through."""
        (stdin, ours_out), (ours_in, stdout) = os.pipe(), os.pipe()
        forked = self.hatch(command, {**os.environ}, [stdin, stdout, 2])
        os.close(stdin)
        os.close(stdout)
        forked.stdin, forked.stdout = os.fdopen(ours_out, "wb", 0), os.fdopen(ours_in, "rb", 0)
        return forked

    def hatch(
        self, command: Sequence[str], environment: dict[str, str], fds: list[int]
    ) -> "Forked":
        told, telling = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        wish = {
            "arguments": command[1:],
            "folder": str(Path.cwd()),
            "environment": environment,
        }
        with telling:
            socket.send_fds(self.ours, [json.dumps(wish).encode()], [*fds, telling.fileno()])
        return Forked(told)


class Forked:
    """A process, as far as a Popen's users ask about it."""

    stdin: IO[bytes] | None = None
    stdout: IO[bytes] | None = None

    def __init__(self, told: socket.socket) -> None:
        self.told = told
        self.pid = int(told.recv(100))

    def wait(self, timeout: float | None = None) -> int:
        with self.told:
            return int(self.told.recv(100))

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


def serve(wishes: socket.socket) -> None:
    """Fork for each wish; what is forked returns, to end as any process does."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever wished is told by another
    while True:
        wish, fds, _, _ = socket.recv_fds(wishes, LONGEST, 4)
        if not wish:
            sys.exit(0)
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            wishes.close()
            fork(fds)
            run(**json.loads(wish))
        for fd in fds:
            os.close(fd)


def fork(fds: list[int]) -> None:
    """Fork again; return with the first three as one's own, or tell the last how that ended."""
    *streams, telling = fds
    child = os.fork()
    if child == 0:
        for number, fd in enumerate(streams):
            os.dup2(fd, number)
    for fd in streams:
        os.close(fd)
    if child:
        os.write(telling, str(child).encode())
        _, status = os.waitpid(child, 0)
        os.write(telling, str(os.waitstatus_to_exitcode(status)).encode())
        os._exit(0)
    os.close(telling)


def run(arguments: list[str], folder: str, environment: dict[str, str]) -> Any:
    """Do as Python does with -m pytest, or else with -c."""
    import pytest

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = environment["PYTHONPATH"].split(os.pathsep)
    if "-mpytest" in arguments:
        sys.argv = ["pytest", *arguments[arguments.index("-mpytest") + 1 :]]
        sys.exit(pytest.main())
    exec(arguments[-1], {"__name__": "__main__"})  # noqa: S102 # execnet's line, to listen to it
    sys.exit(0)


if __name__ == "__main__":
    sys.path.pop(0)  # this folder, of which no run knows
    for name in IMPORTED:
        __import__(name)
    gc.collect()
    gc.freeze()  # a run looks through all that is there at its end, several times
    serve(socket.socket(fileno=int(sys.argv[1])))
