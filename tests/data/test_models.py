"""Users as the database keeps them, and text as people compare it."""

import re
import threading

import pytest
from flask import Flask
from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlalchemy.exc import IntegrityError

from app.data.models import User
from app.data.text import fold
from app.extensions import Base
from app.users import records
from tests.people import PASSWORD, People


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Lovelace", "AL"),
        ("Íñigo Núñez de Balboa", "ÍB"),
        ("Björk", "B"),
        ("王小明", "王"),
        ("мария соколова", "МС"),
        ("محمد عبد الرحمن", "ما"),
        ("“Ada” & (Countess)", "AC"),
        ("🦊", "🦊"),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name: str, initials: str) -> None:
    assert User(name=name, email="").initials == initials


def test_the_avatars_colour_is_one_of_twelve() -> None:
    assert [User(id=number).hue for number in range(1, 13)] == [
        5,
        10,
        3,
        8,
        1,
        6,
        11,
        4,
        9,
        2,
        7,
        0,
    ]


def test_what_a_session_keeps_changes_with_the_password_and_gives_it_away_to_nobody() -> None:
    kept = [User(id=7, password_hash=hash_).get_id() for hash_ in (None, "one", "other")]

    assert len(set(kept)) == 3
    assert all(re.fullmatch(r"7\.[0-9a-f]{16}", text) for text in kept)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ólafur", "olafur"),
        ("STRASSE", "straße"),
        ("Łódź", "lodz"),
        ("Søren", "SOREN"),
        ("İstanbul", "istanbul"),
        ("ｆｕｌｌ", "FULL"),
        ("Ёлка", "елка"),
        ("e\u0301", "É"),
        ("O'Neill", "O’Neill"),
        ("O‘Neill", "oʼneill"),
        ("O`Neill", "O´Neill"),
        ("O′Neill", "O＇Neill"),
        ("ʻOkina", "'okina"),
        ("Jean-Luc", "Jean‐Luc"),
        ("Jean‑Luc", "Jean–Luc"),
        ("Jean—Luc", "Jean−Luc"),
        ("Ada\u00a0Byron", "Ada Byron"),
        ("Ada\tByron", "Ada\u2003\u3000Byron"),
        ("Ada\u2800Byron", "Ada\u2028Byron"),
        ("Ada By\u00adron", "Ada Byron"),
        ("\ufeffAda\u200b Byron\u2060", "Ada Byron"),
        ("Ada\u200dByron\u200e", "AdaByron"),
        ("Ada\ufe0f\u3164\U000e0101", "ada"),
        ("می\u200cخواهم", "میخواهم"),
    ],
)
def test_text_is_the_same_in_any_case_with_or_without_accents(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_the_database_itself_keeps_emails_apart(people: People) -> None:
    people.add("Ada", "ada@example.org")

    with pytest.raises(IntegrityError):
        people.add("Eve", "ADA@EXAMPLE.ORG")


def test_two_at_once_cannot_both_have_an_email(app: Flask, people: People) -> None:
    start = threading.Barrier(4)
    outcomes: list[str] = []

    def sign_up(name: str) -> None:
        with app.app_context():
            start.wait()
            try:
                outcomes.append(records.add(name, "one@example.org", PASSWORD).name)
            except records.EmailTakenError:
                outcomes.append("taken")

    threads = [threading.Thread(target=sign_up, args=[name]) for name in "ABCD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes)[1:] == ["taken"] * 3
    assert [user.name for user in people.all()] == sorted(outcomes)[:1]


def test_every_constraint_has_a_name_to_change_it_by() -> None:
    named = {
        str(each.name)
        for table in Base.metadata.tables.values()
        for each in table.constraints
        if isinstance(each, CheckConstraint | ForeignKeyConstraint)
    }

    assert named == {
        "ck_courses_taken",
        "fk_enrollments_course_id",
        "fk_enrollments_user_id",
        "fk_users_deletion_id",
    }


def test_nobody_gets_the_id_of_somebody_who_left(people: People) -> None:
    left = people.add("Ada", "ada@example.org")
    people.remove(left)

    assert people.add("Grace", "grace@example.org").id != left.id
