"""What limits count with: a table of our own, so that all processes count together."""

import math
import time
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, Response, make_response, request
from flask_babel import format_timedelta
from flask_limiter import RequestLimit
from limits.storage import Storage
from sqlalchemy import delete, func, select, text, true
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, db, limiter
from app.forms import TravellingForm
from app.security import wants_page

Answer = Response | None  # to what is over the limit; None is a plain 429

# One statement, so that two at once both count; SQLite and PostgreSQL both understand it.
COUNT = text("""
    INSERT INTO counters (key, count, expires_at) VALUES (:key, :amount, :expires_at)
    ON CONFLICT (key) DO UPDATE SET count = counters.count + excluded.count
    RETURNING count
""")


class Counter(Base):
    """How often something was tried since its window opened."""

    __tablename__ = "counters"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[float]  # seconds since 1970, as the limits package tells time


class DatabaseStorage(Storage):
    """The limits package's view of the table. Its transactions are apart from the request's."""

    STORAGE_SCHEME = ["database"]  # declared so by limits

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        counted = {"key": key, "amount": amount, "expires_at": now + expiry}
        with db.engine.begin() as connection:
            connection.execute(delete(Counter).where(Counter.expires_at <= now))
            return int(connection.execute(COUNT, counted).scalar_one())

    def get(self, key: str) -> int:
        return self._read(key)[0]

    def get_expiry(self, key: str) -> float:
        return self._read(key)[1]

    def _read(self, key: str) -> tuple[int, float]:
        now = time.time()
        alive = select(Counter.count, Counter.expires_at).where(
            Counter.key == key, Counter.expires_at > now
        )
        with db.engine.connect() as connection:
            for count, expires_at in connection.execute(alive):
                return count, expires_at
        return 0, now

    def check(self) -> bool:
        with db.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(Counter)).scalar_one() >= 0

    def reset(self) -> int:
        with db.engine.begin() as connection:
            return connection.execute(delete(Counter).where(true())).rowcount

    def clear(self, key: str) -> None:
        with db.engine.begin() as connection:
            connection.execute(delete(Counter).where(Counter.key == key))


def init_app(app: Flask) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = f"{DatabaseStorage.STORAGE_SCHEME[0]}://"
    limiter.init_app(app)


def refund() -> None:
    """Take back what this request counted: it was no failure."""
    for limit in limiter.current_limits:
        limiter.storage.incr(limit.key, limit.limit.get_expiry(), -1)


def send_back(form: TravellingForm, page: str, text: str) -> Answer:
    """Say on the form's page how long to wait, and keep what was typed; a script gets a 429."""
    return make_response(form.send_back(page, text)) if wants_page() else None


def seconds_left(limit: RequestLimit) -> int:
    return max(1, math.ceil(limit.window.reset_time - time.time()))


def time_left(limit: RequestLimit) -> str:
    """How long to wait, in words and never too short: "15 minutes"."""
    seconds = seconds_left(limit)
    whole = seconds if seconds <= 60 else -(-seconds // 60) * 60
    return str(format_timedelta(timedelta(seconds=whole), threshold=1.5))


def address() -> str:
    """Who to count for: the client's address, of IPv6 the /64 that a single home has."""
    try:
        client = ip_address(request.remote_addr or "")
    except ValueError:  # a Unix socket has none
        return "local"
    if isinstance(client, IPv6Address):
        return str(client.ipv4_mapped or ip_network((client, 64), strict=False))
    return str(client)
