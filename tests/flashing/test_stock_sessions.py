"""Flask's own sessions are read in less time: as Flask reads them, whatever a browser sends."""

import hashlib
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner

from app.flashing import FlashOnce

CONTENT = {"user": "1000", "name": "Ada “Λ” Lovelace", "when": datetime(1843, 9, 5, tzinfo=UTC)}
LONG = {"list": ["word"] * 200}  # is compressed
HOUR = 3600


class Other(SecureCookieSessionInterface):
    salt, key_derivation, digest_method = "salt", "django-concat", staticmethod(hashlib.sha256)


def make_app(sessions: type[SecureCookieSessionInterface], **config: Any) -> Flask:
    app = Flask("tests.flashing.test_stock_sessions")
    app.config.update({"SECRET_KEY": "a key", "PERMANENT_SESSION_LIFETIME": HOUR} | config)
    app.session_interface = sessions()

    @app.get("/")
    def tell() -> str:
        return repr([sorted(session.items()), session.new, session.modified, session.permanent])

    return app


def ask(app: Flask, cookie: str) -> tuple[str, list[str]]:
    answer = app.test_client(use_cookies=False).get("/", headers={"Cookie": cookie})
    return answer.text, [value for name, value in answer.headers if name in {"Set-Cookie", "Vary"}]


def sign(app: Flask, content: dict[str, Any] = CONTENT) -> str:
    sessions: Any = app.session_interface
    return str(sessions.get_signing_serializer(app).dumps(content))


def sign_at(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Have what is signed from now on signed so many seconds from now."""
    moment = int(time.time()) + seconds
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _self: moment)


@pytest.fixture(params=[SecureCookieSessionInterface, Other])
def pair(request: pytest.FixtureRequest) -> tuple[Flask, Flask]:
    """The same app on stock Flask and with the extension."""
    stock, ours = make_app(request.param), make_app(request.param)
    FlashOnce(ours)
    return stock, ours


@pytest.mark.parametrize(
    "header",
    [
        *("", "session=", "session", "session=x", "session=a.b.c", "xsession={}; a=b"),
        *("session={}", "a=b; session={}; c=d", " session = {} ", "session={};session=x"),
        *("session=x; session={}", 'session="{}"', "session={}.", "session=.{}", "session={}ÿ"),
        *("session={}=", "session=; session={}", "Session={}", ";;session={};"),
    ],
)
@pytest.mark.parametrize("content", [CONTENT, LONG, {}], ids=["usual", "long", "empty"])
def test_what_a_browser_sends_is_what_it_is_to_flask(
    pair: tuple[Flask, Flask], header: str, content: dict[str, Any]
) -> None:
    stock, ours = pair
    cookie = header.replace("{}", sign(stock, content))

    assert ask(ours, cookie) == ask(stock, cookie)


def test_a_sound_session_is_read_so(pair: tuple[Flask, Flask]) -> None:
    stock, ours = pair

    assert "Ada “Λ” Lovelace" in ask(ours, f"session={sign(stock)}")[0]
    assert sign(ours) == sign(stock)


def test_a_session_changed_in_any_place_is_none(pair: tuple[Flask, Flask]) -> None:
    stock, ours = pair
    value = sign(stock)
    nobody = ask(stock, "")

    for place, letter in enumerate(value[:-1]):  # of the last, not each bit counts
        changed = f"{value[:place]}{'A' if letter != 'A' else 'B'}{value[place + 1 :]}"
        assert ask(ours, f"session={changed}") == nobody


@pytest.mark.parametrize("age", [0, 1, HOUR - 5, HOUR + 1, 10 * HOUR, -1, -60])
def test_a_session_lives_as_long_as_with_flask(
    pair: tuple[Flask, Flask], monkeypatch: pytest.MonkeyPatch, age: int
) -> None:
    stock, ours = pair
    sign_at(monkeypatch, -age)
    cookie = f"session={sign(stock)}"
    monkeypatch.undo()

    assert ask(ours, cookie) == ask(stock, cookie)
    assert ("Ada" in ask(ours, cookie)[0]) == (0 <= age < HOUR)


def test_a_retired_key_opens_a_session_and_another_does_not(pair: tuple[Flask, Flask]) -> None:
    cookie = f"session={sign(pair[0])}"
    for app in pair:
        app.config.update(SECRET_KEY="newer", SECRET_KEY_FALLBACKS=["a key"])

    assert "Ada" in ask(pair[1], cookie)[0]  # as with Flask itself from 3.1 on
    for app in pair:
        app.config.update(SECRET_KEY_FALLBACKS=["another"])
    assert ask(pair[1], cookie) == ask(pair[0], cookie)


@pytest.mark.parametrize("permanent", [True, False])
def test_a_session_is_refreshed_as_with_flask(pair: tuple[Flask, Flask], permanent: bool) -> None:
    for app in pair:
        app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=1)
    content = CONTENT | ({"_permanent": True} if permanent else {})
    cookie = f"session={sign(pair[0], content)}"

    (told, headers), (theirs, expected) = ask(pair[1], cookie), ask(pair[0], cookie)

    assert told == theirs
    assert [h.partition("=")[0] for h in headers] == [h.partition("=")[0] for h in expected]
    assert any(h.startswith("session=") for h in headers) == permanent
