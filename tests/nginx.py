"""Debian's nginx, set as the README says, where it is installed."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.forked import TOP

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
README = (TOP / "README.md").read_text(encoding="utf-8")
LINES, UPSTREAM = re.findall(r"```nginx\n(.+?)```", README, re.DOTALL)
CONFIG = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {upstream}
    server {{
        listen {port};
        {lines}
    }}
}}
"""


@contextmanager
def proxying(folder: Path, lines: str, upstream: str = "") -> Iterator[tuple[str, str]]:
    """Serve what some lines of a `server` say, until the block ends; give host and port."""
    if not NGINX:
        pytest.skip("nginx isn't installed")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host, port = listener.getsockname()
        user = "user root;" if os.getuid() == 0 else ""
        settings = {"folder": folder, "port": f"{host}:{port}", "lines": lines}
        config = CONFIG.format(user=user, upstream=upstream, **settings)
        (folder / "nginx.conf").write_text(config)
        # It takes over the socket, which listens already: there is nothing to wait for.
        listener.set_inheritable(True)
        process = subprocess.Popen(
            [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")],
            env={**os.environ, "NGINX": f"{listener.fileno()};"},
            pass_fds=[listener.fileno()],
        )
    yield host, str(port)
    process.terminate()
    process.wait(timeout=30)
