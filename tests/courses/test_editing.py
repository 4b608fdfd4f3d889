"""Editing and deleting a course: an admin's to do, whatever happens to it meanwhile."""

import pytest

from app.courses import records
from app.data.models import Course, User
from tests.courses.conftest import Courses
from tests.people import PASSWORD
from tests.visitor import Visitor

HERE = "/courses/flask-basics"
BASICS = {"title": "Flask basics", "summary": "Routes and templates.", "capacity": "12"}
STALE = (
    "Error Someone else changed this course while you were editing: nothing was saved. "
    "Compare, then save again."
)


def test_saving_tells_what_changed(admin: Visitor, basics: Course) -> None:
    form = admin.visit(admin.visit(HERE).link("Edit"))
    page = admin.fill_in(form, HERE, title="Flask for all", capacity="20")

    assert page.path == HERE  # whoever wrote the address down still finds it
    assert page.heading == "Flask for all"
    assert page.banners == ["Success Saved: title, seats."]

    form = admin.visit(f"{HERE}/edit")

    assert admin.fill_in(form, HERE, summary="New").banners == ["Success Saved: summary."]


def test_saving_what_is_there_already_changes_nothing(admin: Visitor, basics: Course) -> None:
    form = admin.visit(f"{HERE}/edit")

    assert admin.fill_in(form, HERE).banners == ["Warning Nothing changed."]


def test_saving_twice_with_one_double_click_is_no_conflict(admin: Visitor, basics: Course) -> None:
    form = admin.visit(f"{HERE}/edit")
    admin.post(HERE, data=form.form(HERE) | {"title": "Flask"})
    page = admin.fill_in(form, HERE, title="Flask")

    assert page.banners == ["Success Saved: title.", "Success Saved."]


def test_fewer_seats_than_people_are_refused_at_the_field(
    admin: Visitor, ada: User, grace: User, courses: Courses
) -> None:
    courses.add(people=[ada, grace])
    form = admin.visit(f"{HERE}/edit")
    page = admin.fill_in(form, HERE, title="Flask", capacity="1")

    assert page.path == f"{HERE}/edit"
    assert page.banners == ["Error Nothing was saved: 1 field needs attention."]
    assert page.field("title").value == "Flask"
    assert page.field("capacity").value == "1"
    assert page.field("capacity").error == ("2 people are in it already: give it at least 2 seats.")
    assert courses.all()[0].capacity == 12
    assert admin.fill_in(page, HERE, capacity="2").banners == ["Success Saved: title, seats."]


def test_somebody_elses_changes_are_not_overwritten(
    admin: Visitor, basics: Course, courses: Courses
) -> None:
    form = admin.visit(f"{HERE}/edit")
    courses.change(basics, title="Quicker", summary="", capacity=9)
    page = admin.fill_in(form, HERE, title="Slower")

    assert page.banners == [STALE]
    assert page.field("title").value == "Slower"
    assert "Title Quicker" in page.text
    assert "Seats 9" in page.text
    assert courses.all()[0].title == "Quicker"

    page = admin.fill_in(page, HERE)

    assert page.banners == ["Success Saved: title, seats."]
    assert courses.all()[0].title == "Slower"


