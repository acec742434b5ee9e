"""What TMDB's documents say, read without a guess (developer.themoviedb.org, release dates).

A day is the first ten characters of its text: a day of the territory's calendar, no instant.
(territory, kind) is no key: a territory has several rows of one kind, told apart by their notes.
Festival screenings are filed under any kind, and re-releases stand beside the first release.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from releases.errors import BadDate
from releases.model.dates import ReleaseDate
from releases.model.film import clean
from releases.model.release import Kind
from releases.sources.posters import path_of

_KINDS = dict(enumerate(Kind, start=1))
_FESTIVAL = re.compile(
    r"(?i)festival|\bfest\b|premi[eè]re|sundance|cannes|berlinale|venice|venezia|locarno|tribeca"
    r"|\btiff\b|\blff\b|\bsxsw\b|\biffr\b|\bidfa\b|telluride|\bgala\b|preview|avant-premi"
)
_AGAIN = re.compile(
    r"(?i)re-?\s?(?:release|issue)|anniversary|restor|remaster|\b4k\b|director.s cut"
)
_TERRITORY = re.compile(r"[A-Z]{2}")
# Rows of one territory and kind further apart than this are not one release.
_APART_DAYS = 400
_LABEL = 60
CANCELED = "canceled"


class Said(NamedTuple):
    """One dated row: what is released where, under which label, with TMDB's own note."""

    date: ReleaseDate
    kind: Kind
    territory: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """A film as TMDB describes it. `poster` is a path there, '' where it has none."""

    tmdb: str
    title: str
    original_title: str | None
    year: int | None
    ids: dict[str, str]
    cancelled: bool
    collection: str | None
    said: tuple[Said, ...]
    poster: str = ""


class Candidate(NamedTuple):
    """A film that a search or a list names. Its date is not to be trusted as a local one."""

    tmdb: str
    title: str
    original_title: str | None
    year: int | None
    popularity: float
    poster: str = ""


def film_facts(document: Mapping[str, Any]) -> FilmFacts | None:
    """A /movie/{id} with release_dates and external_ids appended; None for another shape."""
    number, title = document.get("id"), document.get("title")
    if not isinstance(number, int) or not isinstance(title, str) or not clean(title):
        return None
    collection = document.get("belongs_to_collection")
    ids = {"tmdb": str(number)} | dict(_outside(document))
    original = document.get("original_title")
    return FilmFacts(
        tmdb=str(number),
        title=clean(title),
        original_title=clean(original) if isinstance(original, str) and original != title else None,
        year=_year(document.get("release_date")),
        ids=ids,
        cancelled=str(document.get("status", "")).casefold() in (CANCELED, "cancelled"),
        collection=str(collection["id"])
        if isinstance(collection, dict) and isinstance(collection.get("id"), int)
        else None,
        said=tuple(release_rows(document.get("release_dates"))),
        poster=path_of(document.get("poster_path")),
    )


def _outside(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    more = document.get("external_ids")
    external = more if isinstance(more, dict) else {}
    imdb = document.get("imdb_id") or external.get("imdb_id")
    if isinstance(imdb, str) and re.fullmatch(r"tt\d{5,12}", imdb):
        yield "imdb", imdb
    wikidata = external.get("wikidata_id")
    if isinstance(wikidata, str) and re.fullmatch(r"Q\d{1,12}", wikidata):
        yield "wikidata", wikidata


def _year(text: Any) -> int | None:
    # An unknown date is "" here, never null; it must not become a year.
    if isinstance(text, str) and re.fullmatch(r"(?:18|19|20|21)\d\d-\d\d-\d\d.*", text):
        return int(text[:4])
    return None


def release_rows(document: Any) -> list[Said]:
    """The rows of /movie/{id}/release_dates, each with an identity that outlives a new date."""
    results = document.get("results") if isinstance(document, dict) else None
    found: dict[tuple[str, Kind], list[tuple[str, str, str]]] = {}
    for place in results if isinstance(results, list) else ():
        code = place.get("iso_3166_1") if isinstance(place, dict) else None
        rows = place.get("release_dates") if isinstance(place, dict) else None
        if not isinstance(code, str) or not _TERRITORY.fullmatch(code):
            continue
        for row in rows if isinstance(rows, list) else ():
            read = _row(row)
            if read:
                kind, day, note, language = read
                found.setdefault((code, kind), []).append((day, note, language))
    return [
        said for (code, kind), rows in found.items() for said in _labelled(code, kind, rows)
    ]  # fmt: skip


def _row(row: Any) -> tuple[Kind, str, str, str] | None:
    if not isinstance(row, dict) or not isinstance(row.get("release_date"), str):
        return None
    number = row.get("type")
    kind = _KINDS.get(number) if isinstance(number, int) else None
    try:
        day = ReleaseDate.parse(row["release_date"][:10]).text
    except BadDate:
        return None
    if kind is None or len(day) != 10:
        return None
    note = row.get("note")
    # Most rows have none, and films have a hundred rows.
    words = clean(note)[:_LABEL].strip() if note and isinstance(note, str) else ""
    if words and kind is not Kind.PREMIERE and _FESTIVAL.search(words):
        kind = Kind.PREMIERE
    language = row.get("iso_639_1")
    return kind, day, words, language if isinstance(language, str) else ""


def _labelled(code: str, kind: Kind, rows: list[tuple[str, str, str]]) -> Iterator[Said]:
    """The earliest row that is no re-release is the release; the others are named by notes."""
    if len(rows) == 1 and not rows[0][1]:
        # As most are.
        yield Said(ReleaseDate(rows[0][0]), kind, code, "", "")
        return
    cinema = kind in (Kind.LIMITED, Kind.THEATRICAL)
    taken: set[str] = set()
    main: str | None = None
    for day, note, language in sorted(rows):
        again = bool(note) and kind is not Kind.PREMIERE and bool(_AGAIN.search(note))
        late = cinema and main is not None and _days(main, day) > _APART_DAYS
        if again:
            label = note if note not in taken else f"{note} {day[:4]}"
        elif late:
            label = f"Re-release {day[:4]}"
        elif main is None:
            main, label = day, ""
        else:
            label = note or language
        if label not in taken:
            taken.add(label)
            yield Said(ReleaseDate(day), kind, code, label, note)


def _days(first: str, second: str) -> int:
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def candidates(document: Mapping[str, Any], *keys: str) -> list[Candidate]:
    """The films that a list names under `keys` (`results`, `cast`, `crew`, `parts`), once each."""
    found: dict[str, Candidate] = {}
    for key in keys:
        rows = document.get(key)
        for row in rows if isinstance(rows, list) else ():
            film = _candidate(row)
            if film:
                found.setdefault(film.tmdb, film)
    return list(found.values())


def _candidate(row: Any) -> Candidate | None:
    if not isinstance(row, dict):
        return None
    number, title = row.get("id"), row.get("title")
    if not isinstance(number, int) or not isinstance(title, str) or not clean(title):
        return None
    original, popularity = row.get("original_title"), row.get("popularity")
    return Candidate(
        str(number),
        clean(title),
        clean(original) if isinstance(original, str) and original != title else None,
        _year(row.get("release_date")),
        float(popularity) if isinstance(popularity, int | float) else 0.0,
        path_of(row.get("poster_path")),
    )
