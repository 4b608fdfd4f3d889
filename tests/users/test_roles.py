"""Roles: an admin makes another an admin and back, and one is always left."""

import threading

import pytest
from flask import Flask

from app.data.models import User
from app.users import deletions, records
from tests.conftest import enter
from tests.people import PASSWORD, People
from tests.visitor import Visitor


def test_an_admin_makes_another_one_and_back(
    app: Flask, admin: Visitor, grace: User, people: People
) -> None:
    page = admin.submit(f"/users/{grace.id}/role", role="admin")

    assert page.path == f"/users/{grace.id}"
    assert page.banners == ["Success Grace Hopper is an admin now."]
    assert people.find(grace.email).is_admin
    assert enter(app, grace).visit("/users/new").heading == "New user"

    page = admin.submit(f"/users/{grace.id}/role", role="member")

    assert page.banners == ["Success Grace Hopper is a member now."]
    assert not people.find(grace.email).is_admin


@pytest.mark.parametrize(("role", "said"), [("admin", "an admin"), ("member", "a member")])
def test_what_somebody_is_already_is_said(
    admin: Visitor, people: People, role: str, said: str
) -> None:
    user = people.add("Alan Turing", "alan@example.org", role=role)

    page = admin.submit(f"/users/{user.id}/role", role=role)

    assert page.banners == [f"Warning Alan Turing is {said} already."]
    assert people.find(user.email).updated_at == user.updated_at


def test_who_has_to_sign_in_to_change_a_role_comes_back_to_the_page(
    visitor: Visitor, ada: User, grace: User
) -> None:
    asked = visitor.submit(f"/users/{grace.id}/role", role="admin")
    page = visitor.fill_in(asked, "/sign-in", email=ada.email, password=PASSWORD)

    assert page.path == f"/users/{grace.id}"


def test_a_form_that_was_open_is_good_still(admin: Visitor, member: Visitor, grace: User) -> None:
    form = member.visit(f"/users/{grace.id}/edit")
    admin.submit(f"/users/{grace.id}/role", role="admin")

    page = member.fill_in(form, f"/users/{grace.id}", name="Grace B. Hopper")

    assert page.banners == ["Success Saved: name."]


def test_the_last_admin_stays_one(admin: Visitor, ada: User, people: People) -> None:
    people.add("Alan Turing", "alan@example.org", password=None, role="admin")

    page = admin.submit(f"/users/{ada.id}/role", role="member")

    assert page.banners == [
        "Error Ada Lovelace stays an admin: nobody else who can sign in is one."
    ]
    assert people.find(ada.email).is_admin


def test_an_admin_may_step_down_where_another_is_left(
    admin: Visitor, ada: User, people: People
) -> None:
    people.add("Alan Turing", "alan@example.org", role="admin")

    page = admin.submit(f"/users/{ada.id}/role", role="member")

    assert page.banners == ["Success Ada Lovelace is a member now."]
    assert not page.find("form", action=f"/users/{ada.id}/role")


def test_who_was_deleted_is_no_admin_who_is_left(admin: Visitor, ada: User, people: People) -> None:
    other = people.add("Alan Turing", "alan@example.org", role="admin")
    admin.submit(f"/users/{other.id}/delete")

    page = admin.submit(f"/users/{ada.id}/role", role="member")

    assert page.categories == ["error"]


def test_an_admin_who_cannot_sign_in_is_mentioned(admin: Visitor, people: People) -> None:
    user = people.add("Alan Turing", "alan@example.org", password=None)

    assert admin.submit(f"/users/{user.id}/role", role="admin").banners == [
        "Success Alan Turing is an admin now.",
        "Warning They can’t sign in before they have a password: set one.",
    ]


def test_a_member_changes_no_roles(member: Visitor, ada: User, grace: User) -> None:
    for user in (ada, grace):
        page = member.submit(f"/users/{user.id}/role", role="admin")
        assert page.path == f"/users/{user.id}"
        assert page.banners == ["Error Only an admin can change roles."]
    assert not page.find("form", action=f"/users/{grace.id}/role")


def test_nobody_signed_in_is_asked_to(visitor: Visitor, grace: User) -> None:
    page = visitor.submit(f"/users/{grace.id}/role", role="admin")

    assert page.banners == ["Warning Sign in to go on."]


@pytest.mark.parametrize("role", ["", "Admin", "owner"])
def test_no_other_role_is_given(admin: Visitor, grace: User, people: People, role: str) -> None:
    page = admin.submit(f"/users/{grace.id}/role", role=role)

    assert page.banners == ["Error There is no such role: nothing was changed."]
    assert people.find(grace.email).role == "member"


def test_who_is_gone_gets_no_role(admin: Visitor, grace: User) -> None:
    admin.submit(f"/users/{grace.id}/delete")

    page = admin.submit(f"/users/{grace.id}/role", role="admin")

    assert page.path == "/users"
    assert page.banners == ["Error This user is already gone."]


@pytest.mark.parametrize("deed", ["demote the other", "step down", "delete the other"])
def test_an_admin_is_left_whoever_asks_at_once(app: Flask, people: People, deed: str) -> None:
    admins = [people.add(name, f"{name}@example.org", role="admin").id for name in "ABCD"]
    start = threading.Barrier(len(admins))
    errors: list[Exception] = []

    def act(me: int, other: int) -> None:
        with app.app_context():
            start.wait()
            try:
                if deed == "delete the other":
                    deletions.remove([other], by=me)
                else:
                    user = me if deed == "step down" else other
                    records.change_role(user, "member", by=me)
            except (deletions.RefusedError, records.GoneError, records.LastAdminError):
                pass
            except Exception as error:
                errors.append(error)

    pairs = zip(admins, [*admins[1:], admins[0]], strict=True)
    threads = [threading.Thread(target=act, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    left = [user for user in people.all() if user.is_admin and user.deletion_id is None]
    assert not errors
    assert left
