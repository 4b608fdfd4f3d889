"""axe-core finds nothing, on any page, in light, dark and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import BrowserContext, Page, expect

from e2e.harness.config.project import Project
from e2e.people import ADA, GRACE, Person
from e2e.places import OnEachPage
from e2e.screens.forms import EditScreen, NewUserScreen
from e2e.screens.lesson import LessonScreen
from e2e.screens.screen import Screen

from .outcomes import OUTCOMES

pytestmark = pytest.mark.only_project("desktop", "phone")

# Every rule there is, and text at 7:1, by the rule that asks for 4.5:1: one of its own looks at all
# once more.
CONTRAST = {"contrastRatio": {"normal": {"expected": 7}, "large": {"expected": 4.5}}}
OPTIONS = {
    "checks": {"color-contrast": {"options": CONTRAST}},
    "resultTypes": ["violations"],  # what passes is counted, not described: a quarter less
    "preload": False,  # there is no sound to listen to
}
# In the dark, a page has other colours, and nothing else that is other.
OF_COLOURS = OPTIONS | {"runOnly": ["cat.color"]}
SETTLE = "document.getAnimations().forEach((animation) => animation.finish())"

Findings = Callable[[Page], str]
Scheme = Literal["light", "dark"]


@pytest.fixture
def findings(project: Project, context: BrowserContext) -> Findings:
    """Return what axe has to say, in the light, and in the dark where there is most to see."""
    context.add_init_script(AXE_SCRIPT)  # sent once, not with every page
    schemes: list[Scheme] = ["light", "dark"] if project.name == "desktop" else ["light"]

    def findings(page: Page) -> str:
        return "".join(found(page, scheme) for scheme in schemes)

    return findings


def found(page: Page, scheme: Scheme) -> str:
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLE)  # a banner that is fading in would have too little contrast
    options = OF_COLOURS if scheme == "dark" else OPTIONS
    results = AxeResults(page.evaluate("(options) => axe.run(options)", options))
    return f"{scheme}: {results.generate_report()}" if results.violations_count else ""


def test_axe_finds_nothing_on_any_page(on_each_page: OnEachPage, findings: Findings) -> None:
    def is_sound(page: Page, name: str) -> None:
        expect(Screen(page).heading).to_be_visible()
        assert findings(page) == ""

    on_each_page(is_sound)


def test_axe_finds_nothing_on_a_rejected_form(
    admin: Person, new_user: NewUserScreen, findings: Findings
) -> None:
    new_user.open()
    new_user.create("", "king@", "short")

    expect(new_user.marked).to_have_count(3)
    assert findings(new_user.page) == ""


def test_axe_finds_nothing_on_a_conflict(
    member: Person,
    edit: EditScreen,
    another_visitor: Callable[[Person], Page],
    findings: Findings,
) -> None:
    grace = EditScreen(another_visitor(GRACE))
    edit.open(ADA.id)
    grace.open(ADA.id)
    grace.save("Augusta Ada King")

    expect(grace.banners).to_have_count(1)

    edit.save("Ada Byron")

    expect(edit.saved_meanwhile).to_be_visible()
    assert findings(edit.page) == ""


def test_axe_finds_nothing_on_banners(lesson: LessonScreen, findings: Findings) -> None:
    lesson.open()
    lesson.send(*((outcome.category, outcome.text) for outcome in OUTCOMES))

    expect(lesson.banners).to_have_count(3)
    assert findings(lesson.page) == ""
