"""Which poster a film has: kept as a source says it, in old databases too, and through merging."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, text

from releases.store import migrations
from releases.store.backup import backup, restore
from releases.store.engine import Store
from releases.store.films import add_film
from releases.store.merging import hand_over_film
from releases.store.migrations import migrate
from releases.store.posters import posters_of, record_posters
from releases.store.source_tables import source_films, sources
from releases.store.tables import EPOCH, films
from tests.store.world import utc

HOME = str(Path(migrations.__file__).parent)
NOW = utc("2026-11-24T09:00")


def two_films(connection: Connection) -> tuple[int, int]:
    first, second = (add_film(connection, title, 2026, NOW) for title in ("Sunlit", "Moonlit"))
    return first.id, second.id


def test_a_poster_is_kept_changed_and_taken_away_as_its_source_says(store: Store) -> None:
    with store.unit() as connection:
        sunlit, moonlit = two_films(connection)
        record_posters(connection, "tmdb", {sunlit: "/a.jpg", moonlit: ""})
        assert posters_of(connection, [sunlit, moonlit]) == {sunlit: "/a.jpg"}
        record_posters(connection, "tmdb", {sunlit: "/b.jpg", moonlit: "/c.png"})
        assert posters_of(connection, [sunlit, moonlit]) == {sunlit: "/b.jpg", moonlit: "/c.png"}
        record_posters(connection, "tmdb", {sunlit: ""})
        assert posters_of(connection, [sunlit, moonlit]) == {moonlit: "/c.png"}
        record_posters(connection, "tmdb", {})
        assert posters_of(connection, []) == {}


def test_a_source_without_a_poster_takes_away_none_of_another(store: Store) -> None:
    with store.unit() as connection:
        sunlit, _ = two_films(connection)
        record_posters(connection, "tmdb", {sunlit: "/a.jpg"})
        record_posters(connection, "elsewhere", {sunlit: ""})
        assert posters_of(connection, [sunlit]) == {sunlit: "/a.jpg"}


@pytest.mark.parametrize(("own", "left"), [("", "/moon.jpg"), ("/sun.jpg", "/sun.jpg")])
def test_a_film_made_one_with_another_has_one_poster_its_own_first(
    store: Store, own: str, left: str
) -> None:
    with store.unit() as connection:
        sunlit, moonlit = two_films(connection)
        record_posters(connection, "tmdb", {sunlit: own, moonlit: "/moon.jpg"})
        hand_over_film(connection, sunlit, moonlit)
        assert posters_of(connection, [sunlit, moonlit]) == {sunlit: left}


def test_a_backup_brings_posters_back(store: Store, tmp_path: Path) -> None:
    with store.unit() as connection:
        sunlit, _ = two_films(connection)
        record_posters(connection, "tmdb", {sunlit: "/a.jpg"})
    backup(store, tmp_path / "kept", NOW)
    with store.unit() as connection:
        record_posters(connection, "tmdb", {sunlit: "/b.jpg"})
    restore(store, tmp_path / "kept", NOW)
    with store.read() as connection:
        assert posters_of(connection, [sunlit]) == {sunlit: "/a.jpg"}


def test_an_older_database_asks_tmdb_anew_for_the_films_that_it_knows(database_url: str) -> None:
    """What has not changed there would be answered with nothing, and never with its poster."""
    store = Store(database_url)
    rows = [(1, 1, False, 0), (1, 2, True, 1), (1, 3, False, 2), (2, 1, False, 0)]
    with store.engine.begin() as connection:
        migrate(connection, HOME, "0003")
        connection.execute(
            insert(films),
            [{"id": key, "title": f"Film {key}", "created": EPOCH} for key in (1, 2, 3)],
        )
        for key, kind in enumerate(("tmdb", "wikidata"), 1):
            connection.execute(
                insert(sources).values(id=key, name=kind, kind=kind, created=NOW, next=NOW)
            )
        connection.execute(
            insert(source_films),
            [
                {"source_id": source, "film_id": film, "etag": '"1"', "next": NOW,
                 "gone": gone, "failures": failures}
                for source, film, gone, failures in rows
            ],
        )  # fmt: skip
    with store.open().read() as connection:
        asked = connection.execute(
            select(source_films).order_by(source_films.c.source_id, source_films.c.film_id)
        ).all()
        assert [(row.etag, row.next) for row in asked] == [
            (None, EPOCH), ('"1"', NOW), ('"1"', NOW), ('"1"', NOW)
        ]  # fmt: skip
        assert connection.scalar(text("SELECT count(*) FROM posters")) == 0
    store.close()
