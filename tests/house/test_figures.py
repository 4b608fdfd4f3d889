"""Figures, many of which matter only later: none changes by a slip."""

import ast
from collections.abc import Iterable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
KILOBYTE = 1024
YEAR = 365 * 24 * 60 * 60  # seconds

# What people are told, and where: it stays true.
TOLD: dict[str, tuple[object, str, str]] = {
    "app.settings:SHORTEST_KEY": (16, "SECURITY.md", "of at least 16 characters"),
    "app.settings:LARGEST_BODY": (KILOBYTE**2, "app/web/errors.py", "send less than 1 MB"),
    "app.settings:ONE_YEAR": (YEAR, "app/settings.py", "some 400 days at most"),
    "app.users.forms:SHORTEST_PASSWORD": (8, "app/users/forms.py", "At least 8 characters."),
    "app.users.deletions:UNDOABLE": (
        timedelta(minutes=10), "templates/users/confirm.html", "For ten minutes you can undo it.",
    ),
    "app.users.removal:BETWEEN_PURGES": (600, "README.md", "brought back for ten minutes"),
    "app.lesson.pages:LIMIT": (500, "templates/lesson/compose.html", 'max="500"'),
    "app.flashing.cookies.jar:LARGEST": (4096, "templates/lesson/cookie.html", 'max="4096"'),
    "app.flashing.settings:DEFAULTS": (
        {"FLASH_LIFETIME": 600, "FLASH_GRACE": 10, "FLASH_BUDGET": 3072, "FLASH_IN_FRAMES": False},
        "app/flashing/README.md", "| `FLASH_LIFETIME` | `600` | seconds an unread message lives |",
    ),
    "app.flashing.settings:OLDEST_FLASK": ((2, 3), "app/flashing/pyproject.toml", "flask>=2.3"),
    "app.serving:keepalive": (75, "SECURITY.md", "closed, 75 seconds after the last byte"),
    "app.serving:worker_connections": (1000, "README.md", "Each worker holds 1000 connections."),
    "app.serving.channel:LONGEST_HEAD": (88_380, "README.md", "the 88 KB that cookies may need"),
    "app.serving.channel:WHOLE_TIME": (120, "README.md", "A request has two minutes to arrive"),
    "e2e.harness.serving.endings:PATIENCE": (
        5, "e2e/harness/config/elsewhere.py", "by SIGTERM, and has 5 seconds",
    ),
    "e2e.harness.serving.server:PATIENCE": (
        10.0, "e2e/harness/README.md", "has ten seconds after its scenario",
    ),
    "e2e.harness.visiting.visitors:PLAYWRIGHTS_LIMIT": (
        30_000, "e2e/harness/README.md", "leaves navigation its 30 seconds",
    ),
}  # fmt: skip

