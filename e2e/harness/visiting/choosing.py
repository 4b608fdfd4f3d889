"""Which projects a run plays: what was asked for, and complaints where that comes to nothing."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import pytest

from ..config.file import CONFIG
from ..config.project import Project
from .launching import is_absent

CHOSEN = pytest.StashKey[list[Project]]()
IDLE = pytest.StashKey[list[str]]()
HEAD = "asked for, but nothing is played under it"


def known(pytest_config: pytest.Config) -> list[Project]:
    """Return the file's projects; a file without any has one for each --browser."""
    config = pytest_config.stash[CONFIG]
    engines = pytest_config.option.browser
    if engines and "projects" not in config.table:
        return [config.project({"name": each, "use": {"browserName": each}}) for each in engines]
    return config.projects


def asked(pytest_config: pytest.Config) -> list[Project]:
    """Return the projects that --project and --browser let through."""
    engines, names = pytest_config.option.browser, pytest_config.option.project
    return [
        project
        for project in known(pytest_config)
        if (not engines or project.engine in engines)
        and (not names or any(fits(project, name) for name in names))
    ]


def absent(pytest_config: pytest.Config) -> list[Project]:
    """Return the optional projects that wait for their browser, unless they are called by name."""
    if pytest_config.option.project:
        return []
    return [each for each in asked(pytest_config) if each.optional and is_absent(each)]


def chosen(pytest_config: pytest.Config) -> list[Project]:
    """Return the projects of this run."""
    if CHOSEN not in pytest_config.stash:
        missing = absent(pytest_config)
        found = [project for project in asked(pytest_config) if project not in missing]
        pytest_config.stash[CHOSEN] = found
    return pytest_config.stash[CHOSEN]


def fits(project: Project, name: str) -> bool:
    """Whether a project is meant by a name, which may hold a * where it isn't the very one."""
    return project.name == name or fnmatch.fnmatchcase(project.name, name)


def check_names(pytest_config: pytest.Config, names: Iterable[str], asker: str) -> None:
    """Complain about a project nobody knows."""
    projects = known(pytest_config)
    for name in names:
        if not any(fits(project, name) for project in projects):
            near = get_close_matches(name, [project.name for project in projects], n=1)
            hint = f'did you mean "{near[0]}"?' if near else f"there are {listed(projects)}"
            raise pytest.UsageError(f'{asker}: there is no project "{name}"; {hint}')


def check_choice(pytest_config: pytest.Config) -> None:
    """Complain about what was asked for on the command line, and isn't there."""
    check_names(pytest_config, pytest_config.option.project, "--project")
    for wish in unfulfilled(pytest_config, asked(pytest_config)):
        projects = known(pytest_config)
        engines = ", ".join(f"{project.name} in {project.engine}" for project in projects)
        raise pytest.UsageError(f"{wish}: no project fits; there are {engines}")


def unfulfilled(pytest_config: pytest.Config, played: Iterable[Project]) -> Iterator[str]:
    """List what was asked for and isn't among some projects."""
    projects = list(played)
    for name in pytest_config.option.project:
        if not any(fits(project, name) for project in projects):
            yield f"--project={name}"
    for engine in pytest_config.option.browser:
        if not any(project.engine == engine for project in projects):
            yield f"--browser={engine}"


def listed(projects: Iterable[Project]) -> str:
    return ", ".join(project.name for project in projects)


def check_played(pytest_config: pytest.Config, played: Iterable[Project]) -> None:
    """Complain about what was asked for and has no scenario; a worker tells the controller."""
    if pytest_config.getoption("lf", False):
        return  # pytest reads only the files in which something has failed
    idle = [*unfulfilled(pytest_config, played)]
    if hasattr(pytest_config, "workeroutput"):
        pytest_config.workeroutput[IDLE_WORD] = idle
    elif idle:
        raise pytest.UsageError(f"{', '.join(idle)}: {HEAD}")


IDLE_WORD = "playwright_config_idle"


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    output: dict[str, list[str]] = getattr(node, "workeroutput", {})
    config: pytest.Config = node.config  # type: ignore[attr-defined] # xdist's, without types
    config.stash[IDLE] = output.get(IDLE_WORD, [])


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.stash.get(IDLE, []):
        session.exitstatus = pytest.ExitCode.USAGE_ERROR


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if idle := config.stash.get(IDLE, []):
        terminalreporter.write_line(f"ERROR: {', '.join(idle)}: {HEAD}", red=True)


def pytest_report_header(config: pytest.Config) -> list[str]:
    lines = [f"projects: {listed(chosen(config))}"]
    if missing := absent(config):
        lines.append(f"projects left out, their browser is not installed: {listed(missing)}")
    return lines
