"""Projects: scenarios run once under each, as if each were a parameter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest

from ..config.project import Project, project_of
from .choosing import check_names, check_played, chosen
from .later import asks_later

CURRENT = pytest.StashKey[Project]()
NOWHERE = Project("nowhere")
MARKS = {"only_project", "skip_project", "only_browser", "skip_browser"}


@pytest.hookimpl(wrapper=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> Iterator[None]:
    """Put a scenario's projects where pytest-playwright looks for browsers, while it looks."""
    if "browser_name" not in metafunc.fixturenames and asks_later(metafunc):
        metafunc.fixturenames.append("browser_name")
    option = metafunc.config.option
    engines = option.browser
    projects = playing(metafunc.definition)
    option.browser = [pytest.param(p, id=p.name) for p in projects or [NOWHERE]]
    try:
        return (yield)
    finally:
        option.browser = engines


def playing(item: pytest.Item) -> list[Project]:
    """List the projects under which a scenario makes sense: by its file, and by its marks."""
    file = item.path.as_posix()
    projects = [project for project in chosen(item.config) if project.wants(file)]
    if not MARKS.intersection(mark.name for mark in item.iter_markers()):
        return projects
    for kind, own in (("project", "name"), ("browser", "engine")):
        only, skipped = marks(item, f"only_{kind}"), marks(item, f"skip_{kind}")
        if kind == "project":
            check_names(item.config, chain(*only, *skipped), item.nodeid)
        if only or skipped:
            skipping = {*chain(*skipped)}
            wanted = [{*names} - skipping for names in only]
            projects = [
                project
                for project in projects
                if getattr(project, own) not in skipping
                and all(getattr(project, own) in names for names in wanted)
            ]
    return projects


def marks(item: pytest.Item, kind: str) -> list[list[str]]:
    """List the names given to each mark of a kind: a scenario's own, its class's, its module's."""
    found = [[str(name) for name in mark.args] for mark in item.iter_markers(kind)]
    if [] in found:
        raise pytest.UsageError(f'{item.nodeid}: {kind} names nothing; write {kind}("...")')
    return found


@pytest.hookimpl(tryfirst=True)  # before anybody leaves out more
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the scenarios that none of the projects runs."""
    projects = {id(project): project for project in map(project_of, items) if project}
    check_played(config, projects.values())
    if id(NOWHERE) in projects:
        config.hook.pytest_deselected(items=[i for i in items if project_of(i) is NOWHERE])
        items[:] = [item for item in items if project_of(item) is not NOWHERE]


def plain_name(item: pytest.Item) -> str:
    """Return a test's name without its project: test_it[desktop-1] is test_it[1]."""
    project = project_of(item)
    name, bracket, inside = item.name.partition("[")
    if project is None or not bracket:
        return item.name
    escaped = project.name.encode("unicode_escape").decode()  # as pytest has it
    parameters = f"-{inside.removesuffix(']')}-"
    for written in (project.name, escaped):
        if f"-{written}-" in parameters:
            parameters = parameters.replace(f"-{written}-", "-", 1)
            break
    parameters = parameters[1:-1]
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
