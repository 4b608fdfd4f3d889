"""Where an accepted screenshot lies: `snapshotPathTemplate`, with Node's tokens."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ..config.file import Config
from ..config.project import Project
from ..visiting.projects import plain_name

TEMPLATE = "{testDir}/screenshots/{arg}{-projectName}{-platform}{ext}"
TOKEN = re.compile(r"\{([^A-Za-z{}]?)([A-Za-z]+)\}")


def baseline(config: Config, project: Project, item: pytest.Item, name: str) -> Path:
    """Return the file that a scenario's picture of some name is compared with."""
    if not name.endswith(".png"):
        raise pytest.UsageError(f'a screenshot\'s name ends with .png, not "{name}"')
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise pytest.UsageError(f'a screenshot\'s name leads nowhere else, unlike "{name}"')
    inside = item.path.relative_to(config.test_dir) if below(item.path, config) else item.path
    folder = inside.parent.as_posix()
    return config.root / filled(
        template(config, project),
        {
            "arg": name.removesuffix(".png"),
            "ext": ".png",
            "platform": sys.platform,
            "projectName": project.file_name,
            "snapshotDir": config.test_dir.as_posix(),
            "testDir": config.test_dir.as_posix(),
            "testFileBaseName": item.path.stem,
            "testFileDir": "" if folder == "." else folder,
            "testFileName": item.path.name,
            "testFilePath": inside.as_posix(),
            "testName": filed(item),
        },
    )


def template(config: Config, project: Project) -> str:
    """Return the template that holds for a project, its tokens not filled in."""
    shooting = (project.expect or config.expect).get("toHaveScreenshot", {})
    return str(shooting.get("pathTemplate") or project.snapshot_path_template or TEMPLATE)


def filed(item: pytest.Item) -> str:
    """Return a test's name with its class and its parameters, fit to name a file."""
    classes = [node.name for node in item.listchain() if isinstance(node, pytest.Class)]
    words = re.findall(r"[\w.]+", " ".join([*classes, plain_name(item)]))
    return "-".join(words)


def below(path: Path, config: Config) -> bool:
    return path.is_relative_to(config.test_dir)


def filled(template: str, values: Mapping[str, str]) -> str:
    """Fill in the tokens; a mark inside the braces goes where its value is empty."""

    def value(found: re.Match[str]) -> str:
        mark, token = found.groups()
        if token not in values:
            known = ", ".join(f"{{{name}}}" for name in values)
            raise pytest.UsageError(f"snapshotPathTemplate: there is no {{{token}}}, only {known}")
        return mark + values[token] if values[token] else ""

    return TOKEN.sub(value, template)


def shelves(config: Config) -> Iterator[Path]:
    """List the folders of baselines: all of snapshotPathTemplate that is known before a run.

    Where that leads to the tests or the file, it tells nothing about the folders beside them.
    """
    for project in config.projects:
        path = template(config, project)
        for token in ("{testDir}", "{snapshotDir}"):
            path = path.replace(token, config.test_dir.as_posix())
        known, _, _ = path.partition("{")[0].rpartition("/")
        shelf = (config.root / known).resolve()
        if not any(each.resolve().is_relative_to(shelf) for each in (config.root, config.test_dir)):
            yield shelf
