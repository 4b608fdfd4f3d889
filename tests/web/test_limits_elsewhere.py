"""Limits counted in Redis, which many hosts share, and what happens while it is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from redis import Redis

from app.data.models import User
from app.extensions import limiter
from app.settings import SettingsError
from tests.conftest import MakeApp, enter
from tests.flashing import redis_server
from tests.people import PASSWORD


@pytest.fixture
def same_limiter(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_storage", "_limiter", "_storage_uri"):
        monkeypatch.setattr(limiter, name, getattr(limiter, name))


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    with redis_server.serve(tmp_path) as client:
        yield client


@pytest.fixture
def counted_in_redis(
    app: Flask, same_limiter: None, make_app: MakeApp, redis: Redis, tmp_path: Path
) -> Flask:
    uri = f"redis+unix://{tmp_path / 'redis'}"
    return make_app(RATELIMIT_STORAGE_URI=uri, SIGN_IN_LIMIT="2 per minute")


def test_wrong_passwords_are_counted_and_right_ones_given_back(
    counted_in_redis: Flask, redis: Redis, grace: User
) -> None:
    def sign_in(password: str) -> str:
        return enter(counted_in_redis).sign_in(grace.email, password).banners[0]

    assert [sign_in(PASSWORD)[:7] for _ in range(3)] == ["Success"] * 3
    assert [sign_in("wrong") for _ in range(2)] == ["Error Email or password is wrong."] * 2
    assert sign_in(PASSWORD).startswith("Error Too many tries. Wait ")
    assert {int(redis.get(key) or 0) for key in redis.keys("LIMITS*")} == {2}


def test_while_it_is_away_each_process_counts_by_itself(
    counted_in_redis: Flask, redis: Redis, grace: User
) -> None:
    redis.shutdown(nosave=True)

    visitors = [enter(counted_in_redis) for _ in range(3)]
    told = [visitor.sign_in(grace.email, "wrong").banners[0] for visitor in visitors]

    assert told[:2] == ["Error Email or password is wrong."] * 2
    assert told[2].startswith("Error Too many tries. Wait ")


@pytest.mark.parametrize("uri", ["nonsense", "redis:/nowhere"])
def test_what_is_no_address_of_one_is_said_in_a_sentence(
    app: Flask, same_limiter: None, make_app: MakeApp, uri: str
) -> None:
    with pytest.raises(SettingsError, match=r"RATELIMIT_STORAGE_URI: .+\."):
        make_app(RATELIMIT_STORAGE_URI=uri)
