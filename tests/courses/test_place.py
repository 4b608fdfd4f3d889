"""The list of courses as it was left: its page is there again after a detour."""

import pytest

from app.courses import catalog
from app.data.models import User
from tests.courses.conftest import Courses
from tests.people import PASSWORD
from tests.visitor import Page, Visitor


@pytest.fixture
def left(admin: Visitor, courses: Courses, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The second page."""
    monkeypatch.setattr(catalog, "PAGE_SIZE", 2)
    for title in ("Algebra", "Botany", "Chess", "Dance", "Etching"):
        courses.add(title)
    page = admin.visit("/courses")
    return admin.visit(page.link("Next"))


def test_all_courses_leads_back(admin: Visitor, left: Page) -> None:
    shown = admin.visit(left.link("Chess"))
    edited = admin.visit(shown.link("Edit"))
    asked = admin.visit(shown.link("Delete"))

    for page in (shown, edited, asked, admin.visit(edited.link("Cancel"))):
        assert page.link("All courses") == left.path
    assert admin.visit(asked.link("Keep")).link("All courses") == left.path


def posted(visitor: Visitor, page: Page, label: str, **fields: str) -> Page:
    """Press a button that sends a form."""
    (form,) = (form for form in page.find("form", method="post") if label in words(form))
    action = form.get("action") or ""
    return visitor.fill_in(page, action, **fields)


def words(form: object) -> list[str]:
    return ["".join(button.itertext()) for button in form.iter("button")]  # type: ignore[attr-defined]  # an Element


def test_it_is_kept_over_saving_joining_and_leaving(admin: Visitor, left: Page) -> None:
    edited = admin.visit(admin.visit(left.link("Chess")).link("Edit"))
    rejected = posted(admin, edited, "Save", title="")
    saved = posted(admin, rejected, "Save", title="Chess for all")
    joined = posted(admin, saved, "Join")
    back = posted(admin, joined, "Leave")

    assert rejected.field("title").error
    assert back.banners == ["Success You left Chess for all."]
    for page in (rejected, saved, joined, back):
        assert page.link("All courses") == left.path


def test_deleting_leads_back(admin: Visitor, left: Page) -> None:
    asked = admin.visit(admin.visit(left.link("Chess")).link("Delete"))
    gone = posted(admin, asked, "Delete course")

    assert gone.path == left.path
    assert gone.banners == ["Success Chess was deleted."]


def test_it_is_kept_over_signing_in_to_join(left: Page, visitor: Visitor, grace: User) -> None:
    shown = visitor.visit(visitor.visit(left.path).link("Chess"))
    asked = posted(visitor, shown, "Join")
    back = visitor.fill_in(asked, "/sign-in", email=grace.email, password=PASSWORD)

    assert back.heading == "Chess"
    assert back.link("All courses") == left.path


def test_a_place_among_courses_is_none_among_users(left: Page, admin: Visitor, ada: User) -> None:
    shown = posted(admin, admin.visit(left.link("Chess")), "Join")

    assert admin.visit(shown.link(f"AL {ada.name}")).link("All users") == "/users"
