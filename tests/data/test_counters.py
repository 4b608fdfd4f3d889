"""What limits count with: exact when many count at once, and swept when their time is over."""

import threading
import time

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app.data import counters
from app.data.counters import Counter, DatabaseStorage
from app.extensions import db
from tests.conftest import MakeApp
from tests.postgresql import Cluster

storage = DatabaseStorage()


def test_a_count_goes_up_until_its_time_is_over(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        before = time.time()

        assert [storage.incr("key", 60) for _ in range(3)] == [1, 2, 3]
        assert storage.incr("key", 60, amount=5) == storage.get("key") == 8
        assert before + 60 <= storage.get_expiry("key") <= time.time() + 60
        assert storage.get("other") == 0

        monkeypatch.setattr(time, "time", lambda: before + 61)

        assert storage.get("key") == 0
        assert storage.incr("other", 60) == 1
        assert db.session.scalar(select(func.count()).select_from(Counter)) == 1


def test_counts_can_be_forgotten(app: Flask) -> None:
    with app.app_context():
        storage.incr("one", 60)
        storage.incr("two", 60)
        storage.clear("one")

        assert (storage.get("one"), storage.get("two")) == (0, 1)
        assert storage.reset() == 1
        assert storage.get("two") == 0
        assert storage.check()


def test_a_flood_is_swept_a_hundred_at_a_time(app: Flask) -> None:
    over = time.time() - 1
    with app.app_context():
        db.session.add_all(Counter(key=f"{n}", count=1, expires_at=over) for n in range(250))
        db.session.commit()
        left = select(func.count()).select_from(Counter).where(Counter.expires_at == over)

        storage.incr("key", 60)

        assert db.session.scalar(left) == 150


def test_half_a_second_is_waited_to_count_and_the_rest_of_a_request_as_long_as_ever(
    app: Flask,
) -> None:
    asked = "PRAGMA busy_timeout"
    with app.app_context():
        with counters._apart() as connection:
            if connection.dialect.name != "sqlite":
                pytest.skip("SQLite's way to say so; PostgreSQL's is for a transaction")
            assert connection.exec_driver_sql(asked).scalar_one() == 500
        assert db.session.scalar(text(asked)) == 15_000


def test_everybody_who_counts_at_once_is_counted(app: Flask) -> None:
    def count() -> None:
        with app.app_context():
            for _ in range(10):
                storage.incr("key", 60)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with app.app_context():
        assert storage.get("key") == 40


def test_whoever_sweeps_waits_for_nobody(make_app: MakeApp, cluster: Cluster) -> None:
    impatient = f"{cluster.create()}&options=-c%20lock_timeout=1000"
    app = make_app(DATABASE_URL=impatient)
    with app.app_context():
        over = time.time() - 1
        db.session.add_all(Counter(key=key, count=1, expires_at=over) for key in ("one", "two"))
        db.session.commit()
        with db.engine.begin() as somebody_else:
            one = select(Counter).where(Counter.key == "one").with_for_update()
            somebody_else.execute(one)

            assert storage.incr("other", 60) == 1
            assert storage.incr("two", 60) == 1

        assert set(db.session.scalars(select(Counter.key))) == {"one", "two", "other"}
        storage.incr("other", 60)
        db.session.rollback()
        assert set(db.session.scalars(select(Counter.key))) == {"two", "other"}


def test_what_is_given_back_after_its_window_counts_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = time.time()
    with app.app_context():
        storage.incr("key", 60)
        storage.give_back("key", 60)
        storage.give_back("key", 60)
        assert storage.get("key") == 0

        storage.incr("key", 60)
        monkeypatch.setattr(time, "time", lambda: before + 61)
        storage.give_back("key", 60)
        assert storage.get("key") == 0
        with app.app_context():  # another request
            assert storage.incr("key", 60) == 1
        storage.give_back("key", 60)
        assert storage.get("key") == 1, "the window is another one"


def test_a_clock_that_was_ahead_locks_nobody_out(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    with app.app_context():
        monkeypatch.setattr(time, "time", lambda: now + 90 * 24 * 60 * 60)
        storage.incr("key", 60, amount=10)
        monkeypatch.setattr(time, "time", lambda: now)

        assert storage.incr("key", 60) == 1
        assert storage.get_expiry("key") == now + 60

        monkeypatch.setattr(time, "time", lambda: now - 59)  # a host that is a little behind
        assert storage.incr("key", 60) == 2
        monkeypatch.setattr(time, "time", lambda: now - 61)
        assert storage.incr("key", 60) == 1
