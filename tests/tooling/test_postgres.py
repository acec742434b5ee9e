"""The PostgreSQL that the tests use can fail and come back, and leaves nothing behind."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from releases.store.engine import Store
from tests.parts.postgres import Postgres, processes_in, sweep

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with Postgres() as running:
        yield running


def count(url: str) -> int:
    engine = create_engine(Store(url).url)
    try:
        with engine.connect() as connection:
            found = connection.execute(text("SELECT count(*) FROM kept")).scalar_one()
            return int(found)
    finally:
        engine.dispose()


def filled(server: Postgres) -> str:
    url = server.create()
    engine = create_engine(Store(url).url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (n integer)"))
        connection.execute(text("INSERT INTO kept VALUES (1)"))
    engine.dispose()
    return url


def test_each_database_is_new(server: Postgres) -> None:
    one, two = filled(server), filled(server)
    assert one != two
    assert count(one) == count(two) == 1
    server.drop(one)
    with pytest.raises(OperationalError, match="does not exist"):
        count(one)


@pytest.mark.parametrize("way", ["stop", "kill"])
def test_a_server_that_went_away_comes_back_with_what_was_committed(
    server: Postgres, way: str
) -> None:
    url = filled(server)
    getattr(server, way)()
    with pytest.raises(OperationalError):
        count(url)
    server.start()
    assert count(url) == 1
    assert server.create() != url


def test_nothing_is_left_behind() -> None:
    with Postgres() as server:
        folder = server.folder
        filled(server)
        assert processes_in(folder)
    assert not folder.exists()
    assert not processes_in(folder)


def test_the_server_of_a_killed_session_is_removed_by_the_next() -> None:
    program = (
        "import os, signal; from tests.parts.postgres import Postgres; "
        "print(Postgres().folder, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True
    )
    folder = Path(killed.stdout.strip())
    assert processes_in(folder)
    sweep()
    assert not processes_in(folder)
    assert not folder.exists()
