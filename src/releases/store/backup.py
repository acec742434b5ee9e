"""The whole database as one SQLite file: backup, restore, and a copy to rehearse on."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, text, update

from releases.errors import CannotRead, CannotStore, UsageError
from releases.model.delivery import State
from releases.probes import probe
from releases.store.access_tables import metadata
from releases.store.engine import Store
from releases.store.schema import SCHEMA
from releases.store.sets import insert, is_sqlite
from releases.store.tables import (
    LIVE_ROWS,
    attempts,
    channels,
    daemons,
    deliveries,
    films,
    from_millis,
    meta,
    to_millis,
)

BATCH = 2000
MADE = "backup-made"
ALIVE_WITHIN = timedelta(minutes=1)
HELD = "fell due after the backup was made; it may have been sent already"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back, and the deliveries that it holds for a person to decide."""

    releases: int
    held: tuple[int, ...]


def backup(store: Store, path: Path, now: datetime) -> None:
    """Write everything to `path`, whole or not at all, while the database is in use.

    Raises `UsageError` where `path` is the database itself or a folder, `CannotStore` where it
    cannot be written.
    """
    if store.path is not None and path.exists() and path.samefile(store.path):
        raise UsageError(f"{path} is the database itself", "name another file")
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "name a file in it")
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        if store.path is not None:
            with closing(sqlite3.connect(store.path)) as raw:
                raw.execute("VACUUM INTO ?", (str(part),))
        else:
            _copy_to_file(store, part)
        _finish(part, now)
        os.replace(part, path)
        _sync_folder(path.parent)
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotStore(
            f"the backup {path} cannot be written: {why}", "name a file in a folder with space"
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _copy_to_file(store: Store, part: Path) -> None:
    copy = Store(str(part)).open()
    try:
        copy_all(store, copy)
    finally:
        copy.close()


def _finish(part: Path, now: datetime) -> None:
    """Stamp the file with its time, check it, and bring it to the disk."""
    with closing(sqlite3.connect(part)) as raw:
        # One file, with no log beside it.
        raw.execute("PRAGMA journal_mode=DELETE")
        raw.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (MADE, str(to_millis(now))))
        raw.commit()
        (answer,) = raw.execute("PRAGMA quick_check").fetchone()
        if answer != "ok":
            raise CannotStore(f"the copy is damaged: {answer}", "see releases doctor")
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def restore(store: Store, path: Path, now: datetime, *, force: bool = False) -> Restored:
    """Put a backup in the place of everything in `store`, in one transaction.

    What was not sent when the backup was made and fell due since is `held`: it may have been sent
    in between. Raises `CannotRead` where `path` is no backup of a known schema, `CannotStore`
    while a daemon is at work (unless `force`).
    """
    with _opened(path) as source, source.read() as read, store.unit() as write:
        alive = write.scalar(select(func.count()).where(daemons.c.last_tick > now - ALIVE_WITHIN))
        if alive and not force:
            raise CannotStore(
                "a daemon is at work on this database", "stop it, then restore, then start it again"
            )
        made = read.scalar(select(meta.c.value).where(meta.c.key == MADE))
        for table in reversed(metadata.sorted_tables):
            write.execute(delete(table))
        probe("restore.middle")
        _copy(read, write)
        write.execute(delete(daemons))
        held = _hold(write, from_millis(int(made)) if made else None, now)
        count = write.scalar(text("SELECT count(*) FROM releases")) or 0
    return Restored(int(count), held)


def _hold(connection: Connection, made: datetime | None, now: datetime) -> tuple[int, ...]:
    since = made or now - timedelta(days=36500)
    passed = (
        update(deliveries)
        .where(LIVE_ROWS, deliveries.c.next <= now, deliveries.c.next >= since)
        .values(state=State.HELD.value, why=HELD, claim=None)
        .returning(deliveries.c.id)
    )
    # What was already due when the backup was made was under way then.
    before = (
        update(deliveries)
        .where(LIVE_ROWS, deliveries.c.next < since)
        .values(state=State.HELD.value, why=HELD, claim=None)
        .returning(deliveries.c.id)
    )
    held = [*connection.scalars(passed), *connection.scalars(before)]
    connection.execute(update(channels).values(lease=None, leased_by=None))
    connection.execute(
        update(attempts)
        .where(attempts.c.outcome.is_(None))
        .values(outcome="uncertain", detail="under way when the backup was made")
    )
    return tuple(sorted(held))


@contextmanager
def _opened(path: Path) -> Iterator[Store]:
    if not path.is_file():
        raise CannotRead(f"there is no backup {path}", "name a file made by releases backup")
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\x00":
            raise CannotRead(f"{path} is no backup of releases", "name one made by releases backup")
    source = Store(str(path), frozen=True)
    try:
        with source.read() as connection:
            if not source.engine.dialect.has_table(connection, "alembic_version"):
                raise CannotRead(
                    f"{path} is no backup of releases", "name one made by releases backup"
                )
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if found != SCHEMA:
            raise CannotRead(
                f"{path} was made by another version of releases (schema {found}, not {SCHEMA})",
                "restore it with that version, or copy it, open it once with this one "
                "(releases --db COPY status), and restore the copy",
            )
        yield source
    finally:
        source.close()


def copy_all(source: Store, target: Store) -> None:
    """Copy every row of `source` into the empty database `target`, memory staying flat."""
    with source.read() as read, target.unit() as write:
        write.execute(delete(meta))
        _copy(read, write)


def _copy(read: Connection, write: Connection) -> None:
    for table in metadata.sorted_tables:
        query = select(table)
        if table is films:
            # Those that were merged come after whatever they were merged into.
            query = query.order_by(films.c.merged_into.is_not(None), films.c.id)
        found = read.execution_options(yield_per=BATCH).execute(query)
        for batch in found.mappings().partitions():
            write.execute(insert(write, table), [dict(row) for row in batch])
        if not is_sqlite(write) and "id" in table.c and table is not daemons:
            write.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                    f"coalesce(max(id), 0) + 1, false) FROM {table.name}"
                )
            )
