"""Connections to PostgreSQL, whose server is restarted, hung up on, or full."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask, request
from sqlalchemy import text

from app.data import database
from app.data.models import User
from app.extensions import db
from tests.conftest import MakeApp, enter
from tests.people import People
from tests.postgresql import Cluster, serving
from tests.visitor import Page

HANG_UP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"


@pytest.fixture(scope="module")
def another_cluster() -> Iterator[Cluster]:
    """Give a server that no other test leans on."""
    with serving() as cluster:
        yield cluster


@pytest.fixture
def app(make_app: MakeApp, another_cluster: Cluster) -> Flask:
    url = another_cluster.create()
    return make_app(DATABASE_URL=url, TESTING=False, PROPAGATE_EXCEPTIONS=False)


def test_a_server_that_was_restarted_costs_nobody_an_answer(
    app: Flask, another_cluster: Cluster, ada: User
) -> None:
    visitor = enter(app, ada)
    another_cluster.restart()

    assert [visitor.get("/users").status_code for _ in range(3)] == [200, 200, 200]


def test_an_answer_that_is_finished_is_sent_though_its_connection_broke(
    app: Flask, another_cluster: Cluster, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    @app.after_request
    def hang_up(response: object) -> object:
        db.session.execute(text("SELECT 1"))  # or there is nothing to break
        if request.path == "/users":
            another_cluster.run(HANG_UP)
        return response

    for number in range(2 * app.config["DATABASE_CONNECTIONS"]):
        answer = enter(app).post("/users", data=form(number))
        assert answer.status_code == 303

    assert enter(app).get("/healthz").status_code == 200
    assert len(people.all()) == 2 * app.config["DATABASE_CONNECTIONS"]
    assert "A connection broke at the end of a request" in caplog.text


def form(number: int) -> dict[str, str]:
    email = f"{number}@example.org"
    return {"name": "Ada", "email": email, "password": "correct horse", "by": ""}


def test_a_connection_that_breaks_in_a_request_is_a_page_that_says_so(
    app: Flask, another_cluster: Cluster
) -> None:
    @app.get("/broken")
    def broken() -> str:
        db.session.execute(text("SELECT 1"))
        another_cluster.run(HANG_UP)
        return str(db.session.scalar(text("SELECT 1")))

    answers = [enter(app).get("/broken") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [503, 503]
    assert enter(app).get("/users").status_code == 200


def test_a_worker_opens_no_more_connections_than_it_may(
    make_app: MakeApp, another_cluster: Cluster
) -> None:
    url = another_cluster.create()
    app = make_app(DATABASE_URL=url, DATABASE_CONNECTIONS=5)
    count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"

    def ask(_: int) -> int:
        with app.app_context():
            return int(db.session.scalar(text(f"{count} OR pg_sleep(0.01) IS NULL")) or 0)

    with ThreadPoolExecutor(20) as pool:
        assert max(pool.map(ask, range(60))) == 5


def test_a_server_that_says_nothing_is_waited_for_five_seconds(
    make_app: MakeApp, cluster: Cluster
) -> None:
    app = make_app(DATABASE_URL=cluster.create())

    with app.app_context(), db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver
        assert driver.info.get_parameters()["connect_timeout"] == "5"


def test_what_the_address_of_the_database_says_wins(make_app: MakeApp, cluster: Cluster) -> None:
    app = make_app(DATABASE_URL=f"{cluster.create()}&connect_timeout=7", DATABASE_CONNECTIONS=5)

    with app.app_context(), db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver
        assert driver.info.get_parameters()["connect_timeout"] == "7"


@pytest.mark.parametrize(
    ("options", "timeout"), [("", "15s"), ("&options=-c%20lock_timeout=70", "70ms")]
)
def test_a_lock_is_waited_for_as_long_as_on_sqlite_or_as_the_address_says(
    make_app: MakeApp, cluster: Cluster, options: str, timeout: str
) -> None:
    app = make_app(DATABASE_URL=cluster.create() + options)

    with app.app_context():
        db.session.scalar(text("SELECT 1"))
        db.session.rollback()
        assert db.session.scalar(text("SHOW lock_timeout")) == timeout


def test_what_waits_for_a_lock_in_vain_is_a_page_that_says_so_and_keeps_what_was_typed(
    make_app: MakeApp, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 20)
    url = cluster.create()
    app = make_app(DATABASE_URL=url, TESTING=False, PROPAGATE_EXCEPTIONS=False)
    ada = People(app).add("Ada Lovelace", "ada@example.org", role="admin")
    grace = People(app).add("Grace Hopper", "grace@example.org")
    visitor = enter(app, ada)
    typed = {"name": "Grace", "email": grace.email, "version": "1"}
    deeds = [
        (f"/users/{grace.id}", typed),
        (f"/users/{grace.id}/delete", {}),
        (f"/users/{grace.id}/role", {"role": "admin"}),
        ("/users", form(1)),
    ]
    with psycopg.connect(url.replace("+psycopg", "")) as somebody_else:
        somebody_else.execute("LOCK TABLE users IN EXCLUSIVE MODE")
        answers = [visitor.post(path, data=sent) for path, sent in deeds]

        assert [answer.status_code for answer in answers] == [503] * len(deeds)
        assert all(answer.headers["Retry-After"] == "10" for answer in answers)
        kept = {box.get("name"): box.get("value") for box in Page(answers[0]).find("input")}
        assert typed.items() <= kept.items()
        assert visitor.get("/users").status_code == 200, "who only looks waits for nobody"

    assert visitor.submit(f"/users/{grace.id}", **typed).categories == ["success"]
