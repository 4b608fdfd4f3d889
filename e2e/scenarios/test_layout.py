"""Where banners stand, that nothing moves, and that every page fits the narrowest screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from e2e.halves import Halves
from e2e.people import HUBERT, Person
from e2e.places import OnEachPage
from e2e.screens.forms import EditScreen, NewUserScreen
from e2e.screens.screen import Screen
from e2e.screens.users import UserScreen, UsersScreen

from .outcomes import SAVED, OnEachOutcome, Outcome

narrowest = pytest.mark.browser_context_args(viewport={"width": 320, "height": 640})
moving = pytest.mark.browser_context_args(reduced_motion="no-preference")
# A phone zooms out of a page that is too wide, rather than scroll sideways.
desktop_only = pytest.mark.only_project("desktop")

# A browser counts no shift of less than 3 pixels a frame; the heading is looked at in each.
COUNT_SHIFTS = """
globalThis.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries().map((shift) => shift.value)))
  .observe({ type: "layout-shift", buffered: true });
globalThis.heights = new Set();
requestAnimationFrame(function look() {
  const heading = document.querySelector("h1");
  if (heading) heights.add(heading.getBoundingClientRect().top);
  requestAnimationFrame(look);
});
"""
TELL_WHEN_PAINTED = """
new PerformanceObserver(() => painted()).observe({ type: "paint", buffered: true });
"""
COUNT_ANIMATIONS = """
globalThis.animations = [];
addEventListener("animationstart", ({ animationName }) => animations.push(animationName));
"""
# A function: to ask an expression again, Playwright would need the `eval` that our pages forbid.
AT_REST = """
() => document.readyState === "complete" && document.fonts.status === "loaded" &&
  document.getAnimations().length === 0
