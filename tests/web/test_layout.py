"""The layout: what every page says of itself, and where it says one is."""

import pytest

from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/users", ["Users"]),
        ("/users/1", ["Users"]),
        ("/users/new", ["Sign up"]),
        ("/sign-in", ["Sign in"]),
        ("/lesson", ["Lesson", "Flash Once a cookie for each answer"]),
        ("/bar", ["Lesson"]),
    ],
)
def test_the_header_says_where_one_is(visitor: Visitor, path: str, current: list[str]) -> None:
    assert visitor.visit(path).current == current


def test_an_admin_who_creates_somebody_is_among_the_users(admin: Visitor) -> None:
    assert admin.visit("/users/new").current == ["Users"]


@pytest.mark.parametrize("path", ["/users/2/edit", "/users/2/delete", "/users/new"])
def test_there_is_a_way_back_to_all_users(admin: Visitor, grace: object, path: str) -> None:
    assert admin.visit(path).link("All users") == "/users"


def test_every_page_has_a_description(visitor: Visitor) -> None:
    (description,) = visitor.visit("/nowhere").find("meta", name="description")

    assert description.get("content")


def test_the_browser_takes_the_pages_colour(visitor: Visitor) -> None:
    colours = visitor.visit("/users").find("meta", name="theme-color")

    assert [colour.get("media") for colour in colours] == [
        "(prefers-color-scheme: light)",
        "(prefers-color-scheme: dark)",
    ]


def test_admins_are_marked_and_members_are_not(admin: Visitor, grace: object) -> None:
    for path, tags in (("/users", ["Admin"]), ("/users/1", ["Admin"]), ("/users/2", [])):
        page = admin.visit(path)
        assert ["".join(tag.itertext()) for tag in page.find("span", class_="tag")] == tags


@pytest.mark.parametrize(
    ("categories", "title"),
    [
        (["success", "warning", "error"], "Error: Flash messages, live · Flash Once"),
        (["success", "warning"], "Warning: Flash messages, live · Flash Once"),
        (["reminder", "success"], "Success: Flash messages, live · Flash Once"),
        (["reminder"], "Note: Flash messages, live · Flash Once"),
    ],
)
def test_the_title_begins_with_the_most_serious_kind(
    visitor: Visitor, categories: list[str], title: str
) -> None:
    assert visitor.submit("/lesson", category=categories, text=categories).title == title