@pytest.mark.parametrize("early", [True, False])
def test_what_was_typed_for_a_deleted_course_is_not_lost(
    admin: Visitor, basics: Course, courses: Courses, early: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = admin.visit(f"{HERE}/edit")
    change = records.change

    def be_slow(course: Course, *values: object) -> list[str]:
        courses.remove(basics)
        return change(course, *values)  # type: ignore[arg-type]  # as they came

    if early:
        courses.remove(basics)
    else:
        monkeypatch.setattr(records, "change", be_slow)
    page = admin.fill_in(form, HERE, title="Flask for all")

    assert page.path == "/courses/new"
    assert page.banners == [
        "Error This course was deleted meanwhile: nothing was saved. You can create it anew."
    ]
    assert page.field("title").value == "Flask for all"
    assert page.field("capacity").value == "12"


def test_joining_is_no_conflict_for_whoever_edits(
    admin: Visitor, member: Visitor, basics: Course
) -> None:
    form = admin.visit(f"{HERE}/edit")
    member.submit(f"{HERE}/join")

    assert admin.fill_in(form, HERE, title="Flask").banners == ["Success Saved: title."]


def test_deleting_asks_first_and_says_how_many_are_in_it(
    admin: Visitor, grace: User, courses: Courses
) -> None:
    courses.add(people=[grace])
    page = admin.visit(admin.visit(HERE).link("Delete"))

    assert page.heading == "Delete Flask basics?"
    assert "1 person is in it, and loses their seat." in page.text

    page = admin.submit(f"{HERE}/delete")

    assert page.path == "/courses"
    assert page.banners == ["Success Flask basics was deleted. 1 person was in it."]
    assert not courses.all()
    assert "Flask basics" not in admin.visit(f"/users/{grace.id}").text


def test_deleting_a_course_with_nobody_in_it_says_no_more(admin: Visitor, basics: Course) -> None:
    assert "Nobody is in it." in admin.visit(f"{HERE}/delete").text
    assert admin.submit(f"{HERE}/delete").banners == ["Success Flask basics was deleted."]


def test_deleting_what_is_gone_says_so(admin: Visitor, basics: Course) -> None:
    admin.submit(f"{HERE}/delete")
    page = admin.submit(f"{HERE}/delete")

    assert page.path == "/courses"
    assert page.banners == ["Error This course is already gone."]
    assert admin.get(f"{HERE}/delete").status_code == 404


@pytest.mark.parametrize(
    ("do", "address", "said", "place"),
    [
        ("visit", "/courses/new", "Only an admin can create courses.", "/courses"),
        ("submit", "/courses", "Only an admin can create courses.", "/courses"),
        ("visit", f"{HERE}/edit", "Only an admin can edit courses.", HERE),
        ("submit", HERE, "Only an admin can edit courses.", HERE),
        ("visit", f"{HERE}/delete", "Only an admin can delete courses.", HERE),
        ("submit", f"{HERE}/delete", "Only an admin can delete courses.", HERE),
    ],
)
def test_a_member_may_only_join(
    member: Visitor,
    basics: Course,
    courses: Courses,
    do: str,
    address: str,
    said: str,
    place: str,
) -> None:
    page = getattr(member, do)(address)

    assert page.path == place
    assert page.banners == [f"Error {said}"]
    assert [course.title for course in courses.all()] == ["Flask basics"]


@pytest.mark.parametrize("address", ["/courses", HERE, f"{HERE}/delete"])
def test_a_script_of_a_member_gets_a_plain_403(
    member: Visitor, basics: Course, address: str
) -> None:
    assert member.post(address, json={}).status_code == 403


@pytest.mark.parametrize(
    ("action", "form"),
    [("/courses", "/courses/new"), (HERE, f"{HERE}/edit"), (f"{HERE}/delete", f"{HERE}/delete")],
)
def test_signed_out_it_leads_over_the_sign_in_page_back_to_the_form(
    visitor: Visitor, ada: User, basics: Course, action: str, form: str
) -> None:
    page = visitor.submit(action, title="Typed before", summary="", capacity="3", version="1")

    assert page.banners == ["Warning Sign in to go on."]

    page = visitor.fill_in(page, "/sign-in", email=ada.email, password=PASSWORD)

    assert page.path == form
    assert "delete" in form or page.field("title").value == "Typed before"
    assert visitor.post("/sign-out").status_code == 303
    assert visitor.post(action, json={}).status_code == 401


def test_a_refusal_about_a_course_that_is_gone_leads_to_the_list(member: Visitor) -> None:
    for path in ("/courses/nope", "/courses/nope/delete"):
        page = member.submit(path, title="Anything")
        assert page.path == "/courses"
        assert page.categories == ["error"]


def test_a_script_is_told_that_a_course_is_gone(member: Visitor) -> None:
    for deed in ("join", "leave"):
        answer = member.post(f"/courses/nope/{deed}", headers={"Sec-Fetch-Dest": "empty"})
        assert answer.status_code == 404
