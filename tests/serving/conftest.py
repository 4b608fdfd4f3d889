"""What the tests of the server share: one that runs."""

from collections.abc import Iterator

import pytest

from tests.server import Server, serving, start


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a running server, one for all tests that leave it as it was, started by its command."""
    with serving(tmp_path_factory.mktemp("serving"), start) as running:
        yield running
