"""The catalog: which courses there are, a page of them at a time, and who is in one."""

import re
from collections.abc import Collection, Mapping
from functools import partial

from flask import url_for
from sqlalchemy import select

from app.data.models import Course, Enrollment, User
from app.extensions import db
from app.web.paging import Count, Order, Page, count

PAGE_SIZE = 24
SLUG = re.compile("[a-z0-9-]{1,80}")
BY_TITLE = Order(Course.folded_title, Course.id)
BY_NAME = Order(User.folded_name, User.id)


class GoneError(Exception):
    """The course isn't there any more."""


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
    courses = select(Course)
    url = partial(url_for, "courses.index")
    return Page(courses, BY_TITLE, partial(count, courses), arguments, PAGE_SIZE, url)


def people_in(course: Course, arguments: Mapping[str, str]) -> Page[User]:
    """Read a page of who is in a course, by name; who was deleted isn't."""
    people = select(User).join(Enrollment)
    there = people.where(Enrollment.course_id == course.id, User.deletion_id.is_(None))
    url = partial(url_for, "courses.show", slug=course.slug)
    return Page(there, BY_NAME, lambda: Count(course.taken), arguments, PAGE_SIZE, url)


def courses_of(user: User, arguments: Mapping[str, str]) -> Page[Course]:
    """Read a page of the courses that somebody is in, by title."""
    courses = select(Course).join(Enrollment).where(Enrollment.user_id == user.id)
    url = partial(url_for, "users.show", id=user.id)
    return Page(courses, BY_TITLE, partial(count, courses), arguments, PAGE_SIZE, url)


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
