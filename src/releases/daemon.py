"""The background daemon: heartbeats that call thin ticks, until a signal ends it.

APScheduler is the heartbeat and nothing more: a memory job store and a handful of interval jobs.
What is due is asked of the database at each tick, never remembered here.
"""

import contextlib
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from releases import __version__
from releases.config import Settings
from releases.errors import CannotStore, ReleasesError
from releases.model.release import SourceClass
from releases.model.verdict import DEFAULT_ORDER
from releases.reminding.channels import Wire
from releases.reminding.clock import Clock
from releases.reminding.digests import plan_digests
from releases.reminding.dispatcher import Dispatcher, Pace
from releases.reminding.recheck import Limits
from releases.reminding.smtp import close_kept
from releases.reminding.turn import Sender
from releases.store import asked, health, queue
from releases.store.engine import Store
from releases.store.outbox import plan_reminders, portions
from releases.tracking.changes import Rules

log = logging.getLogger(__name__)


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


@dataclass(frozen=True, slots=True)
class Options:
    """How a daemon works; durations in seconds."""

    plan_every: float = 60.0
    dispatch_every: float = 2.0
    housekeeping_every: float = 600.0
    refresh_every: float = 60.0
    grace: float = 25.0
    ping_url: str = ""
    # A folder in which channels that log in (Matrix) keep their sessions; '' for none.
    sessions: str = ""
    # Whom to ask for dates; None asks nobody.
    sources: Settings | None = None
    settle: timedelta = timedelta(hours=1)
    order: tuple[SourceClass, ...] = DEFAULT_ORDER
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=Pace)


