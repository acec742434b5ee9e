from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from releases.model.dates import ReleaseDate
from releases.model.delivery import UNSENT, State
from releases.model.plan import What, token
from releases.model.release import Kind
from releases.model.subscriber import Subscriber
from releases.store import asked, queue, waiting
from releases.store import films as facts
from releases.store.engine import Store
from releases.store.films import Release
from releases.store.tables import claims, deliveries
from releases.tracking import changes
from releases.tracking import people as settings
from releases.tracking.people import Defaults, Target
from releases.tracking.refresh import interval, refresh_due
from tests.parts.http_sink import Reply
from tests.store.world import utc
from tests.tracking.fake_tmdb import FakeTmdb, Film, fake_tmdb

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
                queue.tell(connection, row.channel_id, [(release.id, told, None)], self.moment)
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


@pytest.fixture
def tale(store: Store) -> Iterator[Tale]:
    with fake_tmdb() as tmdb:
        yield Tale(store, tmdb)


def test_a_followed_film_gets_the_dates_of_all_territories_and_reminds_at_home(
    tale: Tale,
) -> None:
    tale.tmdb.add(
        603, Film("Dune", [WEEK, ("US", 3, "2026-12-16", ""), ("GB", 4, "2027-02-02", "")])
    )
    tale.follow("Dune")
    source = tale.refresh()
    assert (source.error, source.last_success) == (None, tale.moment)
    assert tale.date("Dune") == "2026-12-18"
    assert tale.date("Dune", territory="US") == "2026-12-16"
    assert tale.date("Dune", kind=Kind.DIGITAL) == "2027-02-02"
    assert tale.owed() == ["date-set 2026-12-18", "reminder 2026-12-18 7d",
                           "reminder 2026-12-18 1d", "reminder 2026-12-18 0d"]  # fmt: skip
    release = tale.release("Dune")
    assert release.film.ids == {"tmdb": "603"}
    with tale.store.read() as connection:
        (_, stated) = facts.claims_of(connection, release.id)
    assert stated.claim.evidence.url == "https://www.themoviedb.org/movie/603"


def test_asking_again_changes_nothing_and_sends_nothing_over(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    before = tale.owed()
    tale.later(hours=14)
    tale.refresh()
    tale.tmdb.set(603)
    tale.later(hours=14)
    tale.refresh()
    assert tale.tmdb.asked.count("/3/movie/603") == 3
    assert tale.tmdb.sink.at("/3/movie/603")[-1].headers["if-none-match"] == '"1"'
    assert tale.owed() == before
    with tale.store.read() as connection:
        assert len(connection.execute(select(claims)).all()) == 2


def test_nothing_is_asked_before_its_turn(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    tale.later(hours=5)
    tale.refresh()
    assert tale.tmdb.asked.count("/3/movie/603") == 1
    tale.refresh(force=True)
    assert tale.tmdb.asked.count("/3/movie/603") == 2


def test_a_film_is_linked_only_by_exactly_its_title_and_year(tale: Tale) -> None:
    tale.tmdb.add(1, Film("Dune: Part Two", [WEEK]))
    tale.tmdb.add(2, Film("Dune", [WEEK], year="1984"))
    tale.follow("Dune")
    tale.refresh()
    assert tale.date("Dune") == "tba"
    tale.tmdb.add(3, Film("Dune", [WEEK]))
    tale.later(days=4)
    tale.refresh()
    assert tale.date("Dune") == "2026-12-18"


def test_two_films_of_that_title_and_year_are_not_guessed_between(tale: Tale) -> None:
    tale.tmdb.add(1, Film("Dune", [WEEK]))
    tale.tmdb.add(2, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    assert tale.date("Dune") == "tba"


def test_a_typed_date_holds_until_the_source_changes_its_own(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [("GB", 3, "2026-12-11", "")]))
    tale.type("Dune", "2026-12-18")
    tale.refresh()
    assert (tale.date("Dune"), tale.release("Dune").conflict) == ("2026-12-18", True)
    tale.later(days=1)
    tale.tmdb.set(603, ("GB", 3, "2027-01-15", ""))
    tale.refresh()
    assert (tale.date("Dune"), tale.release("Dune").conflict) == ("2027-01-15", False)


def test_a_release_that_is_gone_there_is_withdrawn(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK, ("US", 3, "2026-12-16", "")]))
    tale.follow("Dune")
    tale.refresh()
    tale.later(hours=2)
    assert tale.send() == ["date-set Dune 2026-12-18"]
    tale.later(days=1)
    tale.tmdb.set(603, ("US", 3, "2026-12-16", ""))
    tale.refresh()
    assert tale.date("Dune") == "tba"
    tale.later(hours=2)
    assert tale.send() == ["postponed Dune tba"]


