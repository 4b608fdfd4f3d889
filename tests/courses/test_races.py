"""Many at once, on SQLite and on PostgreSQL: no seat is taken twice, and none is lost."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.data.models import Course, Enrollment, User
from app.extensions import db
from tests.courses.conftest import Courses, signed_in
from tests.visitor import Page

HERE = "/courses/flask-basics"
JOINED = "Success You joined Flask basics."
IN_ALREADY = "Warning You’re in Flask basics already."
LEFT = "Success You left Flask basics."
NOT_IN = "Warning You aren’t in Flask basics."
FULL = "Error Flask basics is full. You can join when somebody leaves."
GONE = "Error This course is already gone."
ROUNDS = 5  # of what goes wrong in some orders only


@pytest.fixture
def app(app_on_each: Flask) -> Flask:
    return app_on_each


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Let each deed be done by a thread of its own, all starting together."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def told(pages: Sequence[Page]) -> Counter[str]:
    return Counter(banner for page in pages for banner in page.banners)


def test_of_fifty_after_the_last_seat_one_has_it(
    app: Flask, crowd: Callable[[int], list[User]], courses: Courses
) -> None:
    full = courses.add(capacity=12, people=crowd(11))
    others = crowd(50)

    pages = at_once(*(partial(signed_in(app, user).submit, f"{HERE}/join") for user in others))

    assert told(pages) == {JOINED: 1, FULL: 49}
    assert len(courses.people_in(full)) == 12
    assert len(courses.people_in(full) & {user.id for user in others}) == 1


def test_joining_many_times_at_once_takes_one_seat(
    app: Flask, grace: User, courses: Courses
) -> None:
    basics = courses.add(capacity=5)

    pages = at_once(*(partial(signed_in(app, grace).submit, f"{HERE}/join") for _ in range(8)))

    assert told(pages) == {JOINED: 1, IN_ALREADY: 7}
    assert courses.people_in(basics) == {grace.id}


def test_leaving_many_times_at_once_frees_one_seat(
    app: Flask, ada: User, grace: User, courses: Courses
) -> None:
    basics = courses.add(capacity=5, people=[ada, grace])

    pages = at_once(*(partial(signed_in(app, grace).submit, f"{HERE}/leave") for _ in range(8)))

    assert told(pages) == {LEFT: 1, NOT_IN: 7}
    assert courses.people_in(basics) == {ada.id}


def test_who_leaves_and_who_joins_at_once_lose_no_seat(
    app: Flask, crowd: Callable[[int], list[User]], courses: Courses
) -> None:
    inside, outside = crowd(6), crowd(6)
    basics = courses.add(capacity=6, people=inside)

    leaving = [partial(signed_in(app, user).submit, f"{HERE}/leave") for user in inside]
    joining = [partial(signed_in(app, user).submit, f"{HERE}/join") for user in outside]
    pages = at_once(*leaving, *joining)

    joined = told(pages)[JOINED]
    assert told(pages) == Counter({LEFT: 6, JOINED: joined, FULL: 6 - joined})
    assert len(courses.people_in(basics)) == joined


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_course_deleted_while_people_come_and_go_is_gone(
    app: Flask, ada: User, crowd: Callable[[int], list[User]], courses: Courses, round_: int
) -> None:
    inside, outside = crowd(5), crowd(5)
    basics = courses.add(people=inside)

    leaving = [partial(signed_in(app, user).submit, f"{HERE}/leave") for user in inside]
    joining = [partial(signed_in(app, user).submit, f"{HERE}/join") for user in outside]
    pages = at_once(*(partial(signed_in(app, ada).submit, f"{HERE}/delete"), *leaving, *joining))

    assert not courses.all()
    assert courses.people_in(basics) == set()
    assert pages[0].banners[0].startswith("Success Flask basics was deleted.")
    # Whoever came first is told so on the course's page, or where it has gone by then.
    assert set(told(pages[1:])) <= {LEFT, JOINED, GONE}


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_fewer_seats_while_people_join_are_refused_or_kept_to(
    app: Flask, ada: User, crowd: Callable[[int], list[User]], courses: Courses, round_: int
) -> None:
    basics = courses.add(capacity=10)
    admin = signed_in(app, ada)
    form = admin.visit(f"{HERE}/edit").form(HERE) | {"capacity": "4"}

    joining = [partial(signed_in(app, user).submit, f"{HERE}/join") for user in crowd(8)]
    pages = at_once(*(*joining[:4], partial(admin.submit, HERE, **form), *joining[4:]))

    (course,) = courses.all()
    inside = len(courses.people_in(basics))
    assert told(pages)[JOINED] == inside <= course.capacity
    if course.capacity == 4:
        assert pages[4].banners == ["Success Saved: seats."]
    else:
        assert pages[4].banners == ["Error Nothing was saved: 1 field needs attention."]
        assert "give it at least" in pages[4].field("capacity").error


def test_who_is_deleted_while_joining_keeps_no_seat_from_others(
    app: Flask, ada: User, crowd: Callable[[int], list[User]], courses: Courses
) -> None:
    basics = courses.add(capacity=20, people=crowd(2))
    users = crowd(8)

    joining = [partial(signed_in(app, user).submit, f"{HERE}/join") for user in users]
    at_once(*joining, *(partial(courses.delete, user, ada) for user in users))

    with app.app_context():
        here = select(func.count()).select_from(Enrollment).join(User)
        assert db.session.scalar(here.where(User.deletion_id.is_(None))) == 2
        assert db.session.get_one(Course, basics.id).taken == 2


def test_who_comes_back_and_who_joins_at_once_never_overfill_it(
    app: Flask, ada: User, crowd: Callable[[int], list[User]], courses: Courses
) -> None:
    back = crowd(4)
    basics = courses.add(capacity=4, people=back)
    deletions = [courses.delete(user, by=ada) for user in back]

    restoring = [partial(courses.restore, deletion, ada) for deletion in deletions]
    joining = [partial(signed_in(app, user).submit, f"{HERE}/join") for user in crowd(8)]
    done = at_once(*restoring, *joining)

    missed = {name for those in done[:4] for names in those.values() for name in names}
    inside = courses.people_in(basics)
    assert len(inside) == 4
    assert {user.name for user in back if user.id not in inside} == missed
    assert told(done[4:])[JOINED] == len(missed)


def test_courses_of_one_title_made_at_once_have_addresses_of_their_own(
    app: Flask, ada: User, courses: Courses
) -> None:
    fields = {"title": "Flask basics", "summary": "", "capacity": "3"}

    admins = [signed_in(app, ada) for _ in range(6)]
    at_once(*(partial(admin.submit, "/courses", **fields) for admin in admins))

    slugs = {course.slug for course in courses.all()}
    assert slugs == {"flask-basics", *(f"flask-basics-{n}" for n in range(2, 7))}


def test_one_form_sent_many_times_at_once_makes_one_course(
    app: Flask, ada: User, courses: Courses
) -> None:
    fields = {"title": "Flask basics", "summary": "", "capacity": "3", "once": "the same"}

    pages = at_once(*(partial(signed_in(app, ada).submit, "/courses", **fields) for _ in range(6)))

    assert {page.path for page in pages} == {HERE}
    assert len(courses.all()) == 1


def test_two_who_save_at_once_overwrite_nothing(app: Flask, ada: User, courses: Courses) -> None:
    courses.add()
    admins = [signed_in(app, ada) for _ in range(4)]
    form = admins[0].visit(f"{HERE}/edit").form(HERE)

    forms = [form | {"title": f"Mine {number}"} for number in range(4)]
    pages = at_once(
        *(partial(admin.submit, HERE, **mine) for admin, mine in zip(admins, forms, strict=True))
    )

    assert Counter(page.categories[0] for page in pages) == {"success": 1, "error": 3}
