"""The index on PostgreSQL: pg_trgm's trigrams, and beside them each letter and pair of letters."""

import re
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

# Where pg_trgm surely sees a trigram, whatever letters the server's locale knows.
TRIGRAM = re.compile("[a-z0-9]{3}")
WHOLE = '((users.folded_name || chr(1) || users.folded_email) COLLATE "C")'
_WHOLE = literal_column(WHOLE, Text)
# Not in SQL alone: the planner would put that in place, and forget what it costs. Nor is it said
# to be safe in parallel: to start workers takes longer than the answer.
CREATE = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE FUNCTION search_parts(whole text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT COST 1000 AS $$
    DECLARE letters text[] := string_to_array(whole, NULL);
    BEGIN
        RETURN letters || ARRAY(
            SELECT one || after_it FROM unnest(letters, letters[2:]) AS pairs (one, after_it)
            WHERE after_it IS NOT NULL);
    END $$""",
    f"""CREATE INDEX search_index ON users
    USING gin ({WHOLE} gin_trgm_ops, search_parts({WHOLE}))""",
)
DROP = ("DROP INDEX IF EXISTS search_index", "DROP FUNCTION IF EXISTS search_parts")
NEEDED = ("pg_trgm",)  # which the database's owner may make
MISSING = (
    "the search needs PostgreSQL’s extension pg_trgm, and it can’t be made."
    " Have somebody who may run “CREATE EXTENSION pg_trgm” in this database, once; where"
    " that isn’t known, PostgreSQL’s contrib package is missing."
)


def narrow(people: Select[Any], words: list[set[str]], long: list[set[str]]) -> Select[Any]:
    gramed = [parts for parts in long if all(map(TRIGRAM.search, parts))]
    for parts in gramed or words:
        ask = _has_trigrams if gramed else _has_letters
        people = people.where(or_(*(ask(part) for part in sorted(parts))))
    return people


def is_sure(parts: set[str]) -> bool:
    """Whether the index finds only who has a part: it compares the text that it is made of."""
    return len(parts) == 1 and all(map(TRIGRAM.search, parts))


def _has_trigrams(part: str) -> ColumnElement[bool]:
    return _WHOLE.contains(part, autoescape=True)


def _has_letters(part: str) -> ColumnElement[bool]:
    """Whether somebody has all pairs of letters of a part, or the one letter there is."""
    pairs = {part[start : start + 2] for start in range(max(1, len(part) - 1))}
    parts: ColumnElement[list[str]] = func.search_parts(_WHOLE, type_=ARRAY(Text))
    return parts.contains(sorted(pairs))
