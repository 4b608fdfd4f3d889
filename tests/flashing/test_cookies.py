"""The cookies themselves: their attributes, who may read and make them, and the session beside."""

import re
from typing import Any

import pytest
from flask import Flask, flash, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeSerializer

from tests.flashing.browser import Browser, Clock, make_flashing_app

DONE = [("success", "Done")]


def set_cookie(tabs: Browser, **form: Any) -> str:
    """Flash, and return the one Set-Cookie header."""
    [header] = tabs.post(message="Done", **form).set_cookies
    return header


def attributes(header: str) -> set[str]:
    return {part.strip() for part in header.split(";")[1:]}


def test_it_is_one_cookie_with_the_sessions_attributes(tabs: Browser) -> None:
    tabs.app.config.update(SESSION_COOKIE_SAMESITE="Lax")

    header = set_cookie(tabs)

    assert re.match(r"flash\.[0-9a-f]{4}\.[0-9a-f]{13}[\w-]{4}=", header)
    assert attributes(header) == {"Max-Age=600", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_a_secure_cookie_is_bound_to_its_host(clock: Clock) -> None:
    app = make_flashing_app(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_PARTITIONED=True)
    tabs = Browser(app, clock, https=True)
    header = set_cookie(tabs, to="/pages/home")
    knows_of_partitions = hasattr(app.session_interface, "get_cookie_partitioned")  # from 3.1 on

    assert header.startswith("__Host-flash.")
    assert {"Secure", "Path=/"} <= attributes(header)
    assert ("Partitioned" in attributes(header)) == knows_of_partitions
    assert tabs.view() == DONE
    assert tabs.jar.cookies == {}


@pytest.mark.parametrize(
    "place", [{"SESSION_COOKIE_DOMAIN": "example.org"}, {"SESSION_COOKIE_PATH": "/shop"}]
)
def test_a_cookie_for_less_or_more_than_a_host_has_no_host_prefix(
    clock: Clock, place: dict[str, str]
) -> None:
    tabs = Browser(make_flashing_app(SESSION_COOKIE_SECURE=True, **place), clock, https=True)

    assert set_cookie(tabs).startswith("flash.")


def test_the_apps_own_sessions_say_where_cookies_are_secure(clock: Clock) -> None:
    class Secure(SecureCookieSessionInterface):
        def get_cookie_secure(self, app: Flask) -> bool:
            return True

    app = make_flashing_app()
    app.session_interface = Secure()
    tabs = Browser(app, clock, https=True)
    tabs.post(message="Done", to="/pages/home")

    assert [name.partition(".")[0] for name in tabs.jar.cookies] == ["__Host-flash"]
    assert tabs.view() == DONE


def test_keys_rotate(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    tabs.app.config.update(SECRET_KEY="newer", SECRET_KEY_FALLBACKS=["a key for tests"])
    tabs.post(message="Again", to="/pages/home")
    tabs.app.config.update(SECRET_KEY_FALLBACKS=[])

    assert tabs.view() == [("success", "Again")]


def test_a_retired_key_opens_what_it_sealed(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    tabs.app.config.update(SECRET_KEY="newer", SECRET_KEY_FALLBACKS=["a key for tests"])

    assert tabs.view() == DONE


FORGED = URLSafeSerializer("another key").dumps([None, ["error", "Your account is closed", 0, 0]])


@pytest.mark.parametrize(
    "value", ["", "x", "a.b.c", "ÿþ", '"quoted"', "." * 50, FORGED, "=", "%00"]
)
@pytest.mark.parametrize("name", ["", "x", "0006651f8b2c4000abcdef"])
def test_a_foreign_cookie_is_ignored_and_removed(tabs: Browser, name: str, value: str) -> None:
    tabs.jar.receive([f"{tabs.prefix}{name}={value}; Path=/"])
    answer = tabs.get("/pages/home")

    assert (answer.status, answer.banners) == (200, [])
    assert tabs.jar.cookies == {}


@pytest.mark.parametrize("cut", [1, 10, 30])
def test_a_cut_cookie_is_ignored_and_removed(tabs: Browser, cut: int) -> None:
    tabs.post(message="Done", to="/pages/home")
    [(name, value)] = tabs.jar.cookies.items()
    tabs.jar.receive([f"{name}={value[:-cut]}; Path=/"])

    assert tabs.view() == []
    assert tabs.jar.cookies == {}


def test_a_cookie_under_another_name_is_ignored(tabs: Browser) -> None:
    tabs.post(message="Done", to="/pages/home")
    [(name, value)] = tabs.jar.cookies.items()
    assert tabs.view() == DONE
    prefix, _, made = name.rpartition(".")
    younger = f"{prefix}.{int(made[:13], 16) + 10**9:013x}{made[13:]}"
    tabs.jar.receive([f"{younger}={value}; Path=/"])

    assert tabs.view() == []


def test_a_session_cookie_is_no_flash(tabs: Browser) -> None:
    tabs.post(note="kept")
    tabs.jar.receive([f"{tabs.prefix}0006651f8b2c4000abcdef={tabs.jar.cookies['session']}; Path=/"])

    assert tabs.view() == []


def test_foreign_cookies_make_room(tabs: Browser) -> None:
    tabs.jar.receive(f"{tabs.prefix}{n}={'x' * 100}; Path=/" for n in range(40))
    tabs.post(message="Done", to="/pages/home")

    assert len(tabs.jar.cookies) == 1
    assert tabs.view() == DONE


def test_flashing_and_showing_leave_the_session_alone(tabs: Browser) -> None:
    tabs.post(note="kept")
    before = tabs.jar.cookies["session"]
    tabs.clock.advance(5)
    flashed = tabs.post(message="Done", to="/pages/home")
    shown = tabs.get("/pages/home")

    assert shown.banners == DONE
    assert not any(c.startswith("session=") for c in flashed.set_cookies + shown.set_cookies)
    assert tabs.jar.cookies == {"session": before}


def test_showing_does_not_undo_a_sign_out_meanwhile(tabs: Browser) -> None:
    @tabs.app.post("/sign-out")
    def sign_out() -> str:
        session.clear()
        return ""

    tabs.post(note="signed in")
    tabs.post(message="Done", to="/pages/home")
    page = tabs.send("GET", "/pages/home")
    tabs.post("/sign-out")
    tabs.receive(page)

    assert page.banners == DONE
    assert tabs.jar.cookies == {}


def test_ending_the_session_ends_what_waited_and_leaves_a_good_bye(tabs: Browser) -> None:
    @tabs.app.post("/sign-out")
    def sign_out() -> str:
        session.clear()
        flash("Good-bye", "success")
        return ""

    tabs.post(note="signed in")
    tabs.post(message="For Ada alone", to="/pages/home")
    tabs.post("/sign-out")

    assert next(iter(tabs.jar.cookies)).startswith("flash.")
    assert tabs.view() == [("success", "Good-bye")]


def test_the_session_keeps_working_as_ever(tabs: Browser) -> None:
    @tabs.app.get("/session")
    def show() -> dict[str, Any]:
        return {**session, "has": "note" in session, "got": session.get("missing", 1)}

    @tabs.app.post("/session")
    def change() -> dict[str, Any]:
        session.permanent = True
        session.setdefault("list", []).append(1)
        return {"popped": session.pop("note"), "missing": session.pop("missing", None)}

    tabs.post(note="kept")

    assert tabs.get("/session").response.json == {"note": "kept", "has": True, "got": 1}
    assert tabs.post("/session").response.json == {"popped": "kept", "missing": None}
    tabs.clock.advance(60)
    assert tabs.get("/session").response.json == {
        "_permanent": True,
        "list": [1],
        "has": False,
        "got": 1,
    }


def test_a_test_may_record_a_flash_in_a_session_transaction(tabs: Browser) -> None:
    client = tabs.app.test_client()
    with client.session_transaction() as transaction:
        transaction["_flashes"] = [("success", "Done"), ("error", "Wrong")]

    assert "Done" in (page := client.get("/pages/home").text)
    assert "Wrong" in page


def test_a_page_without_flashes_sets_no_cookie_and_may_be_cached(tabs: Browser) -> None:
    asked, quiet = tabs.get("/pages/home"), tabs.get("/quiet")

    assert asked.set_cookies == quiet.set_cookies == []
    assert asked.response.headers["Vary"] == "Cookie"
    assert "Vary" not in quiet.response.headers
    assert "Cache-Control" not in asked.response.headers


def test_a_page_that_never_asks_leaves_flashes_and_tampered_cookies_alone(tabs: Browser) -> None:
    tabs.post(message="Done")
    tabs.jar.receive([f"{tabs.prefix}x=y; Path=/"])
    answer = tabs.get("/quiet")

    assert answer.set_cookies == []
    assert "Cache-Control" not in answer.response.headers
    assert tabs.view() == DONE


def test_a_page_with_a_flash_is_not_stored_whatever_the_view_said(tabs: Browser) -> None:
    @tabs.app.after_request
    def cache(response: Any) -> Any:
        response.headers["Cache-Control"] = "public, max-age=60"
        return response

    tabs.post(message="Done", to="/pages/home")

    assert tabs.get("/pages/home").response.headers["Cache-Control"] == "no-store"
    assert tabs.get("/pages/home").response.headers["Cache-Control"] == "public, max-age=60"
