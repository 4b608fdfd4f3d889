"""Every page's HTML as the Nu checker sees it, which is the W3C's own."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from app.data.models import User
from tests.visitor import Visitor

TOP = Path(__file__).parents[2]
CHECKER = TOP / ".venv" / "nu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# It allows `blocking` on style sheets alone; the standard allows it on what a page waits for, too:
# https://html.spec.whatwg.org/multipage/links.html#link-type-expect
BEHIND_THE_STANDARD = ".* .link. element with a .blocking. attribute must .*"

pytestmark = pytest.mark.skipif(
    not (CHECKER.exists() and shutil.which("java")),
    reason="the Nu checker needs Java; `make test` brings it where npm is",
)

HOSTILE_COURSE = {"title": "<b>&amp;\"'</b> שרה" * 9, "summary": "</textarea>&lt;", "capacity": "'"}
HOSTILE = {"name": "<b>&amp;\"'</b> שרה", "email": "not an address", "password": "short"}


def complaints(folder: Path) -> list[str]:
    """Run the checker once over all pages: starting Java takes longer than checking.

    It ends before what Java would compile at length for speed is any faster, and its schema takes
    a deep stack.
    """
    options = ["--format", "json", "--Werror", "--filterpattern", BEHIND_THE_STANDARD]
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-Xss8m",
        "-jar",
        str(CHECKER),
        *options,
        str(folder),
    ]
    answer = json.loads(subprocess.run(command, capture_output=True, check=False).stderr)
    return [
        f"{Path(each['url']).name}:{each.get('lastLine', '')} {each['message']}"
        for each in answer["messages"]
    ]


def pages(visitor: Visitor, member: Visitor, admin: Visitor, user: User) -> dict[str, str]:
    """Fetch each page in each of its states, by a name to find it again."""
    own, new, course = f"/users/{user.id}", "/users/new", "/courses/flask-basics"
    admin.submit("/courses", title="Flask basics", summary="Routes.", capacity="12")
    seen = {
        "users": visitor.visit("/users"),
        "users-nothing-found": visitor.visit("/users?q=%3Cnobody%3E"),
        "users-sorted": visitor.visit("/users?sort=-joined"),
        "user": visitor.visit(own),
        "sign-up": visitor.visit(new),
        "sign-up-rejected": visitor.fill_in(visitor.visit(new), "/users", **HOSTILE),
        "sign-in": visitor.visit("/sign-in"),
        "sign-in-asked-for": visitor.visit(f"{own}/edit"),
        "lesson": visitor.visit("/lesson"),
        "gallery": visitor.visit("/gallery"),
        "missing": visitor.visit("/nothing/here"),
        "own-user": member.visit(own),
        "edit": member.visit(f"{own}/edit"),
        "edit-rejected": member.fill_in(member.visit(f"{own}/edit"), own, **HOSTILE),
        "delete": member.visit(f"{own}/delete"),
        "not-allowed": member.visit("/users/1/edit"),
        "users-as-admin": admin.visit("/users"),
        "new-user": admin.visit(new),
        "courses": member.visit("/courses"),
        "course": member.visit(course),
        "course-as-admin": admin.visit(course),
        "course-edit": admin.visit(f"{course}/edit"),
        "course-edit-rejected": admin.fill_in(
            admin.visit(f"{course}/edit"), course, **HOSTILE_COURSE
        ),
        "course-delete": admin.visit(f"{course}/delete"),
        "course-new": admin.visit("/courses/new"),
        "new-user-rejected": admin.fill_in(admin.visit(new), "/users", **HOSTILE),
    }
    return {name: page.html for name, page in seen.items()}


def test_the_checker_finds_nothing_in_any_page(
    tmp_path: Path, visitor: Visitor, member: Visitor, admin: Visitor, grace: User
) -> None:
    for name, html in pages(visitor, member, admin, grace).items():
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")

    found = complaints(tmp_path)

    assert not found, "\n".join(found)
