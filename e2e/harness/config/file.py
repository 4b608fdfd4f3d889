"""playwright.config.toml, read and checked."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .keys import FILE, WHOLE
from .lines import line_of
from .project import Project, as_tuple
from .schema import MisfitError, Place, dotted

NAME = "playwright.config.toml"


@dataclass(frozen=True)
class Config:
    """The whole file, with `[ci]` merged in where this is CI."""

    root: Path
    table: Mapping[str, Any]
    name: str = NAME
    text: str = field(default="", repr=False)

    @property
    def test_dir(self) -> Path:
        # Without a "..", which would hide that a test is below it.
        return Path(os.path.normpath(self.root / self.table.get("testDir", ".")))

    @property
    def use(self) -> dict[str, Any]:
        return dict(self.table.get("use", {}))

    @property
    def web_servers(self) -> list[tuple[Place, dict[str, Any]]]:
        """The web servers, each with its place in the file."""
        said = self.table.get("webServer", [])
        if isinstance(said, dict):
            return [(("webServer",), said)]
        return [(("webServer", index), table) for index, table in enumerate(said)]

    @property
    def expect(self) -> dict[str, Any]:
        return dict(self.table.get("expect", {}))

    @property
    def projects(self) -> list[Project]:
        """The projects, each with what the whole file says where it doesn't itself."""
        return [self.project(table) for table in self.table.get("projects", [{"name": "chromium"}])]

    def placed(self, use: dict[str, Any]) -> dict[str, Any]:
        """See from the file what `use` names by its path."""
        state, launch = use.get("storageState"), dict(use.get("launchOptions", {}))
        if isinstance(state, str):
            use = use | {"storageState": str(self.root / state)}
        if certificates := use.get("clientCertificates"):
            use = use | {"clientCertificates": [self.filed(each) for each in certificates]}
        if Path(program := launch.get("executablePath", "")).parent != Path():
            use = use | {"launchOptions": launch | {"executablePath": str(self.root / program)}}
        return use

    def filed(self, certificate: dict[str, str]) -> dict[str, str]:
        return {
            key: str(self.root / value) if key.endswith("Path") else value
            for key, value in certificate.items()
        }

    def place(self, key: Place) -> str:
        """Name the file and the line where a key is set; in CI, [ci] is asked first."""
        line = line_of(("ci", *key), self.text, whole=True) if in_ci() else None
        line = line or line_of(key, self.text)
        return f"{self.name}:{line}" if line else self.name

    def project(self, table: Mapping[str, Any]) -> Project:
        def chosen(key: str) -> Any:
            return table.get(key, self.table.get(key))

        return Project(
            name=table["name"],
            use=self.placed(self.use | table.get("use", {})),
            test_match=as_tuple(chosen("testMatch")),
            test_ignore=as_tuple(chosen("testIgnore")),
            snapshot_path_template=chosen("snapshotPathTemplate"),
            optional=table.get("optional", False),
            ignore_snapshots=bool(chosen("ignoreSnapshots")),
            own=frozenset(table.get("use", {})),
            expect=chosen("expect") or {},
            retries=table.get("retries"),
            timeout=table.get("timeout"),
        )


CONFIG = pytest.StashKey[Config]()


def read(path: Path) -> Config:
    """Read a configuration; a file that isn't there says nothing, a wrong one is a UsageError."""
    if not path.exists():
        return Config(path.parent, {})
    text = path.read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise pytest.UsageError(f"{path.name}: {error}") from None
    try:
        rest, with_ci = parted(table)
    except MisfitError as misfit:
        line = line_of(misfit.path, text)
        place = f"{path.name}:{line}" if line else path.name
        raise pytest.UsageError(f"{place}: {misfit.problem}") from None
    config = Config(path.parent, with_ci if in_ci() else rest, path.name, text)
    if not config.test_dir.is_dir():
        missing = config.table.get("testDir")
        raise pytest.UsageError(f'{config.place(("testDir",))}: there is no folder "{missing}"')
    return config


def parted(table: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the file without [ci], and with it; each has to make sense, wherever we are."""
    FILE(table, ())
    rest = {key: value for key, value in table.items() if key != "ci"}
    check_names(rest, ())
    with_ci = merged(rest, table.get("ci", {}))
    # The rest does, so whatever doesn't now is [ci]'s.
    WHOLE(with_ci, ("ci",))
    check_names(with_ci, ("ci",))
    return rest, with_ci


def check_names(table: dict[str, Any], path: Place) -> None:
    """Refuse two projects of one name, or whose files would have one name."""
    files: dict[str, str] = {}
    for index, project in enumerate(table.get("projects", [])):
        name = project["name"]
        place = (*path, "projects", index, "name")
        if not name.strip():
            raise MisfitError(place, f"{dotted(place)} must not be empty")
        other = files.get(Project(name).file_name)
        if other is not None:
            twice = f'there are two projects "{name}"'
            alike = f'files of "{name}" would have the names of those of "{other}"'
            raise MisfitError(place, twice if other == name else alike)
        files[Project(name).file_name] = name


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one table over another, table by table; arrays and values are replaced."""
    whole = dict(under)
    for key, value in over.items():
        below = whole.get(key)
        both = isinstance(value, Mapping) and isinstance(below, Mapping)
        whole[key] = merged(below, value) if both and below else value
    return whole
