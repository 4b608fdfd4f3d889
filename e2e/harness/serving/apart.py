"""Where projects have addresses of their own: whoever asks for one is played under each."""

from __future__ import annotations

import pytest

from ..config.project import Project
from .addresses import address, own_url


@pytest.fixture(scope="session")
def base_url(project: Project, request: pytest.FixtureRequest) -> str:
    """Return the address of the app under test, for the scenario's project."""
    return address(request.config, project) or own_url(request)
