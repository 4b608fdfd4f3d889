"""What limits count with: a table of our own, so that all processes count together."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import g, has_app_context
from limits.storage import Storage
from sqlalchemy import Connection, delete, select, text, true, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from app.data import database
from app.extensions import Base, db

PATIENCE = 500  # milliseconds to wait for a lock: each process counts by itself meanwhile
SWEPT = 100  # counters at once whose time is over: nobody's request is to delete all of a flood
# One statement, so that two at once both count; SQLite and PostgreSQL both understand it. A window
# that is over begins anew, and so does one of a clock that was ahead once, by months, say: hosts
# that are a little apart stay.
COUNT = text("""
    INSERT INTO counters (key, count, expires_at) VALUES (:key, :amount, :expires_at)
    ON CONFLICT (key) DO UPDATE SET
        count = excluded.count + CASE
            WHEN counters.expires_at > :now AND counters.expires_at <= :latest THEN counters.count
            ELSE 0 END,
        expires_at = CASE
            WHEN counters.expires_at > :now AND counters.expires_at <= :latest
            THEN counters.expires_at ELSE excluded.expires_at END
    RETURNING count
""")


class Counter(Base):
    """How often something was tried since its window opened."""

    __tablename__ = "counters"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    # Seconds since 1970, as the limits package tells time.
    expires_at: Mapped[float] = mapped_column(index=True)


@contextmanager
def _apart() -> Iterator[Connection]:
    """Lend a connection for a transaction of its own, once the request, which only read, has none.

    With two for each, as many requests as a pool has connections would all wait for their second.
    """
    db.session.rollback()
    with db.engine.begin() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        # SQLite keeps it for the connection, PostgreSQL for the transaction.
        wait = "PRAGMA busy_timeout" if on_sqlite else "SET LOCAL lock_timeout"
        connection.exec_driver_sql(f"{wait} = {PATIENCE}")
        try:
            yield connection
        finally:
            if on_sqlite:
                connection.exec_driver_sql(f"{wait} = {database.PATIENCE}")


class DatabaseStorage(Storage):
    """The limits package's view of the table. Its transactions are apart from the request's."""

    STORAGE_SCHEME = ["database"]  # declared so by limits

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        window = {"now": now, "expires_at": now + expiry, "latest": now + 2 * expiry}
        if has_app_context():
            g.setdefault("counted", {})[key] = now
        # PostgreSQL passes over what others hold: who waits for nothing is in no deadlock.
        others = select(Counter.key).where(Counter.expires_at <= now, Counter.key != key)
        over = others.limit(SWEPT).with_for_update(skip_locked=True)
        with _apart() as connection:
            count = connection.execute(COUNT, {"key": key, "amount": amount, **window})
            counted = int(count.scalar_one())
            connection.execute(delete(Counter).where(Counter.key.in_(over)))
        return counted

    def give_back(self, key: str, expiry: int) -> None:
        """Count one less in the window that this request was counted in, if it is still open."""
        opened_before = Counter.expires_at <= g.counted[key] + expiry
        same = (Counter.key == key, Counter.expires_at > time.time(), opened_before)
        with _apart() as connection:
            counter = update(Counter).where(*same, Counter.count > 0)
            connection.execute(counter.values(count=Counter.count - 1))

    def get(self, key: str) -> int:
        return self._read(key)[0]

    def get_expiry(self, key: str) -> float:
        return self._read(key)[1]

    def _read(self, key: str) -> tuple[int, float]:
        now = time.time()
        alive = select(Counter.count, Counter.expires_at).where(
            Counter.key == key, Counter.expires_at > now
        )
        with _apart() as connection:
            for count, expires_at in connection.execute(alive):
                return count, expires_at
        return 0, now

    def check(self) -> bool:
        """Whether it can count again: who may only read, or waits for a lock, can't."""
        nobody = update(Counter).where(Counter.key == "").values(count=Counter.count)
        with suppress(SQLAlchemyError), _apart() as connection:
            connection.execute(nobody)
            return True
        return False

    def reset(self) -> int:
        with _apart() as connection:
            return connection.execute(delete(Counter).where(true())).rowcount

    def clear(self, key: str) -> None:
        with _apart() as connection:
            connection.execute(delete(Counter).where(Counter.key == key))
