"""Deleting a user: confirmed first, an admin's to do, and never to oneself."""

from app.data.models import User
from tests.people import People
from tests.visitor import Visitor


def test_deleting_asks_first(admin: Visitor, grace: User) -> None:
    page = admin.visit(admin.visit(f"/users/{grace.id}").link("Delete"))

    assert page.heading == "Delete Grace Hopper?"
    assert page.form(f"/users/{grace.id}/delete")


def test_deleting_is_announced_on_the_list(admin: Visitor, grace: User) -> None:
    page = admin.submit(f"/users/{grace.id}/delete")

    assert page.banners == ["Success Grace Hopper was deleted."]
    assert page.rows == ["Ada Lovelace"]


def test_deleting_somebody_who_is_gone_says_so(admin: Visitor, grace: User) -> None:
    admin.submit(f"/users/{grace.id}/delete")
    page = admin.submit(f"/users/{grace.id}/delete")

    assert page.path == "/users"
    assert page.banners == ["Error This user is already gone."]


def test_nobody_deletes_themselves(admin: Visitor, member: Visitor, people: People) -> None:
    for visitor, own in ((admin, "/users/1"), (member, "/users/2")):
        assert not visitor.visit(own).has_link("Delete")
        for page in (visitor.visit(f"{own}/delete"), visitor.submit(f"{own}/delete")):
            assert page.path == own
            assert page.banners == [
                "Warning You can’t delete yourself. Someone else who is an admin can."
            ]
    assert len(people.all()) == 2


def test_a_member_deletes_nobody(member: Visitor, ada: User, people: People) -> None:
    for page in (
        member.visit(f"/users/{ada.id}/delete"),
        member.submit(f"/users/{ada.id}/delete"),
    ):
        assert page.heading == "Ada Lovelace"
        assert page.banners == ["Error Only an admin can delete users."]
    assert len(people.all()) == 2


def test_somebody_deleted_is_signed_out(member: Visitor, grace: User, people: People) -> None:
    people.remove(grace)

    assert member.visit("/users").has_link("Sign in")
