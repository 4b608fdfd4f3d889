"""The list of courses, a course's page, and the courses on somebody's own."""

import pytest

from app.courses import catalog
from app.data.models import Course, User
from app.data.text import spell
from app.web import paging
from tests.courses.conftest import Courses
from tests.people import People
from tests.visitor import Page, Visitor, text


def titles(page: Page) -> list[str]:
    return [text(link) for link in page.find("a", class_="course__link plain")]


@pytest.fixture
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "PAGE_SIZE", 2)


def test_an_empty_list_says_who_can_fill_it(visitor: Visitor, admin: Visitor) -> None:
    assert "There are no courses yet An admin can create one." in visitor.visit("/courses").text
    assert "Create the first one" in admin.visit("/courses").text


def test_courses_are_listed_by_title_in_any_case_or_accent(
    visitor: Visitor, courses: Courses
) -> None:
    for title in ("zoology", "Éclairs", "eclairs for two", "Вёрстка", "Algebra"):
        courses.add(title)

    page = visitor.visit("/courses")

    assert titles(page) == ["Algebra", "Éclairs", "eclairs for two", "zoology", "Вёрстка"]
    assert "5 courses" in page.text


def test_twenty_four_courses_are_on_a_page(visitor: Visitor, courses: Courses) -> None:
    for number in range(25):
        courses.add(f"Course {number}")

    assert visitor.visit("/courses").range == "1–24 of 25"


@pytest.mark.usefixtures("_small_pages")
def test_a_long_list_is_leafed_through_and_back(visitor: Visitor, courses: Courses) -> None:
    for title in "ABCDE":
        courses.add(title)
    first = visitor.visit("/courses")
    second = visitor.visit(first.link("Next"))
    third = visitor.visit(second.link("Next"))

    assert [titles(page) for page in (first, second, third)] == [["A", "B"], ["C", "D"], ["E"]]
    assert [page.range for page in (first, second, third)] == ["1–2 of 5", "3–4 of 5", "5–5 of 5"]
    assert not first.has_link("Previous")
    assert not third.has_link("Next")
    assert titles(visitor.visit(third.link("Previous"))) == ["C", "D"]


@pytest.mark.usefixtures("_small_pages")
@pytest.mark.parametrize(
    "place", ["page=2", "after=", "after=2", "before=0-a", "after=1e9-a", "after=1-%00", "at=3"]
)
def test_a_place_that_makes_no_sense_is_the_first(
    visitor: Visitor, courses: Courses, place: str
) -> None:
    for title in "ABC":
        courses.add(title)

    assert titles(visitor.visit(f"/courses?{place}")) == ["A", "B"]


@pytest.mark.usefixtures("_small_pages")
def test_a_page_whose_courses_are_gone_is_the_first(visitor: Visitor, courses: Courses) -> None:
    made = [courses.add(title) for title in "ABC"]
    second = visitor.visit("/courses").link("Next")
    courses.remove(made[2])

    assert titles(visitor.visit(second)) == ["A", "B"]


