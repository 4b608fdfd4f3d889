"""Undo: who was deleted comes back, for ten minutes, by whoever deleted them."""

import pytest
from flask import Flask

from app.data.models import User
from app.users import deletions
from tests.conftest import enter
from tests.people import PASSWORD, People
from tests.visitor import Visitor

HOPPER = {"name": "Grace Hopper", "email": "grace@example.org", "password": PASSWORD}
TOO_LATE = ["Error It’s too late to undo that: the 10 minutes are over."]
BACK_ALREADY = ["Warning There is nothing to undo: they are back already."]
TEN_MINUTES = 600  # seconds


@pytest.fixture
def undo(admin: Visitor, grace: User) -> str:
    """Where the banner posts to, now that Ada has deleted Grace."""
    return admin.submit(f"/users/{grace.id}/delete").offers["Undo"]


def test_undo_brings_somebody_back_as_they_were(admin: Visitor, grace: User, undo: str) -> None:
    before = (grace.id, grace.version, grace.password_hash, grace.created_at, grace.updated_at)

    page = admin.submit(undo)

    assert page.path == "/users"
    assert page.banners == ["Success Grace Hopper is back."]
    assert page.rows == ["Ada Lovelace", "Grace Hopper"]
    after = People(admin.application).find(grace.email)
    assert (after.id, after.version, after.password_hash, after.created_at, after.updated_at) == (
        before
    )


def test_the_offer_is_made_once(admin: Visitor, undo: str) -> None:
    assert undo
    assert not admin.visit("/users").offers


def test_who_comes_back_is_signed_in_still(
    app: Flask, admin: Visitor, member: Visitor, grace: User
) -> None:
    undo = admin.submit(f"/users/{grace.id}/delete").offers["Undo"]

    assert member.visit("/users").has_link("Sign in")

    admin.submit(undo)

    assert not member.visit("/users").has_link("Sign in")


def test_nobody_finds_who_was_deleted(app: Flask, admin: Visitor, grace: User, undo: str) -> None:
    assert admin.visit("/users").rows == ["Ada Lovelace"]
    assert "1 person" in admin.visit("/users").text
    assert admin.visit("/users?q=hopper").heading == "Users"
    assert not admin.visit("/users?q=hopper").rows
    for path in (f"/users/{grace.id}", f"/users/{grace.id}/edit", f"/users/{grace.id}/delete"):
        assert admin.visit(path).status == 404
    page = enter(app).sign_in(grace.email, PASSWORD)
    assert page.banners == ["Error Email or password is wrong."]


def test_who_was_deleted_is_nobodys_namesake(admin: Visitor, undo: str) -> None:
    page = admin.submit("/users", **HOPPER | {"email": "another@example.org"})

    assert page.banners == ["Success Grace Hopper was created."]


def test_their_email_is_kept_for_them(admin: Visitor, people: People, undo: str) -> None:
    people.age_deletions(150)
    page = admin.submit("/users", **HOPPER)

    assert page.banners == ["Error The user wasn’t created: 1 field needs attention."]
    assert page.field("email").error == (
        "The user with this email was deleted a moment ago: undo that, or wait 8 minutes."
    )


def test_their_email_is_kept_from_who_changes_theirs(
    admin: Visitor, people: People, ada: User, undo: str
) -> None:
    form = admin.visit(f"/users/{ada.id}/edit")
    page = admin.fill_in(form, f"/users/{ada.id}", email=HOPPER["email"], current=PASSWORD)

    assert page.banners == ["Error Nothing was saved: 1 field needs attention."]
    assert "undo that, or wait 10 minutes." in page.field("email").error


def test_their_email_is_free_once_it_is_too_late(admin: Visitor, people: People, undo: str) -> None:
    people.age_deletions(TEN_MINUTES)

    assert admin.submit("/users", **HOPPER).banners == ["Success Grace Hopper was created."]
    assert admin.submit(undo).banners == TOO_LATE


