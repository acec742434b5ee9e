"""What other trackers write: Trakt's JSON, Yamtrack's CSV, Radarr's JSON."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO

from releases.errors import BadDate
from releases.model.film import clean
from releases.model.release import Kind
from releases.sources.entries import entries
from releases.sources.records import (
    Records,
    Row,
    Stated,
    imdb_id,
    instant_day,
    no_film,
    tmdb_id,
    year_of,
)
from releases.sources.tabular import Sheet
from releases.sources.textfile import TextFile

_RADARR = (
    ("inCinemas", Kind.THEATRICAL),
    ("digitalRelease", Kind.DIGITAL),
    ("physicalRelease", Kind.PHYSICAL),
)


def trakt(file: BinaryIO) -> Records:
    """A watchlist as Trakt's export and API give it; shows are rejected by name."""

    def row(line: int, entry: Mapping[str, Any]) -> Row:
        film = entry.get("movie", entry)
        kind = entry.get("type", "movie")
        if kind != "movie" or "show" in entry or not isinstance(film, dict):
            inner = [entry.get(name) for name in (str(kind), "show")]
            titles = [each.get("title") for each in inner if isinstance(each, dict)]
            raise ValueError(no_film(str(kind), str(next(filter(None, titles), "no title"))))
        named = film.get("ids")
        ids = named if isinstance(named, dict) else {}
        slug = ids.get("slug")
        return Row(
            line,
            _title(film),
            _year(film),
            ids=_ids(ids.get("tmdb"), ids.get("imdb")),
            aliases={"trakt": slug[:200]} if isinstance(slug, str) and slug else {},
        )

    return _entries(file, "a list of Trakt", row)


def radarr(file: BinaryIO) -> Records:
    """Films as Radarr's API (/api/v3/movie or /calendar) gives them, with their dates.

    The dates are those of the United States or the earliest anywhere: no territory.
    """

    def row(line: int, entry: Mapping[str, Any]) -> Row:
        title = _title(entry)
        if entry.get("tmdbId") is None and entry.get("imdbId") is None:
            raise ValueError(f"no film of Radarr (neither tmdbId nor imdbId): {title}")
        stated = []
        for name, kind in _RADARR:
            text = entry.get(name)
            if isinstance(text, str) and text:
                stated.append(Stated(instant_day(text), kind))
        original = entry.get("originalTitle")
        return Row(
            line,
            title,
            _year(entry),
            clean(original) if isinstance(original, str) and original != title else None,
            ids=_ids(entry.get("tmdbId"), entry.get("imdbId")),
            stated=tuple(stated),
        )

    return _entries(file, "films of Radarr", row)


def yamtrack(file: BinaryIO) -> Records:
    """Yamtrack's export: the films of TMDB that are planned; the rest is rejected by name."""
    table = Sheet(TextFile(file, "an export of Yamtrack"))
    table.need(["media_id", "source", "media_type", "title"], "an export of Yamtrack")
    return Records(table.total, partial(_of_yamtrack, table))


def _of_yamtrack(table: Sheet, records: Records) -> Iterator[Row]:
    for line, cells in table:
        title = clean(cells["title"])
        status = cells.get("status", "").strip().casefold()
        if cells["media_type"].strip().casefold() != "movie":
            records.reject(line, no_film(cells["media_type"], title))
        elif status not in ("", "planning"):
            records.reject(line, f"not planned but {status}: {title}")
        elif not title:
            records.reject(line, "the title is missing")
        else:
            try:
                tmdb = cells["source"].strip().casefold() == "tmdb"
                ids = _ids(cells["media_id"] if tmdb else None, None)
            except ValueError as error:
                records.reject(line, str(error))
            else:
                yield Row(line, title, None, ids=ids)


def _entries(
    file: BinaryIO, what: str, row: Callable[[int, Mapping[str, Any]], Row]
) -> Records:  # fmt: skip
    text = TextFile(file, what)

    def rows(records: Records) -> Iterator[Row]:
        for number, entry in enumerate(entries(text), 1):
            if not isinstance(entry, dict):
                records.reject(number, f"the entry is no object: {str(entry)[:40]}")
                continue
            try:
                read = row(number, entry)
            except BadDate as error:
                records.reject(number, error.what)
            except ValueError as error:
                records.reject(number, str(error))
            else:
                yield read

    # Gone through once first, so that a malformed file is refused before anything is done.
    return Records(sum(1 for _ in entries(text)), rows)


def _title(film: Mapping[str, Any]) -> str:
    title = film.get("title")
    if not isinstance(title, str) or not clean(title):
        raise ValueError("the title is missing")
    return clean(title)


def _year(film: Mapping[str, Any]) -> int | None:
    year = film.get("year")
    return year_of(str(year)) if year else None


def _ids(tmdb: Any, imdb: Any) -> dict[str, str]:
    found = {
        "tmdb": tmdb_id(str(tmdb)) if tmdb is not None else None,
        "imdb": imdb_id(str(imdb)) if imdb else None,
    }
    return {name: value for name, value in found.items() if value}
