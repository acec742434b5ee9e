"""A small world to plan in: people, channels and releases through the use cases, by name.

Ana is in London, Ben in New York, Cleo in Sydney; each has channels named as the test says.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from releases.model.dates import ReleaseDate
from releases.model.delivery import UNSENT, State
from releases.model.plan import What, token
from releases.model.release import Claim, Evidence, Kind, SourceClass, Standing
from releases.model.subscriber import Schedule, Subscriber
from releases.store import films as facts
from releases.store import people, queue, telling
from releases.store.films import Release
from releases.store.tables import channels, deliveries
from releases.tracking import changes
from releases.tracking import people as settings
from releases.tracking.changes import Done, Proposal

ZONES = {"Ana": "Europe/London", "Ben": "America/New_York", "Cleo": "Australia/Sydney"}
ALL = "reminders,notices,digest"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass
class World:
    """One connection, one clock. Every act leaves what is owed up to date, as the program does."""

    connection: Connection
    now: datetime = field(default_factory=lambda: utc("2026-05-01T12:00"))

    def person(
        self, name: str, *territories: str, leads: tuple[int, ...] = (7, 1, 0), **schedule: Any
    ) -> Subscriber:
        return people.add_subscriber(
            self.connection,
            name,
            Schedule(schedule.pop("zone", ZONES[name]), **schedule),
            leads,
            territories,
            self.now,
        )

    def who(self, name: str) -> Subscriber:
        return people.subscriber(self.connection, name)

    def channel(self, name: str, of: str, takes: str = ALL) -> int:
        target = settings.Target(f"json://localhost/{of}/{name}", "localhost", 0)
        added = settings.add_channels(
            self.connection, self.who(of), name, [target], self.now, takes=takes
        )
        return added[0].id

    def close_channel(self, name: str, of: str) -> None:
        channel = people.channel(self.connection, self.who(of), name)
        settings.remove_channel(self.connection, channel, self.now)

    def add(
        self,
        by: str | None,
        when: str,
        territory: str | None = "GB",
        *,
        title: str = "Sunlit",
        kind: Kind = Kind.THEATRICAL,
        follow: bool = True,
        claim: Claim | None = None,
        label: str = "",
    ) -> Done:
        typed = changes.typed_claim(ReleaseDate.parse(when), self.now)
        proposal = Proposal(title, territory, kind, claim or typed, label=label)
        who = self.who(by) if by else None
        return changes.add(self.connection, who, proposal, self.now, follow=follow)

    def source_says(
        self, when: str | None, territory: str | None = "GB", klass: SourceClass = SourceClass.TMDB,
        **more: Any,
    ) -> Done:  # fmt: skip
        date = ReleaseDate.parse(when) if when else None
        claim = Claim(klass, date, self.now, Evidence(klass.value))
        return self.add(None, when or "tba", territory, claim=claim, **more)

    def release(self, territory: str | None = "GB", title: str = "Sunlit") -> Release:
        film = changes.find_film(self.connection, title)
        assert film is not None
        found = facts.releases_of(self.connection, film.id)
        return next(release for release in found if release.territory == territory)

    def move(self, by: str, when: str, territory: str | None = "GB") -> Done:
        return self.move_release(by, self.release(territory), when)

    def move_release(self, by: str, release: Release, when: str) -> Done:
        date = ReleaseDate.parse(when)
        return changes.move(self.connection, self.who(by), release, date, self.now)

    def end(self, by: str, standing: Standing, territory: str | None = "GB") -> Done:
        return self.end_release(by, self.release(territory), standing)

    def end_release(self, by: str, release: Release, standing: Standing) -> Done:
        return changes.end(self.connection, self.who(by), release, standing, self.now)

    def follow(self, by: str, title: str = "Sunlit", **more: Any) -> None:
        film = changes.find_film(self.connection, title)
        assert film is not None
        settings.follow(self.connection, self.who(by), film.id, self.now, **more)

    def unfollow(self, by: str, title: str = "Sunlit") -> None:
        film = changes.find_film(self.connection, title)
        assert film is not None
        settings.unfollow(self.connection, self.who(by), film.id, self.now)

    def set(self, who: str, **wish: Any) -> None:
        settings.set_subscriber(self.connection, self.who(who), settings.Wish(**wish), self.now)

    def replan(self) -> int:
        """Plan everything again, as the daemon does now and then; count what is new."""
        found = self.connection.scalars(select(facts.films.c.id)).all()
        return sum(changes.replan_film(self.connection, key, self.now) for key in found)

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def at(self, text: str) -> None:
        self.now = utc(text)

    def rows(self, *states: State) -> list[Any]:
        query = select(deliveries, channels.c.name.label("channel")).join(
            channels, channels.c.id == deliveries.c.channel_id
        )
        if states:
            query = query.where(deliveries.c.state.in_(states))
        return list(
            self.connection.execute(query.order_by(deliveries.c.due, deliveries.c.id))
        )  # fmt: skip

    def unsent(self) -> list[str]:
        """What waits, soonest first: `phone reminder 7d 2026-06-12 2026-06-05 08:00`."""
        return [show(row) for row in self.rows(*UNSENT)]

    def send_due(self) -> list[str]:
        """Let everything due that is still true be sent, and its channels be told."""
        due = [row for row in self.rows(*UNSENT) if row.due <= self.now]
        for row in due:
            release = facts.release_by_id(self.connection, row.subject)
            said = token(release.date, release.standing)
            queue.settle(self.connection, [row.id], State.SENT, sent=self.now)
            reminded = self.now.date().isoformat() if row.what == What.REMINDER else None
            lines = [(row.subject, said, reminded)]
            telling.tell(self.connection, row.channel_id, lines, self.now)
        return [show(row) for row in due]


def show(row: Any) -> str:
    lead = f" {row.lead}d" if row.what == What.REMINDER else ""
    return f"{row.channel} {row.what}{lead} {row.speaks_of} {row.due:%Y-%m-%d %H:%M}"
