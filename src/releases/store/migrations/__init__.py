"""Bringing a database to the schema of this version; Alembic is imported only where one exists."""

from sqlalchemy import Connection, inspect, text

from releases.store.engine import Store
from releases.store.source_tables import metadata
from releases.store.schema import SCHEMA

# Any number will do, as long as every process takes the same one.
_ADVISORY_KEY = 7_235_118


def upgrade(store: Store) -> None:
    """Create the tables in an empty database, or bring an older one up; whole or not at all."""
    with store.engine.begin() as connection:
        if not store.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_KEY})
        if not inspect(connection).has_table("alembic_version"):
            _create(connection)


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:now)"), {"now": SCHEMA})
