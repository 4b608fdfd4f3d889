"""What goes over a connection: whole requests, answers with a line in the log, and an end to it."""

import time
from contextlib import suppress
from socket import SHUT_WR
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import BadRequest

from app.settings import LARGEST_BODY

# Bytes. An address may hold a search and the email to go on from, of whose letters each takes 12.
LONGEST_LINE = 8190
# Answers under way together can't see each other's flash cookies: a script that sends many forms at
# once may be left with all of the 180 that browsers keep of a site, of 400 bytes each.
LONGEST_HEAD = LONGEST_LINE + 180 * 400 + 8190
BUFFERED = 64 * 1024  # bytes of a request's body; a file takes a larger one
WHOLE_TIME = 120  # seconds a request may take to arrive, however steadily it does
# A client that is answered before it has sent all is read on this far, and this long.
UNREAD_LIMIT, UNREAD_TIME = 64 * 1024 * 1024, 10  # bytes, seconds


class LineTooLong(BadRequest):
    """What is said of an address that is longer than any of ours."""

    code, reason = 414, "URI Too Long"


class Request(HTTPRequestParser):
    """A request; a body that the app is going to refuse isn't waited for."""

    body_rcv: Any
    content_length: int
    command, path = "-", ""  # where there is none, as in what isn't HTTP

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # of an address like http://[::1/, or a length of 5000 digits
            raise ParsingError(str(error)) from None
        if len(self.first_line) > LONGEST_LINE:
            self.error = LineTooLong(f"exceeds {LONGEST_LINE} bytes")
        if self.error or self.chunked or self.content_length > LARGEST_BODY:
            if self.chunked:  # or the app would never know
                self.headers["TRANSFER_ENCODING"] = "chunked"
            self.headers["CONNECTION"] = "close"
            self.body_rcv = None
            self.content_length, self.expect_continue = 0, False


class Logged(Task):
    """An answer that has its line in the access log.

    There is no query string, cookie or referrer in it: any may hold what is nobody's business.
    """

    def start(self: Any) -> None:
        super().start()
        if not self.channel.server.accepting:
            self.request.headers["CONNECTION"] = "close"

    def finish(self: Any) -> None:
        super().finish()
        self.channel.server.log_access(self)


class Answer(Logged, WSGITask):
    """An answer of the app's."""


class Refusal(Logged, ErrorTask):
    """The server's own answer to what isn't HTTP, or is too large: in the app's words."""

    def execute(self: Any) -> None:
        answer = self.channel.server.refuse(self.request.error.code)
        self.status = answer.status
        self.response_headers.extend(answer.headers.items())
        self.set_close_on_finish()
        self.content_length = answer.content_length
        self.write(answer.get_data())


class Channel(HTTPChannel):
    """A connection."""

    parser_class, task_class, error_task_class = Request, Answer, Refusal
    began = 0.0  # when the first byte of the request came that is still to be completed
    ends: float | None = None  # when a connection with nothing to say any more is closed at last
    unread = UNREAD_LIMIT

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began = time.monotonic()
        elif time.monotonic() - self.began > WHOLE_TIME:
            self.will_close = True
        return bool(super().received(data))

    def handle_write(self) -> None:
        """Once the last answer is sent, read on: closed at once, the client might never see it."""
        if self.close_when_flushed and self.ends is None and self._has_sent_all():
            with suppress(OSError):
                self.socket.shutdown(SHUT_WR)
            self.ends = time.monotonic() + UNREAD_TIME
        elif self.ends is None or time.monotonic() > self.ends:
            super().handle_write()

    def _has_sent_all(self) -> bool:
        self._flush_exception(self._flush_some)
        return not (self.total_outbufs_len or self.will_close)

    def readable(self) -> bool:
        return self.ends is not None or bool(super().readable())

    def writable(self) -> bool:
        return bool(super().writable()) if self.ends is None else time.monotonic() > self.ends

    def handle_read(self) -> None:
        if self.ends is None:
            super().handle_read()
            return
        with suppress(OSError):
            self.unread -= len(self.recv(BUFFERED))  # closes at the end
            if self.unread > 0:
                return
        self.handle_close()

    @property
    def is_idle(self) -> bool:
        return not (self.requests or self.request or self.total_outbufs_len)
