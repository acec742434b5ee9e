"""One life: people, channels, daemons and bad luck, all from one seed."""

import random
import shutil
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from releases import probes
from releases.errors import ReleasesError
from releases.model.dates import ReleaseDate
from releases.model.outcome import Outcome, Result
from releases.model.release import Kind, Standing
from releases.model.subscriber import Quiet, Schedule, Subscriber
from releases.reminding.digests import plan_digests
from releases.reminding.dispatcher import Dispatcher, Pace
from releases.reminding.messages import Message
from releases.store import films as facts
from releases.store import people, queue
from releases.store.engine import Store
from releases.store.films import Release
from releases.store.people import Channel
from releases.tracking import changes
from releases.tracking import people as settings
from tests.simulation.law import Law, must, utc

LEASE = timedelta(minutes=2)
STARTS = ("2026-03-20T10:00", "2026-10-18T10:00", "2026-05-01T12:00", "2026-12-20T08:00")
ZONES = ("Europe/London", "America/Los_Angeles", "Pacific/Auckland", "UTC")
HOMES = (("GB",), ("US",), ("IE", "GB"), ())
FILMS = ("Sunlit", "Moonlit", "Starlit")
QUIETS = (None, None, Quiet(time(22), time(8)), Quiet(time(0), time(6, 30)))
POINTS = ("claim.committed", "attempt.committed", "send.returned", "record.committed")


class Crash(BaseException):
    """A daemon died here."""


class Clock:
    def __init__(self, now: datetime) -> None:
        self.time = now
        self.ticking = 0.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.ticking

    def later(self, by: timedelta) -> None:
        self.time += by
        self.ticking += by.total_seconds()


