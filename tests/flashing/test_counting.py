"""How long those that had no room are counted, and in whose words."""

from app.flashing import FlashOnce
from tests.flashing.browser import Browser, Clock, make_flashing_app
from tests.flashing.test_size import HOME, told


def test_what_is_only_counted_is_counted_no_longer_than_it_would_have_lived(tabs: Browser) -> None:
    tabs.clock.now = 1_800_000_000 * 10**6  # in a step's first moment
    for n in range(360):
        tabs.post(message=f"Message number {n}", to=HOME)
        tabs.clock.advance(10)
    banners = tabs.view()

    assert banners[-2] == ("success", "Message number 359")
    assert told(banners) == 58  # of ten minutes; when one was recorded is known to 20 s


def test_a_count_alone_ends_too(tabs: Browser) -> None:
    tabs.post(message=["Done"] * 100, to=HOME)
    tabs.clock.advance(500)
    tabs.post(message="x" * 4000, to=HOME)
    tabs.post(message="y" * 4000, to=HOME)
    tabs.post(message="z" * 4000, to=HOME)
    tabs.clock.advance(200)
    banners = tabs.view()

    assert told(banners) == 3


def test_one_more_is_a_singular() -> None:
    assert FlashOnce().more(1) == "… and 1 more message."
    assert FlashOnce().more(2) == "… and 2 more messages."


def test_the_count_may_be_told_in_the_apps_own_words(clock: Clock) -> None:
    app = make_flashing_app()
    FlashOnce(app, more=lambda count: f"und {count} weitere")
    tabs = Browser(app, clock)
    tabs.post(message=["Done"] * 100, to="/pages/home")

    assert tabs.view()[-1][1].startswith("und ")
