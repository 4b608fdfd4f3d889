"""The folders that a run empties: what scenarios leave behind, and the report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from slugify import slugify  # pytest-playwright's own, which names the folders

from ..config.file import Config
from ..pictures.baselines import shelves

ASKING = pytest.StashKey[list[str]]()  # the tests that may have a folder
OFTEN = pytest.StashKey[Counter[str]]()
MARK = "playwrightReportBase64"  # in every report's page


def output_folder(pytest_config: pytest.Config) -> Path:
    """Return the folder that pytest-playwright writes to."""
    return absolute(pytest_config, pytest_config.option.output)


def report_folder(pytest_config: pytest.Config) -> Path | None:
    """Return the folder of the report, if one is wanted."""
    chosen = pytest_config.option.playwright_report
    return absolute(pytest_config, chosen) if chosen else None


def absolute(pytest_config: pytest.Config, folder: str) -> Path:
    """Take a path as the command line means it; the file's are absolute already."""
    return pytest_config.invocation_params.dir / folder


def check_folders(pytest_config: pytest.Config, config: Config) -> None:
    """Refuse to empty what is somebody's work."""
    output, report = output_folder(pytest_config), report_folder(pytest_config)
    check(pytest_config, config, output, "--output")
    if any(output.rglob("*.py")):
        raise refusal("--output", output, "it holds Python files")
    if report is None:
        return
    check(pytest_config, config, report, "--playwright-report")
    if not is_replaceable(report):
        raise refusal("--playwright-report", report, "it is no report")
    inner, outer = output.resolve(), report.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise pytest.UsageError(
            f"the report's folder clashes with the tests' output folder: {report} and {output}; "
            "one would be emptied with the other"
        )


def check(pytest_config: pytest.Config, config: Config, folder: Path, option: str) -> None:
    for what, path in precious(pytest_config, config):
        if path.resolve().is_relative_to(folder.resolve()):
            raise refusal(option, folder, f"{what} is in it")
    if any(folder.resolve().is_relative_to(shelf) for shelf in shelves(config)):
        raise refusal(option, folder, "it lies among the baselines")


def refusal(option: str, folder: Path, why: str) -> pytest.UsageError:
    """Word the refusal; pytest takes what follows an option for its folder."""
    hint = f"give a folder of its own, as {option}=FOLDER"
    return pytest.UsageError(f"{option}: {folder} would be emptied, but {why}; {hint}")


def precious(pytest_config: pytest.Config, config: Config) -> Iterator[tuple[str, Path]]:
    """List what no run may take away, with its name."""
    here = pytest_config.invocation_params.dir
    yield "rootdir", pytest_config.rootpath
    yield f"{config.name}'s folder", config.root
    yield "testDir", config.test_dir
    yield "the current folder", here
    for shelf in shelves(config):
        yield "the baselines' folder", shelf
    for argument in pytest_config.args:
        yield argument, here / argument.partition("::")[0]


def is_replaceable(folder: Path) -> bool:
    """Whether a folder is a report, or nothing at all."""
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    page = folder / "index.html"
    return not any(folder.iterdir()) or (
        page.is_file() and MARK in page.read_text(encoding="utf-8", errors="replace")
    )


@pytest.fixture(scope="session", autouse=True)
def delete_output_dir() -> None:
    """Do nothing: pytest-playwright's would have each worker delete the others' traces."""


@pytest.hookimpl(tryfirst=True)  # before some are left out: a scenario's folder has one name
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note who may have a folder; what they are called is asked later, and seldom."""
    asking = (item for item in items if "output_path" in getattr(item, "fixturenames", ()))
    config.stash[ASKING] = [item.nodeid for item in asking]


def is_alone(config: pytest.Config, name: str) -> bool:
    """Whether no other scenario's folder has that name: test_it[a/b]'s and test_it[a-b]'s, say."""
    if OFTEN not in config.stash:
        asking = config.stash.get(ASKING, None) or ()
        config.stash[OFTEN] = Counter(map(slugify, asking))
    return config.stash[OFTEN][name] < 2


@pytest.fixture
def output_path(output_path: str, request: pytest.FixtureRequest) -> str:
    """Return the scenario's folder, which is its alone."""
    nodeid = request.node.nodeid
    if is_alone(request.config, slugify(nodeid)):
        return output_path
    return f"{output_path}-{hashlib.sha256(nodeid.encode()).hexdigest()[:7]}"
