"""A process that has imported what takes long, and forks those that are to run Python with it.

A run of pytest, a worker of xdist's or a server takes half a second less so, and there are dozens.
"""

import gc
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

LONGEST = 1_000_000  # bytes of a wish


class Hatchery:
    """The other side: this process's."""

    def __init__(self, *imported: str) -> None:
        self.ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, __file__, str(theirs.fileno()), *imported]
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

    def start(self, code: str, environment: Mapping[str, str], folder: Path) -> "Forked":
        """Run some Python in a folder; what it says can be read, errors included."""
        heard, said = os.pipe()
        with open(os.devnull) as nothing, open(said, "wb") as output:
            fds = [nothing.fileno(), output.fileno(), output.fileno()]
            forked = self.hatch(["python", "-c", code], environment, fds, folder)
        forked.stdout = os.fdopen(heard, encoding="utf-8")
        return forked

    def hatch(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        fds: list[int],
        folder: Path | None = None,
    ) -> "Forked":
        told, telling = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        wish = {
            "arguments": command[1:],
            "folder": str(folder or Path.cwd()),
            "environment": dict(environment),
        }
        with telling:
            socket.send_fds(self.ours, [json.dumps(wish).encode()], [*fds, telling.fileno()])
        return Forked(told)


class Forked:
    """A process, as far as a Popen's users ask about it."""

    stdin: IO[Any] | None = None
    stdout: IO[Any] | None = None

    def __init__(self, told: socket.socket) -> None:
        self.told = told
        self.pid = int(told.recv(100))

    def __enter__(self) -> "Forked":
        return self

    def __exit__(self, *_: object) -> None:
        self.wait()
        if self.stdout:
            self.stdout.close()

    def wait(self, timeout: float | None = None) -> int:
        with self.told:
            return int(self.told.recv(100))

    def result(self) -> tuple[int, str]:
        """Wait, and return its status and what it has said."""
        assert self.stdout
        with self.stdout:
            said = self.stdout.read()
        return self.wait(), said

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # it has ended
            os.kill(self.pid, number)


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
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = environment.get("PYTHONPATH", folder).split(os.pathsep)
    if "-mpytest" in arguments:
        import pytest

        sys.argv = ["pytest", *arguments[arguments.index("-mpytest") + 1 :]]
        sys.exit(pytest.main())
    exec(arguments[-1], {"__name__": "__main__"})  # noqa: S102 # ours, or execnet's to listen to it
    sys.exit(0)


if __name__ == "__main__":
    sys.path.pop(0)  # this folder, of which no run knows
    for name in sys.argv[2:]:
        __import__(name)
    gc.collect()
    gc.freeze()  # a run looks through all that is there at its end, several times
    serve(socket.socket(fileno=int(sys.argv[1])))
