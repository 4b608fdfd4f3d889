"""A process, or the server, killed at any moment leaves all of a deed or nothing of it."""

import os
import signal
from contextlib import suppress
from http.client import HTTPException
from itertools import count
from pathlib import Path
from threading import Timer
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.data.models import Course, Deletion, Enrollment, User
from app.extensions import db
from tests.apps import build
from tests.conftest import MakeApp, enter
from tests.courses.conftest import Courses
from tests.forked import forked
from tests.people import People
from tests.server import Server, serving

HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Site": "same-origin",
}
ADMIN, MEMBER = 0, 1  # whose deed it is


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


def kill_while(server: Server, deed: tuple[str, str, str], pid: int, delay: float) -> None:
    """Do it, and kill a process so long after it began."""
    cookie, path, form = deed
    killing = Timer(delay, os.kill, (pid, signal.SIGKILL))
    killing.start()
    with suppress(OSError, HTTPException):  # whoever is killed doesn't answer
        server.ask("POST", path, HEADERS | {"Cookie": cookie}, form)
    killing.join()


def worker(server: Server) -> int:
    return int(server.logged(r"Booting worker with pid: (\d+)")[0])


def do(town: Town, deed: tuple[str, str, str]) -> None:
    cookie, path, form = deed
    client = town.app.test_client(use_cookies=False)
    client.post(path, data=form, headers=HEADERS | {"Cookie": cookie})


def is_killed(town: Town, deed: tuple[str, str, str], moment: int) -> bool:
    """Do it in another process, which is killed before its so manieth statement or commit."""
    with town.app.app_context():
        db.engine.dispose()
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    passed = count(1)

    def pass_by(*_: object) -> None:
        if next(passed) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    with town.app.app_context():
        event.listen(db.engine, "before_cursor_execute", pass_by)
        event.listen(db.engine, "commit", pass_by)
    do(town, deed)
    os._exit(0)


def kill_at_each_moment() -> None:
    """Have both deeds be done and undone; raises AssertionError where half of one is left."""
    town = Town(build())
    for who in (ADMIN, MEMBER) * 2:
        do(town, town.deeds()[who])  # what is done for the first time takes long, in each process
    for who in (ADMIN, ADMIN, MEMBER, MEMBER):
        before, moment = town.look(), 1
        while is_killed(town, town.deeds()[who], moment) and town.look() == before:
            moment += 1
        assert moment > 5, "it has more statements"
        assert town.look() != before


def test_a_process_killed_at_any_moment_leaves_all_or_nothing(database: str) -> None:
    """Be where no thread is, which a fork would cut off in the middle of something."""
    killing = f"from {__name__} import kill_at_each_moment; kill_at_each_moment()"

    assert forked(killing, {"DATABASE_URL": database}).result() == (0, "")


def test_a_worker_that_was_killed_is_replaced(town: Town, database: str, tmp_path: Path) -> None:
    with serving(tmp_path, DATABASE_URL=database, WEB_CONCURRENCY="1") as server:
        for deed in town.deeds():
            kill_while(server, deed, worker(server), 0.01)
            town.look()
        worker(server)

        assert server.ask("GET", "/healthz")[0] == 200


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
