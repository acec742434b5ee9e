"""A good channel beside bad ones, and many writers beside a daemon."""

import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from releases.model.dates import ReleaseDate
from releases.model.release import Kind
from releases.store.engine import Store
from releases.tracking import changes
from tests.parts.http_sink import HttpSink, Reply
from tests.parts.smtp_sink import HANG, SmtpSink
from tests.system.kit import Place, fill, json_url, make_due, the_person, wait_until

WRITES = 200


def test_a_good_channel_is_told_at_once_beside_bad_ones(
    either: Place, sink: HttpSink, post: SmtpSink
) -> None:
    """One of each kind of bad channel stands before it in the queue."""
    place = either
    _bad_ways(sink, post)
    place.settings["RELEASES_DAEMON_DEADLINE"] = "10"
    place.settings["RELEASES_DAEMON_LEASE"] = "20"
    with place.store() as store:
        fill(store, [*_bad(sink, post), json_url(sink, "good")])
    with place.daemon() as daemon:
        daemon.says("works on")
        began = time.monotonic()
        wait_until(lambda: sink.at("/good"), what="the good one is told")
        assert time.monotonic() - began < 3
    assert len(sink.at("/good")) == 1


def test_no_number_of_hanging_channels_holds_up_a_good_one(place: Place, sink: HttpSink) -> None:
    """More channels hang than there are places, and all are due again when it is its turn."""
    for number in range(70):
        sink.script(f"/hangs/{number}", Reply(hang=True))
    hanging = [json_url(sink, f"hangs/{number}") for number in range(70)]
    with place.store() as store:
        fill(store, hanging)
    place.settings["RELEASES_DAEMON_DEADLINE"] = "1"
    with place.daemon() as daemon:
        wait_until(lambda: place.outcomes()["uncertain"] == 70, within=30, what="all hang")
        place.settings["RELEASES_DAEMON_DEADLINE"] = "10"
        assert daemon.end() == 0
    with place.store() as store:
        fill(store, [json_url(sink, "good")], titles=["Nightfall"], first=70)
        make_due(store)
    place.settings["RELEASES_DAEMON_LEASE"] = "20"
    before = len(sink.arrivals)
    with place.daemon() as daemon:
        daemon.says("works on")
        began = time.monotonic()
        wait_until(lambda: sink.at("/good"), what="the good one is told")
        assert time.monotonic() - began < 3
        sink.wait_for(before + 2)


def _bad_ways(sink: HttpSink, post: SmtpSink) -> None:
    post.script("banner", HANG)
    sink.script("/hangs", Reply(hang=True))
    sink.script("/drips", Reply(body=b"x" * 1000, drip=0.5))
    sink.script("/fails", Reply(status=500))
    sink.script("/gone", Reply(status=410))


def _bad(sink: HttpSink, post: SmtpSink) -> list[str]:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"json://127.0.0.1:{closed.getsockname()[1]}/dead"
    ways = [json_url(sink, way) for way in ("hangs", "drips", "fails", "gone")]
    return [*ways, post.url(), dead, "json://no-such-host.invalid/hook"]


def test_many_write_beside_a_daemon_and_none_is_locked_out(place: Place, sink: HttpSink) -> None:
    with place.store() as store:
        fill(store, [json_url(sink, f"hook/{number}") for number in range(8)])
    soon = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    today = datetime.now(UTC).date().isoformat()
    with place.daemon() as daemon:
        sink.wait_for(8, within=20)
        ready = threading.Barrier(8)

        def write(number: int) -> None:
            """As the command does: a store of one's own, a unit, and an end."""
            store = Store(place.url).open()
            try:
                if number < 8:
                    ready.wait(20)
                now = datetime.now(UTC)
                who = the_person(store, now)
                with store.unit() as connection:
                    day = today if number % 4 == 0 else soon
                    claim = changes.typed_claim(ReleaseDate.parse(day), now)
                    proposal = changes.Proposal(f"Film {number}", "GB", Kind.THEATRICAL, claim)
                    changes.add(connection, who, proposal, now)
            finally:
                store.close()

        commands = [
            subprocess.Popen(
                [sys.executable, "-m", "releases", "add", f"Typed {number}", "--on", soon],
                env=place.env(), cwd=place.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )
            for number in range(16)
        ]  # fmt: skip
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(write, range(WRITES - len(commands))))
        for command in commands:
            _, err = command.communicate(timeout=60)
            assert command.returncode == 0, err
            assert b"locked" not in err
        wait_until(
            lambda: _nothing_due(place), within=30, what="all that is due is sent"
        )  # fmt: skip
        assert daemon.end() == 0
        assert "locked" not in daemon.log()
    listed = place.run("list", "--all", "--json").json
    assert len(listed) == WRITES + 1
    told = {one.path for one in sink.arrivals}
    assert len(told) == 8


def _nothing_due(place: Place) -> bool:
    now = datetime.now(UTC)
    return all(row.state == "sent" for row in place.rows() if row.due <= now)
