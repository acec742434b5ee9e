"""Processes of the program, and a world for them to work on.

A `Place` is a database and an environment of its own; `place.run("add", …)` is one command in a
process of its own, `place.daemon()` a daemon that is killed at the end if it still lives.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import select, update

from releases.model.dates import ReleaseDate
from releases.model.delivery import LIVE
from releases.model.release import Kind
from releases.model.subscriber import Schedule, Subscriber
from releases.store import people as stored
from releases.store.engine import Store
from releases.store.tables import attempts, channels, deliveries
from releases.tracking import changes, people
from releases.tracking.people import Target
from tests.parts.http_sink import Arrival, HttpSink

# A send may take three seconds, and what a dead daemon held is free after six.
QUICK = {"RELEASES_DAEMON_DEADLINE": "3", "RELEASES_DAEMON_LEASE": "6",
         "RELEASES_DAEMON_DISPATCH_EVERY": "0.2"}  # fmt: skip


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def wait_until(holds: Callable[[], object], *, within: float = 20.0, what: str = "") -> None:
    """Return as soon as it holds; fail when it does not in time."""
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, f"not within {within:g} seconds: {what or holds}"
        time.sleep(0.02)


class Process:
    """A running daemon. `log()` is all that it said."""

    def __init__(self, argv: Sequence[str], env: dict[str, str], said: Path, **more: Any) -> None:
        self.said = said
        self._file = said.open("wb")
        self.popen = subprocess.Popen(
            argv, env=env, stdin=subprocess.DEVNULL, stdout=self._file, stderr=self._file,
            cwd=said.parent, **more,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGCONT)
            self.popen.kill()
        self.popen.wait(10)
        self._file.close()

    def log(self) -> str:
        return self.said.read_text(errors="replace")

    def send(self, number: int) -> None:
        self.popen.send_signal(number)

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        self.popen.kill()
        self.popen.wait(10)

    def end(self, within: float = 15) -> int:
        """SIGTERM; its exit code."""
        self.popen.terminate()
        return self.popen.wait(within)

    def wait(self, within: float = 30) -> int:
        return self.popen.wait(within)

    def says(self, words: str, within: float = 20) -> None:
        wait_until(
            lambda: words in self.log(), within=within, what=f"{words!r} in:\n{self.log()}"
        )  # fmt: skip


@dataclass
class Place:
    """A database, and the environment in which the program works on it."""

    url: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def env(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if "RELEASES_" not in name}
        return kept | {
            "RELEASES_DB": self.url, "TZ": "UTC", "NO_COLOR": "1",
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            # The folder of the tests is not the working one.
            "PYTHONPATH": str(Path(__file__).parents[2]),
        } | self.settings | more  # fmt: skip

    def run(
        self, *argv: str, code: int | None = 0, within: float = 60, text: str = "", **more: str
    ) -> Ran:
        """One command in a process of its own; `more` is added to its environment."""
        done = subprocess.run(
            [sys.executable, "-m", "releases", *argv], env=self.env(**more), cwd=self.folder,
            input=text, capture_output=True, text=True, timeout=within, check=False,
        )  # fmt: skip
        if code is not None:
            assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    def daemon(self, *argv: str, probe: str = "", **more: str) -> Process:
        """A daemon in a process of its own; with `probe` it is killed when it comes there."""
        self.count += 1
        if probe:
            more["RELEASES_PROBE"] = probe
        return Process(
            [sys.executable, "-m", "releases", "daemon", *argv], self.env(**more),
            self.folder / f"daemon-{self.count}.log",
        )  # fmt: skip

    @contextmanager
    def store(self) -> Iterator[Store]:
        store = Store(self.url).open()
        try:
            yield store
        finally:
            store.close()

    def states(self) -> Counter[str]:
        """How many deliveries are in which state."""
        with self.store() as store, store.read() as connection:
            return Counter(connection.scalars(select(deliveries.c.state)))

    def rows(self) -> list[Any]:
        with self.store() as store, store.read() as connection:
            return list(connection.execute(select(deliveries).order_by(deliveries.c.id)))

    def channels(self) -> list[Any]:
        with self.store() as store, store.read() as connection:
            return list(connection.execute(select(channels).order_by(channels.c.id)))

    def outcomes(self) -> Counter[str | None]:
        """How many attempts ended how; None for one that is open."""
        with self.store() as store, store.read() as connection:
            return Counter(connection.scalars(select(attempts.c.outcome)))


def json_url(sink: HttpSink, path: str, options: str = "") -> str:
    return f"json://127.0.0.1:{sink.port}/{path}{options}"


def the_person(store: Store, now: datetime, **schedule: Any) -> Subscriber:
    """The default subscriber, whose day has begun, with reminders on the day itself."""
    with store.unit() as connection:
        found = stored.subscriber_or_none(connection, stored.DEFAULT)
        return found or stored.add_subscriber(
            connection, stored.DEFAULT, Schedule("UTC", **({"at": MIDNIGHT} | schedule)),
            (0,), ("GB",), now,
        )  # fmt: skip


MIDNIGHT = datetime(2026, 1, 1).time()


def fill(
    store: Store,
    urls: Sequence[str],
    *,
    now: datetime | None = None,
    titles: Sequence[str] = ("Sunlit",),
    on: str | None = None,
    takes: str = "reminders,notices",
    first: int = 0,
) -> None:
    """Channels c0, c1, … of one subscriber, and films that open today: due at once, all of it."""
    now = now or datetime.now(UTC)
    who = the_person(store, now)
    with store.unit() as connection:
        for number, url in enumerate(urls, first):
            target = Target(url, url.split("/")[2], 0)
            people.add_channels(connection, who, f"c{number}", [target], now, takes=takes)
        for title in titles:
            claim = changes.typed_claim(ReleaseDate.parse(on or now.date().isoformat()), now)
            proposal = changes.Proposal(title, "GB", Kind.THEATRICAL, claim)
            changes.add(connection, who, proposal, now)


def make_due(store: Store, now: datetime | None = None) -> None:
    """The moment for which channels rest and deliveries wait has come, and leases are over."""
    now = now or datetime.now(UTC)
    with store.unit() as connection:
        connection.execute(update(channels).values(ready=now, slot=None))
        leased = channels.c.lease.is_not(None)
        connection.execute(update(channels).where(leased).values(lease=now))
        connection.execute(
            update(deliveries).where(deliveries.c.state.in_(LIVE)).values(next=now)
        )  # fmt: skip


def identities(arrivals: Sequence[Arrival]) -> dict[str, list[str]]:
    """Of each path the identities of what came, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in arrivals:
        found[one.path].append(one.headers["idempotency-key"])
    return found
