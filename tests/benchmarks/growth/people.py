"""As many people as one likes, always the same: names as they are spread in life, few in CJK."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from app.data.models import NAME_LENGTH
from app.data.text import fold, spell

GIVEN = (
    "Maria James Mary Jose John Ana Robert Anna Michael Emma William Elena David Laura Richard "
    "Sofia Joseph Julia Thomas Nina Carlos Sarah Daniel Karen Matthew Nancy Paul Lisa Mark Betty "
    "Łukasz Helen Steven Sandra Andrew Ashley Joshua Donna Kenneth Carol Kevin Ruth Brian Sharon "
    "Søren Michelle Timothy Zoë Ronald Agnès Jason Kimberly Ingrid Deborah Ólafur Dorothy Yusuf "
    "Amy Quentin Xenia"
)
FAMILY = (
    "Garcia Smith Müller Johnson Rossi Williams Silva Brown Novak Jones Nguyen Miller Davis "
    "Martinez Hansen Lopez Wilson Anderson Kowalski Taylor Moore Jackson Martin Lee Perez "
    "Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright "
    "Scott Torres Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter "
    "Roberts O’Neill Zimmermann Quiñones"
)
CYRILLIC = ("Мария Иван Ольга Пётр Анна Сергей", "Соколова Иванов Смирнов Орлова")
CJK = ("王 李 张 刘 陈 杨", "小明 伟 芳 秀英 敏 静 丽 强")
DOMAINS = "gmail.com yahoo.com outlook.com example.org mail.example.net posteo.de"
CONSONANTS, VOWELS = "bcdfghjklmnprstvwz", "aeiou"
START = datetime(2004, 5, 1, tzinfo=UTC)
FEW = 30  # people have a name with "qz" in it
RARE = "Xiphias Quarlesworth"  # the name of one of them, and of nobody else


class Zipf:
    """Choose among words, the first twice as often as the second, three times as the third."""

    def __init__(self, words: str) -> None:
        self.words = words.split()
        self.weights = list(accumulate(1 / place for place in range(1, len(self.words) + 1)))

    def choose(self, random: Random) -> str:
        return random.choices(self.words, cum_weights=self.weights)[0]


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Give rows for the table of users, one after the other."""
    random = Random(count)  # noqa: S311  # nothing is secret here
    given, family, domains = Zipf(GIVEN), Zipf(FAMILY), Zipf(DOMAINS)
    for number in range(count):
        kind = random.random()
        if number == count * 2 // 3:
            name = RARE
        elif kind < 0.02:
            name = " ".join(random.choice(words.split()) for words in CYRILLIC)
        elif kind < 0.04:
            name = "".join(random.choice(words.split()) for words in CJK)
        elif kind < 0.13:
            name = f"{given.choose(random)} {family.choose(random)}"
        elif number % (count // FEW) == 1:
            name = f"{given.choose(random)} Iqzan"
        else:
            name = f"{given.choose(random)} {_make_up(random)}"
        email = f"{spell(name).replace('-', '.')}.{number}@{domains.choose(random)}"
        joined = START + timedelta(minutes=random.randrange(10_000_000))
        yield {
            "name": name,
            "folded_name": fold(name)[:NAME_LENGTH],
            "email": email,
            "folded_email": email,
            "created_at": joined,
            "updated_at": joined,
        }


def _make_up(random: Random) -> str:
    """A family name that few have, or nobody else."""
    syllables = (
        random.choice(CONSONANTS) + random.choice(VOWELS) for _ in range(random.randrange(2, 5))
    )
    return "".join(syllables).capitalize()
