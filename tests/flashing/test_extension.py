"""The extension as apps use it: how it is set up, and what it is set to."""

import gc
import weakref
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface, SessionInterface

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
        *(({"FLASH_IN_FRAMES": yes}, {"FLASH_IN_FRAMES": True}) for yes in ("1", "Yes", "on ")),
        *(({"FLASH_IN_FRAMES": no}, {"FLASH_IN_FRAMES": False}) for no in ("0", "False", "no")),
        *(({"FLASH_IN_FRAMES": no}, {"FLASH_IN_FRAMES": False}) for no in ("off", "")),
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
        gone = weakref.ref(app)
        del app

        assert gone() is None
    finally:
        gc.enable()
