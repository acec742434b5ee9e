"""TMDB's API, version 3: search, a film's release dates, what changed, lists, persons.

This product uses the TMDB API but is not endorsed or certified by TMDB.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from releases.fetch import Fetcher
from releases.model.film import folded
from releases.model.release import Kind
from releases.sources.asking import Service, Trouble
from releases.sources.pace import Pace
from releases.sources.tmdb_facts import Candidate, FilmFacts, candidates, film_facts

ATTRIBUTION = "This product uses the TMDB API but is not endorsed or certified by TMDB."
PAGE_URL = "https://www.themoviedb.org/movie/"
_LAST_PAGE = 500
_SPAN = timedelta(days=14)
_APPENDED = "release_dates,external_ids"
_TYPES = {kind: number for number, kind in enumerate(Kind, start=1)}


class Film(NamedTuple):
    """A film's facts, None where nothing changed since `etag`; `fresh` in seconds."""

    facts: FilmFacts | None
    etag: str | None
    fresh: float | None


class Tmdb:
    """Asks TMDB; every method may raise `Trouble`, `Refused` or `Gone` of `sources.asking`.

    `token` is a v4 read access token, or a v3 key (32 hexadecimal digits).
    """

    def __init__(
        self, fetcher: Fetcher, token: str, base_url: str, *, pace: Pace | None = None
    ) -> None:
        # A v3 key goes into the address, where redaction and `secret` keep it unseen.
        is_key = len(token) == 32 and all(c in "0123456789abcdefABCDEF" for c in token)
        self._service = Service(
            "tmdb",
            fetcher,
            base_url,
            headers={} if is_key else {"authorization": f"Bearer {token}"},
            secret={"api_key": token} if is_key else {},
            wait=(pace or Pace(4.0)).wait,
        )

    def check(self) -> None:
        """Whether the token is good: raises `Refused` where it is not."""
        self._service.ask("/authentication")

    def film(self, tmdb: str, *, etag: str | None = None) -> Film:
        """A film with the release dates of all territories, unless unchanged since `etag`."""
        got = self._service.ask(f"/movie/{int(tmdb)}", etag=etag, append_to_response=_APPENDED)
        if got.data is None:
            return Film(None, got.etag, got.fresh)
        facts = film_facts(got.data)
        if facts is None:
            raise Trouble("tmdb answered with a film of another shape")
        return Film(facts, got.etag, got.fresh)

    def search(self, title: str, year: int | None = None) -> list[Candidate]:
        """Films of that title, most fitting first; the year's own first where one is given."""
        tries: list[dict[str, Any]] = [{}]
        if year is not None:
            tries = [{"primary_release_year": year}, {"year": year}, {}]
        for narrowed in tries:
            got = self._service.ask("/search/movie", query=title, include_adult="false", **narrowed)
            found = candidates(got.data, "results")
            if found:
                wanted = folded(title)
                return sorted(found, key=lambda film: not _titled(film, wanted))
        return []

    def named(self, service: str, value: str) -> Candidate | None:
        """The film of an id at `imdb` or `wikidata`; None where TMDB knows none."""
        got = self._service.ask(f"/find/{value}", external_source=f"{service}_id")
        found = candidates(got.data, "movie_results")
        return found[0] if len(found) == 1 else None

    def discover(
        self, territory: str, kind: Kind, since: date, until: date
    ) -> list[Candidate]:  # fmt: skip
        """Films with a release of that kind in a territory in these days, old ones left out."""
        found: dict[str, Candidate] = {}
        for page in self._pages(
            "/discover/movie",
            region=territory,
            with_release_type=str(_TYPES[kind]),
            sort_by="primary_release_date.asc",
            **{"release_date.gte": since.isoformat(), "release_date.lte": until.isoformat()},
        ):
            for film in candidates(page, "results"):
                # A re-release matches too: its film came out long before.
                if film.year is None or film.year >= since.year - 2:
                    found.setdefault(film.tmdb, film)
        return list(found.values())

    def changed(self, since: date, until: date) -> set[str]:
        """The ids of films that were changed in these days, asked for 14 days at a time."""
        found: set[str] = set()
        while since <= until:
            end = min(since + _SPAN - timedelta(days=1), until)
            for page in self._pages(
                "/movie/changes", start_date=since.isoformat(), end_date=end.isoformat()
            ):
                rows = page.get("results")
                for row in rows if isinstance(rows, list) else ():
                    if isinstance(row, dict) and isinstance(row.get("id"), int):
                        found.add(str(row["id"]))
            since = end + timedelta(days=1)
        return found

    def credits(self, person: str, role: str = "") -> list[Candidate]:
        """A person's films: as a crew member of that job, `cast`, or in any role."""
        got = self._service.ask(f"/person/{int(person)}/movie_credits")
        wanted = role.casefold()
        if wanted in ("cast", "actor"):
            return candidates(got.data, "cast")
        if not wanted:
            return candidates(got.data, "cast", "crew")
        crew = got.data.get("crew")
        jobs = [
            row
            for row in (crew if isinstance(crew, list) else ())
            if isinstance(row, dict) and str(row.get("job", "")).casefold() == wanted
        ]
        return candidates({"crew": jobs}, "crew")

    def collection(self, number: str) -> tuple[str, list[Candidate]]:
        """A collection's name and films."""
        got = self._service.ask(f"/collection/{int(number)}")
        return str(got.data.get("name") or ""), candidates(got.data, "parts")

    def people(self, name: str) -> list[tuple[str, str]]:
        """Persons of that name: id and name."""
        got = self._service.ask("/search/person", query=name)
        rows = got.data.get("results")
        return [
            (str(row["id"]), str(row["name"]))
            for row in (rows if isinstance(rows, list) else ())
            if isinstance(row, dict) and isinstance(row.get("id"), int) and row.get("name")
        ]

    def collections(self, name: str) -> list[tuple[str, str]]:
        """Collections of that name: id and name."""
        got = self._service.ask("/search/collection", query=name)
        rows = got.data.get("results")
        return [
            (str(row["id"]), str(row["name"]))
            for row in (rows if isinstance(rows, list) else ())
            if isinstance(row, dict) and isinstance(row.get("id"), int) and row.get("name")
        ]

    def _pages(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """All pages of a list; TMDB answers none after the five hundredth."""
        number, last = 1, 1
        while number <= min(last, _LAST_PAGE):
            page: dict[str, Any] = self._service.ask(path, page=number, **query).data
            yield page
            total = page.get("total_pages")
            last = total if isinstance(total, int) else 1
            number += 1


def _titled(film: Candidate, wanted: str) -> bool:
    return wanted in (folded(film.title), folded(film.original_title or ""))
