"""Messages as they travel: whatever Flask's session carries, as JSON, and cut where they are long.

Sources: Unicode Annex 29 (where a text may be cut).
"""

import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import session_json_serializer
from markupsafe import Markup, escape

SHORT = 80  # characters of a text that isn't cut to make room for others
PLAIN = str, int, float, bool, list, tuple, dict, type(None)  # and subclasses: written as they are
MARKS = {"Mn", "Me", "Mc"}  # categories of what belongs to the character before
JOINER, VIRAMA = "\u200d", 9  # the latter a combining class: it joins the consonants around it
SKINS = "".join(map(chr, range(0x1F3FB, 0x1F400)))
FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
HANGUL = set(map(chr, [*range(0x1100, 0x1200), *range(0xAC00, 0xD7A4)]))
VOWELS_AND_FINALS = set(map(chr, range(0x1160, 0x1200)))


def _write_other(value: Any) -> Any:
    """Write what JSON hasn't got as the app's own JSON does, or else as text."""
    try:
        provider: Any = current_app.json  # Flask's own has this; another may not
        return provider.default(value)
    except (AttributeError, TypeError):
        return str(value)


to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_write_other).encode
from_json = json.JSONDecoder().decode


@dataclass(frozen=True)
class Writing:
    """How messages are written: with the tags of the session's own serializer."""

    tags: TaggedJSONSerializer

    def mark(self, pair: tuple[Any, ...]) -> list[Any]:
        """Return a pair as JSON has it, with tags where JSON hasn't got something."""
        return [value if type(value) is str else self.tags.tag(value) for value in pair]

    def read(self, text: str) -> Any:
        return self.tags.loads(text) if "{" in text else from_json(text)

    def settle(self, message: Any) -> Any:
        """Return a message that can be written: what can't, an exception or a lazy text, as text.

        A lazy text so keeps the language of the moment, and what has `__html__` is markup.
        """
        if isinstance(message, PLAIN):
            try:
                if type(message) is not str:
                    to_json(self.tags.tag(message))
            except (TypeError, ValueError, RecursionError):  # an odd key, or a circle
                return str(message)
            return message
        if callable(getattr(message, "__html__", None)):
            return escape(message)
        return message if self.tags.tag(message) is not message else _write_other(message)


@lru_cache
def make_writing(serializer: Any) -> Writing:
    """Write as a session's own serializer does, if it is of Flask's kind."""
    is_flasks = isinstance(serializer, TaggedJSONSerializer)
    return Writing(serializer if is_flasks else session_json_serializer)


def cut(message: Any, length: int) -> Any:
    """Return a text of at most `length` characters; the same of the `text` of a dict."""
    if isinstance(message, dict) and "text" in message:
        return {**message, "text": cut(message["text"], length)}
    if not isinstance(message, str) or len(message) <= length:
        return message
    text = message.striptags() if isinstance(message, Markup) else message  # no tag is cut in half
    end = min(length - 1, len(text))
    while 0 < end < len(text) and _belong_together(text, end):
        end -= 1
    return f"{text[:end].rstrip()}…"


def measure(message: Any) -> int:
    """Return how many characters could be cut."""
    if isinstance(message, dict):
        message = message.get("text")
    return len(message) if isinstance(message, str) else 0


def is_told(message: Any) -> bool:
    """Whether people are to hear of it: a dict without a `text` is data for the page."""
    return not isinstance(message, dict) or "text" in message


def _belong_together(text: str, place: int) -> bool:
    """Whether what is before and after a place in a text is one letter, or one emoji."""
    before, after = text[place - 1], text[place]
    if unicodedata.category(after) in MARKS or JOINER in (before, after):
        return True
    if after in SKINS or "\U000e0020" <= after <= "\U000e007f":  # the latter: of a region's flag
        return True
    if unicodedata.combining(before) == VIRAMA or (before in HANGUL and after in VOWELS_AND_FINALS):
        return True
    if before in FLAGS and after in FLAGS:  # a pair of letters is a country's
        return (place - len(text[:place].rstrip(FLAGS))) % 2 == 1
    return False
