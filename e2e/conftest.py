"""What a scenario may ask for: the app, somebody signed in, and the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from tests import databases
from tests.databases import Database, pytest_configure

from .apps import add, add_courses, close, make_app, session_cookie
from .courses import ALL
from .matrix import pytest_addoption, pytest_collection_modifyitems
from .people import ADA, EVERYBODY, GRACE, Person
from .places import Place, on_each_page
from .screens.courses import CourseScreen
from .screens.forms import EditScreen, NewUserScreen, SignInScreen, SignUpScreen
from .screens.keyboard import Keyboard
from .screens.lesson import LessonScreen
from .screens.users import ConfirmScreen, UserScreen, UsersScreen
from .workers import pytest_xdist_make_scheduler

__all__ = [
    "on_each_page",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_xdist_make_scheduler",
]
Enter = Callable[[BrowserContext, Person], None]


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with databases.made(tmp_path_factory.mktemp("database") / "users.sqlite3") as database:
        yield database


@pytest.fixture(scope="session")
def shared_app(database: Database) -> Iterator[Flask]:
    """The app, built once: a scenario changes what is in the database, and nothing else."""
    app = make_app(database.url)
    add(app, EVERYBODY)
    add_courses(app, ALL)
    close(app)
    database.keep()
    yield app
    close(app)


@pytest.fixture
def app(shared_app: Flask, database: Database) -> Iterator[Flask]:
    """The app, with a database that no other scenario has seen."""
    database.restore()
    yield shared_app
    close(shared_app)


@pytest.fixture
def people(app: Flask) -> Callable[..., None]:
    """Write more people into the scenario's database."""
    return lambda *people: add(app, people)


@pytest.fixture
def courses(app: Flask) -> Callable[..., None]:
    """Write more courses into the scenario's database."""
    return lambda *courses: add_courses(app, courses)


@pytest.fixture
def enter(app: Flask, base_url: str) -> Enter:
    """Sign somebody in without a click; scenarios about signing in do it by hand."""

    def enter(context: BrowserContext, person: Person) -> None:
        name, value = session_cookie(app, person)
        context.add_cookies([{"name": name, "value": value, "url": base_url}])

    return enter


@pytest.fixture
def admin(enter: Enter, context: BrowserContext) -> Person:
    """The visitor is signed in, as Grace, who may do everything."""
    enter(context, GRACE)
    return GRACE


@pytest.fixture
def member(enter: Enter, context: BrowserContext) -> Person:
    """The visitor is signed in, as Ada, who may change herself."""
    enter(context, ADA)
    return ADA


@pytest.fixture
def visit(enter: Enter, page: Page) -> Callable[[Place], Page]:
    """Look at a place as whoever should look at it."""

    def visit(place: Place) -> Page:
        if place.visitor:
            enter(page.context, place.visitor)
        page.goto(place.path)
        return page

    return visit


@pytest.fixture
def another_visitor(
    new_context: Callable[..., BrowserContext], enter: Enter
) -> Callable[[Person], Page]:
    """Somebody else, signed in, in a browser of their own."""

    def visit(person: Person) -> Page:
        context = new_context()
        enter(context, person)
        return context.new_page()

    return visit


@pytest.fixture
def keyboard(page: Page) -> Keyboard:
    return Keyboard(page)


@pytest.fixture
def lesson(page: Page) -> LessonScreen:
    return LessonScreen(page)


@pytest.fixture
def course(page: Page) -> CourseScreen:
    return CourseScreen(page)


@pytest.fixture
def users(page: Page) -> UsersScreen:
    return UsersScreen(page)


@pytest.fixture
def user(page: Page) -> UserScreen:
    return UserScreen(page)


@pytest.fixture
def new_user(page: Page) -> NewUserScreen:
    return NewUserScreen(page)


@pytest.fixture
def sign_up(page: Page) -> SignUpScreen:
    return SignUpScreen(page)


@pytest.fixture
def edit(page: Page) -> EditScreen:
    return EditScreen(page)


@pytest.fixture
def confirm(page: Page) -> ConfirmScreen:
    return ConfirmScreen(page)


@pytest.fixture
def sign_in(page: Page) -> SignInScreen:
    return SignInScreen(page)
