"""Who visits: members, who mind their own affairs in two tabs, and admins, who mind others'."""

import re
from itertools import count
from typing import Any

from gevent import spawn, wait
from locust import HttpUser, constant, task

from app.data import demo
from app.data.demo_courses import COURSES
from app.data.text import spell
from tests.load.browser import Browser
from tests.load.ledger import Tally

NUMBERS = count(1)
TITLES = {f"/courses/{spell(course.title)}": course.title for course in COURSES}
PERSON = re.compile(r'class="person__link[^>]*href="/users/(\d+)')


class Visitor(HttpUser):
    """Somebody with a name nobody else has."""

    abstract = True
    wait_time = constant(0)
    tally = Tally()

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.name = f"Visitor {next(NUMBERS):05}"
        self.browser = Browser(self.client, self.name, self.tally)

    def on_stop(self) -> None:
        self.browser.leave()

    def create(self, name: str, *texts: str) -> str:
        form = self.browser.look("/users/new", "new user").fields
        email = f"{name.replace(' ', '.')}@example.org"
        form |= {"name": name, "email": email, "password": f"{name} and a horse"}
        return self.browser.submit("/users", form, "create user", *texts)


class Member(Visitor):
    """Signs up, changes their name, joins and leaves courses two at a time, and reloads."""

    weight = 3

    def on_start(self) -> None:
        text = f"Success Welcome, {self.name}. You are signed up and signed in."
        self.home = self.create(self.name, text)
        self.browser.look(self.home, "user")
        self.joined: set[str] = set()
        self.turn = count()

    @task
    def change_name(self) -> None:
        form = self.browser.look(f"{self.home}/edit", "edit user").fields
        form["name"] = f"{self.name}, {next(self.turn)}"
        texts = ("Success Saved: name.", "Success Saved.")
        self.browser.look(self.browser.submit(self.home, form, "save user", *texts), "user")

    @task
    def use_two_tabs(self) -> None:
        start = next(self.turn)
        courses = [list(TITLES)[(start + step) % len(TITLES)] for step in (0, 1)]
        token = self.browser.look(courses[0], "course").fields["csrf_token"]
        tabs = [spawn(self.move, course, token) for course in courses]
        wait(tabs)
        for tab in tabs:
            tab.get()

    def move(self, course: str, token: str) -> None:
        """Join, or leave, in a tab of its own."""
        title, form = TITLES[course], {"csrf_token": token}
        if course in self.joined:
            texts = [f"Success You left {title}.", f"Warning You aren’t in {title}."]
            page = self.browser.submit(f"{course}/leave", form, "leave", *texts)
        else:
            full = f"Error {title} is full. You can join when somebody leaves."
            texts = [f"Success You joined {title}.", f"Warning You’re in {title} already.", full]
            page = self.browser.submit(f"{course}/join", form, "join", *texts)
        self.joined ^= {course}
        self.browser.look(page, "course")
        self.browser.look(page, "course")  # reloaded: it is gone

    @task
    def look_around(self) -> None:
        self.browser.look(self.home, "user")
        self.browser.look("/users?sort=joined", "users")
        self.browser.look(f"/users?q={self.name.split()[1]}", "search")


class Admin(Visitor):
    """Creates two people at once, deletes them, undoes that, and deletes them one by one."""

    def on_start(self) -> None:
        form = self.browser.look("/sign-in", "sign in").fields
        form |= {"email": demo.ADMIN, "password": demo.PASSWORD}
        name = next(name for name, email in demo.PEOPLE if email == demo.ADMIN)
        text = f"Success Welcome back, {name}."
        self.browser.look(self.browser.submit("/sign-in", form, "enter", text), "users")

    @task
    def create_and_delete(self) -> None:
        names = [f"Visitor {next(NUMBERS):05}" for _ in "ab"]
        tabs = [spawn(self.create, name, f"Success {name} was created.") for name in names]
        wait(tabs)
        self.browser.look(tabs[0].get(), "users")
        ids = [self.find(name) for name in names]
        self.delete_many(ids)
        for name, number in zip(names, ids, strict=True):
            action = f"/users/{number}/delete"
            token = self.browser.look(action, "ask to delete").fields["csrf_token"]
            texts = (f"Success {name} was deleted.", "Error This user is already gone.")
            page = self.browser.submit(action, {"csrf_token": token}, "delete", *texts)
            self.browser.look(page, "users")
            self.browser.look(page, "users")

    def find(self, name: str) -> str:
        found = PERSON.findall(self.browser.look(f"/users?q={name}", "search").html)
        return str(found[-1])

    def delete_many(self, ids: list[str]) -> None:
        """And bring them back, if the offer to do so arrived."""
        query = "&".join(f"user={number}" for number in ids)
        question = self.browser.look(f"/users/delete?{query}", "ask to delete")
        form = {"csrf_token": question.fields["csrf_token"], "user": ids}
        texts = ("Success 2 users were deleted.", "Error 2 were already gone.")
        page = self.browser.submit("/users/delete", form, "delete many", *texts)
        offer = self.browser.look(page, "users").offer
        if offer:
            texts = (
                "Success 2 users are back.",
                "Warning There is nothing to undo: they are back already.",
            )
            token = {"csrf_token": form["csrf_token"]}
            self.browser.look(self.browser.submit(offer, token, "undo", *texts), "users")
