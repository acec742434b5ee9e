"""Row 26: a database server that is gone between claim and record."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.kit import CANARY, Gate, came, hook, once
from tests.parts.http_sink import HttpSink
from tests.parts.postgres import Postgres
from tests.system.kit import QUICK, Place, fill, wait_until


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[tuple[Postgres, Place]]:
    """A PostgreSQL that may be killed."""
    with Postgres() as server:
        yield server, Place(server.create(), tmp_path, dict(QUICK))


def start_again(server: Postgres) -> None:
    """On a busy machine the recovery takes longer than its starter waits; it goes on anyway."""
    for _ in range(5):
        with suppress(subprocess.SubprocessError):
            return server.start()
    raise AssertionError("the server does not start")


def test_row26_an_outcome_waits_for_a_server_that_comes_back(
    own_server: tuple[Postgres, Place], sink: HttpSink
) -> None:
    server, place = own_server
    gate = Gate()
    sink.script(f"/a/{CANARY}", gate)
    with place.store() as store:
        fill(store, [hook(sink, "a")])
    with place.daemon(RELEASES_DAEMON_DEADLINE="20", RELEASES_DAEMON_LEASE="60") as daemon:
        sink.wait_for(1)
        server.kill()
        gate.open()
        daemon.says("cannot be recorded yet")
        start_again(server)
        wait_until(lambda: place.states() == {"sent": 1}, what="the outcome is recorded")
        daemon.says("works again")
        assert daemon.end() == 0
        said = daemon.log()
    assert len(came(sink, "a")) == 1
    assert place.outcomes() == {"sent": 1}
    assert "Traceback" not in said
    assert CANARY not in said


def test_row26_where_it_comes_back_too_late_the_outcome_is_unknown_and_repeated_once(
    own_server: tuple[Postgres, Place], sink: HttpSink
) -> None:
    server, place = own_server
    gate = Gate()
    sink.script(f"/a/{CANARY}", gate)
    with place.store() as store:
        fill(store, [hook(sink, "a")])
    with place.daemon() as daemon:
        sink.wait_for(1)
        server.stop()
        gate.open()
        daemon.says("cannot be recorded yet")
        assert daemon.end() == 0
    start_again(server)
    with place.daemon() as daemon:
        wait_until(lambda: place.states() == {"sent": 1}, what="it is sent again")
        assert daemon.end() == 0
    assert len(came(sink, "a")) == 2
    assert len({one.headers["idempotency-key"] for one in came(sink, "a")}) == 1
    assert place.outcomes() == {"uncertain": 1, "sent": 1}
    once(place)
    assert len(came(sink, "a")) == 2
