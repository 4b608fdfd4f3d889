"""Gunicorn's worker: waitress speaks HTTP, and only a request that is there takes a thread.

Gunicorn's own read from a client in the thread that answers it, so a handful of slow ones keep
everybody out. Waitress buffers what comes and what goes; gunicorn keeps the processes: they share
memory, and are replaced without a gap.
"""

import logging
import os
import resource
import time
from collections.abc import Sequence
from functools import cache, partial
from typing import Any, cast
from urllib.parse import quote

from flask import Flask
from gunicorn.workers.base import Worker as Process
from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from app.serving.channel import BUFFERED, LONGEST_HEAD, Answer, Channel, Refusal
from app.web import errors

IDLE_TIME = 2  # seconds a stopping worker waits for what clients may be sending that moment


class Worker(Process):
    """A process that serves until it is told to stop."""

    listeners: Sequence[Any] = ()

    def run(self) -> None:
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # waiting a moment is no news
        self.connections: dict[int, Any] = {}
        create_server(
            _mount(self.wsgi),
            map=self.connections,
            sockets=[cast(Any, listener).sock for listener in self.sockets],  # gunicorn's hold one
            threads=self.cfg.threads,
            channel_timeout=self.cfg.keepalive,
            cleanup_interval=5,
            connection_limit=_make_room(self.cfg.worker_connections),
            max_request_header_size=LONGEST_HEAD,
            inbuf_overflow=BUFFERED,
            clear_untrusted_proxy_headers=False,  # TRUSTED_PROXIES decides who is believed
            log_socket_errors=False,  # clients that go away are no news, either
            ident=None,
        )
        every = self.connections.values()
        # Made once for each kind: to be refused costs next to nothing.
        refuse = cache(partial(errors.answer, cast(Flask, self.wsgi)))
        self.listeners = [each for each in every if isinstance(each, BaseWSGIServer)]
        for listener in self.listeners:
            listener.channel_class = Channel
            listener.log_access = self._log_access
            listener.refuse = refuse
        while self.alive and self.ppid == os.getppid():
            self._take_turn()
        self._stop()

    def _take_turn(self, longest: float = 1) -> None:
        self.notify()
        wasyncore.loop(timeout=longest, use_poll=True, map=self.connections, count=1)

    def handle_exit(self, sig: int, frame: Any) -> None:
        super().handle_exit(sig, frame)
        for listener in self.listeners:
            listener.pull_trigger()  # or it would wait out its turn

    def _stop(self) -> None:
        """Answer what is under way; whoever only keeps a connection has a moment to use it."""
        for listener in self.listeners:
            listener.accepting = False
        began = time.monotonic()
        while clients := [each for each in self.connections.values() if isinstance(each, Channel)]:
            passed = time.monotonic() - began
            if passed > self.cfg.graceful_timeout:
                break
            for client in clients:
                if client.is_idle and passed > IDLE_TIME:
                    client.handle_close()
            self._take_turn(0.1)
        self.listeners[0].task_dispatcher.shutdown()

    def _log_access(self, task: Answer | Refusal) -> None:
        address, path = task.channel.addr[0], ""
        if environ := getattr(task, "environ", None):
            address = environ["REMOTE_ADDR"]
            path = " " + quote((environ["SCRIPT_NAME"] + environ["PATH_INFO"]).encode("latin-1"))
        size = task.content_bytes_written
        if task.request.command != "HEAD" and task.has_body and task.content_length:
            size = task.content_length  # a file's bytes aren't counted by waitress
        self.log.access_log.info(
            '%s %s "%s%s" %s %d bytes %d ms',
            *(self.log.now(), address, task.request.command, path, task.status[:3]),
            *(size, (time.time() - task.start_time) * 1000),
        )


def _make_room(connections: int) -> int:
    """Have the system let us hold so many connections; return how many it lets us."""
    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 3 * connections  # a large body has a file of its own, and the database wants some
    if files < wanted:
        files = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    return min(connections, files // 3)


def _mount(app: Any) -> Any:
    """Serve the app under the path that SCRIPT_NAME says; beside it there is nothing."""
    path = os.environ.get("SCRIPT_NAME", "").strip("/")
    return DispatcherMiddleware(NotFound(), {f"/{path}": app}) if path else app
