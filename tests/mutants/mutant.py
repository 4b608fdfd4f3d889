"""One change for the worse, as the lists beside this file have it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TOP = HERE.parent.parent


@dataclass(frozen=True)
class Mutant:
    name: str  # what people would see
    file: str  # from the top of the project
    was: str  # stands in it once
    becomes: str
    seen_by: str  # arguments of pytest: the tests that should notice

    def applied(self, text: str) -> str:
        """Return a file's text with the change made; raises ValueError if it doesn't apply."""
        if text.count(self.was) != 1:
            raise ValueError(f"{self.name}: “{self.was}” is not once in {self.file}")
        return text.replace(self.was, self.becomes)


def read() -> list[Mutant]:
    """Read all lists, in the order of their names."""
    lists = [tomllib.loads(file.read_text("utf-8")) for file in sorted(HERE.glob("*.toml"))]
    return [Mutant(name, **keys) for one in lists for name, keys in one.items()]
