"""What others do meanwhile: nothing is written over somebody who was deleted, nor kept for them."""

import pytest
from flask import Flask

from app.data import demo
from app.data.locks import hold
from app.data.models import User
from app.users import deletions, records
from tests.conftest import enter
from tests.people import PASSWORD, People
from tests.visitor import Visitor

TEN_MINUTES = 600  # seconds


def test_who_is_deleted_while_they_are_edited_is_not_changed(
    app: Flask,
    admin: Visitor,
    people: People,
    ada: User,
    grace: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = admin.visit(f"/users/{grace.id}/edit")

    def be_overtaken(*which: object) -> set[int]:
        with app.app_context():
            deletions.remove([grace.id], by=ada.id)
        return hold(*which)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(records, "hold", be_overtaken)
    page = admin.fill_in(form, f"/users/{grace.id}", name="Grace B. Hopper")

    assert page.path == "/users/new"
    assert page.categories == ["error"]
    assert page.field("name").value == "Grace B. Hopper"
    assert people.find(grace.email).name == "Grace Hopper"


def test_the_email_of_who_is_gone_for_good_is_free_for_an_edit(
    admin: Visitor, people: People, ada: User, grace: User
) -> None:
    admin.submit(f"/users/{grace.id}/delete")
    people.age_deletions(TEN_MINUTES)
    form = admin.visit(f"/users/{ada.id}/edit")

    page = admin.fill_in(form, f"/users/{ada.id}", email=grace.email, current=PASSWORD)

    assert page.banners == ["Success Saved: email."]


def test_an_admin_made_by_command_is_somebody_new_once_it_is_too_late(
    app: Flask, admin: Visitor, people: People, grace: User
) -> None:
    admin.submit(f"/users/{grace.id}/delete")
    people.age_deletions(TEN_MINUTES)
    arguments = ["--name=Grace", f"--email={grace.email}", f"--password={PASSWORD}"]
    app.test_cli_runner().invoke(args=["create-admin", *arguments])

    assert people.find(grace.email).id != grace.id


@pytest.fixture
def demo_people(app: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[str, User]:
    monkeypatch.setitem(app.config, "ENVIRONMENT", "development")
    app.test_cli_runner().invoke(args=["seed"])
    return {user.email: user for user in People(app).all()}


def test_demo_accounts_are_offered_as_they_are(
    app: Flask, people: People, demo_people: dict[str, User]
) -> None:
    member, ada = demo_people[demo.MEMBER], demo_people[demo.ADMIN]
    people.change(member, role="admin")
    with app.app_context():
        assert [(role, email) for role, email, _ in demo.accounts()] == [
            ("Admin", demo.ADMIN),
            ("Admin", demo.MEMBER),
        ]
        deletions.remove([ada.id], by=member.id)
        assert [email for _, email, _ in demo.accounts()] == [demo.MEMBER]


def test_seeding_brings_back_who_is_gone_for_good(
    app: Flask, people: People, demo_people: dict[str, User]
) -> None:
    with app.app_context():
        deletions.remove([demo_people[demo.MEMBER].id], by=demo_people[demo.ADMIN].id)
    people.age_deletions(TEN_MINUTES)

    result = app.test_cli_runner().invoke(args=["seed"])

    assert "1 demo users were added." in result.output
    assert enter(app).visit("/sign-in").status == 200
