"""The lesson's examples, and the messages composed on its page."""

import pytest
from flask import Flask, message_flashed

from app.lesson.pages import LENGTH, LENGTH_OF_ALL, LIMIT
from tests.visitor import Page, Visitor, text

OURS, STOCK = "", "/stock"
both_stores = pytest.mark.parametrize("store", [OURS, STOCK])


def send(visitor: Visitor, *messages: tuple[str, str], store: str = OURS, **fields: str) -> Page:
    rows = {"category": [row[0] for row in messages], "text": [row[1] for row in messages]}
    response = visitor.post(f"{store}/lesson", data={**rows, **fields})
    assert response.status_code == 303
    return visitor.visit(response.location)


def printed(page: Page) -> str:
    return text(page.find("samp")[0])


@both_stores
def test_the_first_example_prints_what_the_lesson_prints(
    visitor: Visitor, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = visitor.submit(f"{store}/foo")

    assert page.path == f"{store}/bar"
    assert printed(page) == "[('success', 'This is a message')]"
    assert capsys.readouterr().out == "[('success', 'This is a message')]\n"
    assert page.banners == ["Success This is a message"]
    assert [(li.get("class"), li.text) for li in page.find("ul", class_="flashes")[0]] == [
        ("success", "This is a message")
    ]

    assert printed(visitor.visit(page.path)) == "[]"


@both_stores
def test_four_messages_come_back_in_order_with_their_categories(
    visitor: Visitor, store: str
) -> None:
    page = visitor.submit(f"{store}/four")

    assert printed(page) == (
        "[('success', 'first message'), ('success', 'second message'), "
        "('error', 'first message'), ('error', 'another message')]"
    )
    assert page.banners == [
        "Success first message",
        "Success second message",
        "Error first message",
        "Error another message",
    ]


def test_the_code_on_the_page_is_the_code_that_runs(visitor: Visitor) -> None:
    listings = [text(listing) for listing in visitor.visit("/lesson").find("pre")]

    assert 'flash("This is a message", "success") return redirect(' in listings[0]
    assert "messages = get_flashed_messages(with_categories=True)" in listings[0]
    assert 'flash("another message", "error")' in listings[1]


@both_stores
def test_any_number_of_messages_of_any_category_can_be_sent(visitor: Visitor, store: str) -> None:
    page = send(
        visitor, ("warning", "one"), ("error", "two"), ("hint", "<b>three</b>"), store=store
    )

    assert page.path == f"{store}/lesson"
    assert page.banners == ["Warning one", "Error two", "Note <b>three</b>"]
    assert visitor.visit(page.path).banners == []


def test_messages_can_be_sent_to_another_page(visitor: Visitor) -> None:
    assert send(visitor, ("success", "over here"), to="bar").path == "/bar"
    assert send(visitor, ("success", "over here"), to="users").banners == ["Success over here"]
    assert send(visitor, ("success", "over here"), to="//evil.example").path == "/lesson"


def test_stock_messages_stay_on_pages_that_stock_looks_after(visitor: Visitor) -> None:
    page = send(visitor, ("success", "over here"), store=STOCK, to="users")

    assert (page.path, page.banners) == ("/stock/lesson", ["Success over here"])


def test_what_is_sent_several_times_can_be_numbered(visitor: Visitor) -> None:
    page = send(visitor, ("success", "{n}a"), ("error", "{n}b"), times="2")
    assert page.banners == ["Success 1a", "Error 1b", "Success 2a", "Error 2b"]

    assert send(visitor, ("success", "{n}"), times="many").banners == ["Success {n}"]


def test_rows_without_a_text_are_left_out(visitor: Visitor) -> None:
    assert send(visitor, ("error", " "), ("", "alone")).banners == ["Note alone"]


def test_sending_nothing_is_an_error(visitor: Visitor) -> None:
    page = send(visitor, ("success", ""))

    assert page.banners == ["Error Nothing was sent: write a text first."]


def test_more_than_can_be_sent_at_once_is_said_first(visitor: Visitor) -> None:
    page = send(visitor, ("success", "a"), ("success", "b"), times=str(LIMIT))

    assert page.banners[0] == f"Warning Only the first {LIMIT} of these messages were sent."


def test_what_is_sent_many_times_is_no_longer_than_any_cookie_needs(visitor: Visitor) -> None:
    lengths: list[int] = []

    def note(_app: Flask, message: str, **_more: str) -> None:
        lengths.append(len(message))

    with message_flashed.connected_to(note):
        send(visitor, ("success", "x" * 100_000), times="2")

    assert lengths[1:] == [LENGTH, LENGTH]  # after the word on what was cut


def test_what_a_page_cannot_hold_is_a_mark_that_can_be_seen(visitor: Visitor) -> None:
    page = send(visitor, ("a\x00b", "Ada\x07\t\x1b[1m\ufffe"))

    assert page.banners == ["Note Ada\ufffd \ufffd[1m\ufffd"]


def test_a_category_that_pages_keep_for_themselves_is_a_note(visitor: Visitor) -> None:
    page = send(visitor, ("form:/lesson", "not a form's"))

    assert page.banners == ["Note not a form's"]


@pytest.mark.parametrize(
    ("to", "location"), [("/users?page=2", "/users?page=2"), ("//evil.example", "/lesson")]
)
def test_a_script_may_send_messages_to_any_path_of_this_site(
    visitor: Visitor, to: str, location: str
) -> None:
    response = visitor.post("/lesson", data={"category": "success", "text": "a", "to": to})

    assert response.location == location


def test_more_rows_keep_what_was_typed(visitor: Visitor) -> None:
    long = "\nlong " * 2000
    response = visitor.post(
        "/lesson", data={"category": ["hint"], "text": [long], "times": "7", "to": "bar", "more": 1}
    )
    page = Page(response)

    categories = page.find("input", list="categories")
    rows = zip(categories, page.find("textarea"), strict=True)
    assert [(category.get("value"), area.text or "") for category, area in rows] == [
        ("hint", long),
        *[("", "")] * 3,
    ]
    assert page.find("input", id="times")[0].get("value") == "7"
    assert text(page.find("option", selected="")[0]) == "the lesson’s /bar"
    assert page.banners == []


def test_a_visitor_stays_signed_in_with_either_store(admin: Visitor) -> None:
    assert "Sign out" in admin.visit("/stock/lesson").html
    assert "Sign out" in send(admin, ("success", "hi"), store=STOCK).html
    assert "Sign out" in admin.visit("/lesson").html


@pytest.mark.parametrize("path", ["/foo", "/four", "/lesson", "/lesson/forty", "/stock/lesson"])
def test_another_site_can_send_nothing(visitor: Visitor, path: str) -> None:
    response = visitor.post(path, data={"text": "hi"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 400


@both_stores
@pytest.mark.parametrize("part", ["text", "category"])
@pytest.mark.parametrize("times", ["1", "500"])
def test_far_too_much_is_answered_in_words_and_cut_before_anything_is_made_of_it(
    visitor: Visitor, store: str, part: str, times: str
) -> None:
    sent: list[int] = []

    def count(_app: Flask, message: str, category: str) -> None:
        sent.append(len(message) + len(category))

    row = {"text": "x", "category": "success", part: "e\u0301" * 15_000}
    with message_flashed.connected_to(count, visitor.application):
        response = visitor.post(f"{store}/lesson", data=row | {"times": times})

    assert response.status_code == 303
    assert sum(sent) <= LENGTH_OF_ALL + 100 * len(sent)
    if store == OURS:
        length = LENGTH if times == "1" else LENGTH_OF_ALL // LIMIT
        told = f"Warning Only the first {length} characters of each were sent."
        assert visitor.visit(response.location).banners[0] == told


def test_more_rows_than_can_be_sent_are_not_drawn(visitor: Visitor) -> None:
    rows = {"category": ["success"] * 30_000, "text": ["x"] * 30_000}
    response = visitor.post("/lesson", data=rows | {"more": ""})

    page = Page(response)
    assert page.banners == [f"Warning Only the first {LIMIT} rows were kept."]
    assert len(page.find("textarea", name="text")) == LIMIT
