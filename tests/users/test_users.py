"""Users: listed, shown, created, edited and deleted, each told by its flash."""

import pytest

from app.data.models import User
from tests.conftest import enter
from tests.people import PASSWORD, People
from tests.visitor import Visitor

HOPPER = {"name": "Grace Hopper", "email": "grace@example.org", "password": PASSWORD}
TWO_FIELDS = "Error The user wasn’t created: 2 fields need attention."


def test_creating_a_user_is_announced_on_the_list(admin: Visitor) -> None:
    page = admin.submit("/users", **HOPPER)

    assert page.path == "/users"
    assert page.banners == ["Success Grace Hopper was created."]
    assert page.rows == ["Ada Lovelace", "Grace Hopper"]


def test_an_announcement_is_gone_after_a_reload(admin: Visitor) -> None:
    assert admin.submit("/users", **HOPPER).banners

    assert not admin.visit("/users").banners


def test_a_second_user_of_the_same_name_is_mentioned_too(admin: Visitor, grace: User) -> None:
    page = admin.submit("/users", **HOPPER | {"name": "grace HOPPER", "email": "g2@example.org"})

    assert page.banners == [
        "Success grace HOPPER was created.",
        "Warning Another user is called grace HOPPER, too.",
    ]


def test_a_name_is_kept_apart_from_the_sentence_around_it(admin: Visitor) -> None:
    page = admin.submit("/users", **HOPPER | {"name": "محمد <b>الأنصاري</b>"})

    assert "<bdi>محمد &lt;b&gt;الأنصاري&lt;/b&gt;</bdi> was created." in page.html


@pytest.mark.parametrize("path", ["/users", "/users/2"])
def test_an_email_breaks_after_its_at_sign(admin: Visitor, grace: User, path: str) -> None:
    assert "<bdi>grace@<wbr>example.org</bdi>" in admin.visit(path).html


def test_a_rejected_user_comes_back_filled_in_and_marked_once(admin: Visitor) -> None:
    page = admin.submit("/users", name=" ", email="grace@", password=PASSWORD)

    assert page.path == "/users/new"
    assert page.banners == [TWO_FIELDS]
    assert page.title.startswith("Error: New user")
    assert page.field("name").error == "Enter a name."
    assert page.field("email").value == "grace@"
    assert page.field("email").error == "Enter an email address like name@example.org."
    assert page.field("password").value == ""
    assert page.field("password").note == "It wasn’t kept: type it again."

    again = admin.visit("/users/new")

    assert not again.banners
    assert again.field("email").value == again.field("email").error == ""


def test_an_email_belongs_to_one_user_in_whichever_case(admin: Visitor, people: People) -> None:
    page = admin.submit("/users", **HOPPER | {"email": "ADA@Example.org"})

    assert page.banners == ["Error The user wasn’t created: 1 field needs attention."]
    assert page.field("email").error == "Another user has this email."
    assert page.field("name").value == "Grace Hopper"
    assert len(people.all()) == 1


def test_signing_up_creates_a_user_and_signs_in(visitor: Visitor) -> None:
    page = visitor.submit("/users", **HOPPER)

    assert page.heading == "Grace Hopper"
    assert page.banners == ["Success Welcome, Grace Hopper. You are signed up and signed in."]
    assert page.has_link("Edit")


def test_a_member_may_not_create_others(member: Visitor) -> None:
    for page in (member.visit("/users/new"), member.submit("/users", **HOPPER)):
        assert page.path == "/users"
        assert page.banners == ["Error Only an admin can create users."]


def test_saving_tells_what_changed(member: Visitor, grace: User) -> None:
    form = member.visit(f"/users/{grace.id}/edit")
    page = member.fill_in(
        form,
        f"/users/{grace.id}",
        name="Grace B. Hopper",
        email="gbh@example.org",
        current=PASSWORD,
    )

    assert page.path == f"/users/{grace.id}"
    assert page.heading == "Grace B. Hopper"
    assert page.banners == ["Success Saved: name, email."]


def test_saving_what_is_there_already_changes_nothing(member: Visitor, grace: User) -> None:
    form = member.visit(f"/users/{grace.id}/edit")

    assert member.fill_in(form, f"/users/{grace.id}").banners == ["Warning Nothing changed."]


