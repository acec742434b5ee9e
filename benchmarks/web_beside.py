"""Whether the web slows the daemon's sends, while 8 people ask for the month all the time.

A real daemon sends to a webhook that answers in 50 ms: a thousand reminders that are all due at
once, then twenty every quarter of a second. It does so alone, beside a bare route of the framework
that is asked just as much (what sharing the processor costs), beside `releases serve` on the same
SQLite file, and with the web inside its own process. Lateness is from due to recorded as sent; the
daemon looks every tenth of a second. Run: python benchmarks/web_beside.py [CLIENTS]
"""

import http.client
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, NamedTuple

import psutil
from sqlalchemy import func, insert, select

from _machine import machine
from _shelf import fill
from _sinks import Sink, sink
from feed import percentile, served
from releases.model.dates import ReleaseDate
from releases.model.release import Kind
from releases.model.subscriber import Schedule, Subscriber
from releases.store import access, people
from releases.store.engine import Store
from releases.store.tables import channels, deliveries
from releases.tracking import changes

CLIENTS = 8
RELEASES = 500
BURST = 1000
ROUNDS, OF_A_ROUND, EVERY = 60, 20, 0.25
PEOPLE = 10


class Figures(NamedTuple):
    """Messages a second of the burst, its and the rounds' lateness (ms), and the daemon's cost."""

    rate: float
    burst: list[float]
    rounds: list[float]
    cpu: float
    pages: float


class Scene:
    """A database of a full month, somebody signed in to it, and people with webhooks."""

    def __init__(self, folder: str, http_sink: Sink) -> None:
        self.path = Path(folder, "bench.db")
        self.store = Store(str(self.path)).open()
        self.sink = http_sink
        self.films = 0
        now = datetime.now(UTC)
        days = [date.today().replace(day=1 + n % 28) for n in range(RELEASES)]
        with self.store.unit() as connection:
            reader = fill(connection, days, now)
            access.put_account(connection, reader.id, "admin", now)
            access.set_password(connection, reader.id, "none", now)
            secret = access.open_session(connection, reader.id, now)
            self.crowd = self._person(connection, "crowd", BURST)
            self.people = [
                self._person(connection, f"person {n}", OF_A_ROUND) for n in range(PEOPLE)
            ]
        self.cookie = {"cookie": f"releases_session={secret}"}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = os.environ | {
            "RELEASES_DB": str(self.path), "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder,
            "RELEASES_WEB_PORT": str(self.port), "RELEASES_DAEMON_DISPATCH_EVERY": "0.1",
        }  # fmt: skip

    def _person(self, connection: Any, name: str, hooks: int) -> Subscriber:
        now = datetime.now(UTC)
        who = people.add_subscriber(connection, name, Schedule("UTC"), (0,), ("GB",), now)
        connection.execute(
            insert(channels),
            [
                {"subscriber_id": who.id, "name": f"c{n}", "host": "127.0.0.1", "since": now,
                 "url": f"json://127.0.0.1:{self.sink.port}/{who.id}/{n}", "ready": now,
                 "takes": "reminders"}
                for n in range(hooks)
            ],
        )  # fmt: skip
        return who

    def owe(self, who: Subscriber) -> None:
        """Somebody adds a film that opens today: a reminder is due to each of their channels."""
        now = datetime.now(UTC)
        self.films += 1
        claim = changes.typed_claim(ReleaseDate.of(now.date()), now)
        with self.store.unit() as connection:
            proposal = changes.Proposal(f"Sunlit {self.films}", "GB", Kind.THEATRICAL, claim)
            changes.add(connection, who, proposal, now)

    def wait(self, came: int, daemon: psutil.Process) -> None:
        end = time.monotonic() + 120
        while self.sink.came() < came:
            assert daemon.is_running() and daemon.status() != psutil.STATUS_ZOMBIE, "it ended"
            assert time.monotonic() < end, "messages are missing"
            time.sleep(0.05)

    def lateness(self, whose: list[Subscriber]) -> list[tuple[datetime, datetime]]:
        """Due and sent of all that these were owed, once every outcome is recorded."""
        ids = [each.id for each in whose]
        query = (
            select(deliveries.c.due, deliveries.c.sent)
            .join(channels, channels.c.id == deliveries.c.channel_id)
            .where(channels.c.subscriber_id.in_(ids))
        )
        waiting = select(func.count()).select_from(deliveries).where(deliveries.c.sent.is_(None))
        while True:
            with self.store.read() as connection:
                if not connection.scalar(waiting):
                    return [(due, sent) for due, sent in connection.execute(query)]
            time.sleep(0.05)


