"""What a page says to screen readers, keyboards, password managers and phones, and no more."""

from collections import Counter
from inspect import cleandoc
from xml.etree.ElementTree import Element

import pytest

from app.data.demo import seed
from app.data.models import User
from tests.conftest import MakeApp, enter
from tests.people import People
from tests.visitor import Page, Visitor, text

NAMES = {
    "as", "autocapitalize", "autocomplete", "blocking", "content", "crossorigin", "dir",
    "formnovalidate", "hidden", "inputmode", "lang", "list", "max", "maxlength", "media", "min",
    "novalidate", "placeholder", "rel", "required", "role", "rows", "scope", "spellcheck",
    "tabindex", "target",
}  # fmt: skip

HEAD = """
    html dir=ltr lang=en
    meta content=width=device-width, initial-scale=1
    meta content=A directory of people and courses, whose messages are shown once, in the right tab, and are never lost.
    meta content=light dark
    meta content=#fbfaf7 media=(prefers-color-scheme: light)
    meta content=#131219 media=(prefers-color-scheme: dark)
    link as=font crossorigin rel=preload
    link rel=stylesheet
    link blocking=render rel=expect
    link rel=icon
    svg aria-hidden=true
    nav aria-label=Main
    a aria-current={current}
    span aria-hidden=true
    main tabindex=-1
    div role=status
    div role=alert
"""  # noqa: E501  # a description is one line
BANNER = """
    svg aria-hidden=true ×2
    span dir=auto
    button aria-label=Close hidden type=button
"""
COURSE = """
    main tabindex=-1
    form novalidate
    input autocomplete=off dir=auto required type=text
    textarea aria-describedby=summary-hint dir=auto rows=3
    input aria-describedby=capacity-hint autocomplete=off dir=auto inputmode=numeric required type=text
"""  # noqa: E501  # an element is one line
PAGES = {
    "/users?q=a": """
        main tabindex=-1
        form role=search
        input autocomplete=off dir=auto maxlength=100 placeholder=Name or email type=search
        th aria-sort=ascending scope=col
        svg aria-hidden=true
        th scope=col ×2
        th scope=row ×2
        input type=checkbox ×3
        span aria-hidden=true ×2
        form autocomplete=off
    """,
    "/users/1": "main tabindex=-1\nspan aria-hidden=true",
    "/users/new": """
        main tabindex=-1
        form novalidate
        input autocomplete=off dir=auto required spellcheck=false type=text
        input autocomplete=off inputmode=email required type=email
        input aria-describedby=password-hint autocomplete=new-password required type=password
    """,
    "/users/1/edit": """
        main tabindex=-1
        form novalidate
        input autocomplete=off dir=auto required spellcheck=false type=text
        input autocomplete=off inputmode=email required type=email
        input aria-describedby=password-hint autocomplete=new-password type=password
        input aria-describedby=current-hint autocomplete=current-password type=password
    """,
    "/users/2/delete": "main tabindex=-1\nspan aria-hidden=true",
    "/courses": "main tabindex=-1\nmeter aria-label=Seats taken max=12 min=0",
    "/courses/flask-basics": """
        main tabindex=-1
        meter aria-label=Seats taken max=12 min=0
        section aria-labelledby=people
    """,
    "/courses/new": COURSE,
    "/courses/flask-basics/edit": COURSE,
    "/lesson": """
        main tabindex=-1
        nav aria-label=Where messages wait
        a aria-current=page
        section aria-labelledby=life-title
        section aria-labelledby=examples-title
        article aria-labelledby=one-title
        pre tabindex=0 ×2
        article aria-labelledby=four-title
        article aria-labelledby=kinds-title
        article aria-labelledby=exercise-title
        section aria-labelledby=compose-title
        input autocapitalize=none autocomplete=off list=categories ×3
        textarea dir=auto rows=1 ×3
        input aria-describedby=times-hint max=500 min=1 required type=number
        button formnovalidate
        section aria-labelledby=experiments-title
        form hidden ×2
    """,
    "/bar": """
        main tabindex=-1
        section aria-labelledby=printed
        section aria-labelledby=drawn
        pre tabindex=0
    """,
}
SPECIMENS = {
    "button, primary": """
        button type=button ×2
        button aria-disabled=true type=button
    """,
    "field, empty": "input dir=auto type=text",
    "field, password": "input aria-describedby=password-hint required type=password",
    "field, invalid": """
        input aria-describedby=invalid-error aria-invalid=true dir=auto type=text
        svg aria-hidden=true
    """,
    "field, several lines": "textarea dir=auto rows=3",
    "field, noted": "input aria-describedby=noted-note dir=auto type=text",
    "avatar, small": "span aria-hidden=true ×11",
    "table, sorted by date": """
        th scope=col ×2
        th aria-sort=descending scope=col
        svg aria-hidden=true
        th scope=row ×2
        span aria-hidden=true ×2
    """,
    "people": "span aria-hidden=true ×3",
    "seats, full": "meter aria-label=Seats taken max=12 min=0",
    "pager, both": """
        nav aria-label=both
        a rel=prev
        a rel=next
    """,
    "selection": """
        form autocomplete=off
        input type=checkbox
    """,
} | {f"banner, {kind}, short": BANNER for kind in ("success", "warning", "error", "reminder")}


