"""A worker, or the server, killed at any moment leaves all of a deed or nothing of it."""

import os
import signal
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from threading import Timer
from time import monotonic
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.data.models import Course, Deletion, Enrollment, User
from app.extensions import db
from tests.conftest import MakeApp, enter
from tests.courses.conftest import Courses
from tests.people import People
from tests.server import Server, serving

HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Site": "same-origin",
}
MOMENTS = 12  # of each deed, from before it begins until after it has ended


class Town:
    """Some people, half of whom are in a course, and an admin who deletes them all at once."""

    def __init__(self, app: Flask) -> None:
        people, self.app = People(app), app
        self.cookies = [self._enter(people.add("Ada", "ada@example.org", role="admin"))]
        self.crowd = [people.add(f"P{n}", f"p{n}@example.org", password=None) for n in range(12)]
        member = people.add("Grace", "grace@example.org")
        self.cookies.append(self._enter(member))
        self.course = Courses(app).add(capacity=13, people=self.crowd[::2])

    def _enter(self, user: User) -> str:
        cookie = enter(self.app, user).get_cookie("session")
        assert cookie
        return f"session={cookie.value}"

    def deeds(self) -> list[tuple[str, str, str]]:
        """What may be done now: whose cookie, the path and the form."""
        admin, member = self.cookies
        ticked = urlencode([("user", user.id) for user in self.crowd])
        deletion, is_in = self.look()
        course = f"/courses/{self.course.slug}/{'leave' if is_in else 'join'}"
        undo = f"/users/deletions/{deletion}/restore"
        path, form = (undo, "") if deletion else ("/users/delete", ticked)
        return [(admin, path, form), (member, course, "")]

    def look(self) -> tuple[int | None, bool]:
        """Return the deletion that all are under, or none is; and whether the member is in."""
        with self.app.app_context():
            ids = [user.id for user in self.crowd]
            crowd = select(User.deletion_id).where(User.id.in_(ids))
            (deletion,) = set(db.session.scalars(crowd))
            known = select(Deletion.id).where(Deletion.id == deletion)
            assert db.session.scalar(known) == deletion
            seats = select(func.count()).select_from(Enrollment).join(User)
            there = db.session.scalar(seats.where(User.deletion_id.is_(None)))
            assert db.session.scalar(select(Course.taken)) == there
            member = select(Enrollment.user_id).where(Enrollment.user_id.not_in(ids))
            return deletion, db.session.scalar(member) is not None


@pytest.fixture
def town(make_app: MakeApp, database: str) -> Town:
    return Town(make_app(DATABASE_URL=database))


def kill_while(server: Server, deed: tuple[str, str, str], pid: int, delay: float) -> float:
    """Do it, and kill a process so long after it began; return how long it took."""
    cookie, path, form = deed
    killing, began = Timer(delay, os.kill, (pid, signal.SIGKILL)), monotonic()
    killing.start()
    with suppress(OSError, HTTPException):  # whoever is killed doesn't answer
        server.ask("POST", path, HEADERS | {"Cookie": cookie}, form)
    took = monotonic() - began
    killing.join()
    return took


def worker(server: Server) -> int:
    return int(server.logged(r"Booting worker with pid: (\d+)")[0])


def test_a_worker_killed_at_any_moment_leaves_all_or_nothing(
    town: Town, database: str, tmp_path: Path
) -> None:
    with serving(tmp_path, DATABASE_URL=database, WEB_CONCURRENCY="1") as server:
        pid, seen, longest = worker(server), set(), [0.1, 0.1]
        for moment in range(2 * MOMENTS):
            for number, deed in enumerate(town.deeds()):
                delay = longest[number] * (moment % MOMENTS) / (MOMENTS - 2)
                took = kill_while(server, deed, pid, delay)
                pid = worker(server)
                seen.add(town.look())
                if took < delay:  # it was answered before
                    longest[number] = took

    assert {bool(deletion) for deletion, _ in seen} == {True, False}
    assert {is_in for _, is_in in seen} == {True, False}


def test_a_server_that_was_killed_starts_again_where_it_was(
    town: Town, database: str, tmp_path: Path
) -> None:
    for moment in range(3):
        with serving(tmp_path, DATABASE_URL=database, WEB_CONCURRENCY="1") as server:
            pid = worker(server)
            deed = town.deeds()[0]
            os.kill(server.pid, signal.SIGKILL)
            kill_while(server, deed, pid, 0.02 * moment)
        town.look()
