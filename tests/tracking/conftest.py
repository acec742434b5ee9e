from collections.abc import Iterator

import pytest

from releases.store.engine import Store
from tests.tracking.fake_tmdb import fake_tmdb
from tests.tracking.tale import Tale


@pytest.fixture
def tale(store: Store) -> Iterator[Tale]:
    with fake_tmdb() as tmdb:
        yield Tale(store, tmdb)