"""
ENDS_BEFORE = """
(one, other) => one.getBoundingClientRect().bottom <= other.getBoundingClientRect().top
"""
# Whether a thumb meets the same thing all along the 44 rows of pixels around its middle (WCAG 2.2,
# 2.5.5), as it does beside a person's name, whose link fills the card. Links with text beside them
# are let off.
IN_REACH = """
(all) => all.filter((one) =>
  getComputedStyle(one).display !== "inline" || one.parentElement.innerText === one.innerText
).map((one) => {
  one.scrollIntoView({ block: "center" });
  const { x, y, width, height } = one.getBoundingClientRect();
  const met = (away) => document.elementFromPoint(x + width / 2, y + height / 2 + away);
  return [one.outerHTML, [-22, 21].every((away) => one.contains(met(away)))];
})
"""
# Our own words, that is: names and code break where they must, and what is longer than a line.
CUT_WORDS = """
(root) => {
  const range = document.createRange();
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const cut = [];
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    if (text.parentElement.closest("bdi, code, samp, .visually-hidden")) continue;
    for (const { 0: word, index } of text.data.matchAll(/(?<![^\\s-])[^\\s-]{1,24}(?![^\\s-])/g)) {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) cut.push(word);
    }
  }
  return cut;
}
"""


def test_banners_stand_between_the_header_and_the_heading(
    on_each_outcome: OnEachOutcome, edit: EditScreen
) -> None:
    def is_in_its_place(outcome: Outcome) -> None:
        assert edit.header.root.evaluate(ENDS_BEFORE, edit.messages.element_handle())
        assert edit.messages.evaluate(ENDS_BEFORE, edit.heading.element_handle())

    on_each_outcome(is_in_its_place)


@pytest.mark.only_browser("chromium")  # the one that tells
@pytest.mark.skip_project("no-javascript")  # the scripts might move something
@moving
def test_nothing_moves_once_it_is_painted(on_each_outcome: OnEachOutcome, page: Page) -> None:
    page.add_init_script(COUNT_SHIFTS)

    def is_still(outcome: Outcome) -> None:
        page.wait_for_function(AT_REST)
        assert page.evaluate("shifts") == []
        assert len(page.evaluate("[...heights]")) == 1

    on_each_outcome(is_still)


@pytest.mark.only_browser("chromium")
@pytest.mark.skip_project("no-javascript")
@pytest.mark.parametrize(
    ("path", "split"),
    [
        pytest.param("/users", '<form method="post" action="/sign-out"', id="header"),
        pytest.param("/lesson", '<a class="stores__store" href="/stock', id="main"),
    ],
)
def test_nothing_moves_while_a_page_arrives(
    app: Flask,
    admin: Person,
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    split: str,
) -> None:
    halves = Halves(app.wsgi_app, split)
    monkeypatch.setattr(app, "wsgi_app", halves)
    page.expose_function("painted", halves.go_on)
    page.add_init_script(COUNT_SHIFTS + TELL_WHEN_PAINTED)
    page.goto(path)

    page.wait_for_function(AT_REST)
    assert halves.sent == 1
    assert page.evaluate("shifts") == []


@pytest.mark.skip_browser("firefox")  # over BiDi the browser is told once, for all its pages
@pytest.mark.skip_project("no-javascript")
@pytest.mark.parametrize(
    "seen", [pytest.param(["banner-in"], marks=moving, id="banner-in"), pytest.param([], id="none")]
)
def test_a_banner_slides_in_unless_motion_is_unwanted(
    member: Person, edit: EditScreen, page: Page, seen: list[str]
) -> None:
    page.add_init_script(COUNT_ANIMATIONS)
    edit.open(member.id)
    edit.save(SAVED.typed)

    expect(edit.banners).to_have_text([SAVED.said])
    page.wait_for_function(AT_REST)
    assert page.evaluate("animations") == seen


@desktop_only
@narrowest
def test_every_page_fits_the_narrowest_screen(on_each_page: OnEachPage) -> None:
    def fits(page: Page, name: str) -> None:
        screen = Screen(page)
        expect(screen.heading).to_be_visible()
        assert screen.overhang() == 0
        assert screen.main.evaluate(CUT_WORDS) == []

    on_each_page(fits)


@desktop_only
@narrowest
def test_facts_stand_one_below_the_other_on_the_narrowest_screen(page: Page) -> None:
    user = UserScreen(page)
    user.open(3)

    expect(user.facts).to_have_count(4)
    starts = user.facts.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().x)")
    assert len(set(starts)) == 1


@desktop_only
@narrowest
@pytest.mark.parametrize("path", ["/users", "/users/5", "/users/5/edit", "/users/5/delete"])
def test_the_longest_name_fits_the_narrowest_screen(
    admin: Person, people: Callable[..., None], page: Page, path: str
) -> None:
    people(HUBERT)
    screen = Screen(page)
    screen.go_to(path)

    expect(screen.main).to_contain_text(HUBERT.name)
    assert screen.overhang() == 0


@desktop_only
def test_names_stand_one_below_the_other_however_long_they_are(
    admin: Person, people: Callable[..., None], users: UsersScreen
) -> None:
    people(HUBERT)
    users.open()

    expect(users.row(HUBERT.name)).to_be_visible()
    starts = users.names.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().x)")
    assert len(set(starts)) == 1


@desktop_only
@narrowest
def test_a_rejected_form_fits_the_narrowest_screen(admin: Person, new_user: NewUserScreen) -> None:
    new_user.open()
    new_user.create("Llan" * 80, "ada@" * 80, "short")

    expect(new_user.marked).to_have_count(3)
    assert new_user.overhang() == 0


@desktop_only
@narrowest
def test_the_way_in_stays_beside_the_wordmark(page: Page) -> None:
    screen = Screen(page)
    screen.go_to("/users")

    expect(screen.header.sign_up).to_be_visible()
    assert not screen.header.wordmark.evaluate(ENDS_BEFORE, screen.header.sign_up.element_handle())


@pytest.mark.only_project("phone")
def test_what_is_touched_is_large_enough(on_each_page: OnEachPage) -> None:
    def is_in_reach(page: Page, name: str) -> None:
        screen = Screen(page)
        expect(screen.heading).to_be_visible()
        touched = screen.touched.evaluate_all(IN_REACH)
        assert touched
        assert [html for html, in_reach in touched if not in_reach] == []

    on_each_page(is_in_reach)
