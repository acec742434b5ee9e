"""Lists that people keep elsewhere: Letterboxd's and IMDb's exports, read by column names.

Letterboxd names no id but the film's address; IMDb's dates are the earliest anywhere and name no
country. A file that a spreadsheet has saved has dates in the order of that machine.
"""

import re
from collections.abc import Callable, Iterable

from releases.errors import BadDate, CannotRead
from releases.model.dates import ReleaseDate
from releases.model.film import clean
from releases.sources.records import (
    Records,
    Row,
    Stated,
    decoded,
    imdb_id,
    is_film,
    tmdb_id,
    year_of,
)
from releases.sources.tabular import lines_of, sheet, under

_LIST_MARK = "letterboxd list export"
_SEEN = ("watched date", "watcheddate", "rating", "rewatch")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


def letterboxd(data: bytes) -> Records:
    """Letterboxd's watchlist.csv, or a list's export; raise `CannotRead` for another file."""
    rows = lines_of(decoded(data, "watchlist.csv or a list of Letterboxd's export"))
    if rows and rows[0][1][0].strip().casefold().startswith(_LIST_MARK):
        # A list names itself in a table of its own before the table of its films.
        rows = rows[3:]
    table = under(rows)
    if any(name in table.columns for name in _SEEN) and "position" not in table.columns:
        raise CannotRead(
            "this is a list of films already seen (Letterboxd's diary or ratings)",
            "give watchlist.csv of the same export",
        )
    by_id = {"tmdbid", "imdbid"} & set(table.columns)
    if not by_id and "name" not in table.columns and "title" in table.columns:
        table.need(["name"], "a list of Letterboxd")
    table.need(["name", "year"] if not by_id else [], "a list of Letterboxd")
    records = Records()
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
        address = next(
            (cells[name] for name in ("letterboxd uri", "url", "letterboxduri") if name in cells),
            "",
        )
        records.rows.append(Row(line, title, year, ids=ids, aliases=_address(address)))
    return records


def _ids(**found: str | None) -> dict[str, str]:
    return {name: value for name, value in found.items() if value}


def _address(url: str) -> dict[str, str]:
    bare = clean(url).removeprefix("https://").removeprefix("http://").rstrip("/")
    return {"letterboxd": bare} if bare and len(bare) < 200 else {}


def imdb(data: bytes) -> Records:
    """A list or watchlist of IMDb, of any generation; raise `CannotRead` for another file."""
    table = sheet(decoded(data, "a list's export of IMDb"))
    table.need(["const", "title"], "a list of IMDb")
    released = next((name for name in table.columns if name.startswith("release date")), None)
    rows = list(table)
    dates = [name for name in table.columns if "date" in name or name in ("created", "modified")]
    order = _order(cells[name] for _, cells in rows for name in dates)
    records = Records()
    for line, cells in rows:
        title = clean(cells["title"])
        if not title:
            records.reject(line, "the title is missing")
            continue
        title_type = cells.get("title type", "")
        if not is_film(title_type[:40]):
            records.reject(line, f"not a film but a {clean(title_type)[:40]}: {title}")
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
        stated = _stated(cells[released], order, line, records) if released else ()
        other = clean(original) or None if original and original != title else None
        records.rows.append(Row(line, title, year, other, ids=_ids(imdb=const), stated=stated))
    return records


_Order = Callable[[str, str], tuple[str, str]]


def _order(cells: Iterable[str]) -> _Order | None:
    """Month and day out of a slashed date, as the file itself settles their order; else None."""
    firsts = seconds = 0
    for cell in cells:
        if "/" not in cell and "." not in cell:
            continue
        match = _SLASHED.fullmatch(cell.strip())
        if match:
            firsts = max(firsts, int(match[1]))
            seconds = max(seconds, int(match[2]))
    if seconds > 12 >= firsts:
        return lambda first, second: (first, second)
    if firsts > 12 >= seconds:
        return lambda first, second: (second, first)
    return None


def _stated(cell: str, order: _Order | None, line: int, records: Records) -> tuple[Stated, ...]:
    text = cell.strip()
    if not text:
        return ()
    match = _SLASHED.fullmatch(text) if "/" in text or "." in text else None
    if match and order:
        month, day = order(match[1], match[2])
        text = f"{match[3]}-{month:0>2}-{day:0>2}"
    elif not _ISO.fullmatch(text):
        why = "which is the day and which the month cannot be told" if match else "it is not a date"
        records.remark(line, f"the date {text[:40]!r} was left out: {why}")
        return ()
    try:
        return (Stated(ReleaseDate.parse(text)),)
    except BadDate as error:
        records.remark(line, f"the date was left out: {error.what}")
        return ()
