"""Signs: which are refused, aren't seen, or are one with others, and which aren't."""

import re
import sys

import pytest

from app.data import text

EVERYTHING = "".join(map(chr, range(sys.maxunicode + 1)))
# Default_Ignorable_Code_Point, UAX #44.
IGNORED = """
    AD 34F 61C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0
    FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF
"""
# Controls, overrides and isolates of direction, non-characters, and what stands for lost bytes.
REFUSED = "0-1F 7F-9F 202A-202E 2066-2069 D800-DFFF FDD0-FDEF FFFD-FFFF " + " ".join(
    f"{plane:X}FFFE-{plane:X}FFFF" for plane in range(1, 17)
)
APOSTROPHES = "60 B4 2B9 2BB-2BF 2C8 55A 5F3 7F4 2018-2019 201B 2032 2035 A78C FF07"
HYPHENS = "2D7 58A 5BE 2010-2015 2043 2212 2E3A-2E3B FE58 FE63 FF0D"


@pytest.mark.parametrize(
    ("pattern", "listed"),
    [
        (text.INVISIBLE, IGNORED),
        (text.UNWANTED, REFUSED),
        (text.SIGNS[0][0], APOSTROPHES),
        (text.SIGNS[1][0], HYPHENS),
    ],
    ids=["invisible", "unwanted", "apostrophes", "hyphens"],
)
def test_these_signs_and_no_others(pattern: re.Pattern[str], listed: str) -> None:
    expected: set[int] = set()
    for first, _, last in (each.partition("-") for each in listed.split()):
        expected.update(range(int(first, 16), int(last or first, 16) + 1))

    assert set(map(ord, pattern.findall(EVERYTHING))) == expected


def test_letters_that_unicode_does_not_take_apart_are_found_by_what_people_type() -> None:
    assert text.fold("ØŁĐĦıÆŒ") == "oldhiaeoe"
    assert [text.level(sign) for sign in ("’", "–", "\u2800a")] == ["'", "-", "a"]


@pytest.mark.parametrize("sign", "\u115f\u1160\u2800\u3164\uffa0")
def test_a_letter_that_nobody_sees_is_no_name(sign: str) -> None:
    assert not text.is_visible(sign)
    assert text.is_visible(f"{sign}a")


def test_an_address_is_made_of_sixty_characters_of_a_title() -> None:
    assert text.spell("x" * 80) == "x" * 60
    assert text.spell("x" * 59 + " y") == "x" * 59