def test_what_a_person_removed_is_not_brought_back(tale: Tale) -> None:
    from releases.model.release import Standing

    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    with tale.store.unit() as connection:
        release = facts.release_by_id(connection, tale.release("Dune").id)
        changes.end(connection, tale.ana, release, Standing.REMOVED, tale.moment)
    tale.later(days=1)
    tale.tmdb.set(603, ("GB", 3, "2027-01-15", ""))
    tale.refresh()
    assert tale.release("Dune").standing is Standing.REMOVED


def test_a_recorded_week_gives_the_notices_that_a_careful_person_would_send(tale: Tale) -> None:
    """Two moves, a cancellation, a re-release and a festival row, and much that is no news."""
    titles = ["Moved Out", "Moved In", "Off", "Old Film", "Festival", "Still"]
    for number, title in enumerate(titles, 1):
        dates = [("GB", 3, f"2027-03-0{number}", ""), ("US", 3, f"2027-02-0{number}", "")]
        tale.tmdb.add(number, Film(title, dates))
        tale.follow(title)
    tale.refresh()
    tale.later(hours=2)
    assert len(tale.send()) == 6
    tale.later(days=2)
    tale.tmdb.set(1, ("GB", 3, "2027-06-11", ""), ("US", 3, "2027-02-01", ""))
    tale.tmdb.set(2, ("GB", 3, "2027-01-22", ""), ("US", 3, "2027-01-22", ""))
    tale.tmdb.set(3, status="Canceled")
    tale.tmdb.set(4, *tale.tmdb.films[4].dates, ("GB", 3, "2037-03-04", "10th anniversary"))
    tale.tmdb.set(5, *tale.tmdb.films[5].dates, ("GB", 3, "2026-12-01", "London Film Festival"))
    tale.tmdb.set(6, *tale.tmdb.films[6].dates, ("FR", 3, "2027-03-10", ""))
    tale.refresh()
    tale.later(hours=2)
    assert sorted(tale.send()) == [
        "cancelled Off cancelled",
        "moved Moved In 2027-01-22",
        "moved Moved Out 2027-06-11",
    ]
    for title, day in [("Old Film", "2027-03-04"), ("Festival", "2027-03-05"),
                       ("Still", "2027-03-06")]:  # fmt: skip
        assert tale.date(title) == day
    assert tale.date("Old Film", label="10th anniversary") == "2037-03-04"
    assert tale.date("Festival", kind=Kind.PREMIERE) == "2026-12-01"
    tale.later(days=2)
    tale.refresh()
    tale.later(hours=2)
    assert [what for what in tale.send() if not what.startswith("reminder")] == []


def test_a_film_that_will_be_after_all_is_told_so(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [("GB", 3, "2027-03-05", "")]))
    tale.follow("Dune")
    tale.refresh()
    tale.later(days=2)
    tale.send()
    tale.tmdb.set(603, status="Canceled")
    tale.refresh()
    tale.later(days=2)
    assert tale.send() == ["cancelled Dune cancelled"]
    tale.tmdb.set(603, status="Post Production")
    tale.refresh()
    tale.later(hours=2)
    assert tale.send() == ["revived Dune 2027-03-05"]


def test_a_source_that_moves_very_many_at_once_is_held_back(tale: Tale) -> None:
    for number in range(1, 31):
        tale.tmdb.add(number, Film(f"Film {number}", [("GB", 3, "2027-03-05", "")]))
        tale.follow(f"Film {number}")
    tale.refresh()
    tale.later(hours=2)
    tale.send()
    tale.later(days=2)
    for number in range(1, 26):
        tale.tmdb.set(number, ("GB", 3, "2028-01-01", ""))
    tale.refresh()
    assert {tale.date(f"Film {number}") for number in range(1, 31)} == {"2027-03-05"}
    tale.later(hours=2)
    assert tale.send() == []
    with tale.store.read() as connection:
        held = waiting.open_suggestions(connection)
    assert len(held) == 25
    assert {(row.why, row.date) for row in held} == {("held", "2028-01-01")}
    for number in range(1, 26):
        tale.tmdb.set(number, ("GB", 3, "2027-03-05", ""))
    tale.later(days=2)
    tale.refresh()
    assert {tale.date(f"Film {number}") for number in range(1, 31)} == {"2027-03-05"}


def test_twenty_moves_of_thirty_are_believed(tale: Tale) -> None:
    for number in range(1, 31):
        tale.tmdb.add(number, Film(f"Film {number}", [("GB", 3, "2027-03-05", "")]))
        tale.follow(f"Film {number}")
    tale.refresh()
    tale.later(days=2)
    for number in range(1, 21):
        tale.tmdb.set(number, ("GB", 3, "2028-02-02", ""))
    tale.refresh()
    moved = [n for n in range(1, 31) if tale.date(f"Film {n}") == "2028-02-02"]
    assert moved == list(range(1, 21))


