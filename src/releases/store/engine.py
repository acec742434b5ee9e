"""Opening the database: pragmas, units of work, and the schema it must have."""

import os
import random
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, exc, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import QueuePool

from releases.errors import BadSetting, CannotStore, ReleasesError, StoreBusy, StoreTooNew
from releases.logs import mask_database
from releases.store import stamp
from releases.store.schema import SCHEMA

# Other rooms name the type of what they are given, and know no SQL.
__all__ = ["Connection", "Store"]

BUSY_SECONDS = 30
_UNUSABLE = (PermissionError, FileNotFoundError, FileExistsError, NotADirectoryError)


class Store:
    """A database of releases. `unit()` writes, `read()` reads; both give a plain connection.

    On SQLite a unit begins IMMEDIATE, so that it never fails for a lock that it could have
    waited for; a read sees one snapshot. Nothing is ever sent while one is open.

    With `frozen`, a SQLite file is only read, and neither it nor its folder is written to.
    """

    def __init__(
        self, url: str, *, busy_seconds: float = BUSY_SECONDS, frozen: bool = False
    ) -> None:
        self.url = _url(url)
        self.shown = mask_database(self.url.render_as_string(hide_password=True))
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self._busy_seconds = busy_seconds
        # Threads of one process queue here rather than in SQLite's busy handler, which sleeps
        # and is unfair; a server needs no such queue.
        self._turnstile: AbstractContextManager[Any] = (
            threading.Lock() if self.sqlite else nullcontext()
        )
        self.engine = _engine(self.url, busy_seconds, frozen)
        stamp.watch(self.engine)

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for a server."""
        return Path(self.url.database) if self.sqlite and self.url.database else None

    def open(self) -> "Store":
        """Create or migrate the schema where needed; raise `CannotStore` with what to do."""
        with self._explained():
            found = self._schema()
        if found == SCHEMA:
            return self
        if found is not None:
            check_schema(self, found, SCHEMA)
        from releases.store.migrations import upgrade

        with self._explained():
            if self.path is not None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            upgrade(self)
        return self

    def _schema(self) -> str | None:
        if self.path is not None:
            if not self.path.exists():
                return None
            if self.path.is_dir():
                raise CannotStore(f"{self.path} is a folder, not a database", "name a file in it")
        with self.engine.connect() as connection:
            if not self.engine.dialect.has_table(connection, "alembic_version"):
                return None
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return found

    @contextmanager
    def unit(self) -> Iterator[Connection]:
        """A unit of work: committed whole at the end, or rolled back whole on any exception."""
        with self._explained(), self._turnstile, self.engine.begin() as connection:
            stamp.forget(connection)
            yield connection
            stamp.renew(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A reading connection that sees one snapshot and holds no lock."""
        with self._explained(), self.engine.connect() as connection:
            connection = connection.execution_options(releases_read=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            raise explain(error, self) from None
        except (sqlite3.Error, *_UNUSABLE) as error:
            raise explain(error, self) from None


def check_schema(store: Store, found: str, known: str) -> None:
    """Raise where a database of the schema `found` cannot be brought to the schema `known`."""
    if not re.fullmatch("[0-9]{4}", found):
        raise CannotStore(
            f"{store.shown} belongs to another program (its schema is {found[:32]!r})",
            "name another database with --db; nothing was changed",
        )
    if found > known:
        raise StoreTooNew(
            f"{store.shown} was written by a newer version of releases (schema {found}; "
            f"this one knows {known})",
            "install the newer version again, or restore a backup made before the upgrade",
        )


def _url(text_url: str) -> URL:
    try:
        url = make_url(text_url)
    except exc.ArgumentError:
        if "://" in text_url:
            raise BadSetting(
                f"the database address {mask_database(text_url)} cannot be read",
                "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
            ) from None
        return URL.create("sqlite", database=str(Path(text_url).expanduser().absolute()))
    backend = url.get_backend_name()
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":
            raise BadSetting("a database in memory would forget everything", "name a file")
        return URL.create("sqlite", database=str(Path(url.database).expanduser().absolute()))
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise BadSetting(
        f"{backend!r} is not a database that releases can use",
        "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    )


def _engine(url: URL, busy_seconds: float, frozen: bool) -> Engine:
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(
                url, pool_pre_ping=True, pool_size=8, max_overflow=24,
                connect_args={"connect_timeout": 10},
            )  # fmt: skip
        except ModuleNotFoundError:
            raise BadSetting(
                "PostgreSQL needs the psycopg package",
                "install it with: pip install 'releases-notifier[postgres]'",
            ) from None
    if frozen:
        name = f"file:{quote(url.database or '')}"
        url = URL.create("sqlite", database=name, query={"mode": "ro", "uri": "true"})
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=28,
        connect_args={"timeout": busy_seconds, "check_same_thread": False, "isolation_level": None},
    )
    if not frozen:
        event.listen(engine, "connect", _pragmas)
    event.listen(engine, "begin", partial(_begin, busy_seconds=busy_seconds))
    return engine


def _pragmas(raw: Any, _record: Any) -> None:
    cursor = raw.cursor()
    # FULL, since a lost "sent" after a power cut would be a message sent twice.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # Changing to WAL takes the lock; asking first keeps readers of a read-only copy working.
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        _to_wal(cursor)
    cursor.close()


def _to_wal(cursor: Any) -> None:
    # The busy timeout does not apply to this change, and two new processes may race for it.
    for _ in range(200):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.025)