def test_saving_twice_with_one_double_click_is_no_conflict(member: Visitor, grace: User) -> None:
    form = member.visit(f"/users/{grace.id}/edit")
    member.post(f"/users/{grace.id}", data=form.form(f"/users/{grace.id}") | {"name": "Grace"})
    page = member.fill_in(form, f"/users/{grace.id}", name="Grace")

    assert page.banners == ["Success Saved: name.", "Success Saved."]


def test_a_new_password_ends_every_other_session(member: Visitor, grace: User) -> None:
    elsewhere = enter(member.application, grace)
    form = member.visit(f"/users/{grace.id}/edit")
    page = member.fill_in(form, f"/users/{grace.id}", password="battery staple", current=PASSWORD)

    assert page.banners == ["Success Saved: password."]
    assert page.has_link("Edit")
    assert not elsewhere.visit("/users/1").has_link("Edit")
    assert enter(member.application).sign_in(grace.email, "battery staple").categories == [
        "success"
    ]


def test_a_rejected_change_comes_back_as_it_was_typed(member: Visitor, grace: User) -> None:
    form = member.visit(f"/users/{grace.id}/edit")
    page = member.fill_in(form, f"/users/{grace.id}", name="G", email="nonsense")

    assert page.path == f"/users/{grace.id}/edit"
    assert page.banners == ["Error Nothing was saved: 1 field needs attention."]
    assert (page.field("name").value, page.field("email").value) == ("G", "nonsense")
    assert member.visit(page.path).field("name").value == "Grace Hopper"


def test_somebody_elses_changes_are_not_overwritten(
    member: Visitor, grace: User, people: People
) -> None:
    form = member.visit(f"/users/{grace.id}/edit")
    people.change(grace, name="Grace Murray", email="murray@example.org")
    page = member.fill_in(form, f"/users/{grace.id}", name="Grace Brewster")

    assert page.categories == ["error"]
    assert "Someone else changed this user while you were editing" in page.banners[0]
    assert page.field("name").value == "Grace Brewster"
    assert page.field("email").value == "grace@example.org"
    assert "Name Grace Murray" in page.text
    assert "Email murray@example.org" in page.text
    assert people.all()[0].name == "Grace Murray"

    page = member.fill_in(page, f"/users/{grace.id}", current=PASSWORD)

    assert page.banners == ["Success Saved: name, email."]
    assert people.all()[0].name == "Grace Brewster"


def test_a_change_between_reading_and_writing_is_not_overwritten(
    member: Visitor, grace: User, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = member.visit(f"/users/{grace.id}/edit")

    def be_slow(_password: str) -> str:
        people.change(grace, name="Quicker")
        return "hash"

    monkeypatch.setattr("app.data.passwords.make_hash", be_slow)
    page = member.fill_in(
        form, f"/users/{grace.id}", name="Slower", password="battery staple", current=PASSWORD
    )

    assert page.categories == ["error"]
    assert page.field("name").value == "Slower"
    assert page.field("password").note == "It wasn’t kept: type it again."
    assert people.all()[0].name == "Quicker"


def test_what_was_typed_for_a_deleted_user_is_not_lost(
    admin: Visitor, grace: User, people: People
) -> None:
    form = admin.visit(f"/users/{grace.id}/edit")
    people.remove(grace)
    page = admin.fill_in(form, f"/users/{grace.id}", name="Grace Brewster")

    assert page.path == "/users/new"
    assert page.categories == ["error"]
    assert page.field("name").value == "Grace Brewster"


def test_an_email_taken_while_editing_is_marked(member: Visitor, ada: User, grace: User) -> None:
    form = member.visit(f"/users/{grace.id}/edit")
    page = member.fill_in(form, f"/users/{grace.id}", email=ada.email, current=PASSWORD)

    assert page.field("email").error == "Another user has this email."


def test_a_member_may_edit_nobody_else(member: Visitor, ada: User) -> None:
    assert not member.visit(f"/users/{ada.id}").has_link("Edit")
    for page in (
        member.visit(f"/users/{ada.id}/edit"),
        member.submit(f"/users/{ada.id}", name="Eve", email=ada.email, version="1"),
    ):
        assert page.heading == "Ada Lovelace"
        assert page.banners == ["Error You can only edit yourself."]
