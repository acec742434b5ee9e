"""The stage that the running rules are shown on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from releases.store.engine import Store
from tests.reminding.scene import Scene


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """An empty database on the first of May 2026, noon in UTC."""
    store = Store(str(tmp_path / "releases.db")).open()
    yield Scene(store)
    store.close()
