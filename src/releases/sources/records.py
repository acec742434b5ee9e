"""What a file of films holds: rows, and what of it could not be taken, by line."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from releases.errors import BadDate
from releases.model.dates import EARLIEST_YEAR, LATEST_YEAR, ReleaseDate
from releases.model.film import clean
from releases.model.release import Kind

MAX_ROWS = 100_000

# A type of title that is no film, in the languages in which IMDb writes it.
_NO_FILM = ("series", "serie", "episode", "folge", "game", "spiel", "season", "show", "podcast")


class Stated(NamedTuple):
    """One date that a row states of its film."""

    date: ReleaseDate
    kind: Kind = Kind.THEATRICAL
    territory: str | None = None
    label: str = ""


class Row(NamedTuple):
    """One film of a file. `line` counts from 1; in JSON it is the number of the entry.

    `ids` names the film at tmdb, imdb and wikidata, `aliases` elsewhere (an address at a list).
    """

    line: int
    title: str
    year: int | None = None
    original_title: str | None = None
    ids: Mapping[str, str] = MappingProxyType({})
    aliases: Mapping[str, str] = MappingProxyType({})
    stated: tuple[Stated, ...] = ()


class Trouble(NamedTuple):
    """Something about a line that a person should know."""

    line: int
    error: str


class Records:
    """The rows of a file, read as one goes through them, once.

    `total` is how many there are, taken or not. `rejected` ones are left out, `remarks` are on
    rows that are kept; both are whole after the last row. What is wrong with the file as a whole
    was raised before the first.
    """

    def __init__(self, total: int, read: Callable[["Records"], Iterator[Row]]) -> None:
        self.total = total
        self.rejected: list[Trouble] = []
        self.remarks: list[Trouble] = []
        self.rows = read(self)

    def reject(self, line: int, error: str) -> None:
        self.rejected.append(Trouble(line, error))

    def remark(self, line: int, error: str) -> None:
        self.remarks.append(Trouble(line, error))


@lru_cache(1000)
def is_film(title_type: str) -> bool:
    """Whether a type of title, as lists write it, is a film (a short or TV film counts)."""
    folded = title_type.casefold()
    return not any(word in folded for word in _NO_FILM)


def no_film(title_type: str, title: str) -> str:
    """Why a row that is no film is left out."""
    return f"not a film ({clean(title_type)[:40]}): {clean(title)}"


def year_of(text: str) -> int | None:
    """A film's year; None for an empty cell; raise ValueError for anything else."""
    bare = text.strip()
    if not bare:
        return None
    # A spreadsheet writes numbers with a fraction once a column holds an empty cell.
    bare = bare.removesuffix(".0")
    if not bare.isascii() or not bare.isdigit() or len(bare) != 4:
        raise ValueError(f"{text[:40]!r} is not a year")
    year = int(bare)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"no film is of the year {year}")
    return year


def imdb_id(text: str) -> str | None:
    """An IMDb id with its `tt`, from one with or without it; None for an empty cell."""
    if 8 < len(text) < 15 and text.startswith("tt") and text[2:].isdigit() and text.isascii():
        # As IMDb writes them, and lists are long.
        return text
    bare = text.strip().casefold()
    if not bare:
        return None
    number = bare.removeprefix("tt")
    if not number.isascii() or not number.isdigit() or len(number) > 12:
        raise ValueError(f"{text[:40]!r} is not an IMDb id")
    return "tt" + number.zfill(7)


def tmdb_id(text: str) -> str | None:
    """A TMDB id as text; None for an empty cell or 0."""
    bare = text.strip().removesuffix(".0")
    if not bare or bare == "0":
        return None
    if not bare.isascii() or not bare.isdigit() or len(bare) > 12:
        raise ValueError(f"{text[:40]!r} is not a TMDB id")
    return str(int(bare))


def instant_day(text: str) -> ReleaseDate:
    """The day of `2015-04-16T00:00:00Z`, which stands for a calendar day and no instant.

    Where the time is not midnight somebody stored a local midnight as UTC: the nearest day is
    meant. Raises `BadDate`.
    """
    from datetime import datetime, timedelta

    if len(text) == 10:
        return ReleaseDate.parse(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadDate(f"{text[:40]!r} is not a date") from None
    return ReleaseDate.of((moment + timedelta(hours=12)).date())
