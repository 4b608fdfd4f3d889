"""The life of a message, as the lesson's page draws it for either store."""

import pytest
from flask import Flask, message_flashed

from app.data.models import User
from app.lesson import stock
from app.lesson.life import Cookie, Life
from tests.conftest import MakeApp, enter
from tests.visitor import Page, Visitor, text

OURS, STOCK = "", stock.PREFIX
both_stores = pytest.mark.parametrize("store", [OURS, STOCK])


def send(visitor: Visitor, message: str, store: str = OURS, to: str = "here") -> Page:
    return visitor.submit(f"{store}/lesson", category="success", text=message, to=to)


def hold(visitor: Visitor, message: str, store: str = OURS) -> Page:
    return send(visitor, message, store, "hold")


def step(page: Page) -> str:
    """Return the step that the drawing has come to, and what it says."""
    reached = page.find("li", aria_current="step")
    return text(reached[0]) if reached else ""


def cookie(page: Page) -> dict[str, str]:
    return {text(fact[0]): text(fact[1]) for fact in page.find("div", class_="cookie__fact")}


def printed(page: Page) -> str:
    return text(page.find("samp")[0])


@both_stores
def test_a_held_message_is_drawn_and_not_shown(visitor: Visitor, store: str) -> None:
    page = hold(visitor, "This is a message", store)

    assert page.path == f"{store}/lesson?hold"
    assert page.banners == []
    assert step(page).startswith("2 Stored")
    assert "flash('This is a message', 'success')" in page.text
    assert visitor.get(page.path).headers["Cache-Control"] == "no-store"


def test_our_cookie_is_laid_open(visitor: Visitor) -> None:
    page = hold(visitor, "This is a message")

    facts = cookie(page)
    sent = visitor.get_cookie(facts["Cookie"])
    assert sent
    assert facts["Size"] == f"{len(sent.key) + len(sent.value)} of 4,096 bytes"
    assert facts["Page"] == "/lesson"
    assert facts["Holds"] == '["/lesson",["success","This is a message"]]'
    assert facts["Expires"].endswith(" UTC")


def test_stocks_cookie_is_laid_open(admin: Visitor) -> None:
    page = hold(admin, "This is a message", STOCK)

    facts = cookie(page)
    sent = admin.get_cookie("session-stock")
    assert sent
    assert facts["Cookie"] == "session-stock"
    assert facts["Size"] == f"{len(sent.key) + len(sent.value)} of 4,096 bytes"
    assert facts["Page"] == "the first that asks"
    assert facts["Holds"] == '{"_flashes": [["success", "This is a message"]]}'
    assert facts["Expires"] == "never, until it is shown"


def test_what_else_the_session_holds_is_nobodys_to_see(make_app: MakeApp, ada: User) -> None:
    admin = enter(make_app(FLASH_STORE="session"), ada)

    facts = cookie(hold(admin, "This is a message"))
    assert facts["Cookie"] == "session"
    assert '"_flashes": [["success", "This is a message"]]' in facts["Holds"]
    assert '"_user_id": "…"' in facts["Holds"]


@both_stores
def test_a_message_is_stored_then_shown_then_gone(visitor: Visitor, store: str) -> None:
    held = hold(visitor, "This is a message", store)

    shown = visitor.visit(held.link("Show it now"))
    assert shown.banners == ["Success This is a message"]
    assert step(shown).startswith("3 Shown")
    assert printed(shown) == "[('success', 'This is a message')]"

    gone = visitor.visit(shown.link("Reload this page"))
    assert gone.banners == []
    assert step(gone).startswith("4 Gone")
    assert printed(gone) == "[]"


@both_stores
def test_a_message_can_be_shown_again_only_if_it_is_sent_again(
    visitor: Visitor, store: str
) -> None:
    assert step(visitor.visit(f"{store}/lesson")) == ""
    assert step(send(visitor, "hi", store)).startswith("3 Shown")
    assert step(visitor.visit(f"{store}/lesson")) == ""


def test_another_page_takes_a_held_message_from_stock_but_not_from_ours(visitor: Visitor) -> None:
    hold(visitor, "ours")
    hold(visitor, "stock’s", STOCK)

    assert visitor.visit("/bar").banners == []
    assert visitor.visit("/stock/bar").banners == ["Success stock’s"]
    assert visitor.visit("/lesson").banners == ["Success ours"]
    assert visitor.visit("/stock/lesson").banners == []


