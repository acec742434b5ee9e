"""Ana's films day by day: a store, a clock and a TMDB on loopback, asked for real."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from releases.model.dates import ReleaseDate
from releases.model.delivery import UNSENT, State
from releases.model.plan import What, token
from releases.model.release import Kind
from releases.store import asked, queue, telling
from releases.store import films as facts
from releases.store.engine import Store
from releases.store.films import Release
from releases.store.tables import deliveries
from releases.tracking import changes
from releases.tracking import people as settings
from releases.tracking.people import Defaults, Target
from releases.tracking.refresh import refresh_due
from tests.store.world import utc
from tests.tracking.fake_tmdb import FakeTmdb

WEEK = ("GB", 3, "2026-12-18", "")


@dataclass
class Wanted:
    tmdb_token: str
    tmdb_base_url: str
    wikidata_enabled: bool = False
    wikidata_base_url: str = "http://127.0.0.1:9"
    wikidata_contact: str = ""
    allow_private: bool = True


class Tale:
    """A store, a clock and a TMDB: what happens to Ana's films day by day."""

    def __init__(self, store: Store, tmdb: FakeTmdb) -> None:
        self.store, self.tmdb, self.moment = store, tmdb, utc("2026-11-24T09:00")
        with store.unit() as connection:
            self.ana = settings.add_subscriber(
                connection, "Ana", Defaults("Europe/London"), self.moment
            )
            target = Target("json://localhost/ana", "localhost", 0)
            settings.add_channels(
                connection, self.ana, "phone", [target], self.moment,
                takes="reminders,notices",
            )  # fmt: skip

    def now(self) -> datetime:
        return self.moment

    def later(self, **by: float) -> None:
        self.moment += timedelta(**by)

    def follow(self, title: str, year: int | None = 2026, **ids: str) -> int:
        with self.store.unit() as connection:
            film, _ = changes.follow_title(connection, self.ana, title, self.moment, year=year)
            if ids:
                facts.set_film(connection, film.id, **ids)
        self.later(minutes=1)
        return film.id

    def type(self, title: str, when: str, year: int | None = 2026, **more: Any) -> Release:
        with self.store.unit() as connection:
            claim = changes.typed_claim(ReleaseDate.parse(when), self.moment)
            proposal = changes.Proposal(title, "GB", Kind.THEATRICAL, claim, year)
            done = changes.add(connection, self.ana, proposal, self.moment, **more)
            return done.release

    def refresh(self, **more: Any) -> asked.Source:
        wanted = Wanted("eyJ.token", self.tmdb.sink.url + "/3")
        found = refresh_due(self.store, wanted, self, pace=10_000, **more)
        return next(source for source in found if source.name == "tmdb")

    def release(self, title: str, territory: str = "GB", kind: Kind = Kind.THEATRICAL,
                label: str = "") -> Release:  # fmt: skip
        with self.store.read() as connection:
            (film,) = facts.films_titled(connection, title)
            found = facts.releases_of(connection, film.id)
        return next(r for r in found if (r.territory, r.kind, r.label) == (territory, kind, label))

    def date(self, title: str, **which: Any) -> str:
        return self.release(title, **which).date.text

    def send(self) -> list[str]:
        """Let all that is due be sent, and say it: `moved Dune 2026-12-18`."""
        said = []
        with self.store.unit() as connection:
            rows = connection.execute(
                select(deliveries).where(deliveries.c.state.in_(UNSENT),
                                         deliveries.c.due <= self.moment)
                .order_by(deliveries.c.due, deliveries.c.id)
            ).all()  # fmt: skip
            for row in rows:
                release = facts.release_by_id(connection, row.subject)
                queue.settle(connection, [row.id], State.SENT, sent=self.moment)
                told = token(release.date, release.standing)
                telling.tell(connection, row.channel_id, [(release.id, told, None)], self.moment)
                said.append(f"{row.what} {release.film.title} {row.speaks_of}")
        return said

    def owed(self) -> list[str]:
        with self.store.read() as connection:
            rows = connection.execute(
                select(deliveries.c.what, deliveries.c.speaks_of, deliveries.c.lead)
                .where(deliveries.c.state.in_(UNSENT))
                .order_by(deliveries.c.due, deliveries.c.id)
            ).all()
        return [
            f"{what} {day}" + (f" {lead}d" if what == What.REMINDER else "")
            for what, day, lead in rows
        ]
