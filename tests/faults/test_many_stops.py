"""Rows 2 to 4 again and again: one message, and a program that stops each time it is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from releases import probes
from releases.reminding.turn import MOST_STOPS
from releases.store.engine import Store
from tests.faults.desk import Desk
from tests.parts.http_sink import HttpSink
from tests.system.kit import identities, json_url


class Stopped(BaseException):
    """The program is gone."""


@contextmanager
def stopping_at(point: str) -> Iterator[None]:
    def stop(here: str) -> None:
        if here == point:
            raise Stopped

    probes.hook = stop
    try:
        with pytest.raises(Stopped):
            yield
    finally:
        probes.hook = None


@pytest.fixture
def desk(tmp_path: Path, sink: HttpSink) -> Iterator[Desk]:
    store = Store(str(tmp_path / "releases.db")).open()
    desk = Desk(store)
    desk.person(at="00:00")
    desk.channel("hook", json_url(sink, "hook"))
    desk.add("2026-05-01")
    yield desk
    store.close()


@pytest.mark.parametrize("point", ["attempt.committed", "send.returned"])
def test_a_send_that_stops_many_times_is_made_in_the_end(
    desk: Desk, sink: HttpSink, point: str
) -> None:
    for _ in range(6):
        with stopping_at(point):
            desk.work()
        desk.clock.later(minutes=3)
    assert desk.work()
    assert desk.states() == {"sent": 1}
    (same,) = identities(sink.arrivals).values()
    assert len(same) == (7 if point == "send.returned" else 1)
    assert len(set(same)) == 1


def test_what_is_under_way_at_every_stop_is_given_up(desk: Desk, sink: HttpSink) -> None:
    for _ in range(MOST_STOPS):
        with stopping_at("attempt.committed"):
            desk.work()
        desk.clock.later(minutes=3)
    desk.work()
    assert desk.states() == {"dead": 1}
    assert sink.arrivals == []
    (row,) = desk.rows()
    assert "stopped" in row.why
