"""The migrations, on SQLite and on PostgreSQL, with rows in the tables."""

import pytest
from flask import Flask
from sqlalchemy import Engine, event, inspect, text

from app.data.counters import DatabaseStorage
from app.extensions import alembic, db
from tests.conftest import MakeApp
from tests.courses.conftest import Courses
from tests.people import People


@pytest.fixture
def app(make_app: MakeApp, database: str) -> Flask:
    return make_app(DATABASE_URL=database)


@pytest.fixture
def inhabited(app: Flask, people: People) -> Flask:
    """Give the app with people in a course, one of them deleted, and a count."""
    ada = people.add("Ada", "ada@example.org", role="admin")
    alan = people.add("Alan", "alan@example.org")
    courses = Courses(app)
    courses.add(people=[ada, alan])
    courses.delete(alan, by=ada)
    with app.app_context():
        DatabaseStorage().incr("key", 60)
    return app


def test_the_tables_are_as_the_migrations_make_them(app: Flask) -> None:
    with app.app_context():
        assert not alembic.compare_metadata()


def test_each_migration_can_be_undone_with_people_in_the_tables(
    inhabited: Flask, people: People
) -> None:
    kept = {user.email for user in people.all() if user.deletion_id is None}
    with inhabited.app_context():
        steps = [script.revision for script in alembic.script_directory.walk_revisions()]
        for step in steps[1:]:
            alembic.downgrade(step)
            alembic.upgrade()
            assert not alembic.compare_metadata()
            db.session.rollback()

    assert steps[-1] == "0001"
    assert {user.email for user in people.all()} == kept


def test_nothing_is_left_of_them(inhabited: Flask) -> None:
    with inhabited.app_context():
        alembic.downgrade("base")
        left = inspect(db.engine).get_table_names()

    assert left == ["alembic_version"]


def test_a_database_of_the_first_release_is_brought_up_to_date(app: Flask, people: People) -> None:
    ada = people.add("Ada", "ada@example.org")
    with app.app_context():
        alembic.downgrade("0001")
        alembic.upgrade()
        # PostgreSQL also counts the index that a unique constraint rests on, and the search's.
        found = [i for i in inspect(db.engine).get_indexes("users") if not i["unique"]]
        assert not alembic.compare_metadata()
    people.remove(ada)

    assert {index["name"] for index in found} - {"search_index"} == {
        "ix_users_by_name",
        "ix_users_by_joined",
        "ix_users_deletion_id",
        "ix_users_role",
    }
    assert people.add("Grace", "grace@example.org").id > ada.id


def test_names_of_an_earlier_release_are_found_by_what_they_fold_to_now(
    app: Flask, people: People
) -> None:
    names = ["Peggy O’Neill", "Jean–Luc", "Ada", "Ada\u200b"]
    for number, name in enumerate(names):
        people.add(name, f"{number}@example.org", password=None)
    with app.app_context():
        alembic.downgrade("0003")
        db.session.execute(text("UPDATE users SET folded_name = 'as it was'"))
        db.session.commit()
        alembic.upgrade()
    after = people.all()

    assert [user.folded_name for user in after] == ["peggy o'neill", "jean-luc", "ada", "ada"]
    assert {user.version for user in after} == {1}


@pytest.mark.parametrize("last", ["CREATE TABLE counters", "CREATE TABLE enrollments"])
def test_a_start_that_was_cut_off_is_made_up_for_by_the_next(
    make_app: MakeApp, database: str, last: str
) -> None:
    def cut_off(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if last in statement:
            raise InterruptedError

    event.listen(Engine, "before_cursor_execute", cut_off)
    with pytest.raises(InterruptedError):
        make_app(DATABASE_URL=database)
    event.remove(Engine, "before_cursor_execute", cut_off)

    with make_app(DATABASE_URL=database).app_context():
        assert not alembic.compare_metadata()
