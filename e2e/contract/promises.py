"""The promises that are made about every message, by their numbers."""

PROMISES = {
    1: "Next page: every message, in order, with its category, escaped",
    2: "Once: gone after a reload, on other pages, in a new tab",
    3: "Back and Forward don't bring it back",
    4: "Only a page view takes it",
    5: "Overlapping requests lose nothing",
    6: "It shows in the tab that acted",
    7: "Size is bounded, and nothing vanishes silently",
    8: "A lost answer loses nothing",
    9: "Any process, any host may answer next",
    10: "Tampering is harmless",
    11: "Nobody else's cache keeps it",
    12: "An error page doesn't eat it",
    13: "Unread messages don't pile up, and expire",
    14: "Without JavaScript all but the third hold",
}
