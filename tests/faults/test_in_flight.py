"""Rows 34 to 36: what changes between planning, claiming, sending and recording."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tests.parts.http_sink import Arrival, HttpSink, Reply
from tests.system.kit import Place, fill, json_url, wait_until

KILLED = -9
NEAR = (datetime.now(UTC) + timedelta(days=1)).date()


@pytest.fixture
def one(place: Place, sink: HttpSink) -> Place:
    """A film that opens today, one channel, and no daemon yet."""
    with place.store() as store:
        fill(store, [json_url(sink, "hook")])
    return place


def bodies(sink: HttpSink) -> list[str]:
    return [json.loads(one.body)["title"] for one in sink.arrivals]


def meanwhile(place: Place, *commands: Sequence[str]) -> Callable[[Arrival], Reply]:
    """An answer that is given when these commands have been run: they happen during the send."""

    def answer(_: Arrival) -> Reply:
        for argv in commands:
            place.run(*argv)
        return Reply()

    return answer


def test_row34_a_date_moved_before_the_claim_is_not_told(one: Place, sink: HttpSink) -> None:
    """The plan is committed, its command ends, the date moves, and only then a daemon comes."""
    one.run("move", "Sunlit", "--to", NEAR.isoformat())
    one.run("daemon", "--once")
    assert not any("Today" in title for title in bodies(sink)), bodies(sink)
    assert one.states()["superseded"] >= 1


@pytest.mark.parametrize("point", ["claim.committed", "attempt.committed"])
def test_row35_a_date_moved_between_claim_and_send_is_told_as_it_is_now(
    one: Place, sink: HttpSink, point: str
) -> None:
    with one.daemon(probe=point) as daemon:
        assert daemon.wait() == KILLED
    one.run("move", "Sunlit", "--to", NEAR.isoformat())
    with one.daemon() as daemon:
        wait_until(lambda: not one.states().keys() & {"sending", "retrying"}, what="taken over")
        sink.wait_for(1)
        assert daemon.end() == 0
    titles = bodies(sink)
    assert len(titles) == 1
    assert "Today" not in titles[0]


def test_row35_a_date_moved_during_the_send_is_corrected_once_where_it_was_told(
    place: Place, sink: HttpSink
) -> None:
    with place.store() as store:
        fill(store, [json_url(sink, "told")])
    sink.script("/told", meanwhile(place, ("move", "Sunlit", "--to", NEAR.isoformat())), Reply())
    place.settings |= {"RELEASES_DAEMON_DEADLINE": "15", "RELEASES_DAEMON_LEASE": "30"}
    with place.daemon() as daemon:
        sink.wait_for(2)
        wait_until(lambda: _quiet(place), what="nothing due")
        assert daemon.end() == 0
    first, second = bodies(sink)
    assert first == "Today in cinemas (GB): Sunlit"
    assert "moved" in second.lower() or "Moved" in second, second
    place.run("daemon", "--once")
    assert len(sink.arrivals) == 2


def test_row35_a_date_moved_after_the_send_is_corrected_once(one: Place, sink: HttpSink) -> None:
    one.run("daemon", "--once")
    one.run("move", "Sunlit", "--to", NEAR.isoformat())
    one.run("daemon", "--once")
    one.run("daemon", "--once")
    assert len(sink.arrivals) == 2
    assert bodies(sink)[0] == "Today in cinemas (GB): Sunlit"


REMOVALS = [
    ("channels", "remove", "c0"),
    ("channels", "pause", "c0"),
    ("unfollow", "Sunlit"),
    ("remove", "Sunlit", "--yes"),
]


@pytest.mark.parametrize("removal", REMOVALS, ids=" ".join)
def test_row36_what_is_removed_before_the_send_is_not_sent(
    one: Place, sink: HttpSink, removal: tuple[str, ...]
) -> None:
    with one.daemon(probe="claim.committed") as daemon:
        assert daemon.wait() == KILLED
    one.run(*removal)
    with one.daemon() as daemon:
        wait_until(lambda: "sending" not in one.states(), what="let go of")
        assert daemon.end() == 0
        assert "Traceback" not in daemon.log()
    assert sink.arrivals == []
    assert one.outcomes() == {}


@pytest.mark.parametrize("removal", REMOVALS, ids=" ".join)
def test_row36_what_is_removed_during_the_send_is_recorded_and_ends_there(
    one: Place, sink: HttpSink, removal: tuple[str, ...]
) -> None:
    sink.script("/hook", meanwhile(one, removal), Reply())
    one.settings |= {"RELEASES_DAEMON_DEADLINE": "15", "RELEASES_DAEMON_LEASE": "30"}
    with one.daemon() as daemon:
        wait_until(lambda: one.outcomes() == {"sent": 1}, what="recorded")
        assert daemon.end() == 0
        assert "Traceback" not in daemon.log()
    reminders = [row.state for row in one.rows() if row.what == "reminder"]
    assert reminders == ["sent"]
    one.run("daemon", "--once")
    more = bodies(sink)[1:]
    # Only what was removed by mistake is told, to whoever was told its date.
    assert len(more) == (1 if removal[0] == "remove" else 0), more


def _quiet(place: Place) -> bool:
    now = datetime.now(UTC)
    return all(row.state not in ("pending", "retrying", "sending") or row.due > now
               for row in place.rows())  # fmt: skip
