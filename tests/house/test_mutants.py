"""The mutants: each still fits the file it changes, and is looked for where there are tests."""

import pytest

from tests.mutants.mutant import TOP, Mutant, read

MUTANTS = read()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_changes_what_is_there(mutant: Mutant) -> None:
    sound = (TOP / mutant.file).read_text("utf-8")

    assert mutant.applied(sound) != sound


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_looked_for_in_tests_that_are_there(mutant: Mutant) -> None:
    files = [word for word in mutant.seen_by.split() if word.endswith(".py")]

    assert files
    assert [file for file in files if not (TOP / file).is_file()] == []
