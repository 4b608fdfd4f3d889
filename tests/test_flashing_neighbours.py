"""Flashes beside other releases, other apps on the same host, and the tests that apps have."""

import json
import time

import pytest
from itsdangerous import base64_encode

from app.flash_cookies import _make_signer
from tests.flash_browser import SCRIPT, Browser, Clock, make_flashing_app

DONE = [("success", "Done")]
KEY = "a key for tests"


def sign(content: str, name: str | None = None) -> str:
    name = name or f"flash.{time.time_ns() // 1000:013x}abcdef"
    return _make_signer(KEY).sign(f"{name}={base64_encode(content.encode()).decode()}").decode()


@pytest.mark.parametrize(
    "content",
    ["{}", "[null]", "not json", '["ab", "abcd"]', "[null, 0, 5]", '[null, 0, ["a"]]', "3"],
)
def test_a_cookie_of_another_release_is_ignored_and_removed(tabs: Browser, content: str) -> None:
    tabs.jar.receive([f"{sign(content)}; Path=/"])
    answer = tabs.get("/pages/home")

    assert (answer.status, answer.banners) == (200, [])
    assert tabs.jar.cookies == {}


def test_a_cookie_whose_name_tells_no_time_is_ignored_and_removed(tabs: Browser) -> None:
    content = json.dumps([None, 0, ["success", "Done"]])
    tabs.jar.receive([f"{sign(content, 'flash.soon')}; Path=/"])

    assert tabs.view() == []
    assert tabs.jar.cookies == {}


def test_apps_on_one_host_leave_each_others_flashes_alone(tabs: Browser, clock: Clock) -> None:
    shop = make_flashing_app(SESSION_COOKIE_NAME="shop")
    shop.secret_key = "another key"
    other = Browser(shop, clock)
    other.jar = tabs.jar
    tabs.post(message="Done", to="/pages/home")
    other.post(message="Sold", to="/pages/home")

    assert other.view() == [("success", "Sold")]
    assert tabs.view() == DONE


def test_a_test_sees_what_waits_in_the_session(tabs: Browser) -> None:
    client = tabs.app.test_client()
    client.post("/flash", data={"message": "Done", "to": "/pages/home"})
    with client.session_transaction() as transaction:
        seen = dict(transaction["_flashes"])

    assert seen == {"success": "Done"}
    assert "Done" in client.get("/pages/home").text


def test_an_app_of_an_older_flask_has_no_fallback_keys(tabs: Browser) -> None:
    del tabs.app.config["SECRET_KEY_FALLBACKS"]
    tabs.post(message="Done", to="/pages/home")

    assert tabs.view() == DONE


def test_a_short_text_is_told_however_little_room_a_script_has(tabs: Browser) -> None:
    tabs.post(headers=SCRIPT, message="Saved", to=f"/pages/{'x' * 450}")

    assert tabs.view(f"/pages/{'x' * 450}") == [("success", "Saved")]
