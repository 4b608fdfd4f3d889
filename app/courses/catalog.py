"""The catalog: which courses there are, a page of them at a time, and who is in one."""

import re
from collections.abc import Collection, Mapping
from typing import Any, Generic, TypeVar

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from app.data.models import Course, Enrollment, User
from app.extensions import db

PAGE_SIZE = 24
SLUG = re.compile("[a-z0-9-]{1,80}")
Row = TypeVar("Row")


class GoneError(Exception):
    """The course isn't there any more."""


class Page(Generic[Row]):
    """The page of a query that an address asks for; a number that makes no sense is the first."""

    def __init__(self, query: Select[Row], number: str, endpoint: str, **values: Any) -> None:
        rows = query.order_by(None).subquery()
        self.total = db.session.scalar(select(func.count()).select_from(rows)) or 0
        last = max(1, -(-self.total // PAGE_SIZE))
        here = min(int(number), last) if re.fullmatch("[1-9][0-9]{0,8}", number) else 1
        beyond = (here - 1) * PAGE_SIZE
        self.rows = list(db.session.scalars(query.limit(PAGE_SIZE).offset(beyond)))
        self.range = _("%(first)s–%(last)s of %(found)s", first=beyond + 1,
                       last=beyond + len(self.rows), found=self.total)  # fmt: skip
        pages = {page: url_for(endpoint, **values, page=page) for page in (here - 1, here + 1)}
        self.previous_url = pages[here - 1] if here > 1 else None
        self.next_url = pages[here + 1] if here < last else None


def find(slug: str) -> Course | None:
    if not SLUG.fullmatch(slug):  # PostgreSQL refuses to compare NUL
        return None
    return db.session.scalar(select(Course).where(Course.slug == slug))


def get(slug: str) -> tuple[Course, str]:
    """Find a course and its title, which can be told of one that is gone; raises GoneError."""
    course = find(slug)
    if not course:
        raise GoneError
    return course, course.title


def everything(arguments: Mapping[str, str]) -> Page[Course]:
    """Read a page of all courses, by title."""
    by_title = select(Course).order_by(Course.folded_title, Course.id)
    return Page(by_title, arguments.get("page", ""), "courses.index")


def people_in(course: Course, arguments: Mapping[str, str]) -> Page[User]:
    """Read a page of who is in a course, by name; who was deleted isn't."""
    by_name = (
        select(User)
        .join(Enrollment)
        .where(Enrollment.course_id == course.id, User.deletion_id.is_(None))
        .order_by(User.folded_name, User.id)
    )
    return Page(by_name, arguments.get("page", ""), "courses.show", slug=course.slug)


def courses_of(user: User, arguments: Mapping[str, str]) -> Page[Course]:
    """Read a page of the courses that somebody is in, by title."""
    by_title = (
        select(Course)
        .join(Enrollment)
        .where(Enrollment.user_id == user.id)
        .order_by(Course.folded_title, Course.id)
    )
    return Page(by_title, arguments.get("page", ""), "users.show", id=user.id)


def joined_by(user_id: int, courses: Collection[Course]) -> set[int]:
    """Name those of some courses, by id, in which somebody has a seat."""
    ids = [course.id for course in courses]
    mine = select(Enrollment.course_id).where(
        Enrollment.user_id == user_id, Enrollment.course_id.in_(ids)
    )
    return set(db.session.scalars(mine))


def is_title_shared(course: Course) -> bool:
    twin = select(Course.id).where(
        Course.folded_title == course.folded_title, Course.id != course.id
    )
    return db.session.scalar(twin.limit(1)) is not None
