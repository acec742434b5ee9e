from datetime import datetime

import pytest
from sqlalchemy import func, select

from releases.errors import NotFound
from releases.model.dates import ReleaseDate
from releases.model.release import Claim, Evidence, Kind, SourceClass
from releases.store import asked, people, waiting
from releases.store import films as facts
from releases.store.engine import Store
from releases.store.tables import deliveries
from releases.tracking import suggestions
from releases.tracking.changes import Proposal
from tests.store.world import World, utc
from tests.tracking.fake_tmdb import Film, fake_tmdb
from tests.tracking.tale import Tale

NOW = utc("2026-11-24T09:00")
READ = {
    "title": "Sunlit", "year": 2027, "territory": "GB", "kind": "theatrical", "label": "",
    "date": "2027-03-05", "url": "https://example.org/a", "sentence": "Sunlit opens on 5 March.",
    "published": "2026-11-20", "said": NOW, "seen": NOW,
}  # fmt: skip


def test_what_was_read_of_a_film_is_followed_when_it_is_accepted(store: Store) -> None:
    with store.unit() as connection:
        world = World(connection, NOW)
        world.person("Ana", "GB")
        world.channel("phone", "Ana")
        feed = asked.add_source(connection, "trade", "feed", "https://example.org/rss", NOW)
        assert waiting.suggest(connection, feed.id, "read", READ)
        (row,) = suggestions.chosen(connection, ["trade"])
        assert suggestions.document(row)["sentence"] == "Sunlit opens on 5 March."
        world.later(hours=1)
        done = suggestions.accept(connection, world.who("Ana"), row, world.now)
        assert (done.result, done.release.date.text) == ("added", "2027-03-05")
        assert suggestions.listed(connection) == []
        assert len(world.unsent()) == 3
        (claim,) = facts.claims_of(connection, done.release.id)
        assert (claim.claim.klass.value, claim.claim.evidence.source) == ("feed", "trade")


def test_what_was_dismissed_is_not_suggested_again(store: Store) -> None:
    with store.unit() as connection:
        feed = asked.add_source(connection, "trade", "feed", "https://example.org/rss", NOW)
        waiting.suggest(connection, feed.id, "read", READ)
        (row,) = suggestions.listed(connection)
        suggestions.dismiss(connection, row)
        assert not waiting.suggest(connection, feed.id, "read", READ)
        assert suggestions.listed(connection) == []
        with pytest.raises(NotFound, match="nothing waits"):
            suggestions.chosen(connection, ["s1"])


def test_moves_that_were_held_back_are_made_when_they_are_accepted(store: Store) -> None:
    with fake_tmdb() as tmdb:
        tale = Tale(store, tmdb)
        for number in range(1, 23):
            tmdb.add(number, Film(f"Film {number}", [("GB", 3, "2027-03-05", "")]))
            tale.follow(f"Film {number}")
        tale.refresh()
        tale.later(days=2)
        tale.send()
        for number in range(1, 23):
            tmdb.set(number, ("GB", 3, "2028-02-02", ""))
        tale.refresh()
        tale.later(hours=1)
        with store.unit() as connection:
            rows = suggestions.chosen(connection, ["all"])
            for row in rows:
                suggestions.accept(connection, tale.ana, row, tale.moment)
        assert len(rows) == 22
        assert {tale.date(f"Film {n}") for n in range(1, 23)} == {"2028-02-02"}
        tale.later(days=2)
        tale.refresh()
        with store.read() as connection:
            assert suggestions.listed(connection) == []
            query = select(func.count()).where(deliveries.c.what == "moved")
            assert connection.scalar(query) == 22


def said(title: str, when: str, at: datetime, sentence: str | None = None) -> Proposal:
    url = "https://www.example.org/a" if sentence else None
    evidence = Evidence("typed", url, sentence)
    claim = Claim(SourceClass.PERSON, ReleaseDate(when), at, evidence, typed=not sentence)
    return Proposal(title, "GB", Kind.THEATRICAL, claim)


def test_what_a_member_says_waits_for_an_admin_and_is_then_theirs(store: Store) -> None:
    with store.unit() as connection:
        world = World(connection, NOW)
        world.person("Ana", "GB")
        world.person("Ben", "GB")
        world.channel("phone", "Ben")
        ben = world.who("Ben")
        proposal = said("Sunlit", "2027-03-05", NOW, "Sunlit opens on 5 March.")
        assert suggestions.suggest(connection, ben, proposal, NOW)
        assert not suggestions.suggest(connection, ben, proposal, NOW)
        assert facts.films_titled(connection, "Sunlit") == []
        assert suggestions.of(connection, world.who("Ana")) == []
        (row,) = suggestions.of(connection, ben)
        assert suggestions.document(row)["source"] == "Ben"
        world.later(hours=1)
        done = suggestions.accept(connection, world.who("Ana"), row, world.now)
        assert done.result == "added"
        (claim,) = facts.claims_of(connection, done.release.id)
        assert (claim.by, claim.claim.evidence.source) == ("Ben", "example.org")
        assert claim.claim.said == NOW
        assert len(world.unsent()) == 3


def test_a_move_that_a_member_suggests_moves_the_release_without_a_follow(store: Store) -> None:
    with store.unit() as connection:
        world = World(connection, NOW)
        world.person("Ana", "GB")
        world.person("Ben", "GB")
        release = world.add("Ana", "2027-03-05", title="Sunlit").release
        world.later(hours=1)
        proposal = said("Sunlit", "2027-03-12", world.now)
        suggestions.suggest(
            connection, world.who("Ben"), proposal, world.now, release_id=release.id
        )  # fmt: skip
        (row,) = suggestions.listed(connection)
        done = suggestions.accept(connection, world.who("Ana"), row, world.now)
        assert (done.result, done.release.id) == ("moved", release.id)
        assert done.release.date.text == "2027-03-12"
        assert people.following(connection, world.who("Ben")) == []
