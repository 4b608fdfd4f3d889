"""The directory: searched, sorted and leafed through, by whatever address one comes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.users import directory, search
from tests.people import People
from tests.visitor import Page, Visitor

NAMES = ["Ólafur Arnalds", "olga tokarczuk", "Søren Kierkegaard", "Мария Склодовская", "王小明"]
TOO_MANY = 10  # pages; the pager of a few people that has more leads in circles


@pytest.fixture
def five(people: People) -> list[str]:
    for number, name in enumerate(NAMES):
        people.add(name, f"{number}_{'XAB'[number % 3]}@example.org", password=None)
    return NAMES


@pytest.fixture
def many(people: People, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Seven people, of whom three have the same name, in pages of two."""
    monkeypatch.setattr(directory, "PAGE_SIZE", 2)
    names = ["Ada", "Bob", "Bob", "Bob", "Cyd", "Dan", "Eve"]
    for number, name in enumerate(names):
        people.add(name, f"{number}@example.org", password=None)
    return names


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("OLAFUR", [0]),
        ("ol", [0, 1]),
        ("arnalds  ólafur", [0]),
        ("soren", [2]),
        ("склод", [3]),
        ("小", [4]),
        ("olga 1_a", [1]),
        ("1_", [1]),
        ("%", []),
        ("_a@", [1, 4]),
        ("\\", []),
        ("\x00olga", [1]),
        ("nobody", []),
    ],
)
def test_each_word_is_found_in_the_name_or_the_email(
    visitor: Visitor, five: list[str], query: str, found: list[int]
) -> None:
    page = Visitor.visit(visitor, f"/users?q={query.replace('%', '%25').replace(chr(0), '%00')}")

    assert sorted(page.rows) == sorted(five[number] for number in found)


def test_a_search_tells_how_many_of_how_many(visitor: Visitor, five: list[str]) -> None:
    assert "2 of 5 people" in visitor.visit("/users?q=ol").text
    assert "5 people" in visitor.visit("/users").text


def test_finding_nobody_says_for_what(visitor: Visitor, five: list[str]) -> None:
    page = visitor.visit("/users?q=<b>nobody</b>")

    assert "Nothing found for “<b>nobody</b>”" in page.text


def test_names_that_fold_to_much_more_text_make_no_long_addresses(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "PAGE_SIZE", 1)
    for number in range(2):
        people.add("\ufdfa" * 100, f"{number}@example.org", password=None)  # each folds to 18
    page = visitor.visit("/users")

    assert len(page.link("Next")) < 2000
    assert leaf_through(visitor, page, "Next")[-1].has_link("Previous")


def test_a_search_takes_no_more_than_is_looked_for(visitor: Visitor, five: list[str]) -> None:
    (box,) = visitor.visit("/users").find("input", name="q")

    assert box.get("maxlength") == str(search.LONGEST_QUERY)


def leaf_through(visitor: Visitor, page: Page, link: str) -> list[Page]:
    """Follow one of the pager's links from page to page, to its end or for far too long."""
    pages = [page]
    while pages[-1].has_link(link) and len(pages) < TOO_MANY:
        pages.append(visitor.visit(pages[-1].link(link)))
    return pages


@pytest.mark.parametrize("sort", ["name", "-name", "email", "-email", "joined", "-joined"])
def test_every_order_can_be_leafed_through_and_back(
    visitor: Visitor, many: list[str], sort: str
) -> None:
    pages = leaf_through(visitor, visitor.visit(f"/users?sort={sort}"), "Next")
    back = leaf_through(visitor, pages[-1], "Previous")
    rows = [name for page in pages for name in page.rows]

    assert rows == (many[::-1] if sort.startswith("-") else many)
    assert [page.rows for page in back[1:-1]] == [page.rows for page in pages[2:0:-1]]
    assert back[-1].rows == pages[0].rows


def test_a_sorted_column_sorts_the_other_way_round_next(visitor: Visitor, many: list[str]) -> None:
    page = visitor.visit(visitor.visit("/users?q=o").link("Email"))

    assert page.path == "/users?q=o&sort=email"
    assert visitor.visit(page.link("Email")).path == "/users?q=o&sort=-email"


def test_a_search_keeps_the_order(visitor: Visitor, many: list[str]) -> None:
    page = visitor.visit("/users?sort=-email")

    assert page.form("/users")["sort"] == "-email"
    assert "sort" not in visitor.visit("/users").form("/users")


def test_people_who_joined_or_left_meanwhile_do_not_shift_the_next_page(
    visitor: Visitor, many: list[str], people: People
) -> None:
    onwards = visitor.visit("/users").link("Next")
    people.remove(people.all()[0])
    people.remove(people.find("1@example.org"))
    people.add("Abe", "abe@example.org", password=None)

    assert visitor.visit(onwards).rows == ["Bob", "Bob"]


def test_a_page_whose_people_left_is_the_first_one(
    visitor: Visitor, many: list[str], people: People
) -> None:
    assert visitor.visit("/users?after=7-eve").rows == ["Ada", "Bob"]
    assert visitor.visit("/users?before=1-ada").rows == ["Ada", "Bob"]
    assert visitor.visit("/users?before=2-bob").rows == ["Ada", "Bob"]


@pytest.mark.parametrize(
    "address",
    [
        "?sort=password_hash",
        "?sort=--name",
        "?after=",
        "?after=nonsense",
        "?before=0-x",
        "?after=99999999999999999999-x",
        "?after=1-%00",
        "?after=1-%ff",
        "?sort=joined&after=1-yesterday",
        "?sort=joined&after=1-9999-12-31T23:59:59-23:59",
        "?sort=joined&after=1-0001-01-01T00:00:00%2B23:59",
        "?after=1-ada&before=2-bob&after=3-x",
        "?q=%ff%fe&q=2",
    ],
)
def test_an_address_that_makes_no_sense_shows_a_page_all_the_same(
    visitor: Visitor, many: list[str], address: str
) -> None:
    assert visitor.get(f"/users{address}").status_code == 200


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    arguments=st.dictionaries(
        st.sampled_from(["q", "sort", "after", "before"]), st.text(max_size=150)
    )
)
def test_no_address_breaks_the_list(
    visitor: Visitor, many: list[str], arguments: dict[str, str]
) -> None:
    clean = {name: value.encode(errors="replace").decode() for name, value in arguments.items()}

    assert visitor.get("/users", query_string=clean).status_code == 200


def test_a_page_says_where_in_the_list_it_is(visitor: Visitor, many: list[str]) -> None:
    page, ranges = visitor.visit("/users"), []
    for label in ("Next", "Next", "Next", "Previous", "Previous", "Previous"):
        ranges.append(page.range)
        page = visitor.visit(page.link(label))

    assert ranges == [f"{a} of 7" for a in ("1–2", "3–4", "5–6", "7–7", "5–6", "3–4")]
    assert page.range == "1–2 of 7"


@pytest.mark.parametrize("at", ["0", "-3", "x", "", "9999999999999", "²"])
def test_a_place_that_makes_no_sense_is_not_believed(
    visitor: Visitor, many: list[str], at: str
) -> None:
    second = visitor.visit("/users").link("Next")

    page = visitor.visit(second.replace("at=3", f"at={at}"))

    assert page.rows == ["Bob", "Bob"]
    assert page.range == "7 in all"


def test_a_place_is_never_beyond_the_list(visitor: Visitor, many: list[str]) -> None:
    second = visitor.visit("/users").link("Next")

    assert visitor.visit(second.replace("at=3", "at=99")).range == "5–6 of 7"
    assert visitor.visit(second.replace("at=3", "at=1")).range == "2–3 of 7"