def line(element: Element) -> str:
    kept = {name for name in element.attrib if name in NAMES or name.startswith("aria-")}
    if element.get("type") not in (None, "hidden", "submit") and element.tag in ("input", "button"):
        kept.add("type")
    said = [f"{name}={element.get(name)}".removesuffix("=") for name in sorted(kept)]
    return " ".join([element.tag.rpartition("}")[2], *said]) if said else ""


def told(root: Element) -> list[str]:
    """What the attributes in a part of a page say, in its order, and how often."""
    lines = Counter(filter(None, map(line, root.iter())))
    return [f"{line} ×{number}" if number > 1 else line for line, number in lines.items()]


def listed(said: str) -> list[str]:
    return cleandoc(said).splitlines()


@pytest.mark.parametrize(
    ("path", "current"), [("/users", "page"), ("/users/1/edit", "true"), ("/nowhere", "")]
)
def test_every_page_has_the_same_frame(admin: Visitor, path: str, current: str) -> None:
    page = admin.visit(path)
    main = page.find("main")[0]
    for child in list(main):
        main.remove(child)

    frame = listed(HEAD.format(current=current))
    assert told(page.root) == [each for each in frame if each != "a aria-current="]


def test_the_ways_in_say_where_one_is(visitor: Visitor) -> None:
    for path, label in (("/sign-in", "Sign in"), ("/users/new", "Sign up")):
        assert [text(a) for a in visitor.visit(path).find("a", aria_current="page")] == [label]


def test_a_page_says_what_it_is_made_of(admin: Visitor, grace: User) -> None:
    admin.submit("/courses", title="Flask basics", summary="Routes.", capacity="12")

    expected = {path: listed(said) for path, said in PAGES.items()}
    assert {path: main_of(admin.visit(path)) for path in PAGES} == expected


def test_a_component_says_what_it_is(visitor: Visitor) -> None:
    gallery = visitor.visit("/gallery")
    specimens = {name: gallery.find("section", aria_label=name)[0] for name in SPECIMENS}

    expected = {name: listed(said) for name, said in SPECIMENS.items()}
    assert {name: told(specimen)[1:] for name, specimen in specimens.items()} == expected


def test_who_signs_in_or_up_is_helped_by_a_password_manager(visitor: Visitor) -> None:
    assert main_of(visitor.visit("/sign-in")) == [
        "main tabindex=-1",
        "form novalidate",
        "input autocomplete=username inputmode=email required type=email",
        "input autocomplete=current-password required type=password",
    ]
    assert main_of(visitor.visit("/users/new"))[2:4] == [
        "input autocomplete=name dir=auto required spellcheck=false type=text",
        "input autocomplete=email inputmode=email required type=email",
    ]


def test_banners_are_a_region_to_go_to(admin: Visitor) -> None:
    assert main_of(admin.fill_in(admin.visit("/users/1/edit"), "/users/1", name=""))[1:5] == [
        "section aria-label=Messages tabindex=-1",
        "svg aria-hidden=true ×3",
        "span dir=auto",
        "button aria-label=Close hidden type=button",
    ]


def test_a_conflict_and_the_demo_are_parts_with_a_name(
    admin: Visitor, ada: User, people: People, make_app: MakeApp
) -> None:
    form = admin.visit("/users/1/edit").form("/users/1")
    people.change(ada, name="Ada King")
    demo = make_app(ENVIRONMENT="development")
    with demo.app_context():
        seed()

    assert "section aria-labelledby=now" in main_of(
        admin.submit("/users/1", **form | {"name": "A"})
    )
    assert "section aria-labelledby=demo" in main_of(enter(demo).visit("/sign-in"))


def test_the_life_of_a_message_says_where_it_is(visitor: Visitor) -> None:
    page = visitor.submit("/lesson", category="success", text="Ada", to="hold")

    assert len(page.find("link", rel="stylesheet")) == 2  # one is the lesson's own
    assert {"li aria-current=step", "meter aria-label=Size max=4096", "a target=_blank"} <= set(
        main_of(page)
    )


def main_of(page: Page) -> list[str]:
    return told(page.find("main")[0])
