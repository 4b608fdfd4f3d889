"""Starting on PostgreSQL: many hosts at once, and what can't be used is said in a sentence."""

import pytest
from sqlalchemy import create_engine, text

from app.settings import SettingsError
from tests.conftest import MakeApp
from tests.forked import CREATE_APP, forked
from tests.postgresql import Cluster

ROUNDS = 3  # without a lock, of twelve five failed


def run(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def refusal(make_app: MakeApp, url: str) -> str:
    with pytest.raises(SettingsError) as told:
        make_app(DATABASE_URL=url)
    return told.value.message


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_hosts_that_start_at_once_on_an_empty_database_all_start(
    cluster: Cluster, round_: int
) -> None:
    url = cluster.create()

    hosts = [forked(CREATE_APP, {"DATABASE_URL": url}) for _ in range(3)]
    ended = [host.result() for host in hosts]

    assert ended == [(0, "")] * 3


def test_a_server_that_is_down_is_said_in_a_sentence(make_app: MakeApp) -> None:
    url = "postgresql+psycopg://ada:secret@127.0.0.1:1/people"

    said = refusal(make_app, url)

    assert said.startswith("DATABASE_URL: the database can't be used: connection failed: ")
    assert "Connection refused" in said
    assert "secret" not in said
    assert "\n" not in said


def test_an_option_that_the_driver_does_not_know_is_said_in_a_sentence(make_app: MakeApp) -> None:
    said = refusal(make_app, "postgresql+psycopg://ada:secret@127.0.0.1:1/people?sslmod=require")

    assert 'invalid connection option "sslmod"' in said
    assert "secret" not in said


def test_a_database_that_is_not_there_is_said_in_a_sentence(
    make_app: MakeApp, cluster: Cluster
) -> None:
    assert 'database "nowhere" does not exist' in refusal(make_app, cluster.url("nowhere"))


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_an_encoding_that_lacks_letters_is_refused(
    make_app: MakeApp, cluster: Cluster, encoding: str
) -> None:
    options = f"ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0"

    assert refusal(make_app, cluster.create(options)) == (
        f"DATABASE_URL: the database's encoding is {encoding}, which lacks letters that names "
        "have. Make another one: createdb --encoding=UTF8 --template=template0 NAME"
    )


def test_a_role_that_may_not_make_tables_is_told_so(make_app: MakeApp, cluster: Cluster) -> None:
    url = cluster.create()
    name = url.partition("?")[0].rpartition("/")[2]
    cluster.run(f"CREATE ROLE guest_{name} LOGIN")

    assert refusal(make_app, cluster.url(name, user=f"guest_{name}")) == (
        "DATABASE_URL: the tables can't be brought up to date: permission denied for schema "
        "public. Let the role that it names own the database."
    )


def test_a_database_of_another_program_is_left_alone(make_app: MakeApp, database: str) -> None:
    run(database, "CREATE TABLE users (login TEXT)", "INSERT INTO users VALUES ('ada')")

    assert refusal(make_app, database) == (
        "DATABASE_URL: the database has a table “users” that another program made. "
        "Name one of its own, empty at first."
    )
    run(database, "INSERT INTO users VALUES ('grace')")


def test_a_database_that_another_program_migrates_is_left_alone(
    make_app: MakeApp, database: str
) -> None:
    run(
        database,
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        "INSERT INTO alembic_version VALUES ('ae1027a6acf')",
    )

    assert refusal(make_app, database) == (
        "DATABASE_URL: the database is of a newer release than this one, or of another program: "
        "its tables are at ae1027a6acf, and this release knows them up to 0007. Start the newer "
        "release, or name another database."
    )


def test_a_release_goes_on_with_the_tables_of_a_newer_one_that_allows_it(
    make_app: MakeApp, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    make_app(DATABASE_URL=database)
    run(
        database,
        "UPDATE alembic_version SET version_num = '0099'",
        "UPDATE compatibility SET oldest = '0006'",
    )

    app = make_app(DATABASE_URL=database)

    assert app.test_client().get("/users").status_code == 200
    assert "newer release (0099), which this one can go on with" in caplog.text


def test_a_release_does_not_start_on_tables_that_it_would_spoil(
    make_app: MakeApp, database: str
) -> None:
    make_app(DATABASE_URL=database)
    run(
        database,
        "UPDATE alembic_version SET version_num = '0099'",
        "UPDATE compatibility SET oldest = '0099'",
    )

    assert "its tables are at 0099" in refusal(make_app, database)
