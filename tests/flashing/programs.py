"""Random programs of what apps do with the session's list of flashes, and an app that runs them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Flask, Response, flash, get_flashed_messages, redirect, request, session
from hypothesis import strategies as st
from markupsafe import Markup

from app.flashing import FlashOnce

KEY = "_flashes"
MESSAGES: list[Any] = [
    "Done",
    "Готово",
    Markup("<b>Ada</b>"),
    {"text": Markup("<i>Undo</i>"), "to": ["/", Markup("&amp;")]},
    ("a", ["tuple", (1,)]),
    datetime(2026, 2, 3, tzinfo=UTC),
    UUID(int=7),
    b"bytes",
    {" t": "like a tag"},
    [None, 1.5, True],
]
Step = tuple[str, int, str]  # a deed, a place, a category


def delete() -> None:
    if KEY in session:
        del session[KEY]


def pop() -> Any:
    return session.pop(KEY) if KEY in session else None


def delete_one(place: int) -> None:
    if flashes := session.get(KEY):
        del flashes[place % len(flashes)]


def replace_one(place: int, category: str) -> None:
    if flashes := session.get(KEY):
        flashes[place % len(flashes)] = (category, "Replaced")


def assign(flashes: list[Any]) -> None:
    session[KEY] = flashes


def touch() -> None:
    session.modified = True


def note(place: int) -> None:
    session["note"] = place


DEEDS: dict[str, Callable[[int, str], Any]] = {
    "flash": lambda place, category: flash(MESSAGES[place % len(MESSAGES)], category),
    "delete": lambda *_: delete(),
    "pop with a default": lambda *_: session.pop(KEY, None),
    "pop": lambda *_: pop(),
    "clear the session": lambda *_: session.clear(),
    "clear the list": lambda *_: session.get(KEY, []).clear(),
    "delete one": lambda place, _: delete_one(place),
    "replace one": lambda place, category: replace_one(place, category),
    "assign nothing": lambda *_: assign([]),
    "assign": lambda _, category: assign([(category, "Assigned"), (category, "Twice")]),
    "filter": lambda _, category: assign(
        [(kind, text) for kind, text in session.get(KEY, []) if kind == category]
    ),
    "turn round": lambda *_: assign(session.get(KEY, [])[::-1]),
    "put first": lambda _, category: assign([(category, "First"), *session.get(KEY, [])]),
    "set a default": lambda _, category: session.setdefault(KEY, []).append((category, "Set")),
    "update": lambda _, category: session.update({KEY: [(category, "Updated")], "note": 1}),
    "append in place": lambda _, category: session.get(KEY, []).append((category, "Added")),
    "say it is modified": lambda *_: touch(),
    "write something else": lambda place, _: note(place),
    "keep": lambda place, _: setattr(session, "permanent", place % 2 == 0),
    "look": lambda *_: [KEY in session, session.get(KEY), sorted(session)],
    "copy": lambda *_: sorted(dict(session).items()),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(list(DEEDS)), st.integers(0, 9), st.sampled_from(["info", "error"])),
    max_size=4,
)


def run(steps: list[Step], seen: list[Any]) -> None:
    for deed, place, category in steps:
        seen.append((deed, plain(DEEDS[deed](place, category))))


def plain(value: Any) -> Any:
    """Copy a value, so that what is done to it later isn't seen; types count."""
    if isinstance(value, list | tuple):
        return ["list" if isinstance(value, list) else "tuple", *map(plain, value)]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return type(value), value


def leave_no_empty_list(session: Any) -> None:
    """Stock Flask would keep one in its cookie; ours has no cookie for what isn't there."""
    if KEY in session and not session[KEY]:
        dict.pop(getattr(session, "_get_current_object", lambda: session)(), KEY)


class Runner:
    """An app that does in each request what it is told, and tells what it saw."""

    def __init__(self, *, stock: bool) -> None:
        self.steps: dict[str, list[Step]] = {}
        self.seen: list[Any] = []
        app = self.app = Flask(__name__)
        app.config.update(SECRET_KEY="a key for tests", TESTING=True)
        if not stock:
            FlashOnce(app)
        app.before_request(lambda: self._run("before"))
        app.add_url_rule("/go", view_func=self._go, methods=["GET", "POST"])
        app.add_url_rule("/page", view_func=self._show)
        app.add_url_rule("/quiet", view_func=lambda: "<p>No banners here</p>")

        @app.after_request
        def after(response: Response) -> Response:
            self._run("after")
            leave_no_empty_list(session)
            return response

        self.client = app.test_client()

    def request(self, method: str, ending: str, steps: dict[str, list[Step]]) -> list[Any]:
        """Send a request, go where it leads, and return what was seen on the way."""
        self.steps, self.seen = steps, []
        answer = self.client.open("/go", method=method, query_string={"to": ending})
        self.steps = {}
        if "Location" in answer.headers:
            self.client.get(answer.headers["Location"])
        return self.seen

    def transaction(self, steps: list[Step]) -> list[Any]:
        """Do what a test does to a session."""
        self.seen = []
        with self.client.session_transaction() as transaction:
            for deed, place, category in steps:
                if deed == "flash":
                    transaction[KEY] = [*transaction.get(KEY, []), (category, place)]
                elif deed == "delete":
                    transaction.pop(KEY, None)
                elif deed == "clear the session":
                    transaction.clear()
                self.seen.append((KEY in transaction, plain(transaction.get(KEY))))
            leave_no_empty_list(transaction)
        return self.seen

    def _run(self, when: str) -> None:
        run(self.steps.get(when, []), self.seen)

    def _go(self) -> Any:
        self._run("view")
        to = request.args["to"]
        if to in ("/page", "/quiet"):
            return redirect(to, 303)
        return self._show() if to == "banners" else "<p>No banners here</p>"

    def _show(self) -> str:
        self.seen.append(("shown", plain(get_flashed_messages(with_categories=True))))
        return "<p>Banners</p>"
