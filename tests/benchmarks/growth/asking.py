"""What is asked of a directory, each thing the way a browser does, and what it may cost."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.data.models import User
from app.extensions import db
from app.users.directory import COLUMNS
from tests.benchmarks.growth.directories import ADMIN, PASSWORD
from tests.benchmarks.growth.people import RARE
from tests.visitor import BROWSER

ALLOWED, ALLOWED_SCATTERED = 1.5, 4.0  # times as long where there are a thousand times as many
SEARCHES = {
    "very common: gmail": "gmail",
    "common: smith": "smith",
    "rare: one has it": RARE,
    "an email": f"{RARE.lower().replace(' ', '.')}.",
    "nobody: qxqxqx": "qxqxqx",
    "two words: maria garcia": "maria garcia",
    "two words, nobody: smith qxqxqx": "smith qxqxqx",
    "one letter: a": "a",
    "one letter: q": "q",
    "one letter: ł": "ł",
    "two letters: jo": "jo",
    "two letters, rare: qz": "qz",
    "two signs: ’-": "’-",
    "Cyrillic: соколова": "соколова",
    "CJK, one letter: 王": "王",
    "CJK, two letters: 小明": "小明",
}
# More than a thousand have these, but few of those who come first in the list.
SCATTERED = {"smith", "maria garcia", "王", "小明", "соколова", "q"}


class Question(NamedTuple):
    name: str
    ask: Callable[[], None]
    allowed: float = ALLOWED


class Asker:
    """A visitor of one directory."""

    def __init__(self, app: Flask) -> None:
        self.app, self.numbers = app, count(1)
        self.admin, self.visitor = self.enter(), app.test_client()

    def enter(self) -> FlaskClient:
        client = self.app.test_client()
        self.post(client, "/sign-in", email=ADMIN, password=PASSWORD)
        return client

    def get(self, path: str) -> None:
        assert self.visitor.get(path, headers=BROWSER).status_code == 200, path

    def post(self, client: FlaskClient, path: str, **form: str) -> str:
        answer = client.post(path, data=form, headers=BROWSER)
        assert answer.status_code == 303, f"{path}: {answer.status}"
        client.get(answer.location, headers=BROWSER)  # its banner is shown, or cookies would grow
        return answer.location

    def questions(self) -> Iterator[Question]:
        yield Question("first page", lambda: self.get("/users"))
        for order in (*COLUMNS, *(f"-{column}" for column in COLUMNS)):
            yield self.look(f"by {order}", {"sort": order})
            for side in ("after", "before"):
                yield self.look(f"by {order}, deep, {side}", self.deep(order, side))
        for name, query in SEARCHES.items():
            allowed = ALLOWED_SCATTERED if query in SCATTERED else ALLOWED
            yield self.look(name, {"q": query}, allowed)
        yield self.look("smith, by -joined", {"q": "smith", "sort": "-joined"}, ALLOWED_SCATTERED)
        yield self.look("gmail, deep", {"q": "gmail"} | self.deep("name", "after", "gmail"))
        deep = {"q": "smith"} | self.deep("name", "after", "smith")
        yield self.look("smith, deep", deep, ALLOWED_SCATTERED)
        yield Question("show", lambda: self.get("/users/500"))
        yield Question("courses", lambda: self.get("/courses"))
        yield Question("a course", lambda: self.get("/courses/flask-basics"))
        yield Question("sign in", lambda: (self.enter(), None)[1])
        yield Question("create", self.create)
        yield Question("edit", self.edit)
        yield Question("make admin, and back", self.change_role)
        yield Question("delete, and undo", self.delete)

    def look(self, name: str, arguments: dict[str, str], allowed: float = ALLOWED) -> Question:
        path = f"/users?{urlencode(arguments)}"
        return Question(name, lambda: self.get(path), allowed)

    def deep(self, order: str, side: str, query: str = "") -> dict[str, str]:
        """Say, as a page's address does, where nine tenths of a list are behind one, or half."""
        column = COLUMNS[order.removeprefix("-")]
        downwards = order.startswith("-")
        with self.app.app_context():
            found = User.folded_email.contains(query)
            number = db.session.scalar(select(func.count(User.id)).where(found)) or 0
            behind = number // 2 if query else number * 9 // 10
            places = select(column, User.id).where(found)
            places = places.order_by(column.desc() if downwards else column)
            value, id_ = db.session.execute(places.offset(behind).limit(1)).one()
        text = value if isinstance(value, str) else value.isoformat()
        return {"sort": order, side: f"{id_}-{text}", "at": str(behind)}

    def create(self) -> None:
        number = next(self.numbers)
        form = {"name": "Ada Lovelace", "email": f"ada.{number}@example.com", "password": PASSWORD}
        self.post(self.admin, "/users", **form)

    def edit(self) -> None:
        number = next(self.numbers)
        with self.app.app_context():
            user = db.session.get_one(User, 400)
            form = {"email": user.email, "version": str(user.version)}
        self.post(self.admin, "/users/400", name=f"Ada {number}", **form)

    def change_role(self) -> None:
        for role in ("admin", "member"):
            self.post(self.admin, "/users/300/role", role=role)

    def delete(self) -> None:
        self.post(self.admin, "/users/200/delete")
        with self.app.app_context():
            deletion = db.session.scalar(select(User.deletion_id).where(User.id == 200))
        self.post(self.admin, f"/users/deletions/{deletion}/restore")
