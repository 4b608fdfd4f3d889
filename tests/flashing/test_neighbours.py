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


def test_an_app_that_a_proxy_serves_over_both_shows_over_https_what_it_recorded_before(
    clock: Clock,
) -> None:
    class Sessions(SecureCookieSessionInterface):
        def get_cookie_secure(self, app: Flask) -> bool:
            return request.is_secure

    app = make_flashing_app(SESSION_COOKIE_SECURE=False)
    app.session_interface = Sessions()
    insecure = Browser(app, clock)
    insecure.post(message="Done", to="https://localhost/pages/home")
    tabs = Browser(app, clock, https=True)
    tabs.jar.receive(f"{name}={value}; Path=/" for name, value in insecure.jar.cookies.items())

    assert tabs.view() == DONE
    assert tabs.view() == []


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
