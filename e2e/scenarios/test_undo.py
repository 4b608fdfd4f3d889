"""Undo in the banner: a deed offered with a message, for ten minutes, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import select

from app.data.models import Deletion
from app.extensions import db
from e2e.people import ALAN, GRACE, Person
from e2e.screens.users import ConfirmScreen, UsersScreen

from .outcomes import REJECTED, SAVED, UNCHANGED

DELETED = "Success Alan Turing was deleted. Undo"
BACK = "Success Alan Turing is back."
BACK_ALREADY = "Warning There is nothing to undo: they are back already."
TOO_LATE = "Error It’s too late to undo that: the 10 minutes are over."


@pytest.fixture
def deleted(admin: Person, users: UsersScreen, confirm: ConfirmScreen) -> UsersScreen:
    """The list, just after Alan was deleted."""
    confirm.open(ALAN.id)
    confirm.delete.click()
    expect(users.banners).to_have_text([DELETED])
    return users


def test_undo_brings_back_who_was_deleted(deleted: UsersScreen) -> None:
    deleted.banner("deleted").undo.click()

    expect(deleted.banners).to_have_text([BACK])
    expect(deleted.row(ALAN.name)).to_be_visible()
    assert deleted.banner("is back").hues() <= SAVED.hues

    deleted.reload()

    expect(deleted.row(ALAN.name)).to_be_visible()
    expect(deleted.banners).to_have_count(0)


def test_the_offer_is_gone_after_a_reload(deleted: UsersScreen) -> None:
    assert deleted.banner("deleted").hues() <= SAVED.hues

    deleted.reload()

    expect(deleted.row(GRACE.name)).to_be_visible()
    expect(deleted.row(ALAN.name)).to_have_count(0)
    expect(deleted.banners).to_have_count(0)


@pytest.mark.skip_project("no-javascript")
def test_an_offer_is_given_the_focus(deleted: UsersScreen) -> None:
    expect(deleted.messages).to_be_focused()
    expect(deleted.status).to_be_empty()


@pytest.mark.skip_project("no-javascript")
def test_undo_pressed_twice_is_sent_once(deleted: UsersScreen, posts: list[str]) -> None:
    posts.clear()
    deleted.banner("deleted").undo.dblclick()

    expect(deleted.banners).to_have_text([BACK])
    assert len(posts) == 1


def test_undone_in_another_tab_it_says_so(deleted: UsersScreen, context: BrowserContext) -> None:
    other_tab = ConfirmScreen(context.new_page())
    other_tab.go_to("/users/deletions/1")

    expect(other_tab.people).to_contain_text([ALAN.name])

    other_tab.bring_back.click()

    expect(other_tab.banners).to_have_text([BACK])

    deleted.banner("deleted").undo.click()

    expect(deleted.banners).to_have_text([BACK_ALREADY])
    assert deleted.banner("back").hues() <= UNCHANGED.hues

    deleted.reload()

    expect(deleted.row(ALAN.name)).to_be_visible()
    expect(deleted.banners).to_have_count(0)


def test_after_ten_minutes_it_is_too_late(deleted: UsersScreen, app: Flask) -> None:
    with app.app_context():
        db.session.scalars(select(Deletion)).one().made_at -= timedelta(minutes=10)
        db.session.commit()
    deleted.banner("deleted").undo.click()

    expect(deleted.banners).to_have_text([TOO_LATE])
    expect(deleted.row(ALAN.name)).to_have_count(0)
    assert deleted.banner("too late").hues() <= REJECTED.hues

    deleted.reload()

    expect(deleted.row(GRACE.name)).to_be_visible()
    expect(deleted.banners).to_have_count(0)
