"""Many at once: the ticked ones are deleted in one go, and all that came of it is said."""

import pytest

from app.data.models import User
from tests.people import PASSWORD, People
from tests.visitor import Visitor


@pytest.fixture
def three(people: People) -> list[str]:
    """The ids of three more users."""
    names = ["Alan Turing", "Emmy Noether", "Grace Hopper"]
    return [str(people.add(name, f"{name[:4]}@example.org").id) for name in names]


def test_each_can_be_ticked_by_an_admin_alone(
    admin: Visitor, member: Visitor, ada: User, grace: User
) -> None:
    def boxes(visitor: Visitor) -> list[str | None]:
        return [box.get("value") for box in visitor.visit("/users").find("input", name="user")]

    assert boxes(admin) == [str(ada.id), str(grace.id)]
    assert not boxes(member)


def test_deleting_many_asks_first_and_names_them(admin: Visitor, three: list[str]) -> None:
    page = admin.visit(f"/users/delete?user={three[0]}&user={three[2]}")

    assert page.heading == "Delete 2 users?"
    assert "Alan Turing" in page.text
    assert "Grace Hopper" in page.text
    assert "Emmy Noether" not in page.text
    assert "you will be skipped" not in page.text


def test_many_are_deleted_in_one_go_and_come_back_in_one(admin: Visitor, three: list[str]) -> None:
    page = admin.submit("/users/delete", user=three)

    assert page.banners == ["Success 3 users were deleted."]
    assert page.rows == ["Ada Lovelace"]

    page = admin.submit(page.offers["Undo"])

    assert page.banners == ["Success 3 users are back."]
    assert page.rows == ["Ada Lovelace", "Alan Turing", "Emmy Noether", "Grace Hopper"]


def test_all_that_came_of_it_is_said(
    admin: Visitor, ada: User, people: People, three: list[str]
) -> None:
    admin.submit(f"/users/{three[0]}/delete")

    page = admin.submit("/users/delete", user=[*three, str(ada.id)])

    assert page.banners == [
        "Success 2 users were deleted.",
        "Warning 1 was skipped: it’s you.",
        "Error 1 was already gone.",
    ]
    assert page.rows == ["Ada Lovelace"]
    assert len(page.offers) == 1
    assert admin.submit(page.offers["Undo"]).rows == [
        "Ada Lovelace",
        "Emmy Noether",
        "Grace Hopper",
    ]


def test_one_of_many_is_called_by_name(admin: Visitor, ada: User, three: list[str]) -> None:
    page = admin.submit("/users/delete", user=[three[0], str(ada.id)])

    assert page.banners == ["Success Alan Turing was deleted.", "Warning 1 was skipped: it’s you."]


def test_two_who_were_gone_are_counted(admin: Visitor, three: list[str]) -> None:
    admin.submit("/users/delete", user=three[:2])

    assert admin.submit("/users/delete", user=three[:2]).banners == ["Error 2 were already gone."]


def test_nobody_deletes_themselves_with_others(
    admin: Visitor, ada: User, three: list[str], people: People
) -> None:
    page = admin.visit(f"/users/delete?user={ada.id}&user={three[0]}")

    assert "You ticked yourself, too: you will be skipped." in page.text
    assert page.heading == "Delete Alan Turing?"

    page = admin.submit("/users/delete", user=str(ada.id))

    assert page.banners == ["Warning 1 was skipped: it’s you."]
    assert "Ada Lovelace" in page.rows


@pytest.mark.parametrize("ids", [[], ["x"], ["0x1"], ["-1"], ["²"]])
def test_nobody_ticked_is_said(admin: Visitor, ids: list[str]) -> None:
    asked = admin.visit("/users/delete?" + "&".join(f"user={one}" for one in ids))

    for page in (asked, admin.submit("/users/delete", user=ids)):
        assert page.path == "/users"
        assert page.banners == ["Warning Tick whom to delete first."]


def test_an_id_beyond_any_database_is_gone(admin: Visitor, three: list[str]) -> None:
    page = admin.submit("/users/delete", user=[three[0], "3000000000", "9" * 30])

    assert page.banners == ["Success Alan Turing was deleted.", "Error 2 were already gone."]


def test_the_same_twice_is_one(admin: Visitor, three: list[str]) -> None:
    page = admin.submit("/users/delete", user=[three[0], three[0]])

    assert page.banners == ["Success Alan Turing was deleted."]


def test_too_many_at_once_are_refused_and_nobody_deleted(
    admin: Visitor, three: list[str], people: People
) -> None:
    page = admin.submit("/users/delete", user=[*three, *map(str, range(100, 600))])

    assert page.banners == ["Error Nobody was deleted: 500 at once is the most."]
    assert len(people.all()) == 4


def test_a_member_deletes_nobody(member: Visitor, ada: User, people: People) -> None:
    for page in (
        member.visit(f"/users/delete?user={ada.id}"),
        member.submit("/users/delete", user=str(ada.id)),
    ):
        assert page.path == "/users"
        assert page.banners == ["Error Only an admin can delete users."]
    assert len(people.all()) == 2


def test_a_visitor_signs_in_and_is_asked_again(visitor: Visitor, grace: User) -> None:
    page = visitor.submit("/users/delete", user=str(grace.id))

    assert page.path.startswith("/sign-in")
    assert page.banners == ["Warning Sign in to go on."]


@pytest.mark.parametrize(
    ("ids", "banners"),
    [
        (["1"], ["Warning 1 was skipped: it’s you."]),
        (["999"], ["Error This user is already gone."]),
        (["0"], ["Error This user is already gone."]),
        (["1", "999"], ["Warning 1 was skipped: it’s you.", "Error 1 was already gone."]),
        (["998", "99999999999"], ["Error 2 were already gone."]),
    ],
)
def test_nobody_is_asked_about_where_nobody_can_be_deleted(
    admin: Visitor, three: list[str], ids: list[str], banners: list[str]
) -> None:
    page = admin.visit("/users/delete?" + "&".join(f"user={one}" for one in ids))

    assert page.path == "/users"
    assert page.banners == banners
    assert len(page.rows) == 4


def test_ticks_are_kept_over_a_sign_in(visitor: Visitor, ada: User, three: list[str]) -> None:
    page = visitor.submit("/users/delete", user=three[:2])
    page = visitor.fill_in(page, "/sign-in", email=ada.email, password=PASSWORD)

    assert page.heading == "Delete 2 users?"
