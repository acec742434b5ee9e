"""Which films a title may mean of those that are known, and what is one's own of a film."""

from datetime import UTC, datetime

import pytest

from releases.model.dates import ReleaseDate
from releases.model.release import Kind
from releases.store import films as facts
from releases.store.engine import Store
from releases.tracking import changes, lookup, people
from releases.tracking.people import Defaults

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "year", "titles"),
    [
        ("dune", None,
         ["Dune 2026", "Dune 1984", "The Dunes of Dune None", "Dune: Part Three 2027"]),
        ("Dune", 1984, ["Dune 1984", "The Dunes of Dune None"]),
        ("part three", None, ["Dune: Part Three 2027"]),
        ("Dunee", None, ["Dune 2026", "Dune 1984"]),
        ("un", None, []), ("Nothing Like It", None, []),
    ],
)  # fmt: skip
def test_films_of_the_title_come_first_then_those_that_hold_it_else_those_spelt_nearly_so(
    store: Store, title: str, year: int | None, titles: list[str]
) -> None:
    with store.unit() as connection:
        for name, of in (("The Dunes of Dune", None), ("Dune: Part Three", 2027), ("Dune", 2026),
                         ("Dune", 1984), ("Moonlit", 2026)):  # fmt: skip
            facts.add_film(connection, name, of, NOW)
        found = lookup.known_alike(connection, title, year)
        assert [f"{film.title} {film.year}" for film in found] == titles
        assert len(lookup.known_alike(connection, title, year, most=1)) == min(1, len(titles))


def test_ones_own_of_a_film_are_its_releases_where_one_is_or_nowhere(store: Store) -> None:
    with store.unit() as connection:
        ana = people.add_subscriber(connection, "Ana", Defaults("Europe/London"), NOW)
        for place in ("GB", "FR", None):
            claim = changes.typed_claim(ReleaseDate.parse(f"2026-06-1{len(place or '')}"), NOW)
            proposal = changes.Proposal("Sunlit", place, Kind.THEATRICAL, claim)
            film = changes.add(connection, ana, proposal, NOW).release.film

        def places(*territories: str) -> list[str | None]:
            found = lookup.releases_for(connection, ana, film, territories)
            return sorted((each.territory for each in found), key=str)

        assert places() == ["GB", None]
        assert places("FR", "IE") == ["FR", None]