@contextmanager
def running(scene: Scene, *argv: str, **more: str) -> Iterator[psutil.Process]:
    process = subprocess.Popen(
        [sys.executable, "-m", "releases", *argv], env=scene.environment | more,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(60)


def _client(port: int, path: str, headers: dict[str, str], number: int, pipe: Any) -> None:
    """Ask all the time, as so many clients, until told to end; tell how often it was answered."""
    counts = [0] * number
    going = True

    def ask(place: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while going:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            counts[place] += 1

    threads = [Thread(target=ask, args=(place,), daemon=True) for place in range(number)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    pipe.send(None)
    pipe.recv()
    going = False
    pipe.send(sum(counts) / (time.monotonic() - began))


@contextmanager
def asked(port: int, path: str, headers: dict[str, str], clients: int) -> Iterator[list[float]]:
    """Clients that ask until the block ends; then the list has how many pages a second they got."""
    end = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            assert time.monotonic() < end, "the web does not answer"
            time.sleep(0.1)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_client, args=(port, path, headers, clients, theirs))
    process.start()
    theirs.close()
    ours.recv()
    rates: list[float] = []
    try:
        yield rates
    finally:
        ours.send(None)
        rates.append(ours.recv())
        process.join(30)


def measured(scene: Scene, daemon: psutil.Process) -> tuple[float, list[float], list[float], float]:
    scene.owe(scene.people[0])
    came = OF_A_ROUND
    scene.wait(came, daemon)
    before = daemon.cpu_times()
    scene.owe(scene.crowd)
    came += BURST
    scene.wait(came, daemon)
    for number in range(ROUNDS):
        scene.owe(scene.people[number % PEOPLE])
        time.sleep(EVERY)
    came += ROUNDS * OF_A_ROUND
    scene.wait(came, daemon)
    burst = scene.lateness([scene.crowd])
    # The first was to warm up.
    rounds = sorted(scene.lateness(scene.people))[OF_A_ROUND:]
    after = daemon.cpu_times()
    assert scene.sink.came() == came, "a message was sent twice"
    took = max(sent for _, sent in burst) - burst[0][0]
    cpu = after.user + after.system - before.user - before.system
    late = [[(sent - due).total_seconds() for due, sent in each] for each in (burst, rounds)]
    return BURST / took.total_seconds(), late[0], late[1], cpu


def run(how: str, clients: int) -> Figures:
    with TemporaryDirectory(prefix="releases-bench-") as folder, sink("http", "0.05") as hook:
        scene = Scene(folder, hook)
        web: Any = nullcontext()
        port, path = scene.port, "/"
        if how == "beside a bare route":
            web = served(None, b"x" * 30_000)
            path = "/bare"
        elif how == "beside the web":
            web = running(scene, "serve")
        more = {"RELEASES_WEB_ENABLED": "true"} if how == "with the web inside" else {}
        with running(scene, "daemon", **more) as daemon, web as other:
            if path == "/bare":
                port = other.port
            load: Any = nullcontext([0.0])
            if how != "alone":
                load = asked(port, path, scene.cookie, clients)
            with load as pages:
                found = measured(scene, daemon)
        scene.store.close()
    return Figures(*found, pages[0])


def main() -> None:
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS
    print(machine())
    print(
        f"{clients} clients; {BURST:,} due at once, then {OF_A_ROUND} every {EVERY} s, "
        f"{ROUNDS} times\n{'':22}{'burst':>10}{'late p50':>12}{'p99':>9}"
        f"{'rounds: p50':>16}{'p99':>9}{'processor':>12}{'pages':>10}"
    )
    base: Figures | None = None
    for how in ("alone", "beside a bare route", "beside the web", "with the web inside"):
        found = run(how, clients)
        shown = [percentile(each, share) for each in (found.burst, found.rounds)
                 for share in (0.5, 0.99)]  # fmt: skip
        print(
            f"{how:22}{found.rate:8.0f}/s{shown[0]:9.0f} ms{shown[1]:6.0f} ms"
            f"{shown[2]:13.0f} ms{shown[3]:6.0f} ms{found.cpu:10.1f} s{found.pages:8.0f}/s"
        )
        if base is None:
            base, first = found, shown
            continue
        ratios = [mine / theirs for mine, theirs in zip(shown, first, strict=True)]
        print(
            f"{'':22}{base.rate / found.rate:8.2f} x{ratios[0]:10.2f} x{ratios[1]:7.2f} x"
            f"{ratios[2]:14.2f} x{ratios[3]:7.2f} x{found.cpu / base.cpu:10.2f} x"
        )


if __name__ == "__main__":
    main()
