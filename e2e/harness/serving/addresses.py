"""Where the app is that the tests visit: at an address somebody gave, or in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from ..config.file import CONFIG, Config
from ..config.project import Project
from ..config.schema import MisfitError
from ..config.use import BASE_URL
from .probe import ask

if TYPE_CHECKING:
    from .server import Server


def address(pytest_config: pytest.Config, project: Project | None = None) -> str | None:
    """Return where the app is served already, if the command line or a file says so.

    The command line wins over playwright.config.toml, and that over pytest's own `base_url`.
    """
    config = pytest_config.stash[CONFIG]
    use = project.use if project else config.use
    given = by_hand(pytest_config) or use.get("baseURL") or pytests_own(pytest_config)
    return given or next((origin(url_of(table)) for _, table in config.web_servers), None)


def by_hand(pytest_config: pytest.Config) -> str | None:
    """Return what --base-url or PYTEST_BASE_URL gives."""
    given: str | None = pytest_config.getoption("--base-url") or None
    # pytest-base-url puts pytest's own key where the option is, if that is missing.
    return None if given == pytests_own(pytest_config) else given


def pytests_own(pytest_config: pytest.Config) -> str | None:
    """Return what `base_url` says in pytest's own configuration."""
    return pytest_config.getini("base_url") or None


def url_of(table: dict[str, Any]) -> str:
    """Return the address at which a web server is asked whether it is there."""
    return str(table.get("url") or f"http://127.0.0.1:{table['port']}/")


def origin(url: str) -> str:
    """Return where a server is: what it is asked, to see whether it is there, may be any page."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def check_addresses(pytest_config: pytest.Config) -> None:
    """Complain about an address that no browser could go to; the file's is checked with it."""
    for name, value in (
        ("--base-url", by_hand(pytest_config)),
        ("base_url", pytests_own(pytest_config)),
    ):
        try:
            if value:
                BASE_URL(value, (name,))
        except MisfitError as misfit:
            raise pytest.UsageError(misfit.problem) from None


def verify(pytest_config: pytest.Config) -> None:
    """Do what pytest-base-url's --verify-base-url asks for, where it is installed."""
    where = address(pytest_config)
    if not where or not pytest_config.getoption("verify_base_url", False):
        return
    lenient = pytest_config.stash[CONFIG].use.get("ignoreHTTPSErrors", False)
    if silence := ask(where, any_certificate=lenient):
        said = f"--verify-base-url: no site answers at {where}: it {silence.reason}"
        raise pytest.UsageError(said)


@pytest.fixture(scope="session")
def base_url(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> str:
    """Return the address of the app under test, the same for the whole run."""
    return address(pytestconfig) or own_url(request)


def own_url(request: pytest.FixtureRequest) -> str:
    server: Server = request.getfixturevalue("server")
    return server.url


def has_several(config: Config) -> bool:
    """Whether a project has an address of its own."""
    return any("baseURL" in table.get("use", {}) for table in config.table.get("projects", []))


@pytest.fixture(scope="session", autouse=True)
def _verify_url() -> None:
    """Do nothing: pytest-base-url's has every test ask for the address, as if all went there."""
