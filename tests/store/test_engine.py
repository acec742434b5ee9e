"""Opening a database, its units of work, and what is said when it cannot be used."""

import pytest
from sqlalchemy import select, text

from releases.store.engine import Store
from releases.store.tables import meta


def test_a_unit_is_whole_or_not_at_all(store: Store) -> None:
    with store.unit() as connection:
        connection.execute(meta.insert().values(key="kept", value="1"))
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(store)
    with store.read() as connection:
        assert list(connection.scalars(select(meta.c.key))) == ["kept"]


def _write_and_fail(store: Store) -> None:
    with store.unit() as connection:
        connection.execute(meta.insert().values(key="lost", value="1"))
        raise ZeroDivisionError


def test_opening_again_changes_nothing(store: Store, database_url: str) -> None:
    with store.unit() as connection:
        connection.execute(meta.insert().values(key="kept", value="1"))
    again = Store(database_url).open()
    with again.read() as connection:
        assert connection.scalar(select(meta.c.value).where(meta.c.key == "kept")) == "1"
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    again.close()
