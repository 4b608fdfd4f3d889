"""Flashes beside other releases and other apps on the same host."""

import json
import time
from urllib.parse import quote

import pytest
from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import base64_encode

from app.flashing.cookies.signing import make_signer
from tests.flashing.browser import SCRIPT, Browser, Clock, make_flashing_app

DONE = [("success", "Done")]
KEY = "a key for tests"


def sign(name: str, content: str) -> str:
    return make_signer(KEY).sign(f"{name}={base64_encode(content.encode()).decode()}")


@pytest.mark.parametrize(
    "content",
    [
        *("{}", "[]", "not json", "3", "null", '["ab", 5]', '[null, ["a"]]'),
        '[null, 0, ["success", "Done"]]',
        '[null, {"a": 1}]',
    ],
)
def test_a_cookie_of_another_release_is_ignored_and_removed(tabs: Browser, content: str) -> None:
    name = f"{tabs.prefix}{time.time_ns() // 1000:013x}abcdef"
    tabs.jar.receive([f"{sign(name, content)}; Path=/"])
    answer = tabs.get("/pages/home")

    assert (answer.status, answer.banners) == (200, [])
    assert tabs.jar.cookies == {}


def test_a_cookie_whose_name_tells_no_time_is_ignored_and_removed(tabs: Browser) -> None:
    content = json.dumps([None, ["success", "Done"]])
    tabs.jar.receive([f"{sign(f'{tabs.prefix}soon', content)}; Path=/"])

    assert tabs.view() == []
    assert tabs.jar.cookies == {}


def test_the_same_secret_on_another_host_shows_it(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    other = Browser(make_flashing_app(), tabs.clock)
    other.jar = tabs.jar

    assert other.view() == DONE


@pytest.mark.parametrize("older", ["a key for tests", "another", "a third", "a fourth"])
def test_what_two_keys_sealed_keeps_its_order(tabs: Browser, older: str) -> None:
    tabs.app.config["SECRET_KEY"] = older
    tabs.post(message="First", to="/pages/home")
    tabs.app.config.update(SECRET_KEY="newer", SECRET_KEY_FALLBACKS=[older])
    tabs.post(message="Second", to="/pages/home")

    assert tabs.view() == [("success", "First"), ("success", "Second")]


def test_apps_on_one_host_leave_each_others_flashes_alone(tabs: Browser, clock: Clock) -> None:
    shop = make_flashing_app(SESSION_COOKIE_NAME="shop")
    shop.secret_key = "another key"
    other = Browser(shop, clock)
    other.jar = tabs.jar
    tabs.post(message="Done", to="/pages/home")
    other.post(message="Sold", to="/pages/home")

    assert other.view() == [("success", "Sold")]
    assert tabs.view() == DONE


@pytest.mark.parametrize(
    "neighbour",
    [
        {"SECRET_KEY": "another key"},
        {"SESSION_COOKIE_NAME": "shop"},
        {"SESSION_COOKIE_PATH": "/pages"},
    ],
    ids=str,
)
def test_a_neighbour_neither_shows_nor_removes_what_is_not_its_own(
    tabs: Browser, neighbour: dict[str, str]
) -> None:
    other = Browser(make_flashing_app(**neighbour), tabs.clock)
    other.jar = tabs.jar
    tabs.post(message="Done")

    assert other.view() == []
    assert tabs.view() == DONE


@pytest.fixture
def over_both(clock: Clock) -> Flask:
    """An app that a proxy serves over http and https."""

    class Sessions(SecureCookieSessionInterface):
        def get_cookie_secure(self, app: Flask) -> bool:
            return request.is_secure

    app = make_flashing_app(SESSION_COOKIE_SECURE=False)
    app.session_interface = Sessions()
    return app


@pytest.mark.parametrize("place", ["Path=/", "Domain=localhost; Path=/", "Path=/pages"])
def test_what_was_recorded_over_http_may_be_anybodys_over_https(
    over_both: Flask, clock: Clock, place: str
) -> None:
    mallory, ada = Browser(over_both, clock), Browser(over_both, clock, https=True)
    mallory.post(message="Your account is closed", to="/pages/home")
    ada.jar.receive(f"{name}={value}; {place}" for name, value in mallory.jar.cookies.items())

    assert ada.view() == []
    ada.clock.advance(10)
    assert ada.view("/pages/other") == []


def test_what_waits_when_an_app_turns_to_https_makes_room(over_both: Flask, clock: Clock) -> None:
    before, after = Browser(over_both, clock), Browser(over_both, clock, https=True)
    before.post(message="Before", to="/pages/home")
    after.jar.receive(f"{name}={value}; Path=/" for name, value in before.jar.cookies.items())
    after.post(message="After", to="/pages/home")

    assert after.view() == [("success", "After")]
    assert after.jar.cookies == {}


def test_a_cookie_bound_to_its_host_is_bound_by_its_name(over_both: Flask, clock: Clock) -> None:
    mallory, ada = Browser(over_both, clock, https=True), Browser(over_both, clock)
    mallory.post(message="Your account is closed", to="/pages/home")
    [(name, value)] = mallory.jar.cookies.items()
    ada.jar.receive([f"{name.removeprefix('__Host-')}={value}; Path=/"])

    assert ada.view() == []


def test_an_app_of_an_older_flask_has_no_fallback_keys(tabs: Browser) -> None:
    tabs.app.config.pop("SECRET_KEY_FALLBACKS", None)
    tabs.post(message="Done", to="/pages/home")

    assert tabs.view() == DONE


@pytest.mark.parametrize("name", ["x" * 450, "статья" * 10, "文" * 50, "%" * 30], ids=len)
def test_a_short_text_is_told_however_little_room_a_script_has(tabs: Browser, name: str) -> None:
    text = "Статья сохранена. Теперь её можно опубликовать."
    tabs.post(headers=SCRIPT, message=text, to=quote(f"/pages/{name}"))

    assert tabs.view(f"/pages/{name}") == [("success", text)]


def test_a_short_text_is_told_however_small_the_budget(tabs: Browser) -> None:
    tabs.app.config["FLASH_BUDGET"] = 512
    tabs.post(headers=SCRIPT, message="Done", to="/pages/home")

    assert tabs.view() == DONE
