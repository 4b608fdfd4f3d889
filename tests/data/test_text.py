"""Text as people type it, however much of it: what is costly is done for what may be kept alone."""

import unicodedata
from itertools import product

import pytest

from app.data import passwords
from app.data.models import User
from app.data.passwords import LONGEST_PASSWORD
from app.data.text import LONGEST_TEXT, tidy
from tests.people import PASSWORD
from tests.visitor import Visitor

# Marks to be sorted, each against all before it: 120,000 of them keep a processor for 13 s.
MARKS = "a" + "\u0301\u0323" * 60_000


@pytest.fixture
def lengths(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How much text was normalized at once, each time."""
    normalize, lengths = unicodedata.normalize, []

    def measure(form: str, text: str) -> str:
        lengths.append(len(text))
        return normalize(form, text)  # type: ignore[arg-type]  # NFC and the like, as it was given

    monkeypatch.setattr(unicodedata, "normalize", measure)
    return lengths


@pytest.mark.parametrize(
    ("path", "field"),
    [
        *product(["/sign-in", "/users", "/users/1"], ["name", "email", "password"]),
        *product(["/courses", "/courses/flask-basics"], ["title", "summary", "capacity"]),
    ],
)
def test_no_field_keeps_a_processor_busy(
    admin: Visitor, lengths: list[int], path: str, field: str
) -> None:
    form = {
        "title": "Flask",
        "summary": "Routes",
        "capacity": "9",
        "name": "Grace Hopper",
        "email": "ada@example.org",
        "password": PASSWORD,
    }
    response = admin.post(path, data=form | {field: MARKS})

    assert response.status_code == 303
    assert lengths
    assert max(lengths) <= LONGEST_TEXT


def test_space_does_not_count(lengths: list[int]) -> None:
    assert tidy("e\u0301" + " " * 2 * LONGEST_TEXT + "e") == "é e"


def test_a_password_that_is_too_long_is_wrong_and_takes_as_much_work(
    visitor: Visitor, grace: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def take(_hasher: object, *stored_and_password: str) -> bool:
        tried.append(len(stored_and_password[-1]))
        return True

    monkeypatch.setattr(type(passwords.hasher), "hash", take)
    monkeypatch.setattr(type(passwords.hasher), "verify", take)
    for email in (grace.email, "nobody@example.org"):
        page = visitor.sign_in(email, "x" * (LONGEST_PASSWORD + 1))

        assert page.banners == ["Error Email or password is wrong."]
    assert len(tried) == 2
    assert max(tried) <= LONGEST_PASSWORD


def test_a_thousand_characters_are_normalized_and_no_more() -> None:
    assert tidy("e\u0301" * 500) == "é" * 500
    assert tidy("e\u0301" * 500 + "e") == "e\u0301" * 500 + "e"
