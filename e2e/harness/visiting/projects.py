"""Projects: scenarios run once under each, as if each were a parameter."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import chain

import pytest

from ..config.file import CONFIG
from ..config.project import Project
from .later import asks_later
from .launching import is_absent

CURRENT = pytest.StashKey[Project]()
NOWHERE = Project("nowhere")


def chosen(pytest_config: pytest.Config) -> list[Project]:
    """Return the projects of this run: --project's and --browser's, less the optional absent."""
    projects = known(pytest_config)
    engines, names = pytest_config.option.browser, pytest_config.option.project
    if engines:
        projects = [project for project in projects if project.engine in engines]
    if names:
        return [project for project in projects if any(fits(project, name) for name in names)]
    return [project for project in projects if not (project.optional and is_absent(project))]


def known(pytest_config: pytest.Config) -> list[Project]:
    """Return the file's projects; a file without any has one for each --browser."""
    config = pytest_config.stash[CONFIG]
    engines = pytest_config.option.browser
    if engines and "projects" not in config.table:
        return [config.project({"name": each, "use": {"browserName": each}}) for each in engines]
    return config.projects


def fits(project: Project, name: str) -> bool:
    return fnmatch.fnmatchcase(project.name, name)


def check_names(pytest_config: pytest.Config, names: Iterable[str], asker: str) -> None:
    """Complain about a project nobody knows."""
    projects = [project.name for project in known(pytest_config)]
    for name in names:
        if not fnmatch.filter(projects, name):
            near = get_close_matches(name, projects, n=1)
            hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(projects)}"
            raise pytest.UsageError(f'{asker}: there is no project "{name}"; {hint}')


@pytest.hookimpl(wrapper=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> Iterator[None]:
    """Put a scenario's projects where pytest-playwright looks for browsers, while it looks."""
    if "browser_name" not in metafunc.fixturenames and asks_later(metafunc):
        metafunc.fixturenames.append("browser_name")
    option = metafunc.config.option
    engines = option.browser
    projects = [p for p in chosen(metafunc.config) if runs(metafunc.definition, p)]
    option.browser = [pytest.param(p, id=p.name) for p in projects or [NOWHERE]]
    try:
        return (yield)
    finally:
        option.browser = engines


def runs(item: pytest.Item, project: Project) -> bool:
    """Whether a scenario makes sense under a project: by its file, and by its marks."""
    if not project.wants(item.path.as_posix()):
        return False
    for kind, own in (("project", project.name), ("browser", project.engine)):
        only, skipped = marks(item, f"only_{kind}"), marks(item, f"skip_{kind}")
        if kind == "project":
            check_names(item.config, chain(*only, *skipped), item.nodeid)
        if any(own in names for names in skipped) or any(own not in names for names in only):
            return False
    return True


def marks(item: pytest.Item, kind: str) -> list[list[str]]:
    """List the names given to each mark of a kind: a scenario's own, its class's, its module's."""
    found = [[str(name) for name in mark.args] for mark in item.iter_markers(kind)]
    if [] in found:
        raise pytest.UsageError(f'{item.nodeid}: {kind} names nothing; write {kind}("...")')
    return found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the scenarios that none of the projects runs."""
    lost = [item for item in items if project_of(item) is NOWHERE]
    if lost:
        config.hook.pytest_deselected(items=lost)
        items[:] = [item for item in items if item not in lost]


def project_of(item: pytest.Item) -> Project | None:
    """Return the project that a test was made for, if it needs a browser at all."""
    callspec = getattr(item, "callspec", None)
    found = callspec.params.get("browser_name") if callspec else None
    return found if isinstance(found, Project) else None


def plain_name(item: pytest.Item) -> str:
    """Return a test's name without its project: test_it[desktop-1] is test_it[1]."""
    project = project_of(item)
    name, bracket, inside = item.name.partition("[")
    if project is None or not bracket:
        return item.name
    parameters = f"-{inside.removesuffix(']')}-".replace(f"-{project.name}-", "-", 1)[1:-1]
    return f"{name}[{parameters}]" if parameters else name


@pytest.fixture(scope="session")
def browser_name(request: pytest.FixtureRequest) -> str:
    """Name the engine of the current project."""
    project: Project = getattr(request, "param", None) or chosen(request.config)[0]
    request.config.stash[CURRENT] = project
    return project.engine


@pytest.fixture(scope="session")
def project(browser_name: str, pytestconfig: pytest.Config) -> Project:  # sets it
    """Return the project the scenario runs under."""
    return pytestconfig.stash[CURRENT]
