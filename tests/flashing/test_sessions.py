"""Whatever keeps the sessions: flashes are beside them, and what was in them before is shown."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from cachelib import FileSystemCache
from flask import session
from flask.sessions import SessionInterface, SessionMixin
from flask_session import Session
from redis import Redis

from app.flashing import FlashOnce
from tests.flashing.browser import Browser, Clock, make_flashing_app
from tests.flashing.redis_server import serve

DONE = [("success", "Done")]


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with TemporaryDirectory() as folder, serve(Path(folder)) as client:  # a socket's path is short
        yield client


@pytest.fixture(params=["cachelib", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """Where Flask-Session keeps sessions."""
    if request.param == "redis":
        return {"SESSION_TYPE": "redis", "SESSION_REDIS": request.getfixturevalue("redis")}
    return {"SESSION_TYPE": "cachelib", "SESSION_CACHELIB": FileSystemCache(str(tmp_path))}


@pytest.fixture(params=["first", "last"])
def on_the_server(request: pytest.FixtureRequest, clock: Clock, store: dict[str, Any]) -> Browser:
    app = make_flashing_app("session")
    app.config.update(store)
    if request.param == "first":
        Session(app)
    FlashOnce(app)
    if request.param == "last":
        Session(app)
    return Browser(app, clock)


def test_flask_session_may_be_set_up_before_or_after(on_the_server: Browser) -> None:
    tabs = on_the_server
    tabs.post(note="kept")
    tabs.post(message="Done", to="/pages/home")

    assert tabs.view("/pages/other") == []
    assert tabs.view() == DONE
    assert tabs.view() == []
    assert list(tabs.jar.cookies) == ["session"]


def test_sessions_on_the_server_keep_what_else_they_had(on_the_server: Browser) -> None:
    tabs = on_the_server

    @tabs.app.get("/session")
    def show() -> dict[str, Any]:
        return dict(session)

    tabs.post(note="kept", message="Done")

    shown = tabs.get("/session").response.json
    assert shown
    assert shown["note"] == "kept"
    assert shown["_flashes"] == [["success", "Done"]]
    assert tabs.view() == DONE


def test_what_overlaps_is_not_lost_in_a_session_on_the_server(on_the_server: Browser) -> None:
    tabs = on_the_server
    tabs.post(note="kept")
    flights = [tabs.send("POST", "/flash", message=str(n), to="/pages/home") for n in range(3)]
    for flight in flights:
        tabs.receive(flight)

    assert [text for _, text in tabs.view()] == ["0", "1", "2"]


def test_an_app_may_take_away_what_waits_beside_a_session_on_the_server(
    on_the_server: Browser,
) -> None:
    tabs = on_the_server

    @tabs.app.post("/drop")
    def drop() -> str:
        del session["_flashes"]
        return ""

    tabs.post(message="Done")
    tabs.post("/drop")

    assert tabs.view() == []


def test_without_a_key_to_sign_with_it_is_said_when_something_is_flashed(
    on_the_server: Browser,
) -> None:
    app = on_the_server.app
    app.secret_key = None
    app.config["PROPAGATE_EXCEPTIONS"] = True

    assert on_the_server.get("/pages/home").status == 200
    with pytest.raises(RuntimeError, match="set a secret key"):
        on_the_server.post(message="Done")


def test_an_app_that_sets_up_its_tables_first_is_no_exception(clock: Clock, tmp_path: Path) -> None:
    app = make_flashing_app()
    with app.app_context():
        pass
    app.config.update(SESSION_TYPE="cachelib", SESSION_CACHELIB=FileSystemCache(str(tmp_path)))
    Session(app)
    tabs = Browser(app, clock)
    tabs.post(message="Done", to="/pages/home")

    assert tabs.view("/pages/other") == []
    assert tabs.view() == DONE


def test_sessions_that_are_no_dicts_are_refused_in_words(clock: Clock) -> None:
    class Odd(SessionMixin):  # a mapping, but no dict
        kept: dict[str, Any] = {}
        __getitem__ = kept.__getitem__
        __setitem__ = kept.__setitem__
        __delitem__ = kept.__delitem__
        __iter__ = kept.__iter__
        __len__ = kept.__len__

    class Odds(SessionInterface):
        def open_session(self, *_: Any) -> SessionMixin:
            return Odd()

    app = make_flashing_app("session", PROPAGATE_EXCEPTIONS=True)
    app.session_interface = Odds()
    FlashOnce(app)

    with pytest.raises(TypeError, match=r"needs sessions that are dicts, not .*Odd"):
        Browser(app, clock).get("/pages/home")


# What stock Flask had recorded before.


@pytest.fixture
def switched(clock: Clock) -> Browser:
    """Record with stock Flask, and then switch."""
    before, after = (
        Browser(make_flashing_app("session"), clock),
        Browser(make_flashing_app(), clock),
    )
    before.post(note="kept", message=["One", "Two"])
    after.jar = before.jar
    return after


BOTH = [("success", "One"), ("success", "Two")]


def test_what_stock_flask_had_recorded_is_shown_once(switched: Browser) -> None:
    switched.get("/pages/home", {"Sec-Fetch-Dest": "empty"})

    assert switched.view() == BOTH
    assert switched.view() == []


def test_what_stock_flask_had_recorded_comes_first(switched: Browser) -> None:
    switched.post(message="Three")

    assert switched.view() == [*BOTH, ("success", "Three")]
    assert switched.view() == []


def test_what_stock_flask_had_recorded_waits_while_the_session_is_written(
    switched: Browser,
) -> None:
    switched.post(note="changed")
    switched.get("/quiet")

    assert switched.view() == BOTH
    assert switched.view() == []


def test_what_stock_flask_had_recorded_may_be_taken_away(switched: Browser) -> None:
    @switched.app.post("/one")
    def one() -> str:
        session["_flashes"] = [each for each in session["_flashes"] if each[1] != "One"]
        return ""

    switched.post("/one")

    assert switched.view() == BOTH[1:]
    assert switched.view() == []


def test_the_rest_of_the_session_stays_when_it_is_shown(switched: Browser) -> None:
    @switched.app.get("/session")
    def show() -> dict[str, Any]:
        return dict(session)

    switched.view()

    assert switched.get("/session").response.json == {"note": "kept"}


def test_a_session_that_cannot_be_saved_loses_no_message(tabs: Browser) -> None:
    @tabs.app.post("/spoil")
    def spoil() -> str:
        session["odd"] = object()
        return ""

    tabs.post(message="Done", to="/pages/home")

    assert tabs.post("/spoil").status == 500
    assert tabs.view() == DONE
