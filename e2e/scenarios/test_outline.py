"""What assistive technology is told of banners and forms: their accessibility trees, whole."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.people import ADA, Person
from e2e.screens.forms import EditScreen, NewUserScreen, SignInScreen
from e2e.screens.lesson import LessonScreen

from .outcomes import OnEachOutcome, Outcome

pytestmark = [
    pytest.mark.only_project("desktop", "no-javascript"),
    pytest.mark.usefixtures("app"),
]

NEW_USER = """
- main:
  - /children: deep-equal
  - paragraph:
    - link "All users":
      - /url: /users
  - heading "New user" [level=1]
  - paragraph: They can sign in with this email and password at once.
  - text: Name
  - textbox "Name" [invalid=false]
  - text: Email
  - textbox "Email" [invalid=false]
  - text: Password
  - paragraph: At least 8 characters.
  - textbox "Password" [invalid=false]
  - paragraph:
    - button "Create user"
"""

EDIT = """
- main:
  - /children: deep-equal
  - paragraph:
    - link "All users":
      - /url: /users
  - heading "Edit Ada Lovelace" [level=1]
  - text: Name
  - textbox "Name" [invalid=false]: Ada Lovelace
  - text: Email
  - textbox "Email" [invalid=false]: ada@example.org
  - text: New password
  - paragraph: At least 8 characters. Leave it empty to keep the one there is.
  - textbox "New password" [invalid=false]
  - text: Your current password
  - paragraph: Only to change the email or the password.
  - textbox "Your current password" [invalid=false]
  - button "Save"
  - link "Cancel":
    - /url: /users/2
"""

SIGN_IN = """
- main:
  - /children: deep-equal
  - heading "Sign in" [level=1]
  - paragraph: To change your own entry, or, as an admin, everyone’s.
  - paragraph:
    - text: New here?
    - link "Sign up instead":
      - /url: /users/new
  - text: Email
  - textbox "Email" [invalid=false]
  - text: Password
  - textbox "Password" [invalid=false]
  - paragraph:
    - button "Sign in"
"""


@pytest.mark.skip_project("no-javascript")
def test_a_banner_is_its_kind_its_text_and_a_way_to_close_it(
    on_each_outcome: OnEachOutcome, edit: EditScreen
) -> None:
    def is_all_of_it(outcome: Outcome) -> None:
        expect(edit.messages).to_match_aria_snapshot(
            f"""
            - region "Messages":
              - /children: deep-equal
              - list:
                - listitem:
                  - paragraph:
                    - strong: {outcome.kind}
                    - text: "{outcome.text}"
                  - button "Close"
            """
        )

    on_each_outcome(is_all_of_it)


@pytest.mark.only_project("no-javascript")
def test_without_javascript_several_banners_are_a_list_of_texts(lesson: LessonScreen) -> None:
    lesson.open()
    lesson.send(("success", "Done."), ("error", "Failed."), ("reminder", "Rest."))

    expect(lesson.messages).to_match_aria_snapshot(
        """
        - region "Messages":
          - /children: deep-equal
          - list:
            - listitem:
              - paragraph:
                - strong: Success
                - text: Done.
            - listitem:
              - paragraph:
                - strong: Error
                - text: Failed.
            - listitem:
              - paragraph:
                - strong: Note
                - text: Rest.
        """
    )


@pytest.mark.skip_project("no-javascript")
def test_several_banners_are_one_list_and_equal_ones_counted(lesson: LessonScreen) -> None:
    lesson.open()
    lesson.send(("success", "Done."), ("error", "Failed."), ("success", "Done."))

    expect(lesson.messages).to_match_aria_snapshot(
        """
        - region "Messages":
          - /children: deep-equal
          - list:
            - listitem:
              - paragraph:
                - strong: Success
                - text: Done.
                - strong: ×2
              - button "Close"
            - listitem:
              - paragraph:
                - strong: Error
                - text: Failed.
              - button "Close"
        """
    )


def test_the_form_for_a_new_user(admin: Person, new_user: NewUserScreen) -> None:
    new_user.open()

    expect(new_user.main).to_match_aria_snapshot(NEW_USER)


def test_the_form_to_edit_a_user(member: Person, edit: EditScreen) -> None:
    edit.open(member.id)

    expect(edit.main).to_match_aria_snapshot(EDIT)


def test_the_form_to_sign_in(sign_in: SignInScreen) -> None:
    sign_in.open()

    expect(sign_in.main).to_match_aria_snapshot(SIGN_IN)


@pytest.mark.skip_project("no-javascript")
def test_a_rejected_form_says_what_is_wrong_first_and_at_each_field(
    admin: Person, new_user: NewUserScreen
) -> None:
    new_user.open()
    new_user.create("Ada King", "king@", "short")

    expect(new_user.main).to_match_aria_snapshot(
        """
        - main:
          - /children: deep-equal
          - region "Messages":
            - list:
              - listitem:
                - paragraph:
                  - strong: Error
                  - text: "The user wasn’t created: 2 fields need attention."
                - button "Close"
          - paragraph:
            - link "All users":
              - /url: /users
          - heading "New user" [level=1]
          - paragraph: They can sign in with this email and password at once.
          - text: Name
          - textbox "Name" [invalid=false]: Ada King
          - text: Email
          - textbox "Email" [invalid]: king@
          - paragraph: Enter an email address like name@example.org.
          - text: Password
          - textbox "Password" [invalid]
          - paragraph: Use at least 8 characters.
          - paragraph:
            - button "Create user"
        """
    )


def test_a_rejected_edit_marks_its_field_alone(member: Person, edit: EditScreen) -> None:
    edit.open(member.id)
    edit.save("")

    expect(edit.main).to_match_aria_snapshot(
        """
        - main:
          - region "Messages"
          - heading "Edit Ada Lovelace" [level=1]
          - textbox "Name" [invalid]
          - paragraph: Enter a name.
          - textbox "Email" [invalid=false]: ada@example.org
          - textbox "New password" [invalid=false]
          - button "Save"
        """
    )


def test_a_rejected_sign_in_marks_no_field(sign_in: SignInScreen) -> None:
    sign_in.open()
    sign_in.enter(ADA.email, "not her password")

    expect(sign_in.main).to_match_aria_snapshot(
        """
        - main:
          - region "Messages"
          - heading "Sign in" [level=1]
          - textbox "Email" [invalid=false]: ada@example.org
          - textbox "Password" [invalid=false]
          - paragraph:
            - button "Sign in"
        """
    )
