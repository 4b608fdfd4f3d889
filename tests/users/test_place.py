"""The list as it was left: its search, order and page are there again after a detour."""

from urllib.parse import urlencode

import pytest

from app.data.models import User
from app.users import directory
from tests.conftest import enter
from tests.people import PASSWORD, People
from tests.visitor import Page, Visitor

NAMES = ["Ann", "Bea", "Cid", "Dan", "Eve"]


@pytest.fixture
def left(admin: Visitor, people: People, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The second page of a search, sorted by email, from the end."""
    monkeypatch.setattr(directory, "PAGE_SIZE", 2)
    for name in NAMES:
        people.add(name, f"{name.lower()}@example.net", password=None)
    page = admin.visit("/users?q=example.net&sort=-email")
    page = admin.visit(page.link("Next"))
    assert page.rows == ["Cid", "Bea"]
    return page


def test_all_users_leads_back(admin: Visitor, left: Page) -> None:
    shown = admin.visit(left.link("Cid"))
    edited = admin.visit(shown.link("Edit"))
    asked = admin.visit(shown.link("Delete"))

    for page in (shown, edited, asked, admin.visit(edited.link("Cancel"))):
        assert page.link("All users") == left.path
    assert admin.visit(asked.link("Keep")).link("All users") == left.path


def test_it_is_kept_over_saving_rejected_or_not(admin: Visitor, left: Page) -> None:
    page = admin.visit(admin.visit(left.link("Cid")).link("Edit"))
    (form,) = (f for f in page.find("form", class_="flow") if f.get("method") == "post")
    action = form.get("action") or ""
    rejected = admin.fill_in(page, action, name="")

    assert rejected.categories == ["error"]
    assert rejected.field("name").error
    assert rejected.link("All users") == left.path

    saved = admin.fill_in(rejected, action, name="Cyd")

    assert saved.banners == ["Success Saved: name."]
    assert saved.link("All users") == left.path


def test_deleting_leads_back_and_so_does_undo(admin: Visitor, left: Page) -> None:
    page = admin.visit(admin.visit(left.link("Cid")).link("Delete"))
    (form,) = page.find("form", class_="card")
    gone = admin.submit(form.get("action") or "")

    assert gone.path == left.path
    assert "Cid" not in gone.rows

    back = admin.submit(gone.offers["Undo"])

    assert back.path == left.path
    assert "Cid" in back.rows


def test_deleting_the_ticked_ones_leads_back(admin: Visitor, left: Page, people: People) -> None:
    ids = [str(people.find(f"{name}@example.net").id) for name in ("cid", "bea")]
    (hidden,) = left.find("input", name="list")
    told = {"list": hidden.get("value") or "", "user": ids}
    asked = Page(admin.get("/users/delete", query_string=told))

    assert asked.link("Keep them") == asked.link("All users") == left.path

    (form,) = asked.find("form", class_="card")

    assert admin.submit(form.get("action") or "", user=ids).path == left.path
    assert Page(admin.get("/users/delete", query_string={"list": told["list"]},
                          follow_redirects=True)).path == left.path  # fmt: skip


def test_it_is_kept_over_a_new_role_and_over_pages_before(admin: Visitor, left: Page) -> None:
    before = admin.visit(admin.visit(left.link("Next")).link("Previous"))
    shown = admin.visit(before.link("Cid"))
    (form,) = (f for f in shown.find("form") if "/role" in (f.get("action") or ""))
    changed = admin.submit(form.get("action") or "", role="admin")

    assert "before=" in before.path
    assert shown.link("All users") == changed.link("All users") == before.path


def test_who_has_to_sign_in_to_delete_or_undo_still_knows_the_way(
    admin: Visitor, left: Page, ada: User
) -> None:
    (hidden,) = left.find("input", name="list")
    place = urlencode({"list": hidden.get("value") or ""})
    ids = [link.partition("?")[0].rpartition("/")[2] for link in map(left.link, left.rows)]
    undo = admin.submit(f"/users/{ids[0]}/delete?{place}").offers["Undo"]
    for path, users, back in (
        (f"/users/delete?{place}", [ids[1], str(ada.id)], "Keep"),
        (undo, [], "Leave it so"),
    ):
        admin.submit("/sign-out")
        page = admin.submit(path, user=users)
        page = admin.fill_in(page, "/sign-in", email=ada.email, password=PASSWORD)

        assert page.link("All users") == left.path, back


def test_signing_in_leads_back(visitor: Visitor, left: Page, grace: User) -> None:
    page = enter(visitor.application).visit(left.path)
    page = visitor.visit(page.link("Sign in"))
    page = visitor.fill_in(page, "/sign-in", email=grace.email, password="wrong")
    page = visitor.fill_in(page, "/sign-in", email=grace.email, password=PASSWORD)

    assert page.path == left.path


@pytest.mark.parametrize("path", ["/lesson", "/stock/lesson", "/users/1", "/users?q=a", "/bar"])
def test_sign_in_in_the_header_comes_back_to_where_one_was(
    visitor: Visitor, grace: User, path: str
) -> None:
    page = visitor.visit(visitor.visit(path).link("Sign in"))
    page = visitor.visit(page.link("Sign in"))  # once more, on the page itself

    assert visitor.fill_in(page, "/sign-in", email=grace.email, password=PASSWORD).path == path


def test_there_is_nothing_to_keep_of_the_list_as_it_is_at_first(
    visitor: Visitor, grace: User
) -> None:
    page = visitor.visit("/users")

    assert page.link("Sign in") == "/sign-in"
    assert page.link(grace.name) == f"/users/{grace.id}"
    assert visitor.visit(page.link(grace.name)).link("All users") == "/users"


@pytest.mark.parametrize(
    ("list_", "url"),
    [
        ("q=a&next=//evil.example", "/users?q=a"),
        ("//evil.example", "/users"),
        ("id=5&_external=1&_scheme=ftp", "/users"),
        ("q=" + "x" * 600, "/users"),
        ("q=a\x00b", "/users?q=a%00b"),
    ],
)
def test_nothing_else_is_taken_for_a_place(
    visitor: Visitor, grace: User, list_: str, url: str
) -> None:
    response = visitor.get(f"/users/{grace.id}", query_string={"list": list_})

    assert Page(response).link("All users") == url
