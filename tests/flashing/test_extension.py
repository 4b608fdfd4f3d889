"""The extension as apps use it: its settings, and the sessions that may be under it."""

import gc
import weakref
from pathlib import Path
from typing import Any

import pytest
from cachelib import FileSystemCache
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface, SessionInterface, SessionMixin
from flask_session import Session

from app.flashing import FlashOnce, settings
from tests.flashing.browser import Browser, Clock, make_flashing_app

DONE = [("success", "Done")]


@pytest.mark.parametrize("whose", ["FlashOnce(app)", "init_app"])
def test_it_is_used_as_extensions_are(clock: Clock, whose: str) -> None:
    app = make_flashing_app("session")
    extension = FlashOnce(app) if whose == "FlashOnce(app)" else FlashOnce()
    if whose == "init_app":
        extension.init_app(app)
    tabs = Browser(app, clock)
    tabs.post(message="Done", to="/pages/home")

    assert app.extensions["flash_once"] is extension
    assert tabs.view("/pages/other") == []
    assert tabs.view() == DONE


def test_one_extension_may_serve_several_apps(clock: Clock) -> None:
    extension = FlashOnce()
    for _ in range(2):
        app = make_flashing_app("session")
        extension.init_app(app)
        tabs = Browser(app, clock)
        tabs.post(message="Done", to="/pages/home")

        assert tabs.view() == DONE
    assert type(SessionInterface()) is SessionInterface
    assert type(Flask("stock").session_interface) is SecureCookieSessionInterface


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ({"FLASH_BUDGET": "3072"}, {"FLASH_BUDGET": 3072}),
        ({"FLASH_LIFETIME": "60"}, {"FLASH_LIFETIME": 60}),
        ({"FLASH_GRACE": "2.5"}, {"FLASH_GRACE": 2.5}),
        ({"FLASH_GRACE": 0}, {"FLASH_GRACE": 0}),
        ({"FLASH_IN_FRAMES": "true"}, {"FLASH_IN_FRAMES": True}),
        ({"FLASH_IN_FRAMES": "0"}, {"FLASH_IN_FRAMES": False}),
        ({}, settings.DEFAULTS),
    ],
)
def test_settings_may_come_from_the_environment(
    given: dict[str, Any], taken: dict[str, Any]
) -> None:
    config = make_flashing_app(**given).config

    assert {name: config[name] for name in taken} == taken


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FLASH_BUDGET", "3 KB", "FLASH_BUDGET is '3 KB': set it to a number of bytes, 3072 say."),
        ("FLASH_BUDGET", 12, "FLASH_BUDGET is 12: set it to 128 or more."),
        ("FLASH_BUDGET", "-1", "FLASH_BUDGET is '-1': set it to 128 or more."),
        ("FLASH_BUDGET", None, "FLASH_BUDGET is None: set it to a number"),
        ("FLASH_BUDGET", "nan", "FLASH_BUDGET is 'nan': set it to a number"),
        ("FLASH_BUDGET", "inf", "FLASH_BUDGET is 'inf': set it to a number"),
        ("FLASH_LIFETIME", 0, "FLASH_LIFETIME is 0: set it to 1 or more."),
        ("FLASH_LIFETIME", "ten", "set it to a number of seconds, 600 say."),
        ("FLASH_LIFETIME", True, "set it to a number of seconds, 600 say."),
        ("FLASH_GRACE", -1, "FLASH_GRACE is -1: set it to 0 or more."),
        (
            "FLASH_IN_FRAMES",
            "sometimes",
            "FLASH_IN_FRAMES is 'sometimes': set it to true or false.",
        ),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_at_once(name: str, value: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace(".", r"\.")):
        make_flashing_app(**{name: value})


def test_a_setting_that_is_made_later_is_read_before_the_first_request(clock: Clock) -> None:
    app = make_flashing_app()
    app.config["FLASH_BUDGET"] = "3072"
    tabs = Browser(app, clock)
    tabs.post(message="Done", to="/pages/home")

    assert tabs.view() == DONE


@pytest.mark.parametrize("old", ["2.2.5", "1.1.4", "0.12"])
def test_a_flask_that_is_too_old_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, old: str
) -> None:
    monkeypatch.setattr(settings, "version", lambda _: old)

    with pytest.raises(RuntimeError, match=f"needs Flask 2.3 or newer; this is Flask {old}"):
        make_flashing_app()


@pytest.mark.parametrize("new", ["2.3.0", "3.2.0.dev0", "3.10.1", "4.0"])
def test_a_flask_that_is_new_enough_is_not(monkeypatch: pytest.MonkeyPatch, new: str) -> None:
    monkeypatch.setattr(settings, "version", lambda _: new)

    make_flashing_app()


def test_an_app_is_freed_as_soon_as_nobody_has_it() -> None:
    gc.collect()
    gc.disable()
    try:
        app = make_flashing_app()
        app.test_client().post("/flash", data={"message": "Done", "to": "/pages/home"})
        gone = weakref.ref(app)
        del app

        assert gone() is None
    finally:
        gc.enable()


# Sessions on the server, and those of somebody's own.


def use_flask_session(app: Flask, folder: Path) -> None:
    app.config.update(SESSION_TYPE="cachelib", SESSION_CACHELIB=FileSystemCache(str(folder)))
    Session(app)


@pytest.fixture(params=["first", "last"])
def on_the_server(request: pytest.FixtureRequest, clock: Clock, tmp_path: Path) -> Browser:
    app = make_flashing_app("session")
    if request.param == "first":
        use_flask_session(app, tmp_path)
    FlashOnce(app)
    if request.param == "last":
        use_flask_session(app, tmp_path)
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
    use_flask_session(app, tmp_path)
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
