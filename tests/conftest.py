"""What every room's tests may use: both databases, real."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from releases.store.engine import Store
from tests.parts.postgres import Postgres

# The same examples on every machine, so that a change is judged by what it changed. To look for
# new ones: RELEASES_RANDOM=1 make test
settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("random", print_blob=True)
settings.load_profile("random" if os.environ.get("RELEASES_RANDOM") else "same")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL for the whole session of this test process."""
    with Postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'releases.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open, empty database, once on each engine."""
    opened = Store(database_url).open()
    yield opened
    opened.close()
