"""Rows 1 to 8: processes that are killed, ended, doubled and frozen, at named points."""

import signal
import threading

import pytest
from sqlalchemy import select

from releases.store.tables import daemons
from tests.parts.http_sink import Arrival, HttpSink, Reply
from tests.system.kit import Place, fill, identities, json_url, make_due, wait_until

KILLED = -signal.SIGKILL


@pytest.fixture
def one(place: Place, sink: HttpSink) -> Place:
    """A film that opens today, and one channel that is owed its reminder."""
    with place.store() as store:
        fill(store, [json_url(sink, "hook")])
    return place


def finish(place: Place) -> None:
    """The lease ends, another daemon takes over, and all is sent."""
    with place.store() as store:
        make_due(store)
    with place.daemon() as daemon:
        wait_until(lambda: place.states() == {"sent": 1}, what=f"sent in {place.states()}")
        assert daemon.end() == 0


def test_row01_a_kill_before_the_commit_of_a_plan_leaves_nothing_of_it(either: Place) -> None:
    place = either
    place.run("channels", "add", "json://127.0.0.1:9/hook", "--name", "hook")
    killed = place.run(
        "add", "Sunlit", "--on", "2031-01-20", "--in", "GB", code=None,
        RELEASES_PROBE="plan.before_commit",
    )  # fmt: skip
    assert killed.code == KILLED
    assert place.run("list", "--all", "--json").json == []
    assert place.rows() == []
    place.run("add", "Sunlit", "--on", "2031-01-20", "--in", "GB")
    assert len(place.rows()) == 3
    killed = place.run(
        "move", "Sunlit", "--to", "2031-03-20", code=None, RELEASES_PROBE="plan.before_commit"
    )
    assert killed.code == KILLED
    assert {row.speaks_of for row in place.rows()} == {"2031-01-20"}
    assert place.run("list", "--json").json[0]["date"] == "2031-01-20"
    place.run("move", "Sunlit", "--to", "2031-03-20")
    assert place.states()["superseded"] == 3


def test_row02_a_kill_after_the_claim_sends_once_after_the_lease(
    one: Place, sink: HttpSink
) -> None:
    with one.daemon(probe="claim.committed") as daemon:
        assert daemon.wait() == KILLED
    assert one.states() == {"sending": 1}
    with one.daemon() as daemon:
        wait_until(lambda: one.states() == {"sent": 1}, what="taken over by itself")
    assert len(sink.arrivals) == 1
    assert one.outcomes() == {"sent": 1}


def test_row03_a_kill_while_the_socket_is_open_repeats_once_and_says_so(
    one: Place, sink: HttpSink
) -> None:
    sink.script("/hook", Reply(hang=True), Reply())
    with one.daemon(RELEASES_DAEMON_DEADLINE="10", RELEASES_DAEMON_LEASE="20") as daemon:
        sink.wait_for(1)
        daemon.kill()
    finish(one)
    (same,) = identities(sink.arrivals).values()
    assert len(same) == 2 and len(set(same)) == 1
    assert one.outcomes() == {"uncertain": 1, "sent": 1}
    (row,) = one.run("deliveries", "--json").json
    assert "stopped while it was being sent" in one.run("deliveries", "why", row["id"]).out


def test_row04_a_kill_before_the_record_arrives_at_most_twice_under_one_identity(
    one: Place, sink: HttpSink
) -> None:
    with one.daemon(probe="send.returned") as daemon:
        assert daemon.wait() == KILLED
    finish(one)
    (same,) = identities(sink.arrivals).values()
    assert len(same) == 2 and len(set(same)) == 1


def test_row05_a_kill_after_the_record_is_followed_by_nothing(one: Place, sink: HttpSink) -> None:
    with one.daemon(probe="record.committed") as daemon:
        assert daemon.wait() == KILLED
    assert one.states() == {"sent": 1}
    one.run("daemon", "--once")
    assert len(sink.arrivals) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_row06_a_send_under_way_ends_and_is_recorded_before_the_daemon_does(
    one: Place, sink: HttpSink, number: signal.Signals
) -> None:
    sink.script("/hook", Reply(delay=1.0))
    with one.daemon(RELEASES_DAEMON_DEADLINE="10", RELEASES_DAEMON_LEASE="20") as daemon:
        sink.wait_for(1)
        daemon.send(number)
        assert daemon.wait() == (130 if number == signal.SIGINT else 0)
    assert one.states() == {"sent": 1}
    assert one.outcomes() == {"sent": 1}
    assert len(sink.arrivals) == 1


def test_row07_two_daemons_share_one_file(place: Place, sink: HttpSink) -> None:
    """500 due deliveries for 250 channels: each channel gets one message, as from one daemon."""
    with place.store() as store:
        urls = [json_url(sink, f"hook/{number}") for number in range(250)]
        fill(store, urls, titles=("Sunlit", "Nightfall"))
    with place.daemon() as first, place.daemon() as second:
        wait_until(lambda: place.states() == {"sent": 500}, within=60, what="all sent")
        assert (first.end(), second.end()) == (0, 0)
        assert "locked" not in first.log() + second.log()
    assert all(len(same) == 1 for same in identities(sink.arrivals).values())
    assert len(sink.arrivals) == 250
    assert place.outcomes() == {"sent": 250}


def test_row08_a_daemon_that_was_frozen_past_its_lease_makes_no_third_message(
    either: Place, sink: HttpSink
) -> None:
    place = either
    thaw = threading.Event()

    def held(_: Arrival) -> Reply:
        thaw.wait(30)
        return Reply()

    sink.script("/hook", held, Reply())
    with place.store() as store:
        fill(store, [json_url(sink, "hook")])
    with place.daemon(
        RELEASES_DAEMON_DEADLINE="30", RELEASES_DAEMON_LEASE="60",
        RELEASES_DAEMON_DISPATCH_EVERY="20",
    ) as frozen:  # fmt: skip
        sink.wait_for(1)
        # Frozen at rest: who is frozen in the middle of a write holds the file, as a lock does.
        wait_until(lambda: _beats(place) and sink.arrivals, what="its first look is over")
        frozen.send(signal.SIGSTOP)
        with place.store() as store:
            make_due(store)
        with place.daemon() as other:
            wait_until(lambda: place.states() == {"sent": 1}, what="the other sends")
            thaw.set()
            frozen.send(signal.SIGCONT)
            wait_until(lambda: place.outcomes() == {"sent": 2}, what="the late answer counts")
            assert (other.end(), frozen.end()) == (0, 0)
    (same,) = identities(sink.arrivals).values()
    assert len(same) == 2 and len(set(same)) == 1
    assert place.states() == {"sent": 1}


def _beats(place: Place) -> bool:
    with place.store() as store, store.read() as connection:
        return connection.execute(select(daemons.c.id)).first() is not None
