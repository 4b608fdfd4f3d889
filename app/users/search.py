"""What people look for, as they type or paste it: words of a name, an address out of a letter."""

import re
from html import unescape
from unicodedata import category, normalize
from urllib.parse import unquote

from app.data import emails
from app.data.search_index import Word
from app.data.text import LONGEST_TEXT, UNWANTED, WIDE, fold, level, tidy

LONGEST_QUERY = 100
# Of the signs that can't be seen, those at which words end: the zero-width space, which is where a
# line may be broken (UAX #14), and what stands for a picture or a lost byte. Others are nothing.
BREAKS = str.maketrans(dict.fromkeys("\u200b\ufffc\ufffd", " "))
LINK = re.compile(r"\bmailto:([^\s?<>]*)(\?[^\s<>]*)?", re.IGNORECASE)  # RFC 6068
ALSO_TO = re.compile("[?&]to=([^&#]*)", re.IGNORECASE)
# What stands around addresses and between them (RFC 5322), or around what is quoted.
AROUND = re.compile(
    '[<>()\\[\\],;|"\u00ab\u00bb\u060c\u061b\u201a\u201c-\u201f\u2039\u203a\u3001\u3008-\u3011\u3014-\u301f]'
)
# At an address's ends, what can't begin or end one: the sign of a list, a label, a part of a card's
# line, "EMAIL;TYPE=work:ada@example.org" (RFC 6350).
EDGES = re.compile(r"^(.*:)?\W*|\W+$")


def tidy_query(text: str) -> str:
    """What was asked for, with single spaces; empty if there is nothing to see in it."""
    query = UNWANTED.sub("", tidy(text.translate(BREAKS)))[:LONGEST_QUERY]
    return query if level(query) else ""


def read(query: str) -> list[Word]:
    """Take a query apart: each word of it is to be found in the name or the email.

    Where there is an address among them it says it all: "To: Ada <ada@example.org>, 9 January".
    """
    words = _split(query)
    return [Word(name=fold(word), email=word) for word in _addresses(words) or words]


def find_address(text: str) -> str:
    """Return the address in what was pasted, "Ada <ada@example.org>", or else all of it."""
    if len(text) > LONGEST_TEXT or emails.is_one(text, inner=True):
        return text
    found = set(_addresses(_split(normalize("NFKC", text))))
    return found.pop() if len(found) == 1 else text


def _addresses(words: list[str]) -> list[str]:
    return [bare for word in words if emails.is_one(bare := EDGES.sub("", word), inner=True)]


def _split(query: str) -> list[str]:
    # Out of the source of a page: "&lt;ada@example.org&gt;".
    bare = LINK.sub(_read_link, (unescape(query) if ";" in query else query).translate(WIDE))
    words = [_trim(word) for word in level(AROUND.sub(" ", bare)).split()]
    # A dash between words, or the mark that a line of a list begins with, says nothing.
    said = [word for word in words if any(category(letter)[0] != "P" for letter in word)]
    return said or level(query).split()


def _read_link(link: re.Match[str]) -> str:
    """Whom a letter would go to: "mailto:ada@example.org", "mailto:?to=ada@example.org"."""
    return f" {' '.join(map(unquote, [link[1], *ALSO_TO.findall(link[2] or '')]))} "


def _trim(word: str) -> str:
    """Take off quotes around a word, and what a sentence ends with that ended in it."""
    return word.strip("'").rstrip(".:!?\u2026").rstrip("'")
