"""Courses written down: added, changed and removed, whoever else is doing the same."""

import json
from collections.abc import Mapping
from hashlib import sha256
from itertools import count

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.courses.catalog import GoneError
from app.data.models import Course
from app.data.text import spell
from app.extensions import db

AT_ONCE = 50  # addresses that are asked for
NO_COURSE = "new"  # the address of the form for another one


class StaleError(Exception):
    """Somebody else changed or removed the course meanwhile."""


class CapacityError(Exception):
    """More people are in it than it would have seats."""


def add(title: str, summary: str, capacity: int, once: str = "") -> Course:
    """Add a course; for the same form sent again, which `once` tells, answer with the first one.

    The same form with something else in it, which somebody went back to, makes another course.
    """
    form = json.dumps([once, title, summary, capacity])
    mark = sha256(form.encode()).hexdigest() if once else None
    while True:  # until nobody else takes the address at that very moment
        course = Course(title=title, summary=summary, capacity=capacity, once=mark)
        course.slug = _free_slug(title)
        db.session.add(course)
        try:
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            if mark and (twin := db.session.scalar(select(Course).where(Course.once == mark))):
                return twin
        else:
            return course


def _free_slug(title: str) -> str:
    """An address made of a title, with a number after it if another course has it."""
    slug = spell(title) or "course"
    for first in count(1, AT_ONCE):
        names = [slug if n == 1 else f"{slug}-{n}" for n in range(first, first + AT_ONCE)]
        taken = {NO_COURSE, *db.session.scalars(select(Course.slug).where(Course.slug.in_(names)))}
        if free := [name for name in names if name not in taken]:
            break
    return free[0]


def change(course: Course, values: Mapping[str, object], version: str) -> list[str]:
    """Write `values` over the `version` that was edited; return which of them were new.

    The address stays as it is, whatever the title becomes: others may have written it down.
    """
    new = [column for column, value in values.items() if getattr(course, column) != value]
    if new and version != str(course.version):
        raise StaleError
    for column in new:
        setattr(course, column, values[column])
    try:
        db.session.commit()
    except IntegrityError:  # the table's own check: it sees those who join at this very moment
        db.session.rollback()
        raise CapacityError from None
    except StaleDataError:
        db.session.rollback()
        raise StaleError from None
    return new


def count_people(course_id: int) -> int:
    return db.session.scalar(select(Course.taken).where(Course.id == course_id)) or 0


def remove(course_id: int) -> int:
    """Remove a course and the seats in it; return how many were taken. Raises GoneError."""
    taken = db.session.scalar(
        delete(Course)
        .where(Course.id == course_id)
        .returning(Course.taken)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    if taken is None:
        raise GoneError
    return taken
