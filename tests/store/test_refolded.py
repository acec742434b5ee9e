"""Titles that an older version folded by its own rule are found by the present one."""

from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, text

from releases.model.film import folded
from releases.store import migrations
from releases.store.engine import Store
from releases.store.films import films_titled
from releases.store.migrations import migrate
from releases.store.tables import EPOCH, films

HOME = str(Path(migrations.__file__).parent)
REVISION = import_module("releases.store.migrations.versions.0003_refold_titles")
# More than are read at a time, so that what lies beyond the first portion counts too.
MANY = REVISION.PORTION * 2 + 1


@pytest.fixture
def older(database_url: str) -> Store:
    """A database of the schema before, whose folds lack every word like an article.

    Film 1 and its namesake 2 were told apart by their folds, film 3 was merged into film 4.
    """
    store = Store(database_url)
    with store.engine.begin() as connection:
        migrate(connection, HOME, "0002")
        connection.execute(
            insert(films),
            [
                film(1, "Cinema Lumen", "cinemlumen"),
                film(2, "Cinéma Lumen!", "cinema lumen"),
                film(4, "Panorama Nine", "panoramnine"),
            ],
        )
        connection.execute(insert(films).values(film(3, "Opera Nine", "opernine", 4)))
        connection.execute(
            insert(films), [film(n, f"Saga {n}", f"sag{n}") for n in range(5, MANY + 1)]
        )
    return store


def film(key: int, title: str, fold: str, into: int | None = None) -> dict[str, object]:
    return {"id": key, "title": title, "folded": fold, "merged_into": into, "created": EPOCH}


def titled(connection: Connection, title: str) -> list[int]:
    return [found.id for found in films_titled(connection, title)]


def test_a_film_that_an_older_version_folded_is_found_after_the_upgrade(older: Store) -> None:
    with older.read() as connection:
        assert titled(connection, f"Saga {MANY}") == []
    with older.open().read() as connection:
        assert titled(connection, f"Saga {MANY}") == [MANY]
        # By the name of a film that was merged, the one that it was merged into.
        assert titled(connection, "Opera Nine") == [4]
        rows = connection.execute(text("SELECT title, folded FROM films")).all()
    assert [row.title for row in rows if row.folded != folded(row.title)] == []
    older.close()


def test_two_films_that_fold_alike_after_the_upgrade_stay_two_and_are_both_found(
    older: Store,
) -> None:
    with older.read() as connection:
        assert titled(connection, "CINEMA LUMEN") == [2]
    with older.open().read() as connection:
        assert titled(connection, "CINEMA LUMEN") == [1, 2]
        assert connection.scalar(text("SELECT count(*) FROM films")) == MANY
    older.close()


def test_titles_folded_a_second_time_are_as_they_were(older: Store) -> None:
    kept = "SELECT id, title, folded, merged_into FROM films ORDER BY id"
    with older.engine.begin() as connection:
        migrate(connection, HOME, "0003")
        once = connection.execute(text(kept)).all()
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
        migrate(connection, HOME, "0003")
        assert connection.execute(text(kept)).all() == once
    older.close()


@pytest.mark.parametrize(
    "title",
    [
        "The Lighthouse (2019)", "Cinema Lumen", "Pamela & the Others", "Amélie", "L'Avventura",
        "DAS BOOT", "M", "The", "…", "Weiß", "(500) Days", "東京物語", "  Il  Postino ", "A.I.",
    ],
)  # fmt: skip
def test_the_newest_revision_that_folds_does_it_as_the_program_does(title: str) -> None:
    """A rule that changes needs a revision of its own, which belongs here then."""
    assert REVISION.folded(title) == folded(title)
