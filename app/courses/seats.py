"""Seats: taken and given back, whoever else is after the same one.

Whatever changes somebody's seats first takes hold of their row in the table of users, then of the
course's, then of the seat's: in that order everywhere, so that two never wait for each other, and
so that nobody joins while they are deleted. The course's own count is the gate: one statement asks
for a seat and takes it, on SQLite and on PostgreSQL.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, select, update

from app.courses.catalog import GoneError
from app.data.locks import hold
from app.data.models import Course, Enrollment, User
from app.extensions import db


class FullError(Exception):
    """There is no seat left."""


class DeletedError(Exception):
    """Whoever wants a seat, or to give one back, isn't there any more."""


def join(user_id: int, course_id: int) -> bool:
    """Give somebody a seat; False if they have one. Raises FullError, GoneError or DeletedError."""
    try:
        _hold(user_id)
        if _is_there(Enrollment, *_seat(user_id, course_id)):
            return False
        if not _change_taken(course_id, 1):
            raise FullError if _is_there(Course, Course.id == course_id) else GoneError
        db.session.add(Enrollment(user_id=user_id, course_id=course_id))
        db.session.commit()
        return True
    finally:
        db.session.rollback()


def leave(user_id: int, course_id: int) -> bool:
    """Give somebody's seat back; False if they had none. Raises GoneError or DeletedError."""
    try:
        _hold(user_id)
        if not _is_there(Enrollment, *_seat(user_id, course_id)):
            if not _is_there(Course, Course.id == course_id):
                raise GoneError
            return False
        # The course first: whoever deletes it holds it, and waits for the seats in it.
        if not _change_taken(course_id, -1):
            raise GoneError
        db.session.execute(delete(Enrollment).where(*_seat(user_id, course_id)))
        db.session.commit()
        return True
    finally:
        db.session.rollback()


def give_back(user_ids: Collection[int]) -> None:
    """Free the seats of people who are being deleted, in the caller's transaction."""
    for course_id, count in db.session.execute(
        select(Enrollment.course_id, func.count())
        .where(Enrollment.user_id.in_(user_ids))
        .group_by(Enrollment.course_id)
        .order_by(Enrollment.course_id)
    ).all():
        _change_taken(course_id, -count)


def take_again(user_ids: Collection[int]) -> list[tuple[int, str]]:
    """Give people who are back the seats they had, in the caller's transaction.

    Where a course filled up meanwhile they are out of it: return the id and the course's title.
    """
    missed = []
    for user_id, course_id, title in db.session.execute(
        select(Enrollment.user_id, Course.id, Course.title)
        .join(Course)
        .where(Enrollment.user_id.in_(user_ids))
        .order_by(Course.id, Enrollment.joined_at)
    ).all():
        if not _change_taken(course_id, 1):
            db.session.execute(delete(Enrollment).where(*_seat(user_id, course_id)))
            missed.append((user_id, title))
    return missed


def _hold(user_id: int) -> None:
    """Keep others from changing somebody until the transaction ends."""
    if not hold(User.id == user_id, User.deletion_id.is_(None)):
        raise DeletedError


def _seat(user_id: int, course_id: int) -> tuple[ColumnElement[bool], ...]:
    return Enrollment.user_id == user_id, Enrollment.course_id == course_id


def _is_there(table: Any, *conditions: ColumnElement[bool]) -> bool:
    """Ask the database itself: what the session holds may be gone by now."""
    return bool(db.session.scalar(select(exists().select_from(table).where(*conditions))))


def _change_taken(course_id: int, by: int) -> bool:
    """Take a seat, if there is one, in the very statement that asks; or give one back."""
    changed = db.session.scalar(
        update(Course)
        .where(Course.id == course_id, Course.taken + by <= Course.capacity)
        .values(taken=Course.taken + by)
        .returning(Course.id)
        .execution_options(synchronize_session=False)
    )
    return changed is not None
