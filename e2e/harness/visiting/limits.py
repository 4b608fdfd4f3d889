"""What a project says of time and of tries, beside what the file says for all."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ..config.file import CONFIG
from ..config.project import Project, project_of


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put a project's own limits where pytest-timeout and pytest-rerunfailures look for them."""
    for item in items:
        project = project_of(item)
        if project is None:
            continue
        if project.timeout is not None and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(project.timeout / 1000))
        if project.retries is not None and not item.get_closest_marker("flaky"):
            item.add_marker(pytest.mark.flaky(reruns=project.retries))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have `expect` be as patient as the scenario's project says."""
    config = item.config.stash[CONFIG]
    if any("expect" in table for table in config.table.get("projects", [])):
        project = project_of(item) or Project("", expect=config.expect)
        expect.set_options(timeout=project.expect.get("timeout"))  # None leaves it Playwright's
