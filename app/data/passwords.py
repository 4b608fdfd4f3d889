"""Passwords: hashed with argon2id, compared in a time that tells nothing."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's Password Storage Cheat Sheet: 19 MiB and two passes. More memory would be
# better still, were it not taken once for each request that signs somebody in at this moment.
hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
LONGEST_PASSWORD = 1000


def make_hash(password: str) -> str:
    return hasher.hash(_normalize(password))


def verify(stored: str | None, password: str) -> bool:
    """Whether `password` is the one; without a stored one it takes as long to say no."""
    may_be = len(password) <= LONGEST_PASSWORD
    tried = _normalize(password) if may_be else ""
    if stored is None:
        hasher.hash(tried)
        return False
    try:
        return hasher.verify(stored, tried) and may_be
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether it was hashed with other parameters than are used now."""
    return hasher.check_needs_rehash(stored)


def _normalize(password: str) -> str:
    """The same characters, whichever way a keyboard composes "é" (RFC 8265, 4.2.2)."""
    return unicodedata.normalize("NFC", password)