def test_undo_is_good_for_ten_minutes(admin: Visitor, people: People, undo: str) -> None:
    people.age_deletions(TEN_MINUTES - 5)

    assert admin.submit(undo).banners == ["Success Grace Hopper is back."]


@pytest.mark.parametrize("purged", [False, True])
def test_after_ten_minutes_it_is_too_late(
    app: Flask, admin: Visitor, people: People, undo: str, purged: bool
) -> None:
    people.age_deletions(TEN_MINUTES)
    if purged:
        with app.app_context():
            assert deletions.purge() == 1

    page = admin.submit(undo)

    assert page.path == "/users"
    assert page.banners == TOO_LATE
    assert page.rows == ["Ada Lovelace"]


def test_undo_pressed_twice_says_so(admin: Visitor, undo: str) -> None:
    admin.submit(undo)

    assert admin.submit(undo).banners == BACK_ALREADY
    assert admin.visit(undo.removesuffix("/restore")).banners == BACK_ALREADY


def test_an_old_undo_undoes_no_later_deletion(admin: Visitor, grace: User, undo: str) -> None:
    admin.submit(undo)
    later = admin.submit(f"/users/{grace.id}/delete").offers["Undo"]

    assert later != undo
    assert admin.submit(undo).banners == BACK_ALREADY
    assert admin.visit("/users").rows == ["Ada Lovelace"]


def test_another_admin_undoes_nothing(app: Flask, people: People, undo: str) -> None:
    other = enter(app, people.add("Alan Turing", "alan@example.org", role="admin"))
    for page in (other.submit(undo), other.visit(undo.removesuffix("/restore"))):
        assert page.banners == ["Error Only the one who deleted them can undo that."]
        assert page.rows == ["Ada Lovelace", "Alan Turing"]


def test_who_is_no_admin_any_more_undoes_nothing(
    admin: Visitor, people: People, ada: User, undo: str
) -> None:
    people.change(ada, role="member")

    assert admin.submit(undo).banners == ["Error Only an admin can undo that."]
    assert admin.visit("/users").rows == ["Ada Lovelace"]


def test_who_was_signed_out_is_offered_it_again(app: Flask, ada: User, undo: str) -> None:
    visitor = enter(app)
    page = visitor.submit(undo)

    assert page.banners == ["Warning Sign in to go on."]

    page = visitor.fill_in(page, "/sign-in", email=ada.email, password=PASSWORD)

    assert page.heading == "Undo?"
    assert "You deleted 1 user a moment ago." in page.text
    assert "Grace Hopper" in page.text
    assert visitor.submit(undo).banners == ["Success Grace Hopper is back."]


def test_a_script_is_refused_without_a_page(app: Flask, undo: str) -> None:
    answer = enter(app).post(undo, headers={"Sec-Fetch-Dest": "empty"})

    assert answer.status_code == 401


def test_the_offer_is_data_and_its_form_has_a_token(admin: Visitor, grace: User) -> None:
    page = admin.submit(f"/users/{grace.id}/delete")

    assert page.form(page.offers["Undo"])["csrf_token"]
    assert "/restore" not in page.html.replace(f'action="{page.offers["Undo"]}"', "")


def test_a_name_in_the_offer_is_kept_apart_and_escaped(admin: Visitor, people: People) -> None:
    user = people.add("محمد <b>الأنصاري</b>", "m@example.org")
    page = admin.submit(f"/users/{user.id}/delete")

    assert "<bdi>محمد &lt;b&gt;الأنصاري&lt;/b&gt;</bdi> was deleted." in page.html


def test_an_admin_made_by_command_comes_back(app: Flask, people: People, undo: str) -> None:
    result = app.test_cli_runner().invoke(
        args=[
            "create-admin",
            "--name=Grace",
            f"--email={HOPPER['email']}",
            f"--password={PASSWORD}",
        ]
    )

    assert result.exit_code == 0, result.output
    assert enter(app).sign_in(HOPPER["email"], PASSWORD).banners == ["Success Welcome back, Grace."]
