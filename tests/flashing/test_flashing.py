"""Flashes as application code sees them: flash() and get_flashed_messages(), with nothing new."""

import json
from typing import Any

import pytest
from flask import (
    Flask,
    flash,
    get_flashed_messages,
    jsonify,
    redirect,
    render_template_string,
    session,
)
from flask.signals import message_flashed
from flask_babel import LazyString
from markupsafe import Markup
from werkzeug.wrappers import Response

from tests.flashing.browser import Browser

TO_BAR = "/bar"


def add_views(app: Flask, *flashes: tuple[Any, str], read: Any = None) -> list[Any]:
    """Add `POST /foo`, which flashes, and `GET /bar`, which reads; return what it read."""
    seen: list[Any] = []

    @app.post("/foo")
    def foo() -> Response:
        for message, category in flashes:
            flash(message, category)
        return redirect(TO_BAR)

    @app.get("/bar")
    def bar() -> str:
        messages = read() if read else get_flashed_messages(with_categories=True)
        seen.append(messages)
        return "<p>Read</p>"

    return seen


def visit(tabs: Browser, times: int = 1) -> None:
    tabs.post("/foo")
    for _ in range(times):
        tabs.get(TO_BAR)


def test_the_lessons_own_code_prints_what_the_lesson_says(
    tabs: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    @tabs.app.post("/foo")
    def foo() -> Response:
        flash("This is a message", "success")
        return redirect("/bar")

    @tabs.app.get("/bar")
    def bar() -> str:
        messages = get_flashed_messages(with_categories=True)
        print(messages)  # noqa: T201  # as the lesson does
        return render_template_string(
            "{% if messages %}<ul class=flashes>{% for category, message in messages %}"
            '<li class="{{ category }}">{{ message }}</li>{% endfor %}</ul>{% endif %}',
            messages=messages,
        )

    tabs.post("/foo")
    page = tabs.get("/bar").response.text

    assert page == '<ul class=flashes><li class="success">This is a message</li></ul>'
    assert tabs.get("/bar").response.text == ""
    assert capsys.readouterr().out == "[('success', 'This is a message')]\n[]\n"


def test_many_flashes_keep_their_order_and_category(tabs: Browser) -> None:
    seen = add_views(
        tabs.app,
        ("first message", "success"),
        ("second message", "success"),
        ("first message", "error"),
        ("another message", "error"),
    )
    visit(tabs)

    assert seen == [
        [
            ("success", "first message"),
            ("success", "second message"),
            ("error", "first message"),
            ("error", "another message"),
        ]
    ]


def test_a_flash_read_in_its_own_request_goes_nowhere_else(tabs: Browser) -> None:
    @tabs.app.post("/both")
    def both() -> Response:
        flash("Now")
        return jsonify(get_flashed_messages())

    assert json.loads(tabs.post("/both").response.text) == ["Now"]
    assert tabs.view() == []


def test_a_flash_recorded_after_reading_waits_for_the_next_page(tabs: Browser) -> None:
    @tabs.app.get("/late")
    def late() -> str:
        get_flashed_messages()
        flash("Late")
        return " ".join(map(str, get_flashed_messages()))

    assert tabs.get("/late").response.text == ""
    assert tabs.view() == [("message", "Late")]


def test_a_filter_leaves_the_others_for_another_page(tabs: Browser) -> None:
    seen = add_views(
        tabs.app,
        ("Fine", "success"),
        ("Wrong", "error"),
        ("Also fine", "success"),
        read=lambda: get_flashed_messages(category_filter=["error"]),
    )
    visit(tabs, times=2)

    assert seen == [["Wrong"], []]
    tabs.clock.advance(10)

    assert tabs.view("/pages/other") == [("success", "Fine"), ("success", "Also fine")]


def test_two_filters_on_one_page_show_everything(tabs: Browser) -> None:
    def read() -> list[Any]:
        errors = get_flashed_messages(with_categories=True, category_filter=["error"])
        others = get_flashed_messages(with_categories=True, category_filter=["success"])
        return [text for _, text in [*errors, *others]]

    seen = add_views(tabs.app, ("Fine", "success"), ("Wrong", "error"), read=read)
    visit(tabs, times=2)

    assert seen == [["Wrong", "Fine"], []]


def test_a_template_may_choose_by_category(tabs: Browser) -> None:
    @tabs.app.get("/errors")
    def errors() -> str:
        return render_template_string(
            "{% for flash in get_flashed_messages(with_categories=True) if flash[0] == 'error' %}"
            "{{ flash[1] }}{% endfor %}"
        )

    tabs.post(message="Wrong", category="error")
    tabs.post(message="Fine")

    assert tabs.get("/errors").response.text == "Wrong"
    assert tabs.view() == [("success", "Fine")]


def test_what_is_turned_into_json_counts_as_shown(tabs: Browser) -> None:
    @tabs.app.get("/json")
    def as_json() -> str:
        return render_template_string("{{ get_flashed_messages(with_categories=True)|tojson }}")

    tabs.post(message="Done")

    assert json.loads(tabs.get("/json").response.text) == [["success", "Done"]]
    assert tabs.view() == []


def test_text_is_escaped_and_markup_is_not(tabs: Browser) -> None:
    add_views(
        tabs.app,
        ("<i>Ada</i>", "success"),
        (Markup("<b>{}</b>").format("A & B"), "success"),
        read=lambda: None,
    )
    tabs.post("/foo")
    tabs.clock.advance(10)
    page = tabs.get("/pages/home").response.text

    assert "&lt;i&gt;Ada&lt;/i&gt;" in page
    assert "<b>A &amp; B</b>" in page


def test_what_renders_itself_as_html_is_markup(tabs: Browser) -> None:
    class Link:
        def __html__(self) -> str:
            return "<a>Undo</a>"

    seen = add_views(tabs.app, (Link(), "success"))
    visit(tabs)

    assert seen == [[("success", Markup("<a>Undo</a>"))]]
    assert isinstance(seen[0][0][1], Markup)


def test_a_lazy_text_is_recorded_in_the_language_of_the_moment(tabs: Browser) -> None:
    language = "ru"
    lazy = LazyString(lambda: {"ru": "Готово", "en": "Done"}[language])
    seen = add_views(tabs.app, (lazy, "success"), ({"errors": [lazy]}, "form"))
    tabs.post("/foo")
    language = "en"
    tabs.get(TO_BAR)

    assert seen == [[("success", "Готово"), ("form", {"errors": ["Готово"]})]]


@pytest.mark.parametrize("data", [{"form": "new", "values": {"name": "Ada"}}, [1, 2.5], None, True])
def test_data_travels_as_it_is(tabs: Browser, data: object) -> None:
    seen = add_views(tabs.app, (data, "form"))
    visit(tabs)

    assert seen == [[("form", data)]]


def test_a_signal_tells_of_each_flash(tabs: Browser) -> None:
    told: list[dict[str, str]] = []

    def listen(sender: Flask, **flashed: str) -> None:
        told.append(flashed)

    with message_flashed.connected_to(listen, tabs.app):
        tabs.post(message="Done")

    assert told == [{"message": "Done", "category": "success"}]


def test_an_app_may_drop_what_waits_as_in_stock_flask(tabs: Browser) -> None:
    @tabs.app.get("/drop")
    def drop() -> str:
        session.pop("_flashes", None)
        return ""

    tabs.post(message="Done")
    tabs.get("/drop")

    assert tabs.view() == []


def test_without_a_secret_key_flask_says_what_is_missing(tabs: Browser) -> None:
    tabs.app.secret_key = None
    tabs.app.config["PROPAGATE_EXCEPTIONS"] = True

    with pytest.raises(RuntimeError, match="secret key"):
        tabs.post(message="Done")
    assert tabs.view() == []
