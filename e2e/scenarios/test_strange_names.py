"""Names that are long, hostile or from right to left: shown as they are, and nothing breaks."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.people import LAYLA, Person
from e2e.screens.forms import NewUserScreen
from e2e.screens.lesson import LessonScreen
from e2e.screens.users import ConfirmScreen, UsersScreen

HOSTILE = [
    '<script>document.title = "Ha"</script>',
    '"><img src=x onerror=alert(1)>',
    "</title></main><h1>Ha</h1>",
    "{{ 7 * 7 }} %(name)s {name} &lt;b&gt;",
]
LONGEST = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" + "h" * 42


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_text(
    admin: Person, new_user: NewUserScreen, users: UsersScreen, name: str
) -> None:
    new_user.open()
    new_user.create(name, "ha@example.org")

    expect(users.banners).to_have_text([f"Success {name} was created."])
    expect(users.row(name)).to_be_visible()
    expect(users.heading).to_have_text(["Users"])
    expect(users.page).to_have_title("Success: Users · Flash Once")

    users.names.filter(has_text=name).click()

    expect(users.heading).to_have_text([name])
    expect(users.page).to_have_title(f"{name} · Flash Once")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_as_text(lesson: LessonScreen, text: str) -> None:
    lesson.open()
    lesson.send(("success", text), (text, "Done."))

    expect(lesson.banners).to_have_text([f"Success {text}", "Note Done."])
    expect(lesson.heading).to_have_text(["Flash messages, live"])


def test_a_hostile_name_comes_back_in_its_field(admin: Person, new_user: NewUserScreen) -> None:
    new_user.open()
    new_user.create(HOSTILE[1], "ha@")

    expect(new_user.banners).to_have_text(
        ["Error The user wasn’t created: 1 field needs attention."]
    )
    expect(new_user.name).to_have_value(HOSTILE[1])


@pytest.mark.browser_context_args(viewport={"width": 320, "height": 640})
def test_the_longest_name_is_shown_whole(
    admin: Person, new_user: NewUserScreen, users: UsersScreen
) -> None:
    new_user.open()
    new_user.create(LONGEST, "llan@example.org")

    expect(users.banners).to_have_text([f"Success {LONGEST} was created."])
    assert users.overhang() == 0
    assert users.banner(LONGEST).hidden_width() == 0


def test_emoji_and_other_alphabets_are_kept(
    admin: Person, new_user: NewUserScreen, users: UsersScreen
) -> None:
    new_user.open()
    new_user.create("Zoë 👩🏽‍🚀 Ковалевская 王小明", "zoe@example.org")

    expect(users.banners).to_have_text(["Success Zoë 👩🏽‍🚀 Ковалевская 王小明 was created."])
    expect(users.row("Zoë 👩🏽‍🚀 Ковалевская 王小明")).to_be_visible()


def test_a_right_to_left_name_does_not_turn_the_sentence_round(
    admin: Person, confirm: ConfirmScreen
) -> None:
    confirm.open(LAYLA.id)
    confirm.delete.click()

    expect(confirm.banners).to_have_text([f"Success {LAYLA.name} was deleted. Undo"])
    expect(confirm.banner(LAYLA.name).text).to_have_css("direction", "ltr")
    expect(confirm.banner(LAYLA.name).name).to_have_css("direction", "rtl")


def test_a_right_to_left_text_reads_from_the_right(lesson: LessonScreen) -> None:
    lesson.open()
    lesson.send(("success", "تم الحفظ."))

    expect(lesson.banners).to_have_text(["Success تم الحفظ."])
    expect(lesson.banner("تم الحفظ.").text).to_have_css("direction", "rtl")
