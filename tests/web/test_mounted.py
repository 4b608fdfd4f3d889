"""The app under a path of its own, /people, as a proxy or another app may serve it."""

import re

import pytest
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from app.data.models import User
from tests.people import PASSWORD
from tests.visitor import BROWSER, Page

ROOT = "/people"


class Guest:
    """Somebody whose browser asks a host where the app is one of several."""

    def __init__(self, app: Flask) -> None:
        self.client = Client(DispatcherMiddleware(Flask("nothing"), {ROOT: app}))

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, headers=BROWSER)

    def visit(self, path: str) -> Page:
        return Page(self.client.get(path, headers=BROWSER, follow_redirects=True))

    def submit(self, path: str, **fields: str) -> Page:
        answer = self.client.post(path, headers=BROWSER, data=fields)
        return self.visit(answer.location)


@pytest.fixture
def guest(app: Flask) -> Guest:
    return Guest(app)


def test_a_rejected_form_comes_back_as_it_was_typed(guest: Guest) -> None:
    page = guest.submit("/people/users", name="Grace Hopper", email="grace@", password="")

    assert page.field("name").value == "Grace Hopper"
    assert page.field("email").error


def test_a_wrong_password_keeps_the_email(guest: Guest, grace: User) -> None:
    page = guest.submit("/people/sign-in", email=grace.email, password="wrong")

    assert page.field("email").value == grace.email


def test_signing_in_leads_to_the_page_that_asked_for_it(guest: Guest, grace: User) -> None:
    wanted = f"/people/users/{grace.id}/edit?from=here"
    form = guest.visit(wanted).form("/people/sign-in")
    answer = guest.client.post(
        "/people/sign-in",
        headers=BROWSER,
        data=form | {"email": grace.email, "password": PASSWORD},
    )

    assert answer.location == wanted


def test_a_change_without_signing_in_waits_on_its_page(guest: Guest, grace: User) -> None:
    page = guest.submit(f"/people/users/{grace.id}", name="Brewster", email=grace.email)
    form = page.form("/people/sign-in")
    page = guest.submit("/people/sign-in", **form | {"email": grace.email, "password": PASSWORD})

    assert page.field("name").value == "Brewster"


@pytest.mark.parametrize("target", ["/users", "/peopleusers", "/people", "/other/users"])
def test_nobody_is_sent_out_of_the_app(guest: Guest, grace: User, target: str) -> None:
    form = {"email": grace.email, "password": PASSWORD, "next": target}
    answer = guest.client.post("/people/sign-in", headers=BROWSER, data=form)

    assert answer.location == "/people/users"


@pytest.mark.parametrize("path", ["/users", "/users/new", "/sign-in", "/lesson", "/bar"])
def test_every_link_stays_in_the_app(guest: Guest, path: str) -> None:
    html = guest.get(ROOT + path).text
    addresses = re.findall(r'(?:href|src|action)="(/[^"]*)"', html)

    assert addresses
    assert [each for each in addresses if not each.startswith(f"{ROOT}/")] == []
