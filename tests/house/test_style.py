"""The house style, as far as a machine can tell; each failure says where, and what to do."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TOP = Path(__file__).parents[2]
BUDGET, TEST_BUDGET = 200, 250  # lines of a file
# Lines of code in app/, the lesson, the gallery and the extension apart; blank lines, comments and
# docstrings are free.
APP_BUDGET, EXTENSION_BUDGET = 3000, 1050
FLASHING_BUDGET = 160  # lines of each module in app/flashing/
FUNCTION_BUDGET = SCREEN_BUDGET = 60  # lines of a function, and of a class in e2e/screens
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
CLOCKS = {"sleep", "wait_for_timeout"}


def python_files(*folders: str) -> list[str]:
    """Name the Python files in some folders, but for what alembic writes."""
    paths = [path for folder in folders for path in sorted((TOP / folder).rglob("*.py"))]
    names = [path.relative_to(TOP).as_posix() for path in paths]
    return [name for name in names if not name.startswith("app/migrations/")]


@cache
def lines(name: str) -> list[str]:
    return (TOP / name).read_text(encoding="utf-8").splitlines()


@cache
def tree(name: str) -> ast.Module:
    return ast.parse("\n".join(lines(name)))


def code_lines(name: str) -> int:
    """Count the lines that do something, as the compiler would write them."""
    source = ast.parse(ast.unparse(tree(name)))
    for node in ast.walk(source):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(
            node
        ):
            node.body = node.body[1:] or [ast.Pass()]
    return len(list(filter(None, ast.unparse(source).splitlines())))


def is_test(name: str) -> bool:
    return Path(name).name.startswith("test_")


def length(node: ast.FunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imported(name: str) -> Iterator[str]:
    """List the modules a file imports, in full: `from app import users` gives `app.users`, too."""
    package = Path(name).parent.parts
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*start, *filter(None, [node.module])])
            yield from [module, *(f"{module}.{alias.name}" for alias in node.names)]


def told(advice: str, places: list[str]) -> str:
    """Word a failure: what to do, then each place, whole, however many there are."""
    return "\n  ".join([advice, *places])


EVERYTHING = python_files("app", "tests", "e2e")
APP = python_files("app")
HARNESS = python_files("e2e/harness")
FLASHING = python_files("app/flashing")
SCENARIOS = python_files("e2e/scenarios")
SCREENS = python_files("e2e/screens")


def test_a_file_is_one_idea_long() -> None:
    long = [
        f"{name} has {len(lines(name))}"
        for name in EVERYTHING
        if len(lines(name)) > (TEST_BUDGET if is_test(name) else BUDGET)
    ]
    assert not long, told(f"over {BUDGET} lines ({TEST_BUDGET} for tests) it is two ideas", long)


def test_the_app_is_small() -> None:
    apart = ("app/lesson/", "app/gallery.py", "app/flashing/")
    total = sum(code_lines(name) for name in APP if not name.startswith(apart))
    extension = sum(map(code_lines, FLASHING))
    assert total < APP_BUDGET, f"{total} lines of code: say it in fewer words"
    assert extension < EXTENSION_BUDGET, f"{extension} lines of code: say it in fewer words"


def test_the_flash_contract_is_read_in_one_go() -> None:
    long = [name for name in FLASHING if len(lines(name)) >= FLASHING_BUDGET]
    assert not long, told("say it in fewer words", long)


def test_a_function_fits_on_a_screen() -> None:
    long = [
        f"{name}:{node.lineno} {node.name} has {length(node)} lines"
        for name in EVERYTHING
        for node in ast.walk(tree(name))
        if isinstance(node, ast.FunctionDef) and length(node) > FUNCTION_BUDGET
    ]
    assert not long, told("give a part of it a name", long)


def test_a_name_says_what_is_inside() -> None:
    empty = [name for name in EVERYTHING if EMPTY_NAMES & set(Path(name).with_suffix("").parts)]
    assert not empty, told(f"name it after what it does; {sorted(EMPTY_NAMES)} say nothing", empty)


def test_an_exception_to_a_rule_gives_its_reason() -> None:
    silent = re.compile(r"#\s*(noqa(:[\sA-Z0-9,]+)?|type:\s*ignore(\[[\w\-, ]+\])?)\s*$")
    bare = [
        f"{name}:{number}"
        for name in EVERYTHING
        for number, line in enumerate(lines(name), 1)
        if silent.search(line)
    ]
    assert not bare, told("say why on the same line", bare)


def test_a_text_that_people_see_has_curly_apostrophes() -> None:
    words = {"_", "_l", "gettext", "ngettext", "tell"}
    straight = [
        f"{name}:{node.lineno} {text.value!r}"
        for name in APP
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in words
        for text in ast.walk(node)
        if isinstance(text, ast.Constant) and re.search(r"\w'\w", str(text.value))
    ]
    templates = (TOP / "templates").rglob("*.html")
    straight += [
        f"{path.relative_to(TOP)} {match[0]}"
        for path in templates
        for match in re.finditer(r"\b_\(\"[^\"]*\w'\w[^\"]*\"", path.read_text("utf-8"))
    ]
    assert not straight, told("write ’", straight)


def test_nothing_waits_by_the_clock() -> None:
    waits = [
        f"{name}:{node.lineno} {node.attr}"
        for name in set(EVERYTHING) - set(HARNESS)  # which has to wait between two pictures
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    ]
    idle = [name for name in [*SCENARIOS, *SCREENS] if "networkidle" in "".join(lines(name))]
    assert not waits + idle, told("expect(...) what should come to be instead", waits + idle)


def test_a_scenario_runs_straight_through() -> None:
    crooked = [
        f"{name}:{node.lineno} in {scenario.name}"
        for name in SCENARIOS
        for scenario in ast.walk(tree(name))
        if isinstance(scenario, ast.FunctionDef) and scenario.name.startswith("test_")
        for node in ast.walk(scenario)
        if isinstance(node, ast.If | ast.For | ast.While | ast.Try)
    ]
    assert not crooked, told("no branches and no loops: parametrize it, or make it two", crooked)


def test_a_screen_offers_and_never_judges() -> None:
    judging = [name for name in SCREENS if "playwright.sync_api.expect" in imported(name)]
    judging += [
        f"{name}:{node.lineno}"
        for name in SCREENS
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Assert)
    ]
    assert not judging, told("only scenarios expect", judging)


def test_a_screen_is_short() -> None:
    long = [
        f"{name}:{node.lineno} {node.name} has {length(node)} lines"
        for name in SCREENS
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ClassDef) and length(node) > SCREEN_BUDGET
    ]
    assert not long, told("it is two screens", long)


def test_what_can_be_copied_out_has_no_ties() -> None:
    ties = [
        f"{name} imports {module}"
        for name, ours in [
            *((name, {"app"}) for name in FLASHING),
            *((name, {"app", "tests"}) for name in HARNESS),
            *((name, {"e2e", "tests"}) for name in APP),
        ]
        for module in imported(name)
        if module.split(".")[0] in ours and not f"{module}.".startswith("app.flashing.")
    ]
    assert not ties, told("the flash contract, the harness and the app stand on their own", ties)
