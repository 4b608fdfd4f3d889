"""The list of courses, one of them, and the forms for one."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from .screen import Screen


class CoursesScreen(Screen):
    """All courses, each a card."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.titles = self.main.get_by_role("heading", level=2)
        self.new_course = self.main.get_by_role("link", name="New course")

    def open(self) -> None:
        self.go_to("/courses")

    def card(self, title: str) -> Locator:
        link = self.page.get_by_role("link", name=title, exact=True)
        return self.main.get_by_role("listitem").filter(has=link)

    def choose(self, title: str) -> None:
        self.card(title).get_by_role("link").click()


class CourseScreen(Screen):
    """One course: how full it is, who is in it, and the way in and out."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.bar = self.main.get_by_role("meter", name="Seats taken")
        self.join = self.main.get_by_role("button", name="Join")
        self.leave = self.main.get_by_role("button", name="Leave")
        self.edit = self.main.get_by_role("link", name="Edit")
        self.delete = self.main.get_by_role("link", name="Delete")
        self.people = self.main.get_by_role("region", name="in it").get_by_role("listitem")

    def open(self, path: str) -> None:
        self.go_to(path)


class CourseFormScreen(Screen):
    """Where an admin creates a course, changes one or deletes it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.title = self.main.get_by_label("Title")
        self.summary = self.main.get_by_label("Summary")
        self.seats = self.main.get_by_label("Seats")
        self.marked = self.main.locator("[aria-invalid=true]")
        self.create = self.main.get_by_role("button", name="Create course")
        self.save = self.main.get_by_role("button", name="Save")
        self.delete = self.main.get_by_role("button", name="Delete course")
        self.saved_meanwhile = page.get_by_role("region", name="Saved meanwhile")

    def open(self, path: str) -> None:
        self.go_to(path)

    def fill(self, title: str, summary: str, seats: str) -> None:
        self.title.fill(title)
        self.summary.fill(summary)
        self.seats.fill(seats)
