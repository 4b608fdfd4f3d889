"""Locks: whoever changes several people holds them first, and decides on nothing outdated."""

from sqlalchemy import ColumnElement, select, update

from app.data.models import User
from app.extensions import db


def hold(*which: ColumnElement[bool]) -> set[int]:
    """Keep others from changing some users until the transaction ends; return their ids.

    Nothing is changed, but SQLite locks for it, and PostgreSQL locks row by row in the order of the
    ids: two who want the same rows never each wait for the other.
    """
    rows = select(User.id).where(*which).order_by(User.id).with_for_update(key_share=True)
    same = {"version": User.version, "updated_at": User.updated_at}
    held = update(User).where(User.id.in_(rows)).values(same).returning(User.id)
    return set(db.session.scalars(held, execution_options={"synchronize_session": False}))
