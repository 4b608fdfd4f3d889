"""Six courses to show the app with, and which of the demo's people are in them."""

from typing import NamedTuple

from sqlalchemy import select

from app.data.demo import BETWEEN, FIRST_JOINED, PEOPLE
from app.data.models import Course, Enrollment, User
from app.data.text import spell
from app.extensions import db


class DemoCourse(NamedTuple):
    """A course, and who of PEOPLE is in it."""

    title: str
    summary: str
    capacity: int
    people: slice


COURSES = [
    DemoCourse(  # one seat is left, and the demo's member isn't in it
        "Flask basics",
        "Routes, templates and a first form: from an empty folder to a page that answers.",
        12,
        slice(2, 13),
    ),
    DemoCourse(  # full
        "Browser tests with Playwright",
        "Scenarios that read like what people do, and don’t fail for no reason.",
        8,
        slice(10, 18),
    ),
    DemoCourse("Web accessibility", "By keyboard, by ear, and in every colour.", 16, slice(0)),
    DemoCourse(
        "SQL for curious people",
        "Questions that a database can answer, and how to ask them.",
        20,
        slice(1, 30, 3),
    ),
    DemoCourse(
        "Вёрстка без спешки",
        "Страница, которую приятно читать: шрифты, отступы, цвета.",
        10,
        slice(4, 30, 7),
    ),
    DemoCourse(
        "Messages that people read, understand, and know how to act on",
        "What happened, why, and what to do next. In one sentence, if it can be done.",
        15,
        slice(0, 30, 5),
    ),
]


def seed() -> int:
    """Add those whose address isn't taken yet; return how many that were."""
    slugs = [spell(demo.title) for demo in COURSES]
    taken = set(db.session.scalars(select(Course.slug).where(Course.slug.in_(slugs))))
    emails = [email for _name, email in PEOPLE]
    there = select(User).where(User.folded_email.in_(emails), User.deletion_id.is_(None))
    people = {user.folded_email: user for user in db.session.scalars(there)}
    added = 0
    for number, demo in enumerate(COURSES):
        slug = spell(demo.title)
        if slug in taken:
            continue
        made_at = FIRST_JOINED + number * BETWEEN
        members = [people[email] for _name, email in PEOPLE[demo.people] if email in people]
        course = Course(
            slug=slug,
            title=demo.title,
            summary=demo.summary,
            capacity=demo.capacity,
            taken=len(members),
            created_at=made_at,
        )
        db.session.add(course)
        db.session.flush()
        db.session.add_all(
            Enrollment(course_id=course.id, user_id=user.id, joined_at=made_at) for user in members
        )
        added += 1
    db.session.commit()
    return added
