"""A rejected form comes back as it was sent, marked, once; and what is sent twice is done once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect

from e2e.people import ADA, ALAN, PASSWORD, Person
from e2e.screens.forms import EditScreen, NewUserScreen, SignInScreen, SignUpScreen
from e2e.screens.users import UsersScreen

BAD_EMAIL = "Enter an email address like name@example.org."
SHORT_PASSWORD = "Use at least 8 characters."
PASSWORD_HINT = "At least 8 characters."
AGAIN = "It wasn’t kept: type it again."


def test_a_rejected_form_keeps_what_was_typed_but_the_password(
    admin: Person, new_user: NewUserScreen
) -> None:
    new_user.open()
    new_user.create("Ada King", "king@")

    expect(new_user.banners).to_have_text(
        ["Error The user wasn’t created: 1 field needs attention."]
    )
    expect(new_user.name).to_have_value("Ada King")
    expect(new_user.email).to_have_value("king@")
    expect(new_user.password).to_have_value("")
    expect(new_user.password).to_have_accessible_description(f"{AGAIN} {PASSWORD_HINT}")


def test_a_rejected_form_marks_what_needs_attention_and_nothing_else(
    admin: Person, new_user: NewUserScreen
) -> None:
    new_user.open()
    new_user.create("Ada King", "king@", "short")

    expect(new_user.banners).to_have_text(
        ["Error The user wasn’t created: 2 fields need attention."]
    )
    expect(new_user.marked).to_have_count(2)
    expect(new_user.email).to_have_attribute("aria-invalid", "true")
    expect(new_user.email).to_have_accessible_description(BAD_EMAIL)
    expect(new_user.password).to_have_attribute("aria-invalid", "true")
    expect(new_user.password).to_have_accessible_description(SHORT_PASSWORD)


def test_a_reload_clears_banner_marks_and_input_and_posts_nothing(
    admin: Person, new_user: NewUserScreen, posts: list[str]
) -> None:
    new_user.open()
    new_user.create("Ada King", "king@", "short")

    expect(new_user.marked).to_have_count(2)

    new_user.reload()

    expect(new_user.name).to_have_value("")
    expect(new_user.email).to_have_value("")
    expect(new_user.marked).to_have_count(0)
    expect(new_user.banners).to_have_count(0)
    assert posts == ["/users"]


def test_a_reload_after_success_posts_nothing(
    admin: Person, new_user: NewUserScreen, users: UsersScreen, posts: list[str]
) -> None:
    new_user.open()
    new_user.create("Ada King", "king@example.org")

    expect(users.row("Ada King")).to_have_count(1)

    users.reload()

    expect(users.row("Ada King")).to_have_count(1)
    expect(users.banners).to_have_count(0)
    assert posts == ["/users"]


def test_what_was_wrong_can_be_put_right(
    admin: Person, new_user: NewUserScreen, users: UsersScreen
) -> None:
    new_user.open()
    new_user.create("Ada King", "king@", "short")
    new_user.write(new_user.email, "king@example.org")
    new_user.write(new_user.password, PASSWORD)
    new_user.submit.click()

    expect(users.banners).to_have_text(["Success Ada King was created."])
    expect(users.row("Ada King")).to_be_visible()


@pytest.mark.usefixtures("app")
def test_a_rejected_sign_up_keeps_what_was_typed(sign_up: SignUpScreen) -> None:
    sign_up.open()
    sign_up.create("Ada King", ADA.email)

    expect(sign_up.banners).to_have_text(["Error You weren’t signed up: 1 field needs attention."])
    expect(sign_up.name).to_have_value("Ada King")
    expect(sign_up.email).to_have_value(ADA.email)
    expect(sign_up.email).to_have_accessible_description("Another user has this email.")
    expect(sign_up.password).to_have_value("")


def test_a_rejected_edit_keeps_what_was_typed(member: Person, edit: EditScreen) -> None:
    edit.open(member.id)
    edit.write(edit.email, ALAN.email)
    edit.write(edit.current, PASSWORD)
    edit.save("Ada King")

    expect(edit.banners).to_have_text(["Error Nothing was saved: 1 field needs attention."])
    expect(edit.name).to_have_value("Ada King")
    expect(edit.email).to_have_value(ALAN.email)
    expect(edit.email).to_have_accessible_description("Another user has this email.")

    edit.reload()

    expect(edit.name).to_have_value(member.name)
    expect(edit.email).to_have_value(member.email)
    expect(edit.marked).to_have_count(0)


@pytest.mark.usefixtures("app")
def test_a_rejected_sign_in_keeps_the_email_alone(sign_in: SignInScreen) -> None:
    sign_in.open()
    sign_in.enter(ADA.email, "not her password")

    expect(sign_in.banners).to_have_text(["Error Email or password is wrong."])
    expect(sign_in.email).to_have_value(ADA.email)
    expect(sign_in.password).to_have_value("")


def test_a_name_that_is_much_too_long_comes_back_as_far_as_it_was_kept(
    admin: Person, new_user: NewUserScreen
) -> None:
    new_user.open()
    new_user.create("y" * 10_000, "king@example.org")

    expect(new_user.name).to_have_value("y" * 300)
    expect(new_user.name).to_have_accessible_description(
        "Use at most 100 characters; this has 10000. Only the first 300 characters were kept."
    )


@pytest.mark.skip_project("no-javascript")
def test_a_double_click_posts_once(
    admin: Person,
    new_user: NewUserScreen,
    users: UsersScreen,
    page: Page,
    hold: Callable[[str], AbstractContextManager[None]],
    posts: list[str],
) -> None:
    new_user.open()
    new_user.fill("Ada King", "king@example.org")
    new_user.submit.hover()
    # The answer waits until both clicks are done: so the second is never too late to post again,
    # nor so early that the browser itself makes one of the two.
    with hold("**/users"):
        with page.expect_request("**/users"):
            new_user.click_here()
        new_user.click_here()

    expect(users.banners).to_have_text(["Success Ada King was created."])
    expect(users.row("Ada King")).to_have_count(1)
    assert posts == ["/users"]


@pytest.mark.skip_project("no-javascript")
def test_a_form_whose_sending_was_stopped_can_be_sent_again(
    admin: Person, new_user: NewUserScreen, users: UsersScreen, page: Page
) -> None:
    page.clock.install(time="2026-01-01T08:00")
    page.clock.pause_at("2026-01-01T09:00")
    new_user.open()
    # What becomes of a page's request when somebody presses Stop.
    page.route("**/users", lambda route: route.abort("aborted"), times=1)
    with page.expect_event("requestfailed"):
        new_user.create("Ada King", "king@example.org")
    page.clock.run_for(4999)

    expect(new_user.submit).to_be_disabled()

    page.clock.run_for(1)

    expect(new_user.submit).to_be_enabled()

    new_user.submit.click()

    expect(users.banners).to_have_text(["Success Ada King was created."])


@pytest.mark.only_project("no-javascript")
def test_a_double_click_creates_one_user(
    admin: Person, new_user: NewUserScreen, users: UsersScreen
) -> None:
    new_user.open()
    new_user.fill("Ada King", "king@example.org")
    new_user.submit.dblclick()

    expect(users.row("Ada King")).to_have_count(1)
    expect(users.banners.first).to_contain_text("Success Ada King was created.")


@pytest.mark.skip_project("no-javascript")
def test_a_form_that_was_sent_shows_it(admin: Person, new_user: NewUserScreen, page: Page) -> None:
    # Sent, as far as the page's own scripts can tell, but no page takes its place.
    page.add_init_script("addEventListener('submit', (event) => event.preventDefault())")
    new_user.open()
    new_user.create("Ada King", "king@example.org")

    expect(new_user.submit).to_be_disabled()
    expect(new_user.submit).to_be_focused()