# What nobody is told, and only a machine, or another program, would notice.
KEPT: dict[str, object] = {
    "app.courses.catalog:PAGE_SIZE": 24,
    "app.courses.forms:MOST_SEATS": 1000,
    "app.courses.records:AT_ONCE": 50,
    "app.data.counters:PATIENCE": 500,
    "app.data.counters:SWEPT": 100,
    "app.data.database:MAPPED": KILOBYTE**3,
    "app.data.database:PATIENCE": 15_000,
    "app.data.demo:BETWEEN": timedelta(days=17, hours=5),
    "app.data.files:PATIENCE": 60,
    "app.data.models:EMAIL_LENGTH": 254,
    "app.data.models:LARGEST_ID": 2_147_483_647,
    "app.data.models:NAME_LENGTH": 100,
    "app.data.models:SUMMARY_LENGTH": 200,
    "app.data.models:TITLE_LENGTH": 80,
    "app.data.passwords:LONGEST_PASSWORD": 1000,
    "app.data.schema:LOCK": 0x0F1A5401CE,
    "app.data.search_index:LEAST": 3,
    "app.data.text:LONGEST_TEXT": 1000,
    "app.extensions:CONNECT_TIMEOUT": 5,
    "app.flashing.cookies.cookie:HEAVY": 320,
    "app.flashing.cookies.counting:CHANCE": 4,
    "app.flashing.cookies.jar:COUNTED": 18,
    "app.flashing.cookies.jar:LEAST": 384,
    "app.flashing.cookies.messages:SHORT": 80,
    "app.flashing.cookies.messages:VIRAMA": 9,
    "app.flashing.pages:LONGEST": 64,
    "app.flashing.script:ONE_YEAR": YEAR,
    "app.flashing.settings:LEAST": {"FLASH_LIFETIME": 1, "FLASH_GRACE": 0, "FLASH_BUDGET": 128},
    "app.lesson.life:GONE": 4,
    "app.lesson.life:IDLE": 0,
    "app.lesson.life:SHOWN": 3,
    "app.lesson.life:STORED": 2,
    "app.lesson.pages:LENGTH": 10_000,
    "app.lesson.pages:LENGTH_OF_ALL": 100_000,
    "app.lesson.pages:ROWS": 3,
    "app.migrations.0004_fold_names_anew:AT_ONCE": 1000,
    "app.serving:LAST_PORT": 65_535,
    "app.serving:M_MMAP_THRESHOLD": -3,
    "app.serving:ONE_MEGABYTE": KILOBYTE**2,
    "app.serving:threads": 4,
    "app.serving.channel:BUFFERED": 64 * KILOBYTE,
    "app.serving.channel:LONGEST_LINE": 8190,
    "app.serving.channel:UNREAD_LIMIT": 64 * KILOBYTE**2,
    "app.serving.channel:UNREAD_TIME": 10,
    "app.serving.worker:IDLE_TIME": 2,
    "app.users.directory:PAGE_SIZE": 20,
    "app.web.paging:MOST_COUNTED": 10_000,
    "app.web.place:LONGEST": 500,
    "app.users.finding:COMMON": 50,
    "app.users.finding:TRIED": 1000,
    "app.users.finding:WALKED": 2000,
    "app.users.records:TWICE": timedelta(minutes=1),
    "app.users.removal:MOST": 500,
    "app.users.search:LONGEST_QUERY": 100,
    "app.web.compression:SMALLEST": 500,
    "app.web.errors:RETRY_AFTER": 10,
    "app.web.forms:KEPT_BYTES": 402,
    "app.web.forms:KEPT_CHARACTERS": 300,
    "app.web.rights:MOST_KEPT": 50,
    "app.web.security:LONGEST_PATH": 1000,
    "app.web.static_files:DIGEST_LENGTH": 12,
    "app.web.static_files:KEPT": 3,
    "e2e.harness.config.options:SHARDS_SEED": 1,
    "e2e.harness.config.options:VERBOSITY": {"dot": 0, "line": -1, "list": 1},
    "e2e.harness.config.packages:NEWEST_PLAYWRIGHT": (1, 65),
    "e2e.harness.pictures.claims:PATIENCE": 2,
    "e2e.harness.pictures.pixels:FURTHEST": 35_215,
    "e2e.harness.pictures.pixels:PAUSES": (0, 100, 250, 500),
    "e2e.harness.pictures.pixels:RED": (255, 0, 0),
    "e2e.harness.pictures.screenshots:PATIENCE": 5000,
    "e2e.harness.pictures.screenshots:STRICT": {"threshold": 0.02, "maxDiffPixels": 0},
    "e2e.harness.report.viewer:PORT": 9323,
    "e2e.harness.serving.probe:FIRST_ERROR": 404,
    "e2e.harness.serving.probe:PATIENCE": 2,
    "e2e.harness.serving.server:NOBODY_READS": 2.0,
    "e2e.harness.serving.webserver:LAST_LINES": 20,
    "e2e.harness.serving.webserver:STARTING": 60_000,
    "e2e.harness.visiting.later:DEPTH": 2,
}


def figures() -> Iterator[tuple[str, object]]:
    """List the numbers, times and tables of numbers that modules begin with, by where they are."""
    for file in [*(TOP / "app").rglob("*.py"), *(TOP / "e2e" / "harness").rglob("*.py")]:
        module = ".".join(file.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")
        for name in assigned(ast.parse(file.read_text("utf-8"))):
            value = getattr(import_module(module), name)
            if any(map(is_figure, parts(value))):
                yield f"{module}:{name}", value


def assigned(module: ast.Module) -> Iterator[str]:
    """Name what a module says once for all; the environment's `int(...)` isn't."""
    for node in module.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and not is_read(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [each for target in targets for each in ast.walk(target)]
            yield from (each.id for each in names if isinstance(each, ast.Name))


def is_read(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Call) and ast.unparse(value.func) == "int")


def parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, tuple) else [value]


def is_figure(value: object) -> bool:
    return isinstance(value, int | float | timedelta) and not isinstance(value, bool)


def test_a_figure_is_changed_on_purpose_or_not_at_all() -> None:
    expected = {name: value for name, (value, *_) in TOLD.items()} | KEPT

    assert dict(figures()) == expected


@pytest.mark.parametrize("name", TOLD)
def test_people_are_told_the_truth(name: str) -> None:
    _, file, words = TOLD[name]

    assert words in " ".join((TOP / file).read_text("utf-8").split())
