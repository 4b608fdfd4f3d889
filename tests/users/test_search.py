"""The search: what people type or paste finds whom they mean, however it is written."""

import pytest

from tests.people import PASSWORD, People
from tests.visitor import Page, Visitor

ADA, PEGGY, JEAN = "Ada Byron", "Peggy O’Neill", "Jean–Luc Picard"


@pytest.fixture
def three(people: People) -> None:
    people.add(ADA, "ada.byron@example.com", password=None)
    people.add(PEGGY, "o'neill+club@example.com", password=None)
    people.add(JEAN, "picard@example.com", password=None)


def search(visitor: Visitor, query: str) -> list[str]:
    response = visitor.get("/users", query_string={"q": query})
    assert response.status_code == 200
    return Page(response).rows


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("O'Neill", PEGGY),
        ("o’neill", PEGGY),
        ("OʼNEILL+", PEGGY),
        ("‘O`Neill’", PEGGY),
        ("jean-luc", JEAN),
        ("Jean—Luc", JEAN),
        ("Jean‑Luc", JEAN),
        ("Ada\tByron", ADA),
        ("Ada\r\nByron", ADA),
        ("Ada\u00a0Byron", ADA),
        ("Ada\u2009\u3000 Byron\u2028", ADA),
        ("\u200bAda By\u00adron\ufeff", ADA),
        ("Ada\u200bByron", ADA),
        ("Ada\u200b\u2060\u200bByron", ADA),
        ("Byron,\u200bAda", ADA),
        ("mailto:ada.byron\u200b@\u200bexample\u200b.com", ADA),
        ("\ufffcAda Byron\ufffc", ADA),
        ("Peggy O\ufffdNeill", PEGGY),
        ("Ada\u202fByron\u2060\u200e", ADA),
        ("\u2068Ada\u2069\x00 \u061cByron\u200d", ADA),
        ("\u202aada.byron@example.com\u202c", ADA),
        ("Ada Byron <ada.byron@example.com>", ADA),
        ("“Byron, Ada” <ada.byron@example.com>", ADA),
        ('"Ada Byron" <ada.byron@example.com>,', ADA),
        ("<ada.byron@example.com>", ADA),
        ("'ada.byron@example.com'", ADA),
        ("mailto:ada.byron@example.com", ADA),
        ("MAILTO:ada.byron@example.com?subject=Hello%20there", ADA),
        ("<mailto:o'neill%2Bclub@example.com>", PEGGY),
        ("Byron, Ada", ADA),
        ("Byron,Ada", ADA),
        ("Ada Byron,", ADA),
        ("ada.byron@example.com;", ADA),
        ("ada.byron@example.com.", ADA),
        ("Ada Byron (ada.byron@example.com)", ADA),
        ("[Ada Byron]", ADA),
        ("To: Ada Byron <ada.byron@example.com>", ADA),
        ("AB\nAda Byron\tada.byron@example.com\tJan 8, 2024", ADA),
        ("Ada Augusta King-Noel (ada.byron@example.com) wrote:", ADA),
        ("mailto:?to=ada.byron%40example.com&cc=", ADA),
        ("mailto:?subject=Hello&to=o'neill%2Bclub@example.com", PEGGY),
        ("ada.byron@example.com!", ADA),
        ("“ada.byron@example.com”?", ADA),
        ("‘Ada Byron.’", ADA),
        ("Ada Byron…", ADA),
        ("‹Ada› ‚Byron‘", ADA),
        ("「Ada、Byron」", ADA),
        ("Ada، Byron", ADA),
        ("| Ada | Byron |", ADA),
        ("• Ada – Byron", ADA),
        ("- Ada Byron <…>", ADA),
        ("Ａｄａ　Ｂｙｒｏｎ，", ADA),
        ("ada.byron＠example。com", ADA),
        ("EMAIL;TYPE=work:ada.byron@example.com", ADA),
        ("item1.EMAIL;type=INTERNET,HOME:ada.byron@example.com", ADA),
        ("E-mail:ada.byron@example.com", ADA),
        ("mailto://ada.byron@example.com", ADA),
        ("•ada.byron@example.com", ADA),
        ("✉️ada.byron@example.com؟", ADA),
        ("❝{ada.byron@example.com}❞", ADA),
        ("*ada.byron@example.com*", ADA),
        ("Ada Byron &lt;ada.byron&#64;example.com&gt;", ADA),
        ("Ada&nbsp;Byron", ADA),
        ("Peggy O&#39;Neill", PEGGY),
    ],
)
def test_what_is_pasted_finds_her_and_nobody_else(visitor: Visitor, query: str, name: str) -> None:
    assert search(visitor, query) == [name]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("query", ["\u200b", "\u2060 \ufeff", "\u2800", "\t"])
def test_what_cannot_be_seen_is_no_search(visitor: Visitor, query: str) -> None:
    assert search(visitor, query) == [ADA, JEAN, PEGGY]


JOINED = "\u2060 \ufeff \u00ad \u200c \u200d \u200e \u200f \u061c \u034f \u180e \u202c \u2066 \x00"


@pytest.mark.parametrize(
    ("query", "names"),
    [("Ada\u200bByron", ["Ada Byron", "AdaByron", "Byron Ada"])]
    + [(f"Ada{sign}Byron", ["AdaByron"]) for sign in JOINED.split(" ")],
)
def test_a_sign_that_cannot_be_seen_is_a_break_or_nothing_as_unicode_means_it(
    visitor: Visitor, people: People, query: str, names: list[str]
) -> None:
    for number, name in enumerate(["Ada Byron", "Ada\u200bByron", "Byron Ada"]):
        people.add(name, f"{number}@example.org", password=None)

    assert [name.replace("\u200b", "") for name in search(visitor, query)] == names


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "names"),
    [("<>", []), (",", []), ("’", [PEGGY]), ("mailto:", []), ("ONeill", []), ("JeanLuc", [])],
)
def test_signs_are_looked_for_where_there_is_nothing_else(
    visitor: Visitor, query: str, names: list[str]
) -> None:
    assert search(visitor, query) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ADA, "Ada\u200b Byron"),
        ("\u2060Ada Byron", ADA),
        (ADA, "Ada By\u00adron"),
        ("Ada-Byron", "ADA–BYRON"),
        (PEGGY, "Peggy O'Neill"),
    ],
)
def test_names_that_look_the_same_are_namesakes(
    admin: Visitor, people: People, one: str, other: str
) -> None:
    people.add(one, "first@example.org", password=None)
    page = admin.submit("/users", name=other, email="second@example.org", password=PASSWORD)

    assert page.categories == ["success", "warning"]