class Daemon:
    """One daemon on one store. Any number may share a PostgreSQL; each has an id of its own."""

    def __init__(
        self,
        store: Store,
        options: Options | None = None,
        *,
        sender: Sender | None = None,
        clock: Clock | None = None,
        threads: bool = True,
    ) -> None:
        self.store = store
        self.options = options or Options()
        self.clock: Clock = clock or SystemClock()
        self.host = socket.gethostname()
        self.id = f"{self.host}-{os.getpid()}-{os.urandom(3).hex()}"
        self.started = self.clock.now()
        # The signal that ended `run`.
        self.ended_by: int | None = None
        self._ended = threading.Event()
        self._last_pass = self.clock.monotonic()
        self._planned_on: object = None
        self._trouble: dict[str, str] = {}
        self.dispatcher = Dispatcher(
            store,
            sender or Wire(storage=self.options.sessions or None),
            self.clock,
            daemon=self.id,
            limits=self.options.limits,
            settle=self.options.settle,
            pace=self.options.pace,
            threads=threads,
        )

    def plan(self) -> None:
        """Owe what time alone makes owed: digests, and due moments that a time zone changed."""
        now = self.clock.now()
        if self._planned_on is None:
            self.unwind()
        if self._planned_on != now.date():
            with self.store.read() as connection:
                groups = portions(connection, now)
            for ids in groups:
                if self._ended.is_set():
                    return
                with self.store.unit() as connection:
                    plan_reminders(connection, now, release_ids=ids)
        with self.store.unit() as connection:
            plan_digests(connection, now)
        self._planned_on = now.date()

    def dispatch(self) -> None:
        """Send what is due."""
        self.dispatcher.tick()
        with self.store.unit() as connection:
            health.beat(connection, self.id, self.host, __version__, self.started, self.clock.now())
        self._last_pass = self.clock.monotonic()

    def housekeeping(self) -> None:
        """Forget daemons long gone, and tell the outside that this one lives."""
        with self.store.unit() as connection:
            health.forget_old(connection, self.clock.now())
        if self.options.ping_url:
            from releases.fetch import Fetcher

            with Fetcher(allow_private=True) as fetcher:
                fetcher.get(self.options.ping_url)

    def refresh(self, seconds: float | None = 45.0) -> None:
        """Ask the sources whose turn has come; `seconds` bound the turn of each."""
        settings = self.options.sources
        if settings is None:
            return
        if not (settings.tmdb_token or settings.wikidata_enabled):
            with self.store.read() as connection:
                if not asked.all_sources(connection):
                    return
        from releases.tracking.refresh import refresh_due

        rules = Rules(self.options.settle, self.options.order)
        refresh_due(
            self.store, settings, self.clock, by=self.id, rules=rules, stop=self._ended,
            seconds=seconds,
        )  # fmt: skip

    def unwind(self) -> None:
        """Let nothing wait for a moment that a wrong clock has set."""
        with self.store.unit() as connection:
            queue.unwind(connection, self.clock.now(), self.options.pace.lease)

    def once(self) -> bool:
        """Run every job until nothing is due; whether all that was tried was sent."""
        self._guarded(self._refresh_all)()
        self.plan()
        self.dispatcher.drain()
        self.housekeeping()
        return not self.dispatcher.touched.failed

    def _refresh_all(self) -> None:
        self.refresh(seconds=None)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT, then let sends under way end and be recorded."""
        from apscheduler.schedulers.background import BackgroundScheduler

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        # A tick that takes longer than its interval is no news; ours say themselves what is wrong.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        options = self.options
        for job, seconds in (
            (self.plan, options.plan_every),
            (self.dispatch, options.dispatch_every),
            (self.housekeeping, options.housekeeping_every),
            (self.refresh, options.refresh_every),
        ):
            scheduler.add_job(
                self._guarded(job), "interval", seconds=seconds, id=job.__name__,
                next_run_time=self.clock.now(),
            )  # fmt: skip
        scheduler.start()
        log.info("daemon %s works on %s", self.id, self.store.shown)
        notify("READY=1")
        try:
            self._watch(scheduler)
        finally:
            notify("STOPPING=1")
            scheduler.pause()
            if not self.dispatcher.stop(options.grace):
                log.warning("a message is still being sent; its outcome will be taken as unknown")
            scheduler.shutdown(wait=False)
            with contextlib.suppress(CannotStore), self.store.unit() as connection:
                health.leave(connection, self.id)
            close_kept()
            log.info("daemon %s ended", self.id)

    def _end(self, number: int, _frame: object) -> None:
        self.ended_by = number
        self._ended.set()

    def _watch(self, scheduler: Any) -> None:
        """Wait for the end; meanwhile mind the wall clock, and the watchdog.

        APScheduler computes its waits from the wall clock and stands still when that goes back.
        Where wall and monotonic time part by more than two ticks, every job is made due.
        """
        tick = self.options.dispatch_every
        alive_within = max(60.0, 3 * tick, self.options.pace.deadline + 15)
        wall, mono = self.clock.now(), self.clock.monotonic()
        while not self._ended.wait(min(tick, 5.0)):
            passed = self.clock.monotonic() - mono
            parted = abs((self.clock.now() - wall).total_seconds() - passed)
            wall, mono = self.clock.now(), self.clock.monotonic()
            if parted > 2 * tick:
                log.info("the clock was set by %.0f seconds; looking at everything anew", parted)
                self._guarded(self.unwind)()
                for job in scheduler.get_jobs():
                    job.modify(next_run_time=self.clock.now())
            if self.clock.monotonic() - self._last_pass < alive_within:
                notify("WATCHDOG=1")

    def _guarded(self, job: Callable[[], None]) -> Callable[[], None]:
        """A tick that fails says so once in plain words, and is tried again at the next."""
        name = job.__name__

        def tick() -> None:
            try:
                job()
            except ReleasesError as error:
                if self._trouble.get(name) != error.what:
                    log.error("%s: %s; trying again", name, error.what)
                self._trouble[name] = error.what
            except Exception:
                log.exception("%s failed; trying again", name)
            else:
                if self._trouble.pop(name, None) is not None:
                    log.info("%s works again", name)

        tick.__name__ = name
        return tick


def notify(state: str) -> None:
    """Tell systemd, where it asked to be told (sd_notify(3)); without it do nothing."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        sock.connect(address)
        sock.sendall(state.encode())
