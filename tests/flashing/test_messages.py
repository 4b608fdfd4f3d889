"""What a message may be: it comes back as it went, and is cut where no letter is cut."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, flash, get_flashed_messages, session
from flask.json.tag import JSONTag, TaggedJSONSerializer
from flask.sessions import SecureCookieSessionInterface
from markupsafe import Markup

from app.flashing import FlashOnce
from app.flashing.cookies.messages import cut
from tests.flashing.browser import Browser, Clock, make_flashing_app
from tests.flashing.programs import plain

BOLD = Markup("<b>Ada</b>")
MESSAGES: list[Any] = [
    {"text": BOLD, "action": {"label": "Undo", "url": "/undo?a=1&b=2"}},
    [BOLD, ["nested", (BOLD,)]],
    (BOLD, "in a tuple", (1, [2])),
    datetime(2026, 2, 3, 4, 5, tzinfo=UTC),
    UUID("12345678-1234-5678-1234-567812345678"),
    b"\x00\xff",
    {"when": datetime(2026, 2, 3, tzinfo=UTC), "who": UUID(int=7), "raw": b"raw"},
    {" t": [1]},
    {" m": "no markup"},
    {"{": "}"},
    "{",
    '{" m": "no markup"}',
    "",
    None,
    0,
    False,
    1.5,
    date(2026, 2, 3),
    Decimal("1.50"),
    {1: "one"},
]


def carry(app: Flask, message: Any) -> list[Any]:
    """Flash a message in one request and read it in another."""
    seen: list[Any] = []

    @app.get("/record")
    def put() -> str:
        flash(message, "info")
        return ""

    @app.get("/read")
    def take() -> str:
        seen.extend(plain(get_flashed_messages()))
        return ""

    client = app.test_client()
    client.get("/record")
    client.get("/read")
    return seen


@pytest.mark.parametrize("message", MESSAGES, ids=repr)
def test_a_message_comes_back_as_with_stock_flask(message: Any) -> None:
    stock = carry(make_flashing_app("session"), message)

    assert carry(make_flashing_app(), message) == stock
    assert len(stock) == 2


class Undecided:
    def __str__(self) -> str:
        return "A & B"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (ValueError("Too <long>"), "Too <long>"),
        (Undecided(), "A & B"),
        ({"errors": [ValueError("Too long")]}, {"errors": ["Too long"]}),
        ({"tags": {"one"}}, {"tags": "{'one'}"}),
        ({("a", 1): "odd"}, "{('a', 1): 'odd'}"),
    ],
)
def test_what_flasks_session_cannot_carry_goes_as_text(message: Any, told: Any) -> None:
    assert carry(make_flashing_app(), message) == plain([told])


def test_what_the_apps_own_serializer_knows_is_carried() -> None:
    class Tag(JSONTag):
        key = " complex"

        def check(self, value: Any) -> bool:
            return isinstance(value, complex)

        def to_json(self, value: Any) -> Any:
            return [value.real, value.imag]

        def to_python(self, value: Any) -> Any:
            return complex(*value)

    class Sessions(SecureCookieSessionInterface):
        serializer = TaggedJSONSerializer()

    Sessions.serializer.register(Tag)
    app = Flask(__name__)
    app.secret_key = "a key for tests"
    app.session_interface = Sessions()
    FlashOnce(app)

    assert carry(app, {"number": 1 + 2j}) == plain([{"number": 1 + 2j}])


@pytest.fixture
def carried(tabs: Browser) -> Callable[[Any], list[Any]]:
    """Flash a message, and return what its page gets."""

    def get(message: Any) -> list[Any]:
        return carry(tabs.app, message)

    return get


def test_a_long_text_in_a_dict_is_shortened_and_the_rest_stays(
    carried: Callable[[Any], list[Any]],
) -> None:
    action = {"label": "Undo", "url": "/undo"}
    [_, message] = carried({"text": Markup("<b>Ada</b> &amp; ") * 500, "action": action})

    (_, text), kept = message["text"], message["action"]
    assert text.startswith("Ada & Ada")
    assert text.endswith("…")
    assert kept == plain(action)


def test_a_dict_with_a_text_that_has_no_room_is_counted(tabs: Browser) -> None:
    @tabs.app.post("/undo")
    def undo() -> str:
        flash({"text": "Deleted", "action": "x" * 5000}, "success")  # type: ignore[arg-type]  # data
        return ""

    tabs.post("/undo")

    assert tabs.view() == [("warning", "… and 1 more message.")]


def test_heavy_data_goes_before_a_short_text(tabs: Browser) -> None:
    @tabs.app.post("/form")
    def form() -> str:
        flash({"values": "x" * 5000}, "form")  # type: ignore[arg-type]  # data
        flash("Not created", "error")
        return ""

    tabs.post("/form")

    assert tabs.view() == [("error", "Not created")]


FAMILY = "👩‍👩‍👧‍👦"
WHOLE = [
    "é",  # e and a mark
    FAMILY,
    "👍🏽",
    "🇺🇦",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "❤️",
    "각",  # three parts of one syllable
    "क्षि",
    "ก็",
]


@pytest.mark.parametrize("letter", WHOLE)
@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_an_ellipsis_cuts_no_letter_in_half(letter: str, before: int) -> None:
    text = "x" * before + letter * 100
    for length in range(20, 60):
        shown = cut(text, length)

        assert len(shown) <= length
        assert (len(shown) - 1 - before) % len(letter) == 0
        assert text.startswith(shown[:-1])


def test_flashes_of_two_requests_keep_their_markup_apart(clock: Clock) -> None:
    tabs = Browser(make_flashing_app(), clock)

    @tabs.app.post("/both")
    def both() -> str:
        flash("<i>", "info")
        flash(Markup("<i>"), "info")
        return ""

    @tabs.app.get("/types")
    def types() -> str:
        return " ".join(type(text).__name__ for text in get_flashed_messages())

    tabs.post("/both")

    assert tabs.get("/types").response.text == "str Markup"


def test_a_list_that_an_app_sets_may_hold_what_flash_would_not_make(tabs: Browser) -> None:
    @tabs.app.post("/odd")
    def odd() -> str:
        session["_flashes"] = [["info", "A list"], "No pair"]
        return ""

    tabs.post("/odd")

    assert tabs.view() == [("info", "A list"), ("message", "No pair")]