class Life:
    """Lives `steps` steps, then rests until all must be well. Raises `Broken` where it is not."""

    def __init__(self, seed: int, template: Path, folder: Path, *, faults: bool = True) -> None:
        self.rng = random.Random(seed)
        path = folder / f"{seed}.db"
        shutil.copyfile(template, path)
        self.store = Store(str(path))
        event.listen(self.store.engine, "connect", _careless)
        event.listen(self.store.engine, "commit", self._before_commit)
        self.clock = Clock(utc(self.rng.choice(STARTS)))
        self.law = Law()
        self.faults = faults
        self.daemons: dict[str, Dispatcher] = {}
        self.serial = 0
        self.depth = 0
        self.sending = False
        self.flying: dict[int, datetime] = {}
        self.story: list[str] = []
        self._counted: set[tuple[int, int]] = set()
        probes.hook = self._at_probe

    def live(self, steps: int) -> None:
        try:
            self._begin()
            for _ in range(steps):
                self._step()
            self._rest()
        finally:
            probes.hook = None
            self.store.close()

    def _say(self, words: str) -> None:
        self.story.append(f"{self.clock.time:%Y-%m-%d %H:%M:%S} {words}")

    # What may go wrong

    def _at_probe(self, point: str) -> None:
        if self.faults and self.sending and self.rng.random() < 0.02:
            self._say(f"crash at {point}")
            raise Crash

    def _before_commit(self, connection: Any) -> None:
        if connection.get_execution_options().get("releases_read"):
            return
        if self.faults and self.depth and self.rng.random() < 0.004:
            self._say("crash before a commit")
            raise Crash

    # Who there is

    def _begin(self) -> None:
        faults, self.faults = self.faults, False
        for name, zone, home in zip(("ana", "ben", "cleo"), self._some(ZONES, 3),
                                    self._some(HOMES, 3), strict=True):  # fmt: skip
            with self.store.unit() as connection:
                leads = self.rng.choice([(7, 1, 0), (1, 0), (30, 7, 1, 0), (0,)])
                people.add_subscriber(
                    connection, name, Schedule(zone), leads, home, self.clock.time
                )
            for _ in range(self.rng.choice([1, 1, 2])):
                self._add_channel(name)
        for _ in range(2):
            self._act(self._add)
        self.faults = faults

    def _some(self, options: tuple[Any, ...], count: int) -> list[Any]:
        return [self.rng.choice(options) for _ in range(count)]

    def _who(self, connection: Any) -> Subscriber:
        return self.rng.choice(people.all_subscribers(connection))

    # One step

    def _step(self) -> None:
        kind = self.rng.random()
        if kind < 0.35:
            self._act(self.rng.choice(self._acts()))
        elif kind < 0.5:
            minutes = self.rng.choice([1, 2, 10, 61, 300, 1440])
            self.clock.later(timedelta(minutes=minutes))
        elif kind < 0.95 or not self.faults:
            self._to_next_due()
            self._tick()
        elif self.rng.random() < 0.5:
            self.clock.later(timedelta(days=self.rng.choice([2, 5, 9])))
            self._say("everybody slept for days")
        else:
            jump = timedelta(hours=self.rng.choice([-30, -3, 26]))
            self.clock.time += jump
            self._say(f"the clock was set by {jump}")
            with self.store.unit() as connection:
                queue.unwind(connection, self.clock.time, LEASE)
        self._judge()

    def _judge(self) -> None:
        with self.store.read() as connection:
            self.law.after_step(connection, self.clock.time)

    def _to_next_due(self) -> None:
        with self.store.read() as connection:
            following = queue.next_due(connection)
        if following is not None and self.rng.random() < 0.8:
            ahead = following - self.clock.time
            if timedelta(0) < ahead < timedelta(days=12):
                self.clock.later(ahead + timedelta(seconds=self.rng.choice([0, 0, 1, 40])))

    # Daemons

    def _daemon(self) -> Dispatcher:
        name = self.rng.choice(["d1", "d1", "d2"])
        if name not in self.daemons:
            self.serial += 1
            self.daemons[name] = Dispatcher(
                self.store, self, self.clock, daemon=f"{name}.{self.serial}", threads=False,
                rng=random.Random(self.rng.random()), pace=Pace(places=8, lease=LEASE),
            )  # fmt: skip
        return self.daemons[name]

    def _tick(self) -> None:
        dispatcher = self._daemon()
        self.depth += 1
        outer, self.sending = self.sending, True
        try:
            with self.store.unit() as connection:
                plan_digests(connection, self.clock.time)
            dispatcher.tick()
        except Crash:
            self._after_crash(dispatcher)
        finally:
            self.depth -= 1
            self.sending = outer

    def _after_crash(self, dispatcher: Dispatcher) -> None:
        self.daemons = {key: d for key, d in self.daemons.items() if d is not dispatcher}
        # A turnstile that a crash in one "process" left shut is no fault of the program's.
        self._lost_ones()

    def _lost_ones(self) -> None:
        """Sends that were under way in the daemon that died are unknown from now on."""
        with self.store.read() as connection:
            rows = self.law_open_rows(connection)
        self.law.unknown(rows)

    def law_open_rows(self, connection: Any) -> list[Any]:
        from releases.store import tables as t

        found = connection.execute(
            select(t.deliveries, t.attempts.c.id.label("attempt"), t.messages.c.identity)
            .join_from(t.attempts, t.messages, t.messages.c.id == t.attempts.c.message_id)
            .join(t.members, t.members.c.message_id == t.attempts.c.message_id)
            .join(t.deliveries, t.deliveries.c.id == t.members.c.delivery_id)
            .where(t.attempts.c.outcome.is_(None))
        ).all()
        fresh = [row for row in found if (row.attempt, row.id) not in self._counted]
        self._counted |= {(row.attempt, row.id) for row in fresh}
        return fresh

    # The wire

    def body_max(self, url: str) -> int:
        return 400 if "/short" in url else 100_000

    def send(self, url: str, message: Message, timeout: float) -> Result:
        with self.store.read() as connection:
            rows = self.law.at_send(connection, message.identity, self.clock.time)
        self._say(f"send {url[-9:]} {message.title!r} {[row.id for row in rows]}")
        channel = rows[0].channel_id
        since = self.flying.get(channel)
        must(
            since is None or self.clock.time - since >= LEASE, 10,
            f"two daemons speak to channel {channel} at once",
        )  # fmt: skip
        self.flying[channel] = self.clock.time
        try:
            return self._on_the_wire(rows)
        finally:
            self.flying.pop(channel, None)

    def _on_the_wire(self, rows: list[Any]) -> Result:
        if self.faults and self.depth == 1 and self.rng.random() < 0.12:
            self._meanwhile()
        return self._answer(rows)

    def _meanwhile(self) -> None:
        """Something happens while a message is on the wire."""
        luck = self.rng.random()
        if luck < 0.6:
            rash = [self._channels, self._channels, self._unfollow, *self._acts()]
            self._act(self.rng.choice(rash))
            return
        if self.rng.random() < 0.5:
            self.clock.later(LEASE + timedelta(seconds=5))
            self._say("the daemon froze past its lease; another wakes")
            self._lost_ones()
        mine = self.daemons
        self.daemons = {}
        self._tick()
        self.daemons = mine

    def _answer(self, rows: list[Any]) -> Result:
        luck = self.rng.random() if self.faults else 0.0
        self.clock.later(timedelta(milliseconds=200))
        if luck < 0.7:
            self.law.arrived(rows)
            return Result(Outcome.SENT)
        if luck < 0.8:
            return Result(Outcome.TRANSIENT, "the server is busy")
        if luck < 0.84:
            return Result(Outcome.THROTTLED, "too many", self.rng.choice([None, 30.0, 900.0]))
        if luck < 0.87:
            return Result(Outcome.PERMANENT, "unknown token")
        if luck < 0.91:
            self._say("lost its answer")
            self.law.unknown(rows)
            self.law.arrived(rows)
            return Result(Outcome.UNCERTAIN, "no answer")
        if luck < 0.95:
            self.law.unknown(rows)
            return Result(Outcome.UNCERTAIN, "no answer")
        if luck < 0.98:
            self._say("killed after it arrived")
            self._lost_ones()
            self.law.arrived(rows)
            raise Crash
        self._say("killed before it arrived")
        raise Crash

    # What people do

    def _acts(self) -> list[Callable[[Any], None]]:
        return [
            self._add, self._add, self._move, self._move, self._move, self._there_and_back,
            self._end, self._follow, self._unfollow, self._settings, self._channels, self._retry,
        ]  # fmt: skip

    def _act(self, act: Callable[[Any], None]) -> None:
        outer, self.sending = self.sending, False
        self.depth += 1
        try:
            with self.store.unit() as connection:
                act(connection)
                said = {
                    row.id: (row.date, row.standing)
                    for row in connection.execute(select(facts.releases))
                }
            self.law.said(said, self.clock.time.date())
        except ReleasesError as error:
            self._say(f"refused: {error.what}")
        except Crash:
            self._say("and nothing of it happened")
        finally:
            self.depth -= 1
            self.sending = outer

    def _date(self) -> ReleaseDate:
        if self.rng.random() < 0.15:
            return ReleaseDate(self.rng.choice(["tba", "2026-11", "2027", "2026-04", "2026"]))
        days = self.rng.choice([-5, 0, 1, 2, 3, 7, 8, 10, 14, 30, 45])
        return ReleaseDate.of(self.clock.time.date() + timedelta(days=days))

    def _add(self, connection: Any) -> None:
        who, when = self._who(connection), self._date()
        place = self.rng.choice([None, "GB", "US", "XW", "IE"])
        title = self.rng.choice(FILMS)
        claim = changes.typed_claim(when, self.clock.time)
        proposal = changes.Proposal(title, place, Kind.THEATRICAL, claim)
        follow = self.rng.random() < 0.9
        self._say(f"{who.name} adds {title} {place} {when} follow={follow}")
        changes.add(connection, who, proposal, self.clock.time, follow=follow)

    def _release(self, connection: Any) -> Release | None:
        keys = list(connection.scalars(select(facts.releases.c.id)))
        return facts.release_by_id(connection, self.rng.choice(keys)) if keys else None

    def _move(self, connection: Any) -> None:
        release, who = self._release(connection), self._who(connection)
        if release is not None:
            when = self._date()
            self._say(f"{who.name} moves r{release.id} from {release.date} to {when}")
            changes.move(connection, who, release, when, self.clock.time)

    def _there_and_back(self, connection: Any) -> None:
        release, who = self._release(connection), self._who(connection)
        if release is not None and release.standing is Standing.ACTIVE:
            self._say(f"{who.name} moves r{release.id} there and back")
            changes.move(connection, who, release, self._date(), self.clock.time)
            again = facts.release_by_id(connection, release.id)
            changes.move(connection, who, again, release.date, self.clock.time)

    def _end(self, connection: Any) -> None:
        release, who = self._release(connection), self._who(connection)
        if release is not None:
            standing = self.rng.choice([Standing.CANCELLED, Standing.REMOVED])
            self._say(f"{who.name} ends r{release.id}: {standing}")
            changes.end(connection, who, release, standing, self.clock.time)

    def _film(self, connection: Any) -> int | None:
        keys = list(connection.scalars(select(facts.films.c.id)))
        return self.rng.choice(keys) if keys else None

    def _follow(self, connection: Any) -> None:
        film, who = self._film(connection), self._who(connection)
        if film is not None:
            self._say(f"{who.name} follows f{film}")
            settings.follow(connection, who, film, self.clock.time)

    def _unfollow(self, connection: Any) -> None:
        film, who = self._film(connection), self._who(connection)
        if film is not None and self.rng.random() < 0.5:
            self._say(f"{who.name} unfollows f{film}")
            settings.unfollow(connection, who, film, self.clock.time)

    def _settings(self, connection: Any) -> None:
        who = self._who(connection)
        wish = self.rng.choice([
            settings.Wish(zone=self.rng.choice(ZONES)),
            settings.Wish(at=self.rng.choice([time(9), time(7, 30), time(19)])),
            settings.Wish(quiet=self.rng.choice(QUIETS), set_quiet=True),
            settings.Wish(leads=self.rng.choice([(7, 1, 0), (3,), (14, 0), (2, 1)])),
            settings.Wish(territories=self.rng.choice(HOMES)),
            settings.Wish(digest=self.rng.choice(["none", "daily", "weekly"])),
        ])  # fmt: skip
        self._say(f"{who.name} sets {wish}")
        settings.set_subscriber(connection, who, wish, self.clock.time)

    def _add_channel(self, name: str, connection: Any = None) -> None:
        self.serial += 1
        kind = self.rng.choice(["/long", "/long", "/short"])
        target = settings.Target(f"json://localhost{kind}{self.serial}", "localhost",
                                 self.rng.choice([0, 0, 1500]))  # fmt: skip
        takes = self.rng.choice(["reminders,notices,digest"] * 4 + ["reminders,digest"])
        wish = self.rng.choice(["resend", "resend", "hold"])

        def add(connection: Any) -> None:
            who = people.subscriber(connection, name)
            settings.add_channels(
                connection, who, f"c{self.serial}", [target], self.clock.time,
                takes=takes, on_unknown=wish,
            )  # fmt: skip

        if connection is not None:
            add(connection)
        else:
            self._act(add)

    def _channels(self, connection: Any) -> None:
        who = self._who(connection)
        mine = people.channels_of(connection, who)
        if not mine or self.rng.random() < 0.2:
            self._add_channel(who.name, connection)
            return
        channel: Channel = self.rng.choice(mine)
        what = self.rng.choice(["pause", "resume", "resume", "remove"])
        self._say(f"{who.name} {what}s {channel.name}")
        now = self.clock.time
        {
            "pause": lambda: settings.pause_channel(connection, channel, now),
            "resume": lambda: settings.resume_channel(connection, channel, now),
            "remove": lambda: settings.remove_channel(connection, channel, now),
        }[what]()

    def _retry(self, connection: Any) -> None:
        from releases.store import tables as t

        stuck = connection.scalars(
            select(t.deliveries.c.id).where(t.deliveries.c.state.in_(("dead", "held")))
        ).all()
        if stuck:
            # A person asks for it again, so another arrival is what they want.
            again = queue.retry(connection, stuck, self.clock.time)
            self.law.retried.update(again)
            self.law.arrivals.lost.update(again)
            self._say(f"retry {again}")

    # The end

    def _rest(self) -> None:
        """No more faults: everything owed must come to its end."""
        self.faults = False
        self._say("rest")
        self._act(self._resume_all)
        with self.store.unit() as connection:
            queue.unwind(connection, self.clock.time, LEASE)
        for hours in (0, 1, 1, 2, 4, 8, 16, 30, 30):
            self.clock.later(timedelta(hours=hours))
            self._tick()
            self._judge()
        noon = self.clock.time.replace(hour=12, minute=0)
        self.clock.later(max(noon - self.clock.time, timedelta(0)))
        for _ in range(4):
            self._tick()
            self.clock.later(timedelta(hours=7))
        self._tick()
        self._judge()
        with self.store.read() as connection:
            self.law.at_rest(connection, self.clock.time - timedelta(hours=30))

    def _resume_all(self, connection: Any) -> None:
        for channel in people.channels_of(connection):
            settings.resume_channel(connection, channel, self.clock.time)


def _careless(raw: Any, _record: Any) -> None:
    """A simulated life needs no disk: a crash here is an exception, not a power cut."""
    raw.execute("PRAGMA synchronous=OFF")
