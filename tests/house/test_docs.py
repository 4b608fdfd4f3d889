"""The documents: what they name is there, and what is there is named."""

import re
import tomllib
from pathlib import Path

import pytest

from app import create_app
from e2e.contract.promises import PROMISES

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*TOP.glob("*.md"), *(TOP / "app").rglob("*.md"), *(TOP / "e2e").rglob("*.md")])
MAKEFILE = (TOP / "Makefile").read_text(encoding="utf-8")
SETTINGS = (TOP / "app" / "settings.py").read_text(encoding="utf-8")

VARIABLE = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')
TARGET = re.compile(r"^([a-z-]+):.*## ", re.MULTILINE)


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def anchors(document: str) -> set[str]:
    """Name the headings as GitHub does in links to them."""
    headings = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(TOP).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = re.findall(
        r"\]\((?!https?:)([^)\s]+)\)|(?:src|srcset|href)=\"(?!http)([^\"]+)\"", text
    )
    for target in filter(None, (either for pair in targets for either in pair)):
        file, _, anchor = target.partition("#")
        found = path.parent / file if file else path
        assert found.exists(), f"{path.name} links to {target}"
        assert not anchor or anchor in anchors(found.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(TOP).as_posix())
def test_targets_of_make_exist(path: Path) -> None:
    named = set(
        re.findall(r"(?:`|^)make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    )

    assert named <= set(TARGET.findall(MAKEFILE))


@pytest.mark.parametrize("row", section("Where things are").strip().splitlines()[2:])
def test_the_map_shows_what_is_there(row: str) -> None:
    where, what = row.strip("| ").split(" | ", 1)
    folders = [TOP / name for name in re.findall("`([^`]+)`", where)]
    for name in re.findall(r"`(\w[\w./]*[/.][\w./]*)`", what):
        in_its_folder = "/" not in name and any((folder / name).exists() for folder in folders)
        assert in_its_folder or (TOP / name).exists(), name

    assert folders
    assert all(folder.exists() for folder in folders)


def test_what_is_to_be_changed_is_where_it_is_said_to_be() -> None:
    named = re.findall(
        r"`((?:app|static|templates|tests|e2e)/[\w./]*)`", section("How to change it")
    )

    assert named
    assert not [name for name in named if not (TOP / name).exists()]


def test_every_setting_is_described_and_none_is_invented() -> None:
    described = re.findall(r"^\| `([A-Z_]+)` \|", section("Settings"), re.MULTILINE)

    assert sorted(described) == sorted(VARIABLE.findall(SETTINGS))


def test_defaults_are_described_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", section("Settings"), re.MULTILINE)
    for name, _default in rows:
        monkeypatch.delenv(name, raising=False)
    config = create_app(
        {"TESTING": True, "SECRET_KEY": "for tests", "DATABASE_URL": "sqlite://"}
    ).config

    assert {name: str(config[name]) for name, _default in rows} == dict(rows)


def test_the_example_settings_exist() -> None:
    example = (TOP / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#?\s?([A-Z_]+)=", example, re.MULTILINE)

    assert named
    assert set(named) <= set(VARIABLE.findall(SETTINGS))


def test_ci_has_what_tests_are_skipped_without() -> None:
    workflow = (TOP / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    installed = re.findall(r"apt-get install -y -qq (.+)", workflow)

    assert installed == ["nginx postgresql redis-server"] * 2
    assert "make setup .venv/nu .venv/libraries" in workflow


def test_projects_named_in_the_readme_exist() -> None:
    config = tomllib.loads((TOP / "playwright.config.toml").read_text(encoding="utf-8"))
    named = set(re.findall(r"--project ([\w-]+)", README))

    assert named <= {project["name"] for project in config["projects"]}


def test_the_table_of_promises_has_each_of_them_and_ours_are_kept() -> None:
    rows = re.findall(r"^\| (\d+)\. (.+?) \| (\w+)", section("What it promises"), re.MULTILINE)

    assert {int(number): sentence for number, sentence, _ in rows} == PROMISES
    assert {kept for _, _, kept in rows} == {"kept"}
