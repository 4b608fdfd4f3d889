"""SQLite's file, deleted or replaced under the running app: nothing goes where nobody looks."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url

from app.data import files
from app.data.models import User
from tests.conftest import MakeApp, enter
from tests.people import PASSWORD, People
from tests.visitor import Page

GRACE = {"name": "Grace Hopper", "email": "grace@example.org", "password": PASSWORD}
ALAN = {"name": "Alan Turing", "email": "alan@example.org", "password": PASSWORD}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.sqlite3"


@pytest.fixture
def app(make_app: MakeApp, file: Path) -> Flask:
    return make_app(DATABASE_URL=f"sqlite:///{file}", TESTING=False, PROPAGATE_EXCEPTIONS=False)


def read(file: Path) -> list[str]:
    """Look into the file, as whoever starts the app next."""
    with closing(sqlite3.connect(file)) as one:
        assert one.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [name for (name,) in one.execute("SELECT name FROM users ORDER BY id")]


def back_up(file: Path) -> Path:
    copy = file.with_name("backup")
    with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(copy)) as other:
        one.backup(other)
    return copy


@pytest.mark.parametrize("ends", [("",), ("", "-wal", "-shm")])
def test_what_would_go_into_a_file_that_was_deleted_is_refused(
    app: Flask, file: Path, ada: User, ends: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    visitor = enter(app, ada)
    for end in ends:
        file.with_name(file.name + end).rename(file.with_name(f"away{end}"))

    answers = [visitor.post("/users", data=GRACE), visitor.get("/users"), visitor.get("/healthz")]

    assert [answer.status_code for answer in answers] == [503] * 3
    assert Page(answers[0]).heading == "The database can’t be reached"
    assert f"The database can't be reached: {file} is gone" in caplog.text
    assert not file.exists(), "an empty one would be taken for it"

    for end in ends:
        file.with_name(f"away{end}").rename(file.with_name(file.name + end))
    assert visitor.visit("/users").rows == ["Ada Lovelace"]


def test_a_file_that_was_replaced_is_taken_up_as_it_is(app: Flask, file: Path, ada: User) -> None:
    visitor = enter(app, ada)
    copy = back_up(file)
    assert visitor.submit("/users", **GRACE).categories == ["success"]
    copy.rename(file)

    assert visitor.visit("/users").rows == ["Ada Lovelace"]
    assert visitor.submit("/users", **ALAN).categories == ["success"]
    assert read(file) == ["Ada Lovelace", "Alan Turing"]


def test_whoever_notices_later_leaves_what_was_written_since(
    app: Flask, make_app: MakeApp, file: Path, ada: User
) -> None:
    url = app.config["DATABASE_URL"]
    visitors = [enter(each, ada) for each in (app, make_app(DATABASE_URL=url))]
    copy = back_up(file)
    copy.rename(file)

    for visitor, person in zip(visitors, (GRACE, ALAN), strict=True):
        assert visitor.submit("/users", **person).categories == ["success"]

    names = ["Ada Lovelace", "Alan Turing", "Grace Hopper"]
    assert [visitor.visit("/users").rows for visitor in visitors] == [names] * 2
    assert sorted(read(file)) == names


def test_what_was_written_last_comes_with_a_file_that_has_it_in_a_log(
    app: Flask, file: Path, people: People, ada: User
) -> None:
    visitor = enter(app, ada)
    with closing(sqlite3.connect(back_up(file))) as other:
        other.execute("UPDATE users SET name = 'Ada King'")
        other.commit()
        for end in ("-wal", ""):
            file.with_name(f"backup{end}").rename(file.with_name(file.name + end))

        assert visitor.visit("/users").rows == ["Ada King"]


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////srv/people.sqlite3", Path("/srv/people.sqlite3")),
        ("sqlite:///people.sqlite3", Path("people.sqlite3").absolute()),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("sqlite:///file:people?mode=memory&cache=shared&uri=true", None),
        ("postgresql+psycopg://localhost/people", None),
    ],
)
def test_only_a_file_is_looked_after(url: str, path: Path | None) -> None:
    assert files.path_of(make_url(url)) == path


def test_a_minute_is_waited_for_whoever_else_starts(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Lock(sqlite3.Connection):
        def execute(self, *statement: object) -> sqlite3.Cursor:
            said.append(str(statement[0]))
            return super().execute(*statement)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(sqlite3, "connect", Lock)
    with files.one_at_a_time(file):
        assert said[0] == "PRAGMA busy_timeout = 60000"
