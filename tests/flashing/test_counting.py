"""How those that had no room are counted: each once, for how long, and in whose words."""

from random import Random

import pytest

from app.flashing import FlashOnce
from app.flashing.cookies import cookie
from app.flashing.cookies.counting import Count, unite
from tests.flashing.browser import PAGE, SCRIPT, Answer, Browser, Clock, make_flashing_app
from tests.flashing.test_size import HOME, told


@pytest.fixture
def chance(monkeypatch: pytest.MonkeyPatch) -> Random:
    """The same in each run: two of 150 names have the same chance once in 1,500 times."""
    chance = Random(1)  # noqa: S311  # no secret
    monkeypatch.setattr(cookie, "urandom", chance.randbytes)
    return chance


def record(
    tabs: Browser, number: int, at_once: int, headers: dict[str, str], chance: Random
) -> None:
    """Record messages, so many at once, whose answers come in any order."""
    flights: list[Answer] = []
    for n in range(number):
        if len(flights) == at_once:
            tabs.receive(flights.pop(chance.randrange(at_once)))
        flights.append(tabs.send("POST", "/flash", headers, message=f"Message {n}", to=HOME))
        tabs.clock.advance(0.02)
    for flight in flights:
        tabs.receive(flight)


@pytest.mark.parametrize("headers", [PAGE, SCRIPT], ids=["a person", "a script"])
@pytest.mark.parametrize(("number", "at_once"), [(60, 2), (150, 6), (150, 12)])
def test_what_overlapping_answers_drop_is_counted_once(
    tabs: Browser, number: int, at_once: int, headers: dict[str, str], chance: Random
) -> None:
    record(tabs, number, at_once, headers, chance)

    assert told(tabs.view()) == number
    assert tabs.jar.cookies == {}


@pytest.mark.parametrize("messages", [3, 30])
def test_an_answer_that_recorded_many_is_counted_once(tabs: Browser, messages: int) -> None:
    flights = [
        tabs.send("POST", "/flash", message=[f"{n} {'long ' * 30}"] * messages, to=HOME)
        for n in range(3)
    ]
    for _ in range(3):
        for flight in flights:
            tabs.receive(flight)
        flights = [tabs.send("POST", "/flash", message="Short", to=HOME) for _ in range(3)]

    assert told(tabs.view()) == 3 * messages + 2 * 3


def test_of_very_many_the_count_is_about_right_and_has_its_bounds(
    tabs: Browser, chance: Random
) -> None:
    record(tabs, 500, 6, SCRIPT, chance)

    assert 330 <= told(tabs.view()) <= 750
    assert tabs.jar.cookies == {}


def test_counts_unite_in_any_order(chance: Random) -> None:
    origins = [(n // 40, f"{n:04x}") for n in range(200)]
    counts = [
        Count(dict.fromkeys(chance.sample(origins, 90), 1)),
        Count(dict.fromkeys(chance.sample(origins, 120), 1)).halve(),
        Count(dict.fromkeys(chance.sample(origins, 150), 2)).halve().halve(),
    ]
    one, two, three = counts

    assert unite([unite([one, two]), three]) == unite([one, unite([three, two, one])])
    assert unite(counts * 2) == unite(counts)


@pytest.mark.parametrize("halvings", [0, 1, 3])
def test_a_count_is_read_as_it_was_written(halvings: int) -> None:
    count = Count({(5, "ab-_"): 1, (5, "AAAA"): 1, (6, "0aZ9"): 3}, halvings)

    assert Count.read(count.write()) == count


@pytest.mark.parametrize("text", ["", "x", "0~1.2", "0~1.x.abcd", "0~5.1.abcd.e"])
def test_a_count_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Count.read(text)


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
