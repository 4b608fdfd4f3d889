"""What scripts are told: by a status that is true, in the words that a page would say."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.data.models import User
from tests.conftest import enter
from tests.people import People
from tests.visitor import Visitor

SCRIPT = {"Sec-Fetch-Dest": "empty"}
GONE = "This user is already gone."


def told(response: TestResponse) -> tuple[int, str]:
    assert response.json
    return response.status_code, response.json["error"]


@pytest.mark.parametrize(
    ("path", "form", "code", "text"),
    [
        ("/users/9/role", {"role": "admin"}, 404, GONE),
        ("/users/9/delete", {}, 404, GONE),
        ("/users/delete", {"user": "9"}, 404, GONE),
        ("/users/1/role", {"role": "king"}, 400, "There is no such role: nothing was changed."),
        ("/users/delete", {}, 400, "Tick whom to delete first."),
        (
            "/users/delete",
            {"user": [str(number) for number in range(2, 503)]},
            400,
            "Nobody was deleted: 500 at once is the most.",
        ),
        (
            "/users/1/role",
            {"role": "member"},
            409,
            "Ada Lovelace stays an admin: nobody else who can sign in is one.",
        ),
        (
            "/users/1/delete",
            {},
            403,
            "You can’t delete yourself. Someone else who is an admin can.",
        ),
        ("/courses/9/delete", {}, 404, "This course is already gone."),
    ],
)
def test_an_admins_script_is_told_the_truth(
    admin: Visitor, path: str, form: dict[str, str | list[str]], code: int, text: str
) -> None:
    assert told(admin.post(path, data=form, headers=SCRIPT)) == (code, text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/users", "Only an admin can create users."),
        ("/users/1/role", "Only an admin can change roles."),
        ("/users/9/role", "Only an admin can change roles."),
        ("/users/1/delete", "Only an admin can delete users."),
        ("/users/1", "You can only edit yourself."),
        ("/courses", "Only an admin can create courses."),
    ],
)
def test_a_members_script_is_told_that_it_may_not(
    member: Visitor, ada: User, people: People, path: str, text: str
) -> None:
    people.add("Alan Turing", "alan@example.org", role="admin")
    path = path.replace("1", str(ada.id))

    assert told(member.post(path, headers=SCRIPT)) == (403, text)


def test_an_undo_that_comes_too_late_is_of_the_past(
    app: Flask, admin: Visitor, people: People, grace: User
) -> None:
    alan = people.add("Alan Turing", "alan@example.org", role="admin")
    undo = admin.submit(f"/users/{grace.id}/delete").offers["Undo"]

    assert told(enter(app, alan).post(undo, headers=SCRIPT))[0] == 403

    people.age_deletions(600)

    assert told(admin.post(undo, headers=SCRIPT)) == (
        410,
        "It’s too late to undo that: the 10 minutes are over.",
    )
