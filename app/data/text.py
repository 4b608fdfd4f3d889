"""Text as people type it and compare it."""

import re
import unicodedata

from anyascii import anyascii

# Controls, U+FFFD (bytes that weren't UTF-8), non-characters, and what turns the text after it
# round. Joiners, variation selectors and the marks inside right-to-left names are fine.
PLANES = range(0x1_0000, 0x11_0000, 0x1_0000)
UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd-\uffff"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in PLANES)
    + "]"
)
# Letters with a stroke, and pairs, that Unicode doesn't take apart.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
# Letters and a sign, as Unicode has it, of which there is nothing to see: fillers, an empty cell.
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
# What is longer is never kept. To normalize accents takes the square of how many stand in a row.
LONGEST_TEXT = 1000


def tidy(text: str | None) -> str:
    """`text` without space around it, and with single spaces within."""
    words = " ".join((text or "").split())
    return unicodedata.normalize("NFC", words) if len(words) <= LONGEST_TEXT else words


def fold(text: str) -> str:
    """`text` without case or accents: "Ólafur" and "olafur" are the same."""
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.casefold().translate(PLAIN)


def is_visible(text: str) -> bool:
    """Whether there is anything to see: a letter, a digit, a sign."""
    return any(unicodedata.category(letter)[0] in "LNPS" and letter not in BLANK for letter in text)


def spell(text: str) -> str:
    """`text` as a part of an address, "osnovy-flask" for "Основы Flask"; empty if nothing is left.

    No longer than 60 characters, so that there is room for a number after it.
    """
    return re.sub("[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:60].rstrip("-")
