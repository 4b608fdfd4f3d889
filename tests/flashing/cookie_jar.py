"""A browser's cookie jar for one host, with the limits of RFC 6265bis and of Chromium."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import count

LARGEST = 4096  # bytes of name and value: a larger Set-Cookie is ignored (5.7, step 5)
MOST = 180  # cookies of one host: past that, Chromium drops those unused for longest


@dataclass
class Cookie:
    name: str
    value: str
    path: str
    secure: bool
    expires: float | None  # seconds since the epoch; None: when the browser is closed
    made: int
    used: int


class CookieJar:
    """Keeps what answers set; `clock` gives seconds since the epoch."""

    def __init__(self, clock: Callable[[], float], *, https: bool = False) -> None:
        self._clock, self._https = clock, https
        self._kept: dict[tuple[str, str], Cookie] = {}
        self._ticks = count()

    @property
    def cookies(self) -> dict[str, str]:
        """The names and values of those that haven't expired."""
        return {cookie.name: cookie.value for cookie in self._fresh()}

    def send(self, path: str) -> str:
        """Return the Cookie header: longer paths first, then the older (5.8.3)."""
        sent = [cookie for cookie in self._fresh() if self._belongs(cookie, path)]
        sent.sort(key=lambda cookie: (-len(cookie.path), cookie.made))
        for cookie in sent:
            cookie.used = next(self._ticks)
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in sent)

    def receive(self, headers: Iterable[str], path: str = "/") -> None:
        """Take the Set-Cookie headers of the answer to a request for `path`."""
        for header in headers:
            pair, *attributes = header.split(";")
            name, _, value = (text.strip() for text in pair.partition("="))
            self._take(name, value, dict(map(_attribute, attributes)), path)

    def _take(self, name: str, value: str, attributes: dict[str, str], path: str) -> None:
        secure = "secure" in attributes
        if len(name.encode()) + len(value.encode()) > LARGEST or (secure and not self._https):
            return
        if name.startswith("__Host-") and (
            not secure or attributes.get("path") != "/" or "domain" in attributes
        ):
            return
        default = path.rpartition("/")[0] or "/"
        place = attributes["path"] if attributes.get("path", "").startswith("/") else default
        tick = next(self._ticks)
        old = self._kept.get((name, place))
        self._kept[name, place] = Cookie(
            name, value, place, secure, self._expiry(attributes), old.made if old else tick, tick
        )
        while len(self._fresh()) > MOST:
            oldest = min(self._fresh(), key=lambda cookie: cookie.used)
            del self._kept[oldest.name, oldest.path]

    def _expiry(self, attributes: dict[str, str]) -> float | None:
        if "max-age" in attributes:  # it wins over Expires (5.5)
            return self._clock() + int(attributes["max-age"])
        if "expires" in attributes:
            return parsedate_to_datetime(attributes["expires"]).timestamp()
        return None

    def _fresh(self) -> list[Cookie]:
        now = self._clock()
        self._kept = {
            key: cookie
            for key, cookie in self._kept.items()
            if cookie.expires is None or cookie.expires > now
        }
        return list(self._kept.values())

    def _belongs(self, cookie: Cookie, path: str) -> bool:
        inside = f"{path}/".startswith(f"{cookie.path.rstrip('/')}/")
        return inside and (self._https or not cookie.secure)


def _attribute(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip()
