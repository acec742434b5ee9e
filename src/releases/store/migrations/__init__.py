"""Bringing a database to the schema of this version; Alembic is imported only to migrate.

A new revision is a file in `versions/`, written by hand, that changes a database of the revision
before it; `tables` and `store.schema.SCHEMA` change with it. Revisions are frozen once released:
a test holds that all of them together make the very tables that a new database is given at once.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from releases.errors import CannotStore
from releases.probes import probe
from releases.store.access_tables import metadata
from releases.store.engine import Store, check_schema
from releases.store.schema import SCHEMA

# Any number will do, as long as every process takes the same one.
_ADVISORY_KEY = 7_235_118
_SCRIPTS = str(Path(__file__).parent)


def upgrade(store: Store, *, scripts: str = _SCRIPTS, target: str = SCHEMA) -> None:
    """Create the tables in an empty database, or bring an older one up; whole or not at all.

    Before it migrates a SQLite file it leaves a copy of it beside it. Several processes may do
    this at once: they take turns, and the later ones find nothing to do.
    """
    with _alone(store) as connection:
        found = _version(connection)
        if found is None:
            _create(connection, store)
        elif found != target:
            check_schema(store, found, target)
            if store.path is not None:
                _keep(store.path, found)
            migrate(connection, scripts, target)
            _check(connection, store)


@contextmanager
def _alone(store: Store) -> Iterator[Connection]:
    """The only connection that may change the schema; committed at the end, or rolled back."""
    with store.engine.connect() as connection:
        if store.sqlite:
            # A table that is built anew under its old name must not take its rows' children
            # with it; the pragma is without effect inside a transaction.
            _foreign_keys(connection, on=False)
        try:
            with connection.begin():
                if not store.sqlite:
                    key = {"key": _ADVISORY_KEY}
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), key)
                yield connection
        finally:
            if store.sqlite:
                _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.cursor().execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _create(connection: Connection, store: Store) -> None:
    strangers = set(inspect(connection).get_table_names())
    # A server's database may hold tables of others beside ours; a file holds ours alone.
    if strangers if store.sqlite else strangers & set(metadata.tables):
        raise CannotStore(
            f"{store.shown} holds the tables of another program",
            "name another database with --db; nothing was changed",
        )
    metadata.create_all(connection)
    probe("creation.middle")
    # As Alembic makes it.
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:now)"), {"now": SCHEMA})


def migrate(connection: Connection, scripts: str, target: str) -> None:
    """Apply the revisions up to `target` in the transaction that is open."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", scripts.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _check(connection: Connection, store: Store) -> None:
    if store.sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise CannotStore(
            f"{store.shown} holds rows that refer to nothing, and was not migrated",
            "restore a backup with: releases restore FILE",
        )


def _keep(path: Path, found: str) -> None:
    """A copy of a SQLite file beside it, named by its schema; a name that is taken is kept too."""
    wanted = path.with_name(f"{path.name}.schema-{found}")
    copy, number = wanted, 1
    while copy.exists():
        number += 1
        copy = wanted.with_name(f"{wanted.name}-{number}")
    part = path.with_name(f".{copy.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("VACUUM INTO ?", (str(part),))
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(copy)
