"""Which film a row of a file means: exact ids first, then title and year; never a guess.

Pure: the store loads what is known into an `Index`, and new films join it as they are made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from releases.model.film import folded
from releases.sources.records import Row

# A film is often released in the year after its own, and sometimes before it.
_EARLY, _LATE = 1, 2
# The dates of one film in different territories are not further apart, nor does one move further.
_ASUNDER = 5


@dataclass(slots=True, eq=False)
class Known:
    """A film as far as matching goes. `id` is None until a new one is stored.

    `names` maps every service to the film's id there; `years` are those of its dated releases.
    """

    id: int | None
    title: str
    year: int | None
    names: dict[str, str] = field(default_factory=dict)
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """The film meant, or candidates that a person must choose from, or (neither) a new film."""

    film: Known | None = None
    candidates: tuple[Known, ...] = ()


_NONE = Match()


class Index:
    """Films by their names elsewhere and by their folded titles."""

    def __init__(self, films: Iterable[Known] = ()) -> None:
        self._named: dict[tuple[str, str], Known] = {}
        self._titled: dict[str, list[Known]] = {}
        for film in films:
            self.add(film, folded(film.title))

    def add(self, film: Known, folded_title: str) -> None:
        self._titled.setdefault(folded_title, []).append(film)
        self.name(film, film.names)

    def name(self, film: Known, names: Mapping[str, str]) -> None:
        """Remember further names of a film; one that it has is kept."""
        for service, value in names.items():
            self._named.setdefault((service, film.names.setdefault(service, value)), film)

    def named(self, service: str, value: str) -> Known | None:
        return self._named.get((service, value))

    def titled(self, folded_title: str) -> list[Known]:
        return self._titled.get(folded_title, [])


def match(row: Row, folded_title: str, index: Index) -> Match:
    """Which film of the index a row means."""
    names = {**row.ids, **row.aliases} if row.aliases else row.ids
    exact: list[Known] = []
    for service, value in names.items():
        film = index.named(service, value)
        if film is not None and film not in exact:
            exact.append(film)
    if exact:
        return _only(exact)
    alike = [film for film in index.titled(folded_title) if not _contradicts(film, names)]
    if not alike:
        return _NONE
    return _by_year(row, alike) if row.year is not None else _without_year(row, alike)


def _contradicts(film: Known, names: Mapping[str, str]) -> bool:
    """Whether a service that names both calls them two films."""
    return any(film.names.get(service, value) != value for service, value in names.items())


def _by_year(row: Row, alike: list[Known]) -> Match:
    assert row.year is not None
    same = [film for film in alike if film.year == row.year]
    if same:
        # `X/Y` folds as `X+Y` does; the one that is written as the row is meant.
        exact = [film for film in same if film.title.casefold() == row.title.casefold()]
        return _only(exact or same)
    wanted = row.year
    fitting = [
        film
        for film in alike
        if film.year is None and any(wanted - _EARLY <= y <= wanted + _LATE for y in film.years)
    ]
    near = [film for film in alike if film.year is not None and abs(film.year - wanted) == 1]
    open_ended = [film for film in alike if film.year is None and not film.years]
    if len(fitting) == 1 and not near and not open_ended:
        return Match(film=fitting[0])
    return Match(candidates=(*fitting, *near, *open_ended))


def _without_year(row: Row, alike: list[Known]) -> Match:
    yearless = [film for film in alike if film.year is None]
    said = [stated.date.year for stated in row.stated if stated.date.year is not None]
    if len(yearless) == 1 and len(alike) == 1:
        (film,) = yearless
        # A remake has the title, too; what comes again says so in its label.
        again = any(stated.label for stated in row.stated)
        near = any(abs(one - other) <= _ASUNDER for one in said for other in film.years)
        if near or again or not said or not film.years:
            return Match(film=film)
        return Match(candidates=(film,))
    fitting = [
        film
        for film in alike
        if film.year is not None
        and any(film.year - _EARLY <= year <= film.year + _LATE for year in said)
    ]
    if len(fitting) == 1 and not yearless:
        return Match(film=fitting[0])
    return Match(candidates=tuple(alike))


def _only(films: list[Known]) -> Match:
    return Match(film=films[0]) if len(films) == 1 else Match(candidates=tuple(films))
