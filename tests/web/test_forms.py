"""Forms under hostile input: an answer each time, nothing lost, and no cookie too big."""

import json

import pytest
from flask import Flask, get_flashed_messages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.data.models import User
from app.users.forms import EditForm, UserForm
from app.web import forms
from tests.people import PASSWORD, People
from tests.visitor import Visitor

ANYTHING = st.text(max_size=50) | st.binary(max_size=50) | st.integers().map(str)
FORMS = {
    "/users": ["name", "email", "password"],
    "/users/1": ["name", "email", "password", "current", "version"],
    "/users/1/delete": ["confirm"],
    "/sign-in": ["email", "password", "next"],
    "/sign-out": ["why"],
    "/courses": ["title", "summary", "capacity", "once"],
    "/courses/flask-basics": ["title", "summary", "capacity", "version"],
    "/courses/flask-basics/join": ["why"],
    "/courses/flask-basics/leave": ["why"],
}
# The app is the same for all examples; what they leave behind in it doesn't matter.
hostile = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
DIALOGUES = "\u202e\u2066\x00\ufffe\U0001ffff"
FAMILY = "👩‍👩‍👧‍👦"


@pytest.fixture
def teacher(admin: Visitor) -> Visitor:
    """Ada, signed in, who has made a course."""
    admin.submit("/courses", title="Flask basics", summary="", capacity="12")
    return admin


@hostile
@given(data=st.data())
@pytest.mark.parametrize("path", FORMS)
def test_no_input_breaks_a_form(teacher: Visitor, path: str, data: st.DataObject) -> None:
    fields = {name: data.draw(ANYTHING, name) for name in FORMS[path]}
    response = teacher.post(path, data=fields)
    if path == "/sign-out":  # or there is nobody to sign out the next time
        teacher.sign_in("ada@example.org", PASSWORD)

    assert response.status_code == 303
    assert teacher.get(response.location, follow_redirects=True).status_code == 200


@hostile
@given(
    name=st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp", "Zs"]), min_size=1
    ),
)
def test_a_rejected_name_comes_back_as_it_was_typed(visitor: Visitor, name: str) -> None:
    page = visitor.submit("/users", name=name, email="", password="")
    expected = UserForm(MultiDict({"name": name})).name.data

    assert page.field("name").value == forms._cut(expected or "")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("x" * 10_000, 300),
        ("名" * 10_000, 133),
        (FAMILY * 1000, 112),
        ("x" * 300, 300),
    ],
)
def test_a_long_value_comes_back_cut_with_a_note(visitor: Visitor, name: str, kept: int) -> None:
    field = visitor.submit("/users", name=name, email="a", password="").field("name")

    assert field.value == name[:kept]
    assert field.error.startswith(f"Use at most 100 characters; this has {len(name)}")
    note = f"Only the first {kept} characters were kept."
    assert field.note == (note if kept < len(name) else "")


@pytest.mark.parametrize("character", DIALOGUES)
def test_what_cannot_be_in_a_name_comes_back_marked(visitor: Visitor, character: str) -> None:
    field = visitor.submit("/users", name=f"A{character}da", email="a", password="").field("name")

    assert field.value == "A\ufffdda"
    assert field.error == "A character in it can’t be part of a name. Type it again."


@pytest.mark.parametrize(
    "name", ["\u200b", "\u200d\u200e", "\u3000 \t", *"\u115f\u1160\u2800\u3164\uffa0"]
)
def test_a_name_has_something_to_see(visitor: Visitor, name: str) -> None:
    assert visitor.submit("/users", name=name, email="", password="").field("name").error


@pytest.mark.parametrize("name", [FAMILY, "محمد\u200f", "می\u200cخواهم", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "X Æ A-12", "'; --"])
def test_a_name_may_be_any_other_text(visitor: Visitor, people: People, name: str) -> None:
    page = visitor.submit("/users", name=name, email="a@example.org", password=PASSWORD)

    assert page.heading == people.find("a@example.org").name == name