def test_what_waits_for_another_page_is_drawn_and_left_alone(visitor: Visitor) -> None:
    response = visitor.post("/lesson", data={"category": "success", "text": "later", "to": "bar"})

    page = visitor.visit("/lesson")
    assert page.banners == []
    assert cookie(page)["Page"] == page.link("Show it now") == response.location == "/bar"
    assert visitor.visit("/bar").banners == ["Success later"]


def test_a_script_takes_nothing_from_our_store(visitor: Visitor) -> None:
    hold(visitor, "for a person")
    visitor.get("/lesson", headers={"Sec-Fetch-Dest": "empty"})

    assert visitor.visit("/lesson").banners == ["Success for a person"]


def test_a_rejected_form_is_not_read_by_the_drawing(visitor: Visitor) -> None:
    visitor.post("/users", data={"name": "Ada", "email": "", "password": ""})
    visitor.visit("/lesson")

    assert visitor.visit("/users/new").field("name").value == "Ada"


def test_where_the_app_itself_uses_stock_there_is_no_choice(make_app: MakeApp) -> None:
    visitor = make_app(FLASH_STORE="session").test_client()
    assert isinstance(visitor, Visitor)

    assert "Stock Flask" in visitor.visit("/lesson").text
    assert not visitor.visit("/lesson").find("nav", class_="stores")
    assert cookie(hold(visitor, "This is a message"))["Cookie"] == "session"


@pytest.mark.parametrize("page", [None, "/lesson", "~/users", "^/users", "0123456789abcdef" * 2])
def test_what_is_no_other_pages_address_is_shown_here(app: Flask, page: str | None) -> None:
    with app.test_request_context("/lesson"):
        life = Life([Cookie("flash.x", "", "[]", [], page)], [], [])

        assert life.page == life.again


def test_a_cookie_that_comes_twice_is_drawn_as_it_was_sealed(visitor: Visitor) -> None:
    name = cookie(hold(visitor, "This is a message"))["Cookie"]
    sealed = visitor.get_cookie(name)
    assert sealed
    twice = f"{name}=____.x; {name}={sealed.value}"
    response = visitor.application.test_client(use_cookies=False).get(
        "/lesson?hold", headers={"Cookie": twice}
    )

    assert response.status_code == 200
    assert cookie(Page(response))["Holds"] == '["/lesson",["success","This is a message"]]'


@pytest.mark.parametrize(("number", "rest"), [(4, ""), (5, "and 1 more"), (7, "and 3 more")])
def test_of_many_messages_four_are_drawn(visitor: Visitor, number: int, rest: str) -> None:
    texts = [str(one) for one in range(number)]
    page = visitor.submit("/lesson", category=texts, text=texts, to="hold")
    (first, *_) = page.find("li", class_="step")

    assert len(first.findall(".//p[@class='proof']")) == 4
    assert ("more" in text(first), rest in text(first)) == (bool(rest), True)


@pytest.mark.parametrize(("number", "rest"), [(3, ""), (4, "and 1 more cookie")])
def test_of_many_cookies_three_are_drawn(visitor: Visitor, number: int, rest: str) -> None:
    for one in range(number):
        visitor.post("/lesson", data={"category": "success", "text": str(one), "to": "hold"})
    page = visitor.visit("/lesson?hold")

    assert len(page.find("dl", class_="cookie")) == 3
    assert ("more cookie" in page.text, rest in page.text) == (bool(rest), True)


def test_a_held_message_leads_to_its_drawing(visitor: Visitor) -> None:
    form = {"category": "success", "text": "hi", "to": "hold"}

    assert visitor.post("/lesson", data=form).location == "/lesson?hold#life"


def test_forty_long_ones_are_ten_kilobytes_at_random(visitor: Visitor) -> None:
    sent: list[str] = []

    def note(_app: Flask, message: str, **_more: str) -> None:
        sent.append(message)

    with message_flashed.connected_to(note):
        visitor.post("/lesson/forty")

    assert len(sent) == len(set(sent)) == 40
    assert sum(map(len, sent)) == pytest.approx(10_000, rel=0.1)
