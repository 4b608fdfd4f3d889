"""The rooms of the app: each imports only what stands further down, and none in a circle."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
# From the top of the house down. Rooms in one line stand side by side and leave each other alone.
STOREYS = [
    "app.serving",
    "app",
    "app.commands app.gallery",
    "app.accounts app.lesson",
    "app.users",
    "app.courses",
    "app.web",
    "app.data",
    "app.extensions",
    "app.settings app.flashing",
]
SUBJECTS = ("app.accounts", "app.courses", "app.lesson", "app.users")
# In a subject: what answers, what checks, and what these two know.
IN_A_SUBJECT = ["pages", "forms"]
ROOM_FOR = 12  # files in a folder; what has more wants rooms
A_FILE_EACH = {"components"}  # folders that are a list by nature, and read as one
# What isn't counted: the front door, and what a distribution has to have.
DOORS = {"__init__.py", "pyproject.toml", "README.md", "LICENSE", "py.typed"}


def modules() -> dict[str, Path]:
    """Find the app's modules, a package under its own name, but for what alembic writes."""
    paths = [path for path in (TOP / "app").rglob("*.py") if path.parent.name != "migrations"]
    return {
        ".".join(path.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__"): path
        for path in paths
    }


MODULES = modules()


def imported(name: str) -> Iterator[str]:
    """List the modules of ours that one imports: of `from app.data import demo`, the latter."""
    path = MODULES[name]
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *filter(None, [node.module])])
            for alias in node.names:
                full = f"{module}.{alias.name}"
                yield from [full] if full in MODULES else [module] if module in MODULES else []


def room(name: str) -> str:
    parts = name.split(".")
    return ".".join(parts[:2])


def storey(name: str) -> int:
    places = [floor for floor, rooms in enumerate(STOREYS) if room(name) in rooms.split()]
    assert places, f"{name} is in no room: give it a place in STOREYS"
    return places[0]


def may_import(name: str, other: str) -> bool:
    if room(name) != room(other):
        return storey(name) < storey(other)
    if room(name) not in SUBJECTS or name in SUBJECTS:
        return True  # where only circles are forbidden, or the folder's own front door
    order = {part: place for place, part in enumerate(IN_A_SUBJECT)}
    mine, its = (order.get(one.split(".")[-1], len(order)) for one in (name, other))
    return mine <= its


def test_imports_point_one_way() -> None:
    upwards = [
        f"{name} imports {other}"
        for name in MODULES
        for other in sorted(set(imported(name)))
        if not may_import(name, other)
    ]
    assert not upwards, "\n  ".join(["from the top down:", *STOREYS, "but", *upwards])


def test_nothing_imports_in_a_circle() -> None:
    # A package's own __init__.py may name what is in it.
    graph = {
        name: {other for other in imported(name) if not name.startswith(f"{other}.")}
        for name in MODULES
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"each of these imports the one before: {error.args[1]}")


@pytest.mark.parametrize("top", ["app", "templates"])
def test_a_folder_has_no_more_than_can_be_seen_at_once(top: str) -> None:
    folders = [TOP / top, *(path for path in (TOP / top).rglob("*") if path.is_dir())]
    counts = {
        folder.relative_to(TOP).as_posix(): sum(
            file.is_file() and file.name not in DOORS for file in folder.iterdir()
        )
        for folder in folders
        if folder.name not in {"__pycache__", *A_FILE_EACH}
    }
    full = [f"{name} has {count}" for name, count in counts.items() if count > ROOM_FOR]
    assert not full, "\n  ".join([f"more than {ROOM_FOR} files want rooms:", *full])
