"""The list of users, and one of them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from .screen import Screen


class UsersScreen(Screen):
    """Everybody, to search, sort and leaf through."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.names = page.get_by_role("rowheader").get_by_role("link")
        self.new_user = page.get_by_role("link", name="New user")
        self.next = page.get_by_role("link", name="Next")
        self.previous = page.get_by_role("link", name="Previous")
        self.pages = page.get_by_role("navigation", name="Pages")
        self.delete_selected = page.get_by_role("button", name="Delete selected")
        self.selected = page.get_by_text("Selected:")
        self.select_all = page.get_by_label("Select all on this page")
        self.ticks = page.get_by_role("rowheader").get_by_role("checkbox")

    def open(self) -> None:
        self.go_to("/users")

    def row(self, name: str) -> Locator:
        return self.page.get_by_role("row").filter(
            has=self.page.get_by_role("link", name=name, exact=True)
        )

    def tick(self, *names: str) -> None:
        for name in names:
            self.page.get_by_label(f"Select {name}", exact=True).check()

    def column(self, name: str) -> Locator:
        return self.page.get_by_role("columnheader", name=name)

    def search(self, text: str) -> None:
        self.page.get_by_role("searchbox").fill(text)
        self.page.get_by_role("button", name="Search").click()

    def sort_by(self, name: str) -> None:
        self.column(name).get_by_role("link").click()


class UserScreen(Screen):
    """One user, and what may be done with them."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.facts = page.get_by_role("definition")
        self.edit = page.get_by_role("link", name="Edit")
        self.delete = page.get_by_role("link", name="Delete")
        self.make_admin = page.get_by_role("button", name="Make admin")
        self.make_member = page.get_by_role("button", name="Make member")

    def open(self, id: int) -> None:
        self.go_to(f"/users/{id}")


class ConfirmScreen(Screen):
    """The question before users are deleted, or brought back."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.delete = page.get_by_role("button", name="Delete")
        self.bring_back = page.get_by_role("button", name="Bring back")
        self.people = self.main.get_by_role("listitem")

    def open(self, id: int) -> None:
        self.go_to(f"/users/{id}/delete")
