"""The harness's rooms: each imports only those below it, and no module itself by a detour."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.harness.stage import TOP

HARNESS = TOP / "e2e/harness"
LADDER = ["report", "pictures", "visiting", "serving", "config"]  # from the top down
MODULES = sorted(HARNESS.rglob("*.py"))
NAMES = {".".join(path.relative_to(HARNESS).with_suffix("").parts): path for path in MODULES}


def imported(name: str) -> Iterator[str]:
    """List what a module imports of the harness: a module's name, or that of something on top."""
    folder = name.split(".")[:-1]
    for node in ast.walk(ast.parse(NAMES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            steps = [*folder[: len(folder) - node.level + 1], *(node.module or "").split(".")]
            module = ".".join(filter(None, steps))
            for alias in node.names:
                full = ".".join(filter(None, [module, alias.name]))
                yield module if module in NAMES else full


def height(name: str) -> int:
    room, _, module = name.partition(".")
    return len(LADDER) - LADDER.index(room) if module else len(LADDER) + 1


@pytest.mark.parametrize("name", NAMES)
def test_a_room_imports_only_those_below_it(name: str) -> None:
    allowed = {"PACKAGE"}  # a word, which stands on top for all

    above = [each for each in imported(name) if each not in allowed and height(each) > height(name)]

    assert not above, f"from the top down: {LADDER}"


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {name: {*imported(name)} & NAMES.keys() for name in NAMES}

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"in a circle: {' <- '.join(error.args[1])}")


def test_each_room_is_on_the_ladder() -> None:
    rooms = {path.name for path in HARNESS.iterdir() if (path / "__init__.py").is_file()}

    assert rooms == {*LADDER}
    assert all(path.parent in {HARNESS, HARNESS / path.parent.name} for path in MODULES)
