"""The harness's rooms: each imports only those below it, and nothing of anybody's project."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.stage import TOP

HARNESS = TOP / "e2e/harness"
LADDER = ["plugin", "report", "pictures", "visiting", "serving", "config"]  # from the top down
MODULES = sorted(HARNESS.rglob("*.py"))


def imported(path: Path) -> Iterator[list[str]]:
    """List what a module imports of the harness, by its steps from the harness's folder on."""
    inside = path.relative_to(HARNESS).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            start = inside[: len(inside) - node.level + 1]
            module = [*start, *(node.module or "").split(".")]
            yield from ([*filter(None, module), alias.name] for alias in node.names)


def room(steps: list[str] | tuple[str, ...]) -> str:
    return Path(steps[0]).stem


@pytest.mark.parametrize("path", MODULES, ids=[str(each.relative_to(HARNESS)) for each in MODULES])
def test_a_room_imports_only_those_below_it(path: Path) -> None:
    here = room(path.relative_to(HARNESS).parts)
    height = LADDER.index(here) if here in LADDER else -1

    above = [steps for steps in imported(path) if room(steps) in LADDER[: max(height, 0)]]

    assert not above, f"from the top down: {LADDER}"


def test_no_module_imports_itself_by_a_detour() -> None:
    """Two modules of a room that import each other are one, or three."""
    arrows = {
        (*path.relative_to(HARNESS).with_suffix("").parts,): {
            tuple(steps[:2]) for steps in imported(path)
        }
        for path in MODULES
    }
    found = {module: set(arrows[module]) for module in arrows}
    for through in arrows:
        for module in arrows:
            if through in found[module]:
                found[module] |= found[through]

    assert not [module for module in arrows if module in found[module]]


def test_each_room_is_on_the_ladder() -> None:
    rooms = {path.name for path in HARNESS.iterdir() if (path / "__init__.py").is_file()}

    assert rooms == {*LADDER} - {"plugin"}
