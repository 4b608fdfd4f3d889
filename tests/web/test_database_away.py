"""SQLite is away: locked, full, read-only or gone. It is said, and what was typed is kept."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import SQLAlchemyError

from app.data import counters, database
from app.data.models import User
from app.extensions import db
from tests.conftest import MakeApp, enter
from tests.people import PASSWORD, People
from tests.visitor import Page

TYPED = {"name": "Grace Hopper", "email": "grace@example.org", "password": PASSWORD}
AGAIN = "Send it again"
FILE = "people.sqlite3"


@pytest.fixture
def app(make_app: MakeApp, tmp_path: Path) -> Flask:
    return make_app(DATABASE_URL=f"sqlite:///{tmp_path / FILE}")


@pytest.fixture
def patient(
    monkeypatch: pytest.MonkeyPatch, make_app: MakeApp, app: Flask, people: People
) -> Flask:
    """Give an app in production that doesn't wait long for a lock."""
    monkeypatch.setattr(database, "PATIENCE", 20)
    url = app.config["DATABASE_URL"]
    return make_app(DATABASE_URL=url, TESTING=False, PROPAGATE_EXCEPTIONS=False)


@contextmanager
def locked(folder: Path, _app: Flask) -> Iterator[None]:
    with closing(sqlite3.connect(folder / FILE)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def read_only(_folder: Path, app: Flask) -> Iterator[None]:
    def forbid(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    with app.app_context():
        event.listen(db.engine, "checkout", forbid)
        yield
        event.remove(db.engine, "checkout", forbid)
        db.engine.dispose()


@contextmanager
def gone(folder: Path, app: Flask) -> Iterator[None]:
    files = list(folder.glob(f"{FILE}*"))
    with app.app_context():
        db.engine.dispose()
        for file in files:
            file.rename(file.with_name(f"away.{file.name}"))
        yield
        db.engine.dispose()
        for file in files:
            file.with_name(f"away.{file.name}").rename(file)


@contextmanager
def no_database(folder: Path, app: Flask) -> Iterator[None]:
    with gone(folder, app):
        (folder / FILE).write_bytes(b"What is written here is no database. " * 99)
        yield


@pytest.mark.parametrize("happens", [locked, read_only, gone, no_database])
def test_what_was_typed_is_kept_while_the_database_is_away(
    patient: Flask, tmp_path: Path, people: People, happens: Callable[..., Iterator[None]]
) -> None:
    visitor = enter(patient)
    with happens(tmp_path, patient):  # type: ignore[attr-defined]  # it is a context manager
        response = visitor.post("/users", data=TYPED | {"once": "a mark"})
        page = Page(response)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert page.heading == "The database can’t be reached"
    assert page.find("header", class_="header")
    (form,) = [form for form in page.find("form") if AGAIN in "".join(form.itertext())]
    kept = {box.get("name"): box.get("value") for box in form.iter("input")}
    assert kept.pop("csrf_token")
    assert kept == TYPED | {"once": "a mark", "password": None}
    (box,) = (box for box in form.iter("input") if box.get("name") == "password")
    assert (box.get("autocomplete"), box.get("required")) == ("off", "")

    assert visitor.submit("/users", **TYPED).categories == ["success"]
    assert [user.name for user in people.all()] == ["Grace Hopper"]


def test_what_could_only_be_read_is_written_again_once_it_can_be(
    patient: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_to_read(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA query_only = ON")  # as SQLite does where it may not write

    visitor = enter(patient)
    with patient.app_context(), monkeypatch.context() as mount:
        mount.setattr(os, "access", lambda _file, mode: mode != os.W_OK)
        event.listen(db.engine, "connect", open_to_read)
        db.engine.dispose()
        assert visitor.post("/users", data=TYPED).status_code == 503
        event.remove(db.engine, "connect", open_to_read)

    assert visitor.submit("/users", **TYPED).categories == ["success"]
    assert [user.name for user in people.all()] == ["Grace Hopper"]


def test_a_page_is_there_again_once_the_database_is(
    patient: Flask, tmp_path: Path, ada: User
) -> None:
    visitor = enter(patient, ada)
    with gone(tmp_path, patient):
        response = visitor.get(f"/users/{ada.id}")
        assert response.status_code == 503
        assert AGAIN not in response.text
        assert visitor.get("/healthz").status_code == 503
        script = visitor.get("/users", headers={"Sec-Fetch-Dest": "empty"})
        assert script.status_code == 503
        assert script.json

    assert visitor.visit(f"/users/{ada.id}").heading == "Ada Lovelace"
    assert visitor.get("/healthz").status_code == 200


def test_a_button_pressed_while_the_database_is_away_can_be_pressed_again(
    patient: Flask, tmp_path: Path, grace: User, ada: User
) -> None:
    visitor = enter(patient, ada)
    with locked(tmp_path, patient):
        page = Page(visitor.post(f"/users/{grace.id}/delete"))

    (form,) = [form for form in page.find("form") if AGAIN in "".join(form.itertext())]
    assert form.get("action") is None, "it is sent to where the page is"
    assert "What you typed" not in page.text


def test_what_another_site_had_somebody_send_is_not_offered_to_be_sent_from_here(
    patient: Flask, tmp_path: Path
) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    with locked(tmp_path, patient):
        assert AGAIN not in enter(patient).post("/users", data=TYPED, headers=headers).text


def test_a_full_disk_is_away_and_a_mistake_in_a_statement_is_not(app: Flask) -> None:
    with app.app_context():
        db.session.execute(text("PRAGMA max_page_count = 1"))
        with pytest.raises(SQLAlchemyError) as full:
            db.session.execute(text("CREATE TABLE large AS SELECT zeroblob(100000)"))
        db.session.rollback()
        with pytest.raises(SQLAlchemyError) as mistake:
            db.session.execute(text("SELECT nothing FROM users"))
        db.engine.dispose()

    assert database.is_out_of_reach(full.value)
    assert database.reason(full.value) == "database or disk is full"
    assert not database.is_out_of_reach(mistake.value)


def test_a_mistake_of_ours_is_a_crash(patient: Flask) -> None:
    @patient.get("/mistake")
    def mistake() -> str:
        return str(db.session.scalar(text("SELECT nothing FROM users")))

    response = enter(patient).get("/mistake")

    assert response.status_code == 500
    assert "Retry-After" not in response.headers


def test_a_wrong_password_is_told_so_during_a_long_write(
    patient: Flask, tmp_path: Path, ada: User
) -> None:
    patient.config["SIGN_IN_LIMIT"] = "2 per minute"
    visitors = [enter(patient) for _ in range(3)]
    with locked(tmp_path, patient):
        told = [visitor.sign_in(ada.email, "wrong").banners for visitor in visitors]

    assert told[:2] == [["Error Email or password is wrong."]] * 2
    assert told[2][0].startswith("Error Too many tries. Wait ")


def test_what_is_counted_does_not_wait_as_well(
    patient: Flask, tmp_path: Path, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = enter(patient, ada)
    monkeypatch.setattr(database, "PATIENCE", 1000)
    monkeypatch.setattr(counters, "PATIENCE", 20)
    with patient.app_context():
        db.engine.dispose()  # what is open waits as it was told before
    form = {"name": "Ada", "email": ada.email, "version": "1", "current": PASSWORD}
    with locked(tmp_path, patient):
        began = time.monotonic()
        response = visitor.post(f"/users/{ada.id}", data=form | {"password": "another horse"})
        taken = time.monotonic() - began

    assert response.status_code == 503
    assert 1 < taken < 10  # its own patience, once


def test_a_limit_that_waited_long_is_not_taken_for_one_that_can_be_counted_again(
    patient: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counters, "PATIENCE", 1100)  # Flask-Limiter asks again after a second
    with locked(tmp_path, patient):
        response = enter(patient).post("/users", data=TYPED)

    assert response.status_code == 503


def test_who_signs_up_during_a_long_write_waits_until_it_is_over(
    app: Flask, tmp_path: Path, people: People
) -> None:
    visitor = enter(app)
    other = sqlite3.connect(tmp_path / FILE, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    over = Timer(0.5, other.rollback)
    over.start()

    assert visitor.submit("/users", **TYPED).categories == ["success"]

    over.join()
    other.close()
