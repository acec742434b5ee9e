"""Lists that people keep elsewhere: Letterboxd's and IMDb's exports, read by column names.

Letterboxd names no id but the film's address; IMDb's dates are the earliest anywhere and name no
country. A file that a spreadsheet has saved has dates in the order of that machine.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from releases.errors import BadDate, CannotRead
from releases.model.dates import ReleaseDate
from releases.model.film import clean
from releases.sources.records import (
    Records,
    Row,
    Stated,
    imdb_id,
    is_film,
    no_film,
    tmdb_id,
    year_of,
)
from releases.sources.tabular import Sheet, lines_of
from releases.sources.textfile import TextFile

_LIST_MARK = "letterboxd list export"
_WHEN = ("created", "modified")
_SEEN = ("watched date", "watcheddate", "rating", "rewatch")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_NO_DATE = "it is not a date"


def letterboxd(file: BinaryIO) -> Records:
    """Letterboxd's watchlist.csv, or a list's export; raise `CannotRead` for another file."""
    text = TextFile(file, "watchlist.csv or a list of Letterboxd's export")
    first = next(lines_of(text), (1, [""]))[1]
    # A list names itself in a table of its own, of two rows, before the table of its films.
    named = first[0].strip().casefold().startswith(_LIST_MARK)
    table = Sheet(text, header=3 if named else 0)
    if any(name in table.columns for name in _SEEN) and "position" not in table.columns:
        raise CannotRead(
            "this is a list of films already seen (Letterboxd's diary or ratings)",
            "give watchlist.csv of the same export",
        )
    by_id = {"tmdbid", "imdbid"} & set(table.columns)
    if not by_id and "name" not in table.columns and "title" in table.columns:
        table.need(["name"], "a list of Letterboxd")
    table.need(["name", "year"] if not by_id else [], "a list of Letterboxd")
    return Records(table.total, partial(_of_letterboxd, table))


def _of_letterboxd(table: Sheet, records: Records) -> Iterator[Row]:
    addresses = [n for n in ("letterboxd uri", "url", "letterboxduri") if n in table.columns]
    for line, cells in table:
        title = clean(cells.get("name") or cells.get("title") or "")
        if not title:
            records.reject(line, "the title is missing")
            continue
        try:
            year = year_of(cells.get("year", ""))
            ids = _ids(tmdb=tmdb_id(cells.get("tmdbid", "")), imdb=imdb_id(cells.get("imdbid", "")))
        except ValueError as error:
            records.reject(line, str(error))
            continue
        address = cells[addresses[0]] if addresses else ""
        yield Row(line, title, year, ids=ids, aliases=_address(address))


def _ids(**found: str | None) -> dict[str, str]:
    return {name: value for name, value in found.items() if value}


def _address(url: str) -> dict[str, str]:
    bare = clean(url).removeprefix("https://").removeprefix("http://").rstrip("/")
    return {"letterboxd": bare} if bare and len(bare) < 200 else {}


def imdb(file: BinaryIO) -> Records:
    """A list or watchlist of IMDb, of any generation; raise `CannotRead` for another file."""
    table = Sheet(TextFile(file, "a list's export of IMDb"))
    table.need(["const", "title"], "a list of IMDb")
    order = _Order()
    # Only the whole file can tell in which order its dates are.
    for cell in table.cells([n for n in table.columns if "date" in n or n in _WHEN]):
        order.see(cell)
    return Records(table.total, partial(_of_imdb, table, order))


def _of_imdb(table: Sheet, order: "_Order", records: Records) -> Iterator[Row]:
    released = next((name for name in table.columns if name.startswith("release date")), None)
    for line, cells in table:
        title = clean(cells["title"])
        if not title:
            records.reject(line, "the title is missing")
            continue
        title_type = cells.get("title type", "")
        if not is_film(title_type[:40]):
            records.reject(line, no_film(title_type, title))
            continue
        try:
            const = imdb_id(cells["const"])
        except ValueError as error:
            records.reject(line, str(error))
            continue
        try:
            year = year_of(cells.get("year", ""))
        except ValueError:
            # The id says which film is meant.
            year = None
        original = cells.get("original title", "")
        cell = cells[released].strip() if released else ""
        if "/" in cell or "." in cell:
            cell = order.ordered(cell, line, records)
        stated = _stated(cell, line, records)
        other = clean(original) or None if original and original != title else None
        yield Row(line, title, year, other, ids=_ids(imdb=const), stated=stated)


class _Order:
    """In which order a file writes day and month with slashes, as its own dates settle it."""

    def __init__(self) -> None:
        self._firsts = self._seconds = 0

    def see(self, cell: str) -> None:
        if "/" in cell or "." in cell:
            match = _SLASHED.fullmatch(cell.strip())
            if match:
                self._firsts = max(self._firsts, int(match[1]))
                self._seconds = max(self._seconds, int(match[2]))

    def ordered(self, cell: str, line: int, records: Records) -> str:
        """A slashed date as ISO text; '' with a remark where it cannot be told."""
        match = _SLASHED.fullmatch(cell)
        if match and self._seconds > 12 >= self._firsts:
            month, day = match[1], match[2]
        elif match and self._firsts > 12 >= self._seconds:
            day, month = match[1], match[2]
        else:
            why = (
                "which is the day and which the month cannot be told" if match else _NO_DATE
            )  # fmt: skip
            records.remark(line, f"the date {cell[:40]!r} was left out: {why}")
            return ""
        return f"{match[3]}-{month:0>2}-{day:0>2}"


def _stated(text: str, line: int, records: Records) -> tuple[Stated, ...]:
    if not text:
        return ()
    if not _ISO.fullmatch(text):
        records.remark(line, f"the date {text[:40]!r} was left out: {_NO_DATE}")
        return ()
    try:
        return (Stated(ReleaseDate.parse(text)),)
    except BadDate as error:
        records.remark(line, f"the date was left out: {error.what}")
        return ()
