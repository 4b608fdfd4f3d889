"""What a designer would mark: heights, gaps and widths that belong together, at every width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Page, expect

from app.data import demo
from e2e.people import ADA, Person
from e2e.screens.forms import EditScreen, SignInScreen, SignUpScreen
from e2e.screens.lesson import LessonScreen
from e2e.screens.users import UserScreen, UsersScreen

from .outcomes import REJECTED

pytestmark = pytest.mark.usefixtures("app")

desktop_only = pytest.mark.only_project("desktop")


def wide(width: int) -> pytest.MarkDecorator:
    return pytest.mark.browser_context_args(viewport={"width": width, "height": 800})


at_each_width = pytest.mark.parametrize(
    "width", [pytest.param(width, marks=wide(width)) for width in (320, 390, 768, 1280)]
)
LINES = "(all) => all.map((one) => new Set([...one.getClientRects()].map(({ y }) => y)).size)"
# As browsers do for whoever asks for larger text: everything measured in rem grows.
ENLARGE_TEXT = "document.documentElement.style.fontSize = '200%'"


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found
    return found


@desktop_only
@at_each_width
def test_a_date_is_never_broken(admin: Person, users: UsersScreen, width: int) -> None:
    users.open()

    expect(users.row(ADA.name)).to_be_visible()
    assert set(users.page.locator("td time").evaluate_all(LINES)) == {1}
    assert users.overhang() == 0


@desktop_only
@at_each_width
def test_the_ways_in_stand_apart(sign_in: SignInScreen, width: int) -> None:
    sign_in.open()

    expect(sign_in.header.sign_up).to_be_visible()
    one, other = (link.bounding_box() for link in (sign_in.header.sign_in, sign_in.header.sign_up))
    assert one
    assert other
    assert other["x"] - one["x"] - one["width"] >= 8


@desktop_only
@at_each_width
def test_the_search_has_room_and_one_height(users: UsersScreen, width: int) -> None:
    users.go_to("/users?q=ada")

    expect(users.row(ADA.name)).to_be_visible()
    field, button = box(users.page, ".search input"), box(users.page, ".search button")
    assert field["height"] == button["height"]
    assert field["width"] > 190


@desktop_only
@wide(1280)
def test_three_facts_are_no_wider_than_can_be_read(user: UserScreen) -> None:
    user.open(ADA.id)

    expect(user.facts).to_have_count(3)
    assert box(user.page, ".card")["width"] <= 34 * 16


@desktop_only
@wide(1280)
def test_the_demo_stands_further_off_than_a_field(
    sign_in: SignInScreen, people: Callable[..., None]
) -> None:
    people(Person(10, "Ada Byron", demo.ADMIN))
    sign_in.open()

    page = sign_in.page
    email, password = box(page, "label[for=email]"), box(page, "label[for=password]")
    button, card = box(page, "main form .button"), box(page, ".card")
    between_fields = password["y"] - email["y"] - email["height"] - box(page, "#email")["height"]
    assert card["y"] - button["y"] - button["height"] >= 1.5 * between_fields


@pytest.mark.only_project("phone")
def test_twenty_people_are_no_long_way_on_a_phone(
    admin: Person, users: UsersScreen, people: Callable[..., None]
) -> None:
    people(*(Person(number, f"Zoë {number}", f"zoe-{number}@a.org") for number in range(10, 40)))
    users.open()

    expect(users.names).to_have_count(20)
    assert box(users.page, "html")["height"] < 2000


@pytest.mark.only_project("forced-colors", "desktop")
@pytest.mark.browser_context_args(forced_colors="active")
def test_in_forced_colours_what_is_wrong_and_where_one_is_are_marked(
    sign_up: SignUpScreen, users: UsersScreen
) -> None:
    sign_up.open()
    edge = "(one) => getComputedStyle(one).borderBlockStartWidth"
    line = "(one) => getComputedStyle(one).textDecorationLine"
    before = sign_up.email.evaluate(edge)
    sign_up.create("Ada", "ada@")

    expect(sign_up.marked).to_have_count(1)
    assert sign_up.email.evaluate(edge) != before == sign_up.name.evaluate(edge)
    assert sign_up.header.sign_up.evaluate(line) == "underline"
    assert sign_up.header.sign_in.evaluate(line) == "none"

    users.open()
    current, *others = users.page.locator(".nav__link").all()

    expect(current).to_have_attribute("aria-current", "page")
    assert current.evaluate(line) == "underline"
    assert {other.evaluate(line) for other in others} == {"none"}


@pytest.mark.only_project("phone")
def test_large_text_leaves_a_banner_room_for_its_words(member: Person, edit: EditScreen) -> None:
    edit.open(member.id)
    edit.save(REJECTED.typed)
    edit.page.evaluate(ENLARGE_TEXT)

    expect(edit.banners).to_have_text([REJECTED.said])
    words = edit.banner(REJECTED.text).text.bounding_box()
    assert words
    assert words["width"] > 200


@desktop_only
def test_the_focus_ring_has_the_banners_corners(member: Person, edit: EditScreen) -> None:
    edit.open(member.id)
    edit.save(REJECTED.typed)

    expect(edit.messages).to_have_css("border-start-start-radius", "0px")
    expect(edit.messages).to_have_css("border-end-start-radius", "0px")
    expect(edit.messages).to_have_css("border-start-end-radius", "8px")


@desktop_only
@wide(320)
def test_code_keeps_its_lines_on_the_narrowest_screen(lesson: LessonScreen) -> None:
    lesson.open()
    code = lesson.page.locator("pre.listing").first
    lines = len(code.inner_text().splitlines())

    height, line_height = code.evaluate(
        "(one) => [one.firstChild.getBoundingClientRect().height,"
        " parseFloat(getComputedStyle(one).lineHeight)]"
    )
    assert round(height / line_height) == lines
    assert lesson.overhang() == 0
