"""A daemon in this process on a clock that a test sets: the real store, rules and wire."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from releases.daemon import Daemon, Options
from releases.model.dates import ReleaseDate
from releases.model.release import Kind
from releases.model.subscriber import Schedule, Subscriber
from releases.reminding.dispatcher import Pace
from releases.reminding.turn import Sender
from releases.store import people as stored
from releases.store.engine import Store
from releases.store.tables import attempts, channels, deliveries
from releases.tracking import changes, people
from releases.tracking.changes import Done
from releases.tracking.people import Target


@dataclass
class Clock:
    """Wall time as it is set; monotonic time follows it forward."""

    time: datetime
    passed: float = 0.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.passed

    def later(self, **by: float) -> None:
        step = timedelta(**by)
        self.time += step
        self.passed += max(0.0, step.total_seconds())


@dataclass
class Desk:
    """One store, one person, one clock. `work()` is `daemon --once` at the clock's time."""

    store: Store
    clock: Clock = field(default_factory=lambda: Clock(datetime(2026, 5, 1, 12, tzinfo=UTC)))
    deadline: float = 2.0

    def person(self, zone: str = "UTC", at: str = "09:00", leads: tuple[int, ...] = (0,)) -> None:
        with self.store.unit() as connection:
            stored.add_subscriber(
                connection, stored.DEFAULT, Schedule(zone, datetime.fromisoformat(
                    f"2026-01-01T{at}").time()), leads, ("GB",), self.clock.now(),
            )  # fmt: skip

    @contextmanager
    def _who(self) -> Iterator[tuple[Any, Subscriber]]:
        with self.store.unit() as connection:
            yield connection, stored.subscriber(connection, stored.DEFAULT)

    def channel(self, name: str, url: str, takes: str = "reminders,notices") -> None:
        with self._who() as (connection, who):
            target = Target(url, url.split("/")[2], 0)
            people.add_channels(connection, who, name, [target], self.clock.now(), takes=takes)

    def add(self, day: str, title: str = "Sunlit") -> Done:
        with self._who() as (connection, who):
            claim = changes.typed_claim(ReleaseDate.parse(day), self.clock.now())
            proposal = changes.Proposal(title, "GB", Kind.THEATRICAL, claim)
            return changes.add(connection, who, proposal, self.clock.now())

    def work(self, sender: Sender | None = None, *, threads: bool = False) -> bool:
        """Whether all that was tried was sent."""
        pace = Pace(deadline=self.deadline)
        daemon = Daemon(
            self.store, Options(pace=pace), sender=sender, clock=self.clock, threads=threads
        )
        return daemon.once()

    def at(self, moment: str) -> None:
        then = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        self.clock.later(seconds=(then - self.clock.time).total_seconds())

    def rows(self) -> list[Any]:
        query = select(deliveries, channels.c.name.label("channel")).join(
            channels, channels.c.id == deliveries.c.channel_id
        )
        with self.store.read() as connection:
            return list(connection.execute(query.order_by(deliveries.c.id)))

    def states(self, channel: str | None = None) -> Counter[str]:
        return Counter(row.state for row in self.rows() if channel in (None, row.channel))

    def state_of(self, channel: str) -> Any:
        with self.store.read() as connection:
            return connection.execute(select(channels).where(channels.c.name == channel)).one()

    def outcomes(self) -> list[str | None]:
        with self.store.read() as connection:
            return list(connection.scalars(select(attempts.c.outcome).order_by(attempts.c.id)))

    def hold_on_unknown(self, channel: str) -> None:
        with self.store.unit() as connection:
            wish = update(channels).where(channels.c.name == channel).values(on_unknown="hold")
            connection.execute(wish)
