"""Every component in every state, for eyes, axe and screenshots (debug and tests only).

What has "Arabic" in its name is not pictured: our font has no such letters, and the machine's own
fonts differ from machine to machine.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import NamedTuple

from flask import Blueprint, render_template
from markupsafe import Markup
from wtforms import Field, Form, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.data.models import Course, User

gallery = Blueprint("gallery", __name__)

LONG_NAME = (
    "Maria Gaetana Agnesi von der Hohenlinden-Schwarzenberg zu Unterwasserstadt-Oberammergau d. J."
)
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
CATEGORIES = ("success", "warning", "error", "reminder")
TEXTS = {
    "short": "Ada Lovelace was created.",
    "long": (
        "40 users were imported, of whom 3 have a name that somebody else has too. Nothing else "
        "needs your attention: each of them can sign in at once with the email and the password "
        "of the file, and change both."
    ),
    "long word": LONG_WORD,
    "hostile": "<script>alert('Ada')</script> & <b>bold</b>",
    "Arabic": "تم إنشاء المستخدم محمد بن موسى الخوارزمي.",
    "Russian": "Пользователь «Софья Ковалевская» создан: теперь можно войти.",
    "Arabic name": Markup("<bdi>محمد بن موسى الخوارزمي</bdi> was created."),
}
NAMES = (
    "Ada Lovelace",
    "Софья Ковалевская",
    LONG_NAME,
    LONG_WORD[:100],
    "Grace Hopper",
    "Zoë Łukasiewicz",
    "Nguyễn Thị Minh Khai",
    "Alan Turing",
    "Emmy Noether",
    "Björk Guðmundsdóttir",
    "X",
)
ARABIC_NAMES = ("محمد بن موسى الخوارزمي", "عمر الخيام")
SOME_DAY = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)


class Banner(NamedTuple):
    """What `banner()` in components/banner.html is called with, and what this one shows."""

    name: str
    category: str
    message: str
    times: int = 1
    action: dict[str, str] | None = None


class People(NamedTuple):
    """A page of the users list, as components/table.html takes it."""

    rows: list[User]
    sort: str = "name"
    descending: bool = False

    def sort_url(self, column: str) -> str:
        return f"?sort={column}"


class NotedField(StringField):
    """A field with a note beside it, as app/forms.py gives one to a value that was cut."""

    note = ""


class Fields(Form):
    """A field for each state of components/field.html."""

    empty = StringField("Name")
    hinted = StringField("Name", description="As you want to be called, up to 100 characters.")
    filled = StringField("Name", default="Ada Lovelace")
    password = PasswordField("Password", [InputRequired()], description="At least 8 characters.")
    invalid = StringField("Email", default="ada@example")
    several_lines = TextAreaField("Summary", default=TEXTS["long"])
    noted = NotedField("Name", default=LONG_NAME)
    invalid_and_noted = NotedField("Name", default="Ada", description="Up to 100 characters.")
    arabic = StringField("الاسم", default="محمد بن موسى الخوارزمي")


@gallery.get("/gallery")
def index() -> str:
    people, arabs = _people(NAMES), _people(ARABIC_NAMES)
    return render_template(
        "gallery/index.html",
        specimens=_banners(),
        fields=_fields(),
        people=people,
        arabs=arabs,
        page=People(people[:4]),
        arabic_page=People([*people[:4], *arabs]),
        sorted_by_date=People(people[:2], sort="joined", descending=True),
        courses=[Course(title="", capacity=12, taken=taken) for taken in (0, 5, 11, 12)],
    )


def _banners() -> list[Banner]:
    undo = {"label": "Undo", "url": "/gallery"}
    return [
        *(
            Banner(f"{category}, {text}", category, TEXTS[text])
            for category, text in product(CATEGORIES, TEXTS)
        ),
        Banner("success, folded", "success", TEXTS["short"], times=3),
        Banner("success, with an action", "success", "Ada Lovelace was deleted.", action=undo),
        Banner("success, long, with an action", "success", TEXTS["long"], times=12, action=undo),
    ]


def _fields() -> list[Field]:
    fields = Fields()
    fields.invalid.errors = ["An email address has a dot after the @."]
    fields.invalid_and_noted.errors = ["This name is taken.", LONG_WORD]
    fields.noted.note = "It was cut to 300 characters."
    fields.invalid_and_noted.note = "Now: Ada L."
    return list(fields)


def _people(names: Iterable[str]) -> list[User]:
    return [
        User(
            id=number,
            name=name,
            email=f"person{number}@example.org",
            role="admin" if number == 1 else "member",
            created_at=SOME_DAY + timedelta(days=40 * number),
        )
        for number, name in enumerate(names, 1)
    ]
