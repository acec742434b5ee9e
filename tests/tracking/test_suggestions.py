import pytest
from sqlalchemy import func, select

from releases.errors import NotFound
from releases.store import asked, waiting
from releases.store import films as facts
from releases.store.engine import Store
from releases.store.tables import deliveries
from releases.tracking import suggestions
from tests.store.world import World, utc
from tests.tracking.fake_tmdb import Film, fake_tmdb
from tests.tracking.test_refresh import Tale

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
