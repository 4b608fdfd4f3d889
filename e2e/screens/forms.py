"""The screens with a form: for a new user, to edit one, to sign in."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from e2e.people import PASSWORD

from .screen import Screen


class FormScreen(Screen):
    """A form about a person, whose labels differ a little from page to page."""

    submit_label = "Save"
    password_label = "Password"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.name = self.main.get_by_label("Name", exact=True)
        self.email = self.main.get_by_label("Email", exact=True)
        self.password = self.main.get_by_label(self.password_label, exact=True)
        self.marked = self.main.locator("[aria-invalid=true]")
        self.submit = self.main.get_by_role("button", name=self.submit_label, exact=True)

    def write(self, field: Locator, text: str) -> None:
        """Write something else into a field."""
        field.clear()  # in Firefox's email fields, fill() would add to what is there
        field.fill(text)


class NewUserScreen(FormScreen):
    """Where an admin creates a user."""

    submit_label = "Create user"

    def open(self) -> None:
        self.go_to("/users/new")

    def fill(self, name: str, email: str, password: str = PASSWORD) -> None:
        self.write(self.name, name)
        self.write(self.email, email)
        self.write(self.password, password)

    def create(self, name: str, email: str, password: str = PASSWORD) -> None:
        self.fill(name, email, password)
        self.submit.click()


class SignUpScreen(NewUserScreen):
    """Where those who are signed out create themselves."""

    submit_label = "Sign up"


class EditScreen(FormScreen):
    """Where a user is changed."""

    password_label = "New password"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.current = self.main.get_by_label("Your current password", exact=True)
        self.saved_meanwhile = page.get_by_role("region", name="Saved meanwhile")

    def open(self, id: int) -> None:
        self.go_to(f"/users/{id}/edit")

    def save(self, name: str) -> None:
        self.write(self.name, name)
        self.submit.click()


class SignInScreen(FormScreen):
    """Where people say who they are."""

    submit_label = "Sign in"

    def open(self) -> None:
        self.go_to("/sign-in")

    def enter(self, email: str, password: str = PASSWORD) -> None:
        self.write(self.email, email)
        self.write(self.password, password)
        self.submit.click()