def _begin(connection: Connection, busy_seconds: float) -> None:
    raw: Any = connection.connection.dbapi_connection
    if connection.get_execution_options().get("releases_read", False):
        raw.execute("BEGIN")
        return
    # SQLite's own wait asks ever more seldom, so that who has waited long loses to who has just
    # come. Asking at an even pace gives everybody the same chance, and nobody starves.
    end = time.monotonic() + busy_seconds
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise
            time.sleep(random.uniform(0.002, 0.008))
    finally:
        raw.execute(f"PRAGMA busy_timeout={busy_seconds * 1000:.0f}")


def explain(error: BaseException, store: Store) -> ReleasesError:
    """What went wrong with the database, in words for a person; no secret, no SQL."""
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    words = " ".join(str(cause).split())
    if not store.sqlite:
        return _explain_server(error, words, store)
    where = store.path
    if "locked" in words:
        return StoreBusy(
            f"{where} has been in use by another program for {store._busy_seconds:g} seconds",
            "see which one holds it (releases status lists daemons), then try again",
        )
    if "not a database" in words or "malformed" in words:
        return CannotStore(
            f"{where} is not a database of releases, or it is damaged",
            "nothing was changed; restore a backup with: releases restore FILE",
        )
    if "readonly" in words or "read-only" in words or "Permission" in words:
        return CannotStore(
            f"{where} cannot be written: it or its folder is read-only for this user",
            "give the user write permission, or name another file with --db",
        )
    if "unable to open" in words or isinstance(error, OSError):
        return CannotStore(
            f"{where} cannot be opened or created" + _folder_trouble(where),
            "name another file with --db, or create its folder with write permission",
        )
    if "full" in words or "disk I/O" in words:
        return CannotStore(
            f"{where} cannot be written: the disk is full or failing",
            "free some space; nothing was half-written",
        )
    return CannotStore(f"{where}: {words[:200]}", "see releases doctor")


def _folder_trouble(where: Path | None) -> str:
    if where is None:
        return ""
    folder = where.parent
    if not folder.exists():
        return f": the folder {folder} does not exist"
    if not os.access(folder, os.W_OK):
        return f": the folder {folder} is read-only for this user"
    return ""


def _explain_server(error: BaseException, words: str, store: Store) -> ReleasesError:
    password = store.url.password
    if password:
        words = words.replace(str(password), "***")
    words = re.sub(r"\(Background on this error.*", "", words)
    lost = isinstance(error, exc.OperationalError | exc.InterfaceError) or (
        isinstance(error, exc.DBAPIError) and error.connection_invalidated
    )
    if lost:
        return CannotStore(
            f"the database {store.shown} does not answer: {words[:200]}",
            "check that the server runs, and its address, name and password in --db",
        )
    return CannotStore(f"the database {store.shown} refused: {words[:200]}", "see releases doctor")
