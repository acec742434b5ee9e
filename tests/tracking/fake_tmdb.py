"""A TMDB on loopback: films with release dates as its documents have them, changed by a test."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.parts.http_sink import Arrival, HttpSink, Reply


@dataclass
class Film:
    """`dates` are (territory, type, day, note)."""

    title: str
    dates: list[tuple[str, int, str, str]] = field(default_factory=list)
    year: str = "2026"
    status: str = "In Production"
    imdb: str | None = None
    version: int = 1
    poster: str | None = None

    def document(self, number: int) -> dict[str, Any]:
        places: dict[str, list[dict[str, Any]]] = {}
        for code, kind, day, note in self.dates:
            stamp = f"{day}T00:00:00.000Z"
            row = {"certification": "", "iso_639_1": "", "type": kind, "release_date": stamp}
            places.setdefault(code, []).append({**row, "note": note})
        return {
            "id": number, "title": self.title, "original_title": self.title,
            "release_date": f"{self.year}-06-01" if self.year else "", "status": self.status,
            "imdb_id": self.imdb, "belongs_to_collection": None, "external_ids": {},
            "poster_path": self.poster,
            "release_dates": {
                "results": [{"iso_3166_1": c, "release_dates": r} for c, r in places.items()]
            },
        }  # fmt: skip


class FakeTmdb:
    """Answers /movie, /search and /movie/changes; `broken` is answered instead where set."""

    def __init__(self, sink: HttpSink) -> None:
        self.sink = sink
        self.films: dict[int, Film] = {}
        self.broken: Reply | None = None
        self.changed: list[int] = []
        sink.default = Reply(status=404, body=b'{"status_code": 34}')
        sink.script("/3/search/movie", self._search)
        sink.script("/3/movie/changes", self._changes)

    def lists(self, path: str, key: str, *numbers: int, **more: str) -> None:
        """Let a list of films be answered under a path: credits, a collection, a discovery."""
        rows = [
            {
                "id": number,
                "title": self.films[number].title,
                **more,
                "release_date": f"{self.films[number].year}-06-01"
                if self.films[number].year
                else "",
            }
            for number in numbers
        ]
        self.sink.script(path, _json({key: rows, "name": "A list", "total_pages": 1}))

    def add(self, number: int, film: Film) -> Film:
        self.films[number] = film
        self.sink.script(f"/3/movie/{number}", lambda came: self._movie(number, came))
        return film

    def set(self, number: int, *dates: tuple[str, int, str, str], **more: Any) -> None:
        film = self.films[number]
        if dates:
            film.dates = list(dates)
        for name, value in more.items():
            setattr(film, name, value)
        film.version += 1

    @property
    def asked(self) -> list[str]:
        """The paths asked for, with no query."""
        return [came.path.split("?")[0] for came in self.sink.arrivals]

    def _movie(self, number: int, came: Arrival) -> Reply:
        if self.broken:
            return self.broken
        film = self.films.get(number)
        if film is None:
            return Reply(status=404, body=b'{"status_code": 34, "status_message": "gone"}')
        etag = f'"{film.version}"'
        if came.headers.get("if-none-match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        return _json(film.document(number), ETag=etag)

    def _search(self, came: Arrival) -> Reply:
        if self.broken:
            return self.broken
        query = parse_qs(urlsplit(came.path).query)["query"][0].casefold()
        found = [
            {
                "id": number,
                "title": film.title,
                "release_date": f"{film.year}-06-01",
                "poster_path": film.poster,
            }
            for number, film in self.films.items()
            if query in film.title.casefold()
        ]
        return _json({"results": found, "total_pages": 1})

    def _changes(self, came: Arrival) -> Reply:
        rows = [{"id": number, "adult": False} for number in self.changed]
        return _json({"results": rows, "total_pages": 1})


def _json(document: Any, **headers: str) -> Reply:
    kind = {"Content-Type": "application/json;charset=utf-8", **headers}
    return Reply(headers=kind, body=json.dumps(document).encode())


@contextmanager
def fake_tmdb() -> Iterator[FakeTmdb]:
    with HttpSink() as sink:
        yield FakeTmdb(sink)
