"""Rows 23 to 25: a database that others hold, that may not be written, or that has no room."""

import os
import resource
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.parts.http_sink import HttpSink, Reply
from tests.system.kit import Place, fill, identities, json_url, make_due, wait_until

NOBODY = 65534
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def test_row23_a_daemon_waits_for_who_holds_the_file_and_loses_nothing(
    place: Place, sink: HttpSink
) -> None:
    with place.store() as store:
        fill(store, [json_url(sink, f"hook/{number}") for number in range(5)])
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, place.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with place.daemon() as daemon:
        listed = place.run("list", "--json")
        assert len(listed.json) == 1, "who only reads need not wait"
        assert not sink.arrivals
        holder.communicate(b"")
        wait_until(lambda: place.states() == {"sent": 5}, what="all sent")
        assert daemon.end() == 0
    assert len(sink.arrivals) == 5


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_row24_a_file_that_may_not_be_written_is_named_and_nothing_is_sent(
    place: Place, sink: HttpSink, what: str
) -> None:
    with place.store() as store:
        fill(store, [json_url(sink, "hook")])
    path = Path(place.url)
    for folder in (place.folder, *place.folder.parents):
        if folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    if what == "folder":
        path.chmod(0o666)
    done = _limited(place, AS_NOBODY, "daemon", "--once")
    assert done.returncode == 1, done.stderr
    assert "releases.db" in done.stderr
    assert "permission" in done.stderr
    assert "Traceback" not in done.stderr
    assert sink.arrivals == []
    place.run("daemon", "--once")
    assert len(sink.arrivals) == 1


# Done once before, so that nothing is left to import for one who may not read our library.
AS_NOBODY = f"""
with tempfile.TemporaryDirectory() as first:
    releases.cli.main.main(["--db", first + "/first.db", "daemon", "--once"])
os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
"""


def _room(size: int) -> str:
    """No file of the process grows beyond `size` bytes."""
    return f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, resource.RLIM_INFINITY))"


def _limited(place: Place, limit: str, *argv: str) -> "subprocess.CompletedProcess[str]":
    """A command in a process that first does to itself what `limit` says."""
    code = (
        "import os, resource, sys, tempfile\n"
        "import releases.cli.main\n"
        f"{limit}\n"
        "sys.exit(releases.cli.main.main(sys.argv[1:]))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *argv], env=place.env(), cwd=place.folder, text=True,
        stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("size", [0, 20_000, 60_000, 100_000])
def test_row25_a_full_disk_sends_nothing_that_is_not_recorded_first(
    place: Place, sink: HttpSink, size: int
) -> None:
    """The more room there is, the later is the write that fails."""
    with place.store() as store:
        fill(store, [json_url(sink, f"hook/{number}") for number in range(6)])
    full = _limited(place, _room(size), "daemon", "--once")
    assert "Traceback" not in full.stderr, full.stderr
    if full.returncode:
        assert "full" in full.stderr, full.stderr
    attempts = sum(place.outcomes().values())
    assert len(sink.arrivals) <= attempts, "sent without an attempt on record"
    check = sqlite3.connect(place.url)
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()
    lost = place.outcomes()[None] + place.outcomes()["uncertain"]
    with place.store() as store:
        make_due(store)
    place.run("daemon", "--once", code=None)
    assert place.states() == {"sent": 6}
    told = identities(sink.arrivals)
    assert len(told) == 6
    assert sum(len(same) - 1 for same in told.values()) <= lost
    assert all(len(set(same)) == 1 for same in told.values())


@pytest.mark.parametrize("size", [8_000, 60_000])
def test_row25_a_full_disk_leaves_what_a_person_typed_whole_or_absent(
    place: Place, size: int
) -> None:
    place.run("channels", "add", "json://127.0.0.1:9/hook", "--name", "hook")
    place.run("add", "First", "--on", "2031-01-20", "--in", "GB")
    full = _limited(place, _room(size), "add", "Second", "--on", "2031-02-20", "--in", "GB")
    assert "Traceback" not in full.stderr, full.stderr
    titles = {one["film"]["title"] for one in place.run("list", "--json").json}
    assert titles == ({"First", "Second"} if full.returncode == 0 else {"First"})
    assert len(place.rows()) == 3 * len(titles)
    if full.returncode:
        assert "full" in full.stderr, full.stderr


def test_row25_a_disk_that_fills_up_under_a_daemon_loses_nothing(
    place: Place, sink: HttpSink
) -> None:
    """Room runs out while messages are on the wire, and there is room again for the next daemon."""
    gate = threading.Event()

    def held(_: object) -> Reply:
        gate.wait(20)
        return Reply()

    for number in range(4):
        sink.script(f"/hook/{number}", held, Reply())
    with place.store() as store:
        fill(store, [json_url(sink, f"hook/{number}") for number in range(4)])
    place.settings["RELEASES_DAEMON_DEADLINE"] = "20"
    place.settings["RELEASES_DAEMON_LEASE"] = "40"
    with place.daemon() as daemon:
        sink.wait_for(4)
        # Enough for its log, and less than the journal of the database already has.
        size = daemon.said.stat().st_size + 8000
        assert Path(place.url + "-wal").stat().st_size > size
        resource.prlimit(
            daemon.popen.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY)
        )  # fmt: skip
        gate.set()
        daemon.says("cannot be recorded yet")
        assert place.states() == {"sending": 4}
        resource.prlimit(
            daemon.popen.pid, resource.RLIMIT_FSIZE,
            (resource.RLIM_INFINITY, resource.RLIM_INFINITY),
        )  # fmt: skip
        wait_until(lambda: place.states() == {"sent": 4}, what="recorded when there is room")
        assert daemon.end() == 0
    assert len(sink.arrivals) == 4
    assert place.outcomes() == {"sent": 4}
