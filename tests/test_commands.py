"""The commands: a demo for development, and an admin wherever one is needed."""

from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from app.data import demo, demo_courses, passwords
from app.data.models import Course, Enrollment, User
from app.extensions import db
from tests.conftest import enter
from tests.people import PASSWORD, People


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def _in_development(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "ENVIRONMENT", "development")


@pytest.mark.usefixtures("_in_development")
def test_seeding_adds_thirty_people_and_six_courses_once(
    runner: FlaskCliRunner, people: People
) -> None:
    first, second = (runner.invoke(args=["seed"]) for _ in range(2))

    assert first.output == "30 demo users were added.\n6 demo courses were added.\n"
    assert second.output == (
        "The demo users are there already.\nThe demo courses are there already.\n"
    )
    assert [(user.name, user.email) for user in people.all()] == demo.PEOPLE
    assert [user.email for user in people.all() if user.is_admin] == [demo.ADMIN]
    assert [user.email for user in people.all() if user.password_hash] == [demo.ADMIN, demo.MEMBER]


@pytest.mark.usefixtures("_in_development")
def test_the_demo_is_the_same_every_time(runner: FlaskCliRunner, people: People) -> None:
    runner.invoke(args=["seed"])
    facts = [(user.id, user.name, user.created_at, user.updated_at) for user in people.all()]

    assert facts[0][2:] == (demo.FIRST_JOINED, demo.FIRST_JOINED)
    assert [fact[0] for fact in facts] == list(range(1, 31))
    assert len({fact[2] for fact in facts}) == 30


@pytest.mark.usefixtures("_in_development")
def test_seeding_leaves_alone_who_is_there(runner: FlaskCliRunner, people: People) -> None:
    people.add("Somebody Else", demo.ADMIN.upper())

    assert runner.invoke(args=["seed"]).output.startswith("29 demo users were added.\n")
    assert people.all()[0].name == "Somebody Else"


@pytest.mark.usefixtures("_in_development")
def test_the_demos_courses_are_full_nearly_full_and_empty(
    runner: FlaskCliRunner, app: Flask, people: People
) -> None:
    runner.invoke(args=["seed"])
    tomas = people.find(demo.MEMBER)
    with app.app_context():
        courses = list(db.session.scalars(select(Course).order_by(Course.id)))
        seats = list(db.session.scalars(select(Enrollment)))
    fullness = {course.fullness: course for course in courses}

    assert [course.slug for course in courses if course.fullness == "nearly"] == ["flask-basics"]
    assert set(fullness) == {"full", "nearly", "empty", "open"}
    counts = Counter(seat.course_id for seat in seats)
    assert {course.id: course.taken for course in courses if course.taken} == counts
    # The last seat, and a full course, are there for the demo's member to try.
    assert fullness["nearly"].left == 1
    mine = {seat.course_id for seat in seats if seat.user_id == tomas.id}
    assert not mine & {fullness["nearly"].id, fullness["full"].id}


@pytest.mark.usefixtures("_in_development")
def test_who_was_deleted_is_in_none_of_the_demos_courses(app: Flask, people: People) -> None:
    with app.app_context():
        demo.seed()
    people.remove(people.find("aiko.tanaka@example.com"))
    with app.app_context():
        assert demo_courses.seed() == 6

    assert enter(app).visit("/courses/flask-basics").find("meter", value="10")


def test_production_has_no_demo(runner: FlaskCliRunner, people: People) -> None:
    result = runner.invoke(args=["seed"])

    assert result.exit_code == 1
    assert "ENVIRONMENT=development" in result.output
    assert not people.all()


def test_an_admin_is_made(runner: FlaskCliRunner, app: Flask, people: People) -> None:
    answers = f"Ada Lovelace\nADA@Example.org\n{PASSWORD}\n{PASSWORD}\n"
    result = runner.invoke(args=["create-admin"], input=answers)

    assert result.output.endswith("Ada Lovelace <ADA@example.org> is an admin now.\n")
    assert PASSWORD not in result.output
    assert people.all()[0].is_admin
    assert enter(app, people.all()[0]).visit("/users").has_link("New user")


def test_whoever_had_the_admins_email_before_is_out(
    runner: FlaskCliRunner, app: Flask, grace: User, people: People
) -> None:
    session = enter(app, grace)
    new = ["--name", "The real one", "--email", grace.email, "--password", "battery staple"]
    result = runner.invoke(args=["create-admin", *new])
    (admin,) = people.all()

    assert result.exit_code == 0
    assert (admin.name, admin.is_admin) == ("The real one", True)
    assert passwords.verify(admin.password_hash, "battery staple")
    assert session.visit("/users").has_link("Sign in")


def test_what_is_wrong_with_an_admin_is_said(runner: FlaskCliRunner, people: People) -> None:
    result = runner.invoke(
        args=["create-admin", "--name", " ", "--email", "ada@", "--password", "short"]
    )

    assert result.exit_code == 1
    assert result.output == (
        "Error: Name: Enter a name.\n"
        "Email: Enter an email address like name@example.org.\n"
        "Password: Use at least 8 characters.\n"
    )
    assert not people.all()


def test_an_admins_inner_address_is_refused_with_the_way_to_have_it(
    runner: FlaskCliRunner, people: People
) -> None:
    args = ["create-admin", "--name", "Ada", "--email", "ada@firma.test", "--password", "a moth ab"]
    result = runner.invoke(args=args)

    assert result.exit_code == 1
    assert result.output == (
        "Error: Email: “firma.test” is known inside a network alone: "
        "such addresses aren’t taken here.\n"
        "To take such addresses, here and on the pages, set INNER_EMAILS=1.\n"
    )

    runner.app.config["INNER_EMAILS"] = True
    result = runner.invoke(args=args)
    runner.app.config["INNER_EMAILS"] = False

    assert result.output == "Ada <ada@firma.test> is an admin now.\n"


def test_a_name_from_a_terminal_of_another_encoding_is_refused_not_a_crash(
    runner: FlaskCliRunner, people: People
) -> None:
    args = ["--name", "Zo\udceb", "--email", "zoe@example.org", "--password", "a moth ab"]
    result = runner.invoke(args=["create-admin", *args])

    assert result.output == (
        "Error: Name: A character in it can’t be part of a name. Type it again.\n"
    )
    assert not people.all()
