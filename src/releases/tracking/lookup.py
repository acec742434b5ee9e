"""Films that TMDB knows and we may not: found by title, followed, with what TMDB says of them."""

from collections.abc import Sequence
from datetime import datetime

from releases.errors import NotFound
from releases.model.dates import TBA
from releases.model.film import Film, folded
from releases.model.release import Kind, SourceClass
from releases.model.subscriber import Subscriber
from releases.sources.tmdb import PAGE_URL
from releases.sources.tmdb_facts import Candidate, FilmFacts
from releases.store import asked, bulk, people, views
from releases.store import films as facts
from releases.store.bulk import NewRelease
from releases.store.engine import Connection
from releases.store.films import Release
from releases.store.posters import record_posters
from releases.tracking.changes import DEFAULT_RULES, Rules, replan_film
from releases.tracking.stating import Speaker, Spoken, apply, compare

UNDATED = "followed"


def meant(found: Sequence[Candidate], title: str, year: int | None) -> Candidate | None:
    """The one film that a title and year can only mean; None where a person must choose."""
    wanted = folded(title)
    same = [
        film
        for film in found
        if wanted in (folded(film.title), folded(film.original_title or ""))
        and (year is None or film.year == year)
    ]
    alone = len(found) == 1 or year is not None
    return same[0] if len(same) == 1 and alone else None


def film_of(connection: Connection, candidate: Candidate, now: datetime) -> Film:
    """Our film of a TMDB film: of its id, else of exactly its title and year, else a new one."""
    for known in bulk.find_films(connection, [folded(candidate.title)], {"tmdb": [candidate.tmdb]}):
        own = known.names.get("tmdb")
        same = own is None and known.year is not None and known.year == candidate.year
        if own == candidate.tmdb or (same and folded(known.title) == folded(candidate.title)):
            if own is None:
                facts.set_film(connection, known.id, tmdb=candidate.tmdb)
            return facts.film_by_id(connection, known.id)
    film = facts.add_film(connection, candidate.title, candidate.year, now)
    facts.set_film(
        connection, film.id, tmdb=candidate.tmdb, original_title=candidate.original_title
    )
    return facts.film_by_id(connection, film.id)


def follow_candidate(
    connection: Connection,
    who: Subscriber,
    candidate: Candidate,
    now: datetime,
    *,
    kinds: Sequence[Kind] = (),
    territories: Sequence[str] | None = None,
    rules: Rules = DEFAULT_RULES,
) -> Film:
    """Follow a TMDB film; one without releases gets an undated one, so that its date is news."""
    film = film_of(connection, candidate, now)
    people.follow(connection, who, film.id, now, kinds=kinds, territories=territories)
    if not facts.releases_of(connection, film.id):
        own = tuple(territories or who.territories)
        kind = kinds[0] if kinds else Kind.THEATRICAL
        undated = NewRelease(film.id, own[0] if own else None, kind, "", TBA, False, False)
        bulk.add_releases(connection, [undated], now, source=UNDATED)
    replan_film(connection, film.id, now, rules)
    return film


def take_facts(
    connection: Connection,
    film: Film,
    said: FilmFacts,
    now: datetime,
    home: Sequence[str],
    rules: Rules = DEFAULT_RULES,
) -> None:
    """Store what TMDB says of a film now."""
    lacking = {name: value for name, value in said.ids.items() if name not in film.ids}
    taken = asked.taken_ids(connection, {name: [value] for name, value in lacking.items()})
    values: dict[str, object] = {n: v for n, v in lacking.items() if not taken[n]}
    if film.year is None and said.year is not None:
        values["year"] = said.year
    if values:
        facts.set_film(connection, film.id, **values)
    record_posters(connection, "tmdb", {film.id: said.poster})
    known = bulk.find_releases(connection, [film.id], "tmdb").get(film.id, [])
    spoken = [Spoken(s.date, s.kind, s.territory, s.label, s.note) for s in said.said]
    difference = compare(spoken, known, home)
    speaker = Speaker(SourceClass.TMDB, "tmdb", PAGE_URL + said.tmdb)
    apply(connection, speaker, film.id, difference, now, rules)


def follow_found(
    connection: Connection,
    who: Subscriber,
    candidate: Candidate,
    said: FilmFacts | None,
    now: datetime,
    *,
    kinds: Sequence[Kind] = (),
    territories: Sequence[str] = (),
    rules: Rules = DEFAULT_RULES,
) -> tuple[Film, list[Release]]:
    """Follow the TMDB film that a person chose, with what TMDB says of it (`said`) stored.

    The film, and those of its releases that are where the person is (`territories`, else theirs).
    """
    film = follow_candidate(
        connection, who, candidate, now, kinds=kinds, territories=territories or None, rules=rules
    )
    if said is not None:
        take_facts(connection, film, said, now, (*territories, *who.territories), rules)
    return film, releases_for(connection, who, film, territories)


def releases_for(
    connection: Connection, who: Subscriber, film: Film, territories: Sequence[str] = ()
) -> list[Release]:
    """The releases of a film where somebody is: in `territories`, else in theirs, or nowhere."""
    home = territories or who.territories
    return [
        release
        for release in facts.releases_of(connection, film.id, removed=False)
        if not home or release.territory in (None, *home)
    ]


def known_alike(
    connection: Connection, title: str, year: int | None = None, *, most: int = 10
) -> list[Film]:
    """Films that are known and may be meant by a title, most fitting first.

    Those of that title, then those whose title holds it, else those spelt nearly so.
    """
    from difflib import get_close_matches

    wanted = folded(title)
    found = {film.id: film for film in facts.films_titled(connection, title, year)}
    by_fold = {folded(known): known for known in views.titles_like(connection)}
    near = sorted((fold for fold in by_fold if f" {wanted} " in f" {fold} "), key=len)
    if not near:
        near = get_close_matches(wanted, by_fold, n=3, cutoff=0.8)
    for fold in near[:most]:
        for film in facts.films_titled(connection, by_fold[fold], year):
            found.setdefault(film.id, film)
    return list(found.values())[:most]


def none_found(title: str) -> NotFound:
    return NotFound(
        f"TMDB knows no film {title!r}",
        "check the spelling, or type its date: releases add TITLE --on DATE",
    )
