"""Text as people type it and compare it."""

import re
import unicodedata

from anyascii import anyascii

# Controls, bytes that weren't UTF-8 (U+FFFD; on a command line, surrogates), non-characters, and
# what turns the text after it round. Joiners, variation selectors and the marks inside
# right-to-left names are fine.
PLANES = range(0x1_0000, 0x11_0000, 0x1_0000)
UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in PLANES)
    + "]"
)
# Letters with a stroke, and pairs, that Unicode doesn't take apart.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
# Letters and a sign, as Unicode has it, of which there is nothing to see: fillers, an empty cell.
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
# Default_Ignorable_Code_Point (UAX #44): joiners, marks of direction, soft hyphens, selectors.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
# What people take for one sign each, by hand or by what "corrects" their typing.
APOSTROPHES = (
    "`\u00b4\u02b9\u02bb-\u02bf\u02c8\u055a\u05f3\u07f4\u2018\u2019\u201b\u2032\u2035\ua78c\uff07"
)
DASHES = "\u02d7\u058a\u05be\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
SIGNS = ((re.compile(f"[{APOSTROPHES}]"), "'"), (re.compile(f"[{DASHES}]"), "-"))
# Letters and signs as wide as a Chinese one, and its full stop, which an input method leaves on.
WIDE = {ord("\uff01") + n: chr(ord("!") + n) for n in range(94)} | {ord("\u3002"): "."}
# What is longer is never kept. To normalize accents takes the square of how many stand in a row.
LONGEST_TEXT = 1000


def tidy(text: str | None) -> str:
    """`text` without space around it, and with single spaces within."""
    words = " ".join((text or "").split())
    return unicodedata.normalize("NFC", words) if len(words) <= LONGEST_TEXT else words


def level(text: str) -> str:
    """`text` without case or anything invisible, with one apostrophe, one hyphen, single spaces."""
    text = INVISIBLE.sub("", text).replace("\u2800", " ")
    for kind, sign in SIGNS:
        text = kind.sub(sign, text)
    return " ".join(text.casefold().split())


def fold(text: str) -> str:
    """The same, and without accents: "Ólafur" and "olafur", "O’Neill" and "o'neill" are one."""
    letters = unicodedata.normalize("NFKD", level(text))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return level(bare.translate(PLAIN))


def mark_unwanted(text: str) -> str:
    """`text` with what HTML can't hold, or must not, replaced by a mark that can be seen."""
    return UNWANTED.sub(lambda sign: sign[0] if sign[0] in "\t\n\r" else "\ufffd", text)


def is_visible(text: str) -> bool:
    """Whether there is anything to see: a letter, a digit, a sign."""
    return any(unicodedata.category(letter)[0] in "LNPS" and letter not in BLANK for letter in text)


def spell(text: str) -> str:
    """`text` as a part of an address, "osnovy-flask" for "Основы Flask"; empty if nothing is left.

    No longer than 60 characters, so that there is room for a number after it.
    """
    return re.sub("[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:60].rstrip("-")
