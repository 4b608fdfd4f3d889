"""The pytest plugin, which pytest loads by itself where this is installed (see README.md)."""

from __future__ import annotations

import pytest

from . import PACKAGE
from .config.packages import check_packages

RUN = "playwright.config.toml"  # under which name what runs it is registered, once


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if other := pluginmanager.get_plugin(RUN):
        raise pytest.UsageError(
            f"{PACKAGE} and {other.__package__} are one plugin, loaded twice: "
            f"switch one of them off, with -p no:{PACKAGE}.plugin"
        )
    check_packages()
    # Not before: this imports what may have been missing.
    from . import run

    pluginmanager.register(run, RUN)
