"""What a service answers about each film that it is asked for, TMDB and Wikidata alike."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from releases.model.film import folded
from releases.sources.asking import Gone
from releases.sources.tmdb import Film, Tmdb
from releases.sources.wikidata import Wikidata
from releases.store import asked
from releases.store.asked import Due, Source
from releases.store.engine import Store
from releases.tracking.stating import Spoken

# From so many followed films on, the list of changes costs less than asking for each.
LIST_FROM = 60
LONGEST_GAP = timedelta(days=14)
# Finding a film at Wikidata takes up to three requests, and reading those that were found one.
AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Told:
    """What a service answered about a film. `said` is None where nothing has changed.

    `gone` where it knows the film no more, `unknown` where it cannot tell which film is meant;
    `renamed` where it has it under another id, in `ids`. `poster` is a path there, '' where it
    has none, None where nothing is said of posters.
    """

    due: Due
    said: tuple[Spoken, ...] | None
    ids: dict[str, str]
    year: int | None = None
    original_title: str | None = None
    cancelled: bool | None = None
    etag: str | None = None
    fresh: float | None = None
    gone: bool = False
    unknown: bool = False
    renamed: bool = False
    poster: str | None = None


class Ask(Protocol):
    """A service: `prepare` says whose turn it is, `tell` asks for each film and may be broken off.

    Both may raise `Trouble` or `Refused` of `sources.asking`.
    """

    def prepare(self, store: Store, source: Source, now: datetime) -> None: ...
    def tell(self, due: Sequence[Due]) -> Iterator[Told]: ...


class AskTmdb:
    """TMDB, asked film by film, with the list of changes where they are many."""

    def __init__(self, tmdb: Tmdb) -> None:
        self._tmdb = tmdb

    def prepare(self, store: Store, source: Source, now: datetime) -> None:
        """With many films, let the list of changes say whose turn it is."""
        today = now.date()
        with store.read() as connection:
            many = asked.count_films(connection, source.id) >= LIST_FROM
        if not many or source.mark == today.isoformat():
            return
        since = date.fromisoformat(source.mark) if source.mark else None
        everything = since is not None and today - since > LONGEST_GAP
        changed = (
            self._tmdb.changed(since, today) if since is not None and not everything else set()
        )
        with store.unit() as connection:
            if everything or changed:
                asked.hasten(connection, source.id, changed, now)
            asked.set_mark(connection, source.id, today.isoformat())

    def tell(self, due: Sequence[Due]) -> Iterator[Told]:
        for each in due:
            known = each.ids.get("tmdb")
            tmdb = known or self._link(each)
            if tmdb is None:
                yield Told(each, None, {}, unknown=True)
                continue
            film = self._film(tmdb, each.etag if known else None)
            if film is None and known:
                # Films that were two are merged there: the id of one of them is no more.
                tmdb = self._exact(each) or known
                film = self._film(tmdb, None) if tmdb != known else None
            if film is None:
                yield Told(each, None, {}, gone=True)
                continue
            if film.facts is None:
                yield Told(each, None, {}, etag=film.etag, fresh=film.fresh)
                continue
            said = tuple(
                Spoken(row.date, row.kind, row.territory, row.label, row.note)
                for row in film.facts.said
            )
            yield Told(
                each, said, film.facts.ids, film.facts.year, film.facts.original_title,
                film.facts.cancelled, film.etag, film.fresh,
                renamed=known is not None and tmdb != known, poster=film.facts.poster,
            )  # fmt: skip

    def _film(self, tmdb: str, etag: str | None) -> Film | None:
        try:
            return self._tmdb.film(tmdb, etag=etag)
        except Gone:
            return None

    def _exact(self, due: Due) -> str | None:
        """The film there of an exact id."""
        for service in ("imdb", "wikidata"):
            if service in due.ids:
                with suppress(Gone):
                    found = self._tmdb.named(service, due.ids[service])
                    if found is not None:
                        return found.tmdb
        return None

    def _link(self, due: Due) -> str | None:
        """The film there of an exact id, or the only one of exactly that title and year."""
        exact = self._exact(due)
        if exact is not None:
            return exact
        wanted = folded(due.title)
        try:
            alike = self._tmdb.search(due.title, due.year)
        except Gone:
            return None
        same = [
            film
            for film in alike
            if wanted in (folded(film.title), folded(film.original_title or ""))
            and (due.year is None or film.year == due.year)
        ]
        return same[0].tmdb if len(same) == 1 else None


class AskWikidata:
    """Wikidata, asked for many films at once, once each of them is found."""

    def __init__(self, wikidata: Wikidata) -> None:
        self._wikidata = wikidata

    def prepare(self, store: Store, source: Source, now: datetime) -> None:
        pass

    def tell(self, due: Sequence[Due]) -> Iterator[Told]:
        for start in range(0, len(due), AT_ONCE):
            found: dict[str, Due] = {}
            for each in due[start : start + AT_ONCE]:
                item = each.ids.get("wikidata") or self._find(each)
                if item is None or item in found:
                    yield Told(each, None, {}, unknown=True)
                else:
                    found[item] = each
            answered = self._wikidata.films(list(found)) if found else {}
            for item, each in found.items():
                if item not in answered:
                    yield Told(each, None, {}, unknown=True)
                    continue
                now, published = answered[item]
                said = tuple(Spoken(p.date, p.kind, p.territory) for p in published)
                yield Told(each, _one_each(said), {"wikidata": now})

    def _find(self, due: Due) -> str | None:
        for service in ("tmdb", "imdb"):
            if service in due.ids:
                found = self._wikidata.find(service, due.ids[service])
                if found is not None:
                    return found
        for title in dict.fromkeys(filter(None, (due.title, due.original_title))):
            found = self._wikidata.named(title, due.year) if due.year is not None else None
            if found is not None:
                return found
        return None


def _one_each(said: Sequence[Spoken]) -> tuple[Spoken, ...]:
    """The earliest, and of that the finest, of several dates of one territory and kind."""
    first: dict[tuple[str | None, str], Spoken] = {}
    for each in sorted(said, key=lambda spoken: spoken.date.order):
        first.setdefault((each.territory, each.kind), each)
    return tuple(first.values())
