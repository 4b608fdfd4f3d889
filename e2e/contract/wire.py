"""Requests and answers, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass(frozen=True)
class Request:
    """What a browser sent, byte for byte, but for the body."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def size(self) -> int:
        """Bytes of the line and the headers, which is what servers limit."""
        fields = sum(len(f"{name}: {value}\r\n") for name, value in self.headers.items())
        return len(f"{self.method} {self.target} HTTP/1.1\r\n") + fields

    def fits(self, method: str, path: str, headers: dict[str, str]) -> bool:
        """Whether it asks for this, with headers (as in sec_purpose) that have these values."""
        mine = {name.lower().replace("-", "_"): value for name, value in self.headers.items()}
        return (self.method, self.path) == (method, path) and headers.items() <= mine.items()


def written(status: int, headers: list[tuple[str, str]], body: bytes, method: str = "GET") -> bytes:
    """Write an answer out."""
    kept = [pair for pair in headers if pair[0].lower() not in CONNECTION]
    if status not in {204, 304}:
        kept.append(("Content-Length", str(len(body))))
    lines = [f"HTTP/1.1 {status} -", "Connection: close", *(f"{n}: {v}" for n, v in kept), "", ""]
    return "\r\n".join(lines).encode("latin-1") + (b"" if method == "HEAD" else body)