@pytest.mark.usefixtures("_small_pages")
def test_where_there_are_more_than_are_counted_it_says_so(
    visitor: Visitor, courses: Courses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    for title in "ABC":
        courses.add(title)
    page = visitor.visit("/courses")

    assert "2+ courses" in page.text
    assert page.range == "1–2 of 2+"


@pytest.mark.usefixtures("_small_pages")
def test_who_is_in_a_course_is_listed_by_name_a_page_at_a_time(
    visitor: Visitor, people: People, courses: Courses
) -> None:
    members = [people.add(name, f"{name}@example.org", password=None) for name in "CAB"]
    courses.add(people=members)
    page = visitor.visit("/courses/flask-basics")

    assert "3 people are in it" in page.text
    assert [page.has_link(f"{name} {name}") for name in "ABC"] == [True, True, False]
    assert visitor.visit(page.link("Next")).has_link("C C")


def test_who_was_deleted_is_in_no_list(
    visitor: Visitor, ada: User, grace: User, courses: Courses
) -> None:
    basics = courses.add(people=[ada, grace])
    courses.delete(grace, by=ada)
    page = visitor.visit("/courses/flask-basics")

    assert "1 person is in it" in page.text
    assert "11 of 12 seats left" in page.text
    assert "Grace" not in page.text
    assert basics.title in visitor.visit(f"/users/{ada.id}").text


@pytest.mark.parametrize(
    ("taken", "capacity", "state", "words"),
    [
        (0, 1, "empty", "1 seat, and it is free"),
        (0, 6, "empty", "6 seats, all free"),
        (1, 3, "open", "2 of 3 seats left"),
        (2, 3, "open", "1 of 3 seats left"),
        (3, 4, "open", "1 of 4 seats left"),
        (4, 5, "nearly", "Nearly full: 1 of 5 seats left"),
        (5, 5, "full", "Full: all 5 seats are taken"),
        (1, 1, "full", "Full: the 1 seat is taken"),
    ],
)
def test_how_full_a_course_is_is_drawn_and_said(
    visitor: Visitor,
    people: People,
    courses: Courses,
    taken: int,
    capacity: int,
    state: str,
    words: str,
) -> None:
    members = [people.add(str(n), f"{n}@example.org", password=None) for n in range(taken)]
    courses.add(capacity=capacity, people=members)
    for path in ("/courses", "/courses/flask-basics"):
        page = visitor.visit(path)
        (bar,) = page.find("meter")

        assert words in page.text
        assert (bar.get("value"), bar.get("max")) == (str(taken), str(capacity))
        assert bar.get("aria-label") == "Seats taken"
        assert page.find("div", class_="seats", data_fullness=state)


def test_the_list_marks_the_courses_one_is_in(
    member: Visitor, visitor: Visitor, grace: User, courses: Courses
) -> None:
    courses.add("Algebra")
    courses.add("Botany", people=[grace])

    assert member.visit("/courses").text.count("You’re in") == 1
    assert "Botany You’re in" in member.visit("/courses").text
    assert "You’re in" not in visitor.visit("/courses").text


@pytest.mark.usefixtures("_small_pages")
def test_a_persons_page_lists_their_courses(
    visitor: Visitor, grace: User, courses: Courses
) -> None:
    for title in ("Algebra", "Botany", "Chess"):
        courses.add(title, people=[grace])
    courses.add("Dancing")
    page = visitor.visit(f"/users/{grace.id}")

    assert "3 courses Algebra Botany" in page.text
    assert page.link("Algebra") == "/courses/algebra"
    assert visitor.visit(page.link("Next")).has_link("Chess")
    assert "Dancing" not in page.text


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Flask basics", "flask-basics"),
        ("  C++ & C#: what’s new? ", "c-c-what-s-new"),
        ("Основы Flask", "osnovy-flask"),
        ("Щука и ёж", "shchuka-i-ezh"),
        ("Łódź, Ærø, Straße", "lodz-aero-strasse"),
        ("王小明", "wangxiaoming"),
        ("أساسيات", "ssyt"),
        ("🦊", "fox"),
        ("¿¡!?", ""),
        ("x" * 80, "x" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_title_is_spelt_as_an_address_in_whatever_script(title: str, slug: str) -> None:
    assert spell(title) == slug


@pytest.mark.parametrize(
    ("title", "addresses"),
    [
        ("Flask", ["flask", "flask-2", "flask-3"]),
        ("New", ["new-2", "new-3", "new-4"]),
        ("…!?", ["course", "course-2", "course-3"]),
    ],
)
def test_each_course_has_an_address_of_its_own(
    courses: Courses, visitor: Visitor, title: str, addresses: list[str]
) -> None:
    made: list[Course] = [courses.add(title) for _ in addresses]

    assert [course.slug for course in made] == addresses
    assert {visitor.visit(f"/courses/{slug}").heading for slug in addresses} == {title}


def test_a_number_that_was_given_back_is_given_again(courses: Courses) -> None:
    courses.add("Flask basics in depth")
    made = [courses.add("Flask") for _ in range(3)]
    courses.remove(made[1])

    assert courses.add("Flask").slug == "flask-2"


@pytest.mark.parametrize("slug", ["nothing", "Flask-Basics", "%00", "%ff", "x" * 900, "..", "-"])
def test_a_course_that_is_nowhere_is_not_found(visitor: Visitor, basics: Course, slug: str) -> None:
    assert visitor.get(f"/courses/{slug}").status_code == 404
    assert visitor.get(f"/courses/{slug}/join").status_code in (404, 405)


def test_the_header_leads_to_the_courses(visitor: Visitor, basics: Course) -> None:
    page = visitor.visit(visitor.visit("/users").link("Courses"))
    (link,) = page.find("a", href="/courses", aria_current="page")

    assert page.heading == text(link) == "Courses"
    assert visitor.visit("/courses/flask-basics").find("a", href="/courses", aria_current="true")
