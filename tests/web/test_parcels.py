"""What a rejected form sends to its page reaches that page, and whoever typed it, and no other."""

from app.data.models import User
from tests.people import PASSWORD
from tests.visitor import Visitor

AGAIN = "It wasn’t kept: type it again."


def test_what_somebody_typed_is_not_for_whoever_signs_in_next(
    admin: Visitor, ada: User, grace: User
) -> None:
    admin.post(f"/users/{grace.id}", data={"name": "Draft", "email": "draft@", "version": "1"})
    admin.submit("/sign-out")
    admin.sign_in("grace@example.org", PASSWORD)

    assert admin.visit(f"/users/{grace.id}/edit").field("name").value == "Grace Hopper"


def test_what_somebody_typed_is_not_for_those_who_are_signed_out(admin: Visitor) -> None:
    admin.post("/users", data={"name": "Secret Person", "email": "", "password": ""})
    admin.submit("/sign-out")

    assert admin.visit("/users/new").field("name").value == ""


def test_no_other_page_takes_what_waits_while_somebody_signs_in(
    visitor: Visitor, grace: User
) -> None:
    page = visitor.submit(f"/users/{grace.id}", name="Grace Brewster", email="g@example.org")
    visitor.visit("/users/new")
    visitor.visit("/users")
    form = page.form("/sign-in") | {"email": "grace@example.org", "password": PASSWORD}
    page = visitor.submit("/sign-in", **form)

    assert page.path == f"/users/{grace.id}/edit"
    assert page.field("name").value == "Grace Brewster"


def test_a_password_sent_signed_out_is_said_to_be_lost(visitor: Visitor, grace: User) -> None:
    page = visitor.submit(
        f"/users/{grace.id}", name="Grace", email="g@example.org", password="a new password"
    )
    form = page.form("/sign-in") | {"email": "grace@example.org", "password": PASSWORD}

    assert visitor.submit("/sign-in", **form).field("password").note == AGAIN


def test_a_password_that_is_wrong_needs_no_note(visitor: Visitor, grace: User) -> None:
    page = visitor.sign_in("grace@example.org", "not my password")

    assert page.field("password").note == ""


def test_the_longest_name_there_may_be_comes_back_whole(visitor: Visitor) -> None:
    page = visitor.submit("/users", name="😀" * 100, email="", password="")

    assert page.field("name").value == "😀" * 100
    assert page.field("name").note == ""