@pytest.mark.parametrize(
    ("broken", "said", "wait"),
    [
        (Reply(status=500), "trouble of its own", (60, 75)),
        (Reply(status=429, headers={"Retry-After": "1800"}), "less often", (1800, 2200)),
        (Reply(status=429), "less often", (60, 75)),
        (Reply(body=b"<html>"), "web page", (60, 75)),
        (Reply(status=401), "refuses its key", (21600, 21600)),
    ],
)
def test_a_source_that_fails_is_asked_again_later_and_keeps_what_it_said(
    tale: Tale, broken: Reply, said: str, wait: tuple[int, int]
) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    tale.later(days=1)
    tale.tmdb.broken = broken
    source = tale.refresh()
    assert said in (source.error or "")
    assert wait[0] <= (source.next - tale.moment).total_seconds() <= wait[1]
    assert source.last_success == tale.moment - timedelta(days=1)
    assert tale.date("Dune") == "2026-12-18"
    asked_before = len(tale.tmdb.asked)
    tale.refresh()
    assert len(tale.tmdb.asked) == asked_before
    tale.tmdb.broken = None
    tale.later(days=1)
    source = tale.refresh()
    assert (source.error, source.failures) == (None, 0)


def test_the_wait_grows_with_each_failure(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.tmdb.broken = Reply(status=503)
    waits = []
    for _ in range(4):
        source = tale.refresh()
        waits.append((source.next - tale.moment).total_seconds())
        tale.moment = source.next
    assert waits == sorted(waits)
    assert waits[3] >= 8 * 60


def test_what_was_answered_before_the_trouble_is_kept(tale: Tale) -> None:
    tale.tmdb.add(1, Film("One", [WEEK]))
    tale.tmdb.sink.script("/3/movie/2", Reply(status=500))
    tale.follow("One", tmdb="1")
    tale.follow("Two", tmdb="2")
    source = tale.refresh()
    assert source.error is not None
    assert (tale.date("One"), tale.date("Two")) == ("2026-12-18", "tba")


def test_a_film_that_is_gone_there_keeps_its_date(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    del tale.tmdb.films[603]
    tale.later(days=1)
    assert tale.refresh().error is None
    assert tale.date("Dune") == "2026-12-18"
    tale.later(days=5)
    tale.refresh()
    assert tale.tmdb.asked.count("/3/movie/603") == 2


def test_with_many_films_the_list_of_changes_says_whose_turn_it_is(tale: Tale) -> None:
    for number in range(1, 65):
        tale.tmdb.add(number, Film(f"Film {number}", [("GB", 3, "2027-11-05", "")]))
        tale.follow(f"Film {number}", tmdb=str(number))
    tale.refresh()
    assert "/3/movie/changes" not in tale.tmdb.asked
    tale.later(hours=20)
    tale.tmdb.changed = [7, 9999]
    before = len(tale.tmdb.asked)
    tale.refresh()
    assert tale.tmdb.asked[before:] == ["/3/movie/changes", "/3/movie/7"]


def test_one_process_asks_at_a_time(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    tale.later(days=1)
    with tale.store.unit() as connection:
        source = asked.source(connection, "tmdb")
        assert asked.take_turn(
            connection, source.id, "other", tale.moment, timedelta(minutes=15), force=False
        )
    tale.refresh()
    assert tale.tmdb.asked.count("/3/movie/603") == 1
    tale.later(minutes=16)
    tale.refresh()
    assert tale.tmdb.asked.count("/3/movie/603") == 2


@pytest.mark.parametrize(
    ("nearest", "undated", "hours"),
    [("2026-11-26", False, 6), ("2026-12-18", False, 12), ("2027-06-01", False, 24),
     ("2028-06-01", False, 72), (None, True, 24), (None, False, 336)],
)  # fmt: skip
def test_a_film_is_asked_for_sooner_the_nearer_its_date(
    nearest: str | None, undated: bool, hours: int
) -> None:
    assert interval(nearest, date(2026, 11, 24), undated=undated) == timedelta(hours=hours)


def test_a_subscriber_is_told_nothing_of_dates_that_are_over(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [("GB", 3, "2021-10-21", "")], year="2021"))
    with tale.store.unit() as connection:
        film = facts.add_film(connection, "Dune", 2021, tale.moment)
        settings.follow(connection, tale.ana, film.id, tale.moment)
    tale.refresh()
    assert tale.date("Dune") == "2021-10-21"
    assert tale.owed() == []


def test_who_joins_later_is_reminded_of_what_the_source_said(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    with tale.store.unit() as connection:
        ben: Subscriber = settings.add_subscriber(
            connection, "Ben", Defaults("Europe/London"), tale.moment
        )
        target = Target("json://localhost/ben", "localhost", 0)
        settings.add_channels(connection, ben, "mail", [target], tale.moment, takes="reminders")
        (film,) = facts.films_titled(connection, "Dune")
        settings.follow(connection, ben, film.id, tale.moment)
    assert sum(line.startswith("reminder") for line in tale.owed()) == 6