def test_a_name_is_tidied(visitor: Visitor, people: People) -> None:
    name = " Ame\u0301lie\u00a0 \n Poulain "
    visitor.submit("/users", name=name, email="a@example.org", password=PASSWORD)

    assert people.find("a@example.org").name == "Amélie Poulain"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Ada@EXAMPLE.org", "Ada@example.org"), ("пример@example.org", "пример@example.org")],
)
def test_an_email_is_kept_as_it_is_written(
    visitor: Visitor, people: People, typed: str, kept: str
) -> None:
    visitor.submit("/users", name="A", email=typed, password=PASSWORD)

    assert people.all()[0].email == kept


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("1234567", "Use at least 8 characters."),
        ("x" * 1001, "Use at most 1000 characters."),
        ("x" * 1000, ""),
        ("        ", ""),
    ],
)
def test_a_password_has_a_sensible_length(visitor: Visitor, password: str, error: str) -> None:
    page = visitor.submit("/users", name="", email="", password=password)

    assert page.field("password").error == error


def test_a_password_never_travels(app: Flask) -> None:
    with app.test_request_context("/users", method="POST"):
        UserForm(MultiDict({"name": "", "password": "hush, hush"})).send("/users/new")

        assert "hush" not in str(get_flashed_messages())


@pytest.mark.parametrize("character", ["x", "é", "名", "😀", "\x00", "\u0301", '"', "\\", "<"])
def test_what_travels_fits_into_a_cookie(app: Flask, character: str) -> None:
    long = character * 100_000
    with app.test_request_context("/users/1", method="POST"):
        form = EditForm(MultiDict({"name": long, "email": long, "password": "x", "version": long}))
        form.validate()
        form.send("/users/1/edit")
        (parcel,) = get_flashed_messages(category_filter=["form:/users/1/edit"])

        assert len(json.dumps(parcel, ensure_ascii=False).encode()) <= 1400


@pytest.mark.parametrize(
    "parcel",
    [
        None,
        "text",
        ["list"],
        {},
        {"user": 1, "values": {"name": "Foreign"}, "errors": {"name": "No"}},
    ],
)
def test_a_parcel_of_another_kind_is_ignored(visitor: Visitor, parcel: object) -> None:
    with visitor.application.test_request_context("/users/new"):
        from flask import flash

        flash(parcel, "form:/users/new")  # type: ignore[arg-type]  # that is the point
        form = UserForm()

        assert form.receive("/users/new") is False
        assert form.name.data == ""
        assert not form.name.errors


def test_one_edit_page_does_not_take_what_was_typed_on_another(
    admin: Visitor, ada: User, grace: User
) -> None:
    form = admin.visit(f"/users/{grace.id}/edit").form(f"/users/{grace.id}")
    admin.post(f"/users/{grace.id}", data=form | {"name": ""})

    assert admin.visit(f"/users/{ada.id}/edit").field("name").value == "Ada Lovelace"


UNSEEN = "There is something in it that can’t be seen. Type it, don’t paste it."
INNER = "“{}” is known inside a network alone: such addresses aren’t taken here."


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("ada@example.org.", "Leave out the full stop at the end."),
        ("ada@intranet.local.", "Leave out the full stop at the end."),
        ("ada@example.org\u200b", UNSEEN),
        ("a\u00adda@example.org", UNSEEN),
        ("\u202aada@example.org\u202c", UNSEEN),
        ("ada@intranet.local", INNER.format("intranet.local")),
        ("ada@firma.test", INNER.format("firma.test")),
        ("ada@server", INNER.format("server")),
        ("ada@", "Enter an email address like name@example.org."),
        ("ada.", "Enter an email address like name@example.org."),
        ("ada@firma..test", "Enter an email address like name@example.org."),
    ],
)
def test_a_refused_email_is_told_why(visitor: Visitor, email: str, said: str) -> None:
    page = visitor.submit("/users", name="Ada", email=email, password=PASSWORD)

    assert page.field("email").error == said


@pytest.mark.parametrize("email", ["ada@intranet.local", "ada@firma.test", "ada@server"])
def test_inner_addresses_are_taken_where_a_setting_says_so(
    app: Flask, visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    monkeypatch.setitem(app.config, "INNER_EMAILS", True)
    visitor.submit("/users", name="Ada", email=email, password=PASSWORD)
    visitor.submit("/sign-out")

    assert people.all()[0].email == email
    assert visitor.submit("/users", name="A", email="a@b..c", password="").field("email").error
    assert visitor.sign_in(email.upper(), PASSWORD).categories == ["success"]
