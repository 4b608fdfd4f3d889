"""Signing in and out: who is let in, where they go, and how often they may try."""

import pytest
from argon2 import PasswordHasher
from flask import Flask

from app.data import passwords
from app.data.demo import ADMIN
from app.data.demo import PASSWORD as DEMO_PASSWORD
from app.data.models import User
from tests.conftest import enter
from tests.people import PASSWORD, People
from tests.visitor import Visitor

WRONG = ["Error Email or password is wrong."]


def test_signing_in_welcomes_back(visitor: Visitor, grace: User) -> None:
    page = visitor.sign_in(" GRACE@example.org", PASSWORD)

    assert page.path == "/users"
    assert page.banners == ["Success Welcome back, Grace Hopper."]
    assert page.find("button", type="submit") is not None


@pytest.mark.parametrize(
    ("email", "password"), [("grace@example.org", "wrong"), ("nobody@example.org", PASSWORD)]
)
def test_a_wrong_email_and_a_wrong_password_are_answered_alike(
    visitor: Visitor, grace: User, email: str, password: str
) -> None:
    page = visitor.sign_in(email, password)

    assert page.path == "/sign-in"
    assert page.banners == WRONG
    assert page.field("email").value == email
    assert page.field("password").value == page.field("password").note == ""


def test_an_unknown_email_takes_as_much_work_as_a_known_one(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    monkeypatch.setattr(
        passwords.hasher.__class__, "hash", lambda _self, password: hashed.append(password)
    )
    visitor.sign_in("nobody@example.org", PASSWORD)

    assert hashed == [PASSWORD]


def test_an_empty_form_is_marked(visitor: Visitor) -> None:
    page = visitor.sign_in("", "")

    assert page.banners == ["Error You weren’t signed in: 2 fields need attention."]
    assert page.field("email").error == "Enter your email address."
    assert page.field("password").error == "Enter your password."


def test_a_page_that_needs_it_asks_to_sign_in_and_comes_next(visitor: Visitor, grace: User) -> None:
    page = visitor.visit(f"/users/{grace.id}/edit?from=here")

    assert page.heading == "Sign in"
    assert page.banners == ["Warning Sign in to go on."]

    page = visitor.fill_in(page, "/sign-in", email=grace.email, password="wrong")

    assert page.banners == WRONG

    page = visitor.fill_in(page, "/sign-in", email=grace.email, password=PASSWORD)

    assert page.path == f"/users/{grace.id}/edit?from=here"
    assert page.banners == ["Success Welcome back, Grace Hopper."]


def test_a_form_that_needs_it_comes_back_as_it_was_typed(visitor: Visitor, grace: User) -> None:
    page = visitor.submit(f"/users/{grace.id}", name="Brewster", email=grace.email, version="1")

    assert page.banners == ["Warning Sign in to go on."]

    page = visitor.fill_in(page, "/sign-in", email=grace.email, password="wrong")
    page = visitor.fill_in(page, "/sign-in", email=grace.email, password=PASSWORD)

    assert page.path == f"/users/{grace.id}/edit"
    assert page.field("name").value == "Brewster"


def test_deleting_needs_it_too(visitor: Visitor, ada: User, grace: User) -> None:
    page = visitor.submit(f"/users/{grace.id}/delete")
    page = visitor.fill_in(page, "/sign-in", email=ada.email, password=PASSWORD)

    assert page.heading == "Delete Grace Hopper?"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(visitor: Visitor, grace: User, target: str) -> None:
    form = {"email": grace.email, "password": PASSWORD, "next": target}

    assert visitor.submit("/sign-in", **form).path == "/users"
    assert visitor.get("/sign-in", query_string={"next": target}).location == "/users"


@pytest.mark.parametrize("target", ["/sign-out", "/sign-out?x=1", "/nope"])
def test_nobody_is_sent_where_there_is_no_page(visitor: Visitor, grace: User, target: str) -> None:
    form = {"email": grace.email, "password": PASSWORD, "next": target}

    assert visitor.submit("/sign-in", **form).path == "/users"
    assert visitor.get("/sign-in", query_string={"next": target}).location == "/users"


def test_the_session_begins_anew_on_signing_in(visitor: Visitor, grace: User) -> None:
    before = visitor.visit("/sign-in").form("/sign-in")["csrf_token"]
    with visitor.session_transaction() as session:
        session["planted"] = "by somebody else"
    visitor.sign_in(grace.email, PASSWORD)

    with visitor.session_transaction() as session:
        assert "planted" not in session
    plain = {"Sec-Fetch-Site": "none"}
    assert visitor.post("/sign-out", data={"csrf_token": before}, headers=plain).status_code == 400


def test_signing_out_twice_is_told_apart(member: Visitor) -> None:
    assert member.submit("/sign-out").banners == ["Success You are signed out."]
    assert member.submit("/sign-out").banners == ["Warning You were signed out already."]


def test_the_sign_in_page_is_not_for_those_who_are_in(member: Visitor) -> None:
    assert member.visit("/sign-in?next=/users/new").path == "/users"
    assert member.visit("/sign-in?next=/users/1").path == "/users/1"


def test_a_password_is_hashed_anew_when_the_parameters_change(
    visitor: Visitor, grace: User, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", stronger)
    page = visitor.sign_in(grace.email, PASSWORD)
    after = people.find(grace.email)

    assert page.categories == ["success"]
    assert visitor.visit(f"/users/{grace.id}").has_link("Edit")
    assert not passwords.is_outdated(after.password_hash or "")
    assert (after.version, after.updated_at) == (grace.version, grace.updated_at)


def test_too_many_wrong_passwords_close_an_account_for_a_while(
    app: Flask, ada: User, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "2 per 15 minutes")
    for _ in range(2):
        assert enter(app).sign_in(grace.email, "wrong").banners == WRONG
    page = enter(app).sign_in(grace.email.upper(), PASSWORD)

    assert page.banners == ["Error Too many tries. Wait 15 minutes, then try again."]
    assert page.field("email").value == grace.email.upper()
    assert enter(app).sign_in(ada.email, PASSWORD).categories == ["success"]


def test_an_address_written_in_another_way_is_the_same_account(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "1 per 15 minutes")
    enter(app).sign_in("ada@xn--bcher-kva.example", "wrong")
    page = enter(app).sign_in("ADA@bücher.example", "wrong")

    assert page.banners == ["Error Too many tries. Wait 15 minutes, then try again."]


def test_tries_at_the_same_moment_are_all_counted(
    app: Flask, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "1 per minute")
    meanwhile: list[list[str]] = []

    def try_again_meanwhile(_stored: str | None, _password: str) -> bool:
        meanwhile.append(enter(app).sign_in(grace.email, PASSWORD).banners)
        return False

    monkeypatch.setattr(passwords, "verify", try_again_meanwhile)
    enter(app).sign_in(grace.email, "wrong")

    assert meanwhile == [["Error Too many tries. Wait 60 seconds, then try again."]]


def test_right_passwords_are_not_counted(
    app: Flask, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "1 per minute")
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT_BY_ADDRESS", "1 per minute")

    for _ in range(3):
        assert enter(app).sign_in(grace.email, PASSWORD).categories == ["success"]


def test_too_many_wrong_passwords_close_an_address_for_a_while(
    app: Flask, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT_BY_ADDRESS", "2 per minute")
    for name in ("a", "b"):
        enter(app).sign_in(f"{name}@example.org", "wrong")
    page = enter(app).sign_in(grace.email, PASSWORD)

    assert page.categories == ["error"]
    assert page.banners[0].startswith("Error Too many tries. Wait ")


def test_a_script_that_tries_too_often_gets_a_plain_429(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "0 per minute")
    response = visitor.post(
        "/sign-in", data={"email": "a@b.c"}, headers={"Sec-Fetch-Dest": "empty"}
    )

    assert response.status_code == 429
    assert response.is_json


def test_development_shows_the_demo_accounts_it_has(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "ENVIRONMENT", "development")

    assert ADMIN not in visitor.visit("/sign-in").text
    assert app.test_cli_runner().invoke(args=["seed"]).exit_code == 0
    assert ADMIN in visitor.visit("/sign-in").text
    assert enter(app).sign_in(ADMIN, DEMO_PASSWORD).categories == ["success"]


def test_production_neither_shows_nor_lets_in_the_demo_accounts(
    app: Flask, visitor: Visitor, people: People
) -> None:
    people.add("Ada Byron", ADMIN, DEMO_PASSWORD, role="admin")

    assert ADMIN not in visitor.visit("/sign-in").text
    assert visitor.sign_in(ADMIN, DEMO_PASSWORD).banners == WRONG
    assert (
        visitor.submit("/users", name="Eve", email="eve@example.org", password=DEMO_PASSWORD)
        .field("password")
        .error
    )
