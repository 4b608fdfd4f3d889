"""The index on SQLite: FTS5's trigrams, of which each has the ids alone, not where it stands."""

from typing import Any

from sqlalchemy import Select, column, select, table, union_all

from app.data.models import User

GRAMS = table("search_grams", column("rowid"), column("search_grams"))
TERMS = table("search_terms", column("term"), column("doc"))
LAST = "\U0010ffff"  # which sorts after all letters
CREATE = (
    # Two more characters at the end: each part of one or two letters begins a trigram, too.
    """CREATE VIEW search_texts AS
    SELECT id, folded_name || char(1, 1) AS name, folded_email || char(1, 1) AS email FROM users""",
    """CREATE VIRTUAL TABLE search_grams USING fts5 (
        name, email, content='search_texts', content_rowid='id',
        tokenize='trigram case_sensitive 1', detail=none, columnsize=0)""",
    "CREATE VIRTUAL TABLE search_terms USING fts5vocab (search_grams, instance)",
    "INSERT INTO search_grams (search_grams) VALUES ('rebuild')",
    """CREATE TRIGGER search_added AFTER INSERT ON users BEGIN
        INSERT INTO search_grams (rowid, name, email)
        SELECT * FROM search_texts WHERE id = new.id; END""",
    """CREATE TRIGGER search_removed BEFORE DELETE ON users BEGIN
        INSERT INTO search_grams (search_grams, rowid, name, email)
        SELECT 'delete', * FROM search_texts WHERE id = old.id; END""",
    """CREATE TRIGGER search_changing BEFORE UPDATE OF folded_name, folded_email ON users BEGIN
        INSERT INTO search_grams (search_grams, rowid, name, email)
        SELECT 'delete', * FROM search_texts WHERE id = old.id; END""",
    """CREATE TRIGGER search_changed AFTER UPDATE OF folded_name, folded_email ON users BEGIN
        INSERT INTO search_grams (rowid, name, email)
        SELECT * FROM search_texts WHERE id = new.id; END""",
)
DROP = (
    "DROP TRIGGER IF EXISTS search_added",
    "DROP TRIGGER IF EXISTS search_removed",
    "DROP TRIGGER IF EXISTS search_changing",
    "DROP TRIGGER IF EXISTS search_changed",
    "DROP TABLE IF EXISTS search_terms",
    "DROP TABLE IF EXISTS search_grams",
    "DROP VIEW IF EXISTS search_texts",
)
NEEDED = ("fts5", "trigram")  # the latter from 3.34 on, and 3.35 for what is asked of it
MISSING = (
    "Python’s SQLite is too old, or was built without FTS5, which the search"
    " needs. Take a Python with SQLite 3.35 or newer, or PostgreSQL."
)


def narrow(people: Select[Any], words: list[set[str]], long: list[set[str]]) -> Select[Any]:
    if long:
        asked = " AND ".join(f"({' OR '.join(map(_ask, sorted(parts)))})" for parts in long)
        found = GRAMS.c.search_grams.op("MATCH")(asked)
        return people.join(GRAMS, GRAMS.c.rowid == User.id).where(found)
    if words:  # one of them tells enough
        begun = map(_begun_with, max(words, key=lambda parts: min(map(len, parts))))
        return people.where(User.id.in_(union_all(*begun)))
    return people


def is_sure(_parts: set[str]) -> bool:
    """Whether the index finds only who has a part: it knows the trigrams, not where they stand."""
    return False


def _begun_with(part: str) -> Select[Any]:
    """Ask for who has a trigram that begins with a part, or is the first in it."""
    first, last = part[:3], part[:3] + LAST
    return select(TERMS.c.doc).where(TERMS.c.term >= first, TERMS.c.term < last)


def _ask(part: str) -> str:
    """Ask FTS5 for who has the trigrams that a part is made of, one beside the other."""
    starts = (*range(0, len(part) - 2, 3), len(part) - 3)
    grams = dict.fromkeys(part[start : start + 3] for start in starts)
    quoted = ('"' + gram.replace('"', '""') + '"' for gram in grams)
    return f"({' AND '.join(quoted)})"
