"""A table of releases by any of the usual column names: our own export, a sheet, TMDB's export."""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from releases.errors import BadDate, BadKind, BadTerritory, CannotRead
from releases.model.dates import TBA, ReleaseDate
from releases.model.film import clean, split_year
from releases.model.release import Kind
from releases.model.territory import territory
from releases.sources.records import (
    Records,
    Row,
    Stated,
    imdb_id,
    instant_day,
    is_film,
    no_film,
    tmdb_id,
    year_of,
)
from releases.sources.tabular import Sheet
from releases.sources.textfile import TextFile

_NAMES = {
    "title": ("title", "name", "film"),
    "year": ("year",),
    "territory": ("territory", "country", "region"),
    "kind": ("kind", "release type"),
    "label": ("label",),
    "date": ("date", "release date", "released"),
    "tmdb": ("tmdb", "tmdb id", "tmdbid", "tmdb_id"),
    "imdb": ("imdb", "imdb id", "imdbid", "imdb_id", "const"),
    "wikidata": ("wikidata", "wikidata id"),
    "type": ("type", "media type", "title type"),
    "status": ("status",),
}  # fmt: skip
# Days in words, as spreadsheets write them; with a name for the month they have one meaning.
_MONTH_FIRST = re.compile(r"(?P<month>[a-zA-Z]{3,9})\.? (?P<day>\d\d?),? (?P<year>\d{4})", re.ASCII)
_DAY_FIRST = re.compile(
    r"(?P<day>\d\d?)[ -](?P<month>[a-zA-Z]{3,9})\.?[ -](?P<year>\d{4})", re.ASCII
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
# Columns that no table has but a list of those, with its own meaning of its dates.
_ELSEWHERE = {
    frozenset({"letterboxd uri"}): "Letterboxd",
    frozenset({"const", "title type"}): "IMDb",
}
_ENDED = ("cancelled", "removed")


def sheet_rows(
    file: BinaryIO, *, place: str | None = None, cell: Callable[[str], str] = str
) -> Records:
    """A CSV whose header names at least `title`; raise `CannotRead` for another file.

    `place` is the territory of rows that name none; `cell` takes off what an export put on cells
    that a spreadsheet would run.
    """
    table = Sheet(TextFile(file, "a CSV file with a header line"))
    known = {
        ours: next((name for name in theirs if name in table.columns), None)
        for ours, theirs in _NAMES.items()
    }
    if known["title"] is None:
        table.need(["title"], "a table of releases")
    for marks, kept_at in _ELSEWHERE.items():
        if marks <= set(table.columns):
            raise CannotRead(
                f"line 1: this is a list of {kept_at}, whose dates are not those of a table",
                f"import it with: releases import {kept_at.casefold()} FILE",
            )
    twice = [name for name in known.values() if name and table.columns.count(name) > 1]
    if twice:
        raise CannotRead(
            f"line 1: there are several columns {twice[0]!r}", "keep the one that is meant"
        )
    from_where = known["territory"] == "country" and any("," in c for c in table.cells(["country"]))
    if from_where:
        known["territory"] = None

    def rows(records: Records) -> Iterator[Row]:
        if from_where:
            records.remark(
                1,
                "the column 'country' was left out: it names several, so it is where films are "
                "from",
            )
        for line, cells in table:
            values = {
                ours: cell(cells[theirs]) if theirs is not None else ""
                for ours, theirs in known.items()
            }
            try:
                row = _row(line, values, place)
            except BadDate as error:
                records.reject(line, f"{error.what}; a day is written as 2026-12-18")
            except (BadKind, BadTerritory) as error:
                records.reject(line, error.what)
            except ValueError as error:
                records.reject(line, str(error))
            else:
                yield row

    return Records(table.total, rows)


def _row(line: int, values: dict[str, str], place: str | None) -> Row:
    title = clean(values["title"])
    if not title:
        raise ValueError("the title is missing")
    if not is_film(values["type"]) or values["type"].strip().casefold() == "tv":
        raise ValueError(no_film(values["type"], title))
    if values["status"].strip().casefold() in _ENDED:
        raise ValueError(f"{values['status'].strip().casefold()}: {title}")
    found = {
        "tmdb": tmdb_id(values["tmdb"]),
        "imdb": imdb_id(values["imdb"]),
        "wikidata": _wikidata(values["wikidata"]),
    }
    where = territory(values["territory"]) if values["territory"].strip() else place
    kind = Kind.read(values["kind"]) if values["kind"].strip() else Kind.THEATRICAL
    when = _date(values["date"])
    stated = (Stated(when, kind, where, clean(values["label"])),) if when else ()
    ids = {name: value for name, value in found.items() if value}
    year = year_of(values["year"])
    if year is None:
        title, year = split_year(title)
    return Row(line, title, year, ids=ids, stated=stated)


def _date(text: str) -> ReleaseDate | None:
    bare = text.strip()
    if not bare:
        return None
    if bare.casefold() == "tba":
        return TBA
    named = _MONTH_FIRST.fullmatch(bare) or _DAY_FIRST.fullmatch(bare)
    if named and (month := _MONTHS.get(named["month"][:3].casefold())):
        return ReleaseDate.parse(f"{named['year']}-{month:02}-{int(named['day']):02}")
    return instant_day(bare) if "T" in bare else ReleaseDate.parse(bare)


def _wikidata(text: str) -> str | None:
    bare = text.strip().upper()
    if bare and not (bare[0] == "Q" and bare[1:].isascii() and bare[1:].isdigit()):
        raise ValueError(f"{text[:40]!r} is not a Wikidata id")
    return bare or None
