"""Each message that somebody was told to expect is counted as what became of it."""

from tests.load.ledger import Ledger, Tally


def test_a_message_is_shown_once_on_its_page() -> None:
    tally = Tally()
    ledger = Ledger("Ada", tally)

    ledger.record("/a", "Saved.")
    ledger.see("/a", ["Saved."])
    ledger.see("/a", [])
    ledger.close()

    assert tally.counts == {"recorded": 1, "shown once": 1}
    assert not tally.faults


def test_each_fault_is_counted_and_told() -> None:
    tally = Tally()
    ledger = Ledger("Ada", tally)

    ledger.record("/a", "Saved.")
    ledger.record("/b", "Joined.", "In it already.")
    ledger.record("/c", "Left.")
    ledger.see("/a", ["Saved.", "Saved.", "Welcome."])
    ledger.see("/a", ["In it already."])
    ledger.close()

    assert tally.faults == [
        "shown twice: Ada, /a: Saved.",
        "nobody’s: Ada, /a: Welcome.",
        "on the wrong page: Ada, /a: In it already.",
        "lost: Ada, /c: Left.",
    ]


def test_of_two_that_say_the_same_each_page_shows_its_own() -> None:
    tally = Tally()
    ledger = Ledger("Ada", tally)

    ledger.record("/a", "Saved.")
    ledger.record("/b", "Saved.")
    ledger.see("/b", ["Saved."])

    assert ledger.pages == ["/a"]
    assert tally.counts["shown once"] == 1
    assert not tally.faults


def test_what_was_on_a_page_that_was_cut_short_is_counted_apart() -> None:
    tally = Tally()
    ledger = Ledger("Ada", tally)

    ledger.record("/a", "Saved.")
    ledger.cut_short("/a")
    ledger.close()

    assert tally.counts == {"recorded": 1, "cut short": 1}
    assert not tally.faults
