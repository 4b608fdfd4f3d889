"""A gunicorn on a free port of the loopback interface, to be measured or killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Server:
    port: int
    pid: int

    @property
    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(child) for child in children.split()]

    def cpu_time(self) -> float:
        """Return the seconds of CPU that the workers have used."""
        files = [file for pid in self.workers for file in Path(f"/proc/{pid}/task").iterdir()]
        return sum(int((file / "schedstat").read_text().split()[0]) for file in files) / 1e9


@contextmanager
def serve(app: str, *options: str, **environ: str) -> Iterator[Server]:
    """Run gunicorn on `app`; it can be connected to at once, for the socket is open before."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.set_inheritable(True)
        descriptor = listener.fileno()
        command = [sys.executable, "-m", "gunicorn", "--bind", f"fd://{descriptor}", app, *options]
        server = subprocess.Popen(
            [*command, "--log-level", "critical", "--no-control-socket"],
            env={**os.environ, **environ},
            pass_fds=[descriptor],
        )
        try:
            yield Server(listener.getsockname()[1], server.pid)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)
