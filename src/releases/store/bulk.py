"""Many films at once: what is known of them, and storing new ones with follow, date and cover.

Each function works on one chunk of an import in a handful of statements, however many rows the
chunk has. What it stores is what `tracking.changes.add` would store row by row.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from releases.model.dates import ReleaseDate
from releases.model.release import Kind, SourceClass, Standing
from releases.store.inserting import new_keys, put
from releases.store.sets import insert, rows
from releases.store.source_tables import aliases, lists
from releases.store.tables import (
    UNSENT_ROWS,
    changes,
    claims,
    coverage,
    deliveries,
    films,
    follows,
    releases,
)

OWN_IDS = ("tmdb", "imdb", "wikidata")


class FoundFilm(NamedTuple):
    """A film with all its names elsewhere, and the years of its dated releases."""

    id: int
    title: str
    year: int | None
    names: dict[str, str]
    years: tuple[int, ...]


class FoundRelease(NamedTuple):
    """A stored release, and the date that one source stated of it last ('' where it has not)."""

    id: int
    film_id: int
    territory: str | None
    kind: Kind
    label: str
    date: str
    standing: str
    stated: str


class NewFilm(NamedTuple):
    title: str
    folded: str
    year: int | None
    original_title: str | None
    ids: Mapping[str, str]


class NewRelease(NamedTuple):
    """A release with its first date, as one source states it on the page `url`."""

    film_id: int
    territory: str | None
    kind: Kind
    label: str
    date: ReleaseDate
    unconfirmed: bool
    wanted: bool
    note: str | None = None
    url: str | None = None


def find_films(
    connection: Connection, titles: Collection[str], names: Mapping[str, Collection[str]]
) -> list[FoundFilm]:
    """The films of these folded titles, and those that have one of these names at a service."""
    keys: set[int] = set()
    titled = rows(connection, "titled", {"folded": "text"}, ([title] for title in titles))
    keys.update(
        connection.scalars(
            select(films.c.id)
            .join(titled, titled.c.folded == films.c.folded)
            .where(films.c.merged_into.is_(None))
        )
    )
    for service, values in names.items():
        if not values:
            continue
        wanted = rows(connection, "wanted", {"value": "text"}, ([value] for value in values))
        if service in OWN_IDS:
            column = films.c[service]
            query = select(func.coalesce(films.c.merged_into, films.c.id)).join(
                wanted, wanted.c.value == column
            )
            keys.update(connection.scalars(query))
        query = select(aliases.c.film_id).join(
            wanted, and_(aliases.c.service == service, aliases.c.value == wanted.c.value)
        )
        keys.update(connection.scalars(query))
    return _described(connection, keys)


def _described(connection: Connection, keys: Collection[int]) -> list[FoundFilm]:
    if not keys:
        return []
    mine = rows(connection, "mine", {"id": "big"}, ([key] for key in keys))
    years: dict[int, set[int]] = {}
    dated = (
        select(releases.c.film_id, releases.c.earliest)
        .join(mine, mine.c.id == releases.c.film_id)
        .where(releases.c.earliest.is_not(None), releases.c.standing == Standing.ACTIVE)
    )
    for film_id, earliest in connection.execute(dated):
        years.setdefault(film_id, set()).add(int(earliest[:4]))
    names: dict[int, dict[str, str]] = {}
    for row in connection.execute(select(aliases).join(mine, mine.c.id == aliases.c.film_id)):
        names.setdefault(row.film_id, {})[row.service] = row.value
    found = []
    for row in connection.execute(select(films).join(mine, mine.c.id == films.c.id)):
        own = {name: row._mapping[name] for name in OWN_IDS if row._mapping[name]}
        found.append(
            FoundFilm(
                row.id, row.title, row.year, names.get(row.id, {}) | own,
                tuple(sorted(years.get(row.id, ()))),
            )
        )  # fmt: skip
    return found


def find_releases(
    connection: Connection, film_ids: Collection[int], source: str
) -> dict[int, list[FoundRelease]]:
    """The releases of these films, by film, with what `source` stated last of each."""
    if not film_ids:
        return {}
    mine = rows(connection, "mine", {"id": "big"}, ([key] for key in film_ids))
    last = (
        select(func.max(claims.c.id).label("id"))
        .join(releases, releases.c.id == claims.c.release_id)
        .join(mine, mine.c.id == releases.c.film_id)
        .where(claims.c.source == source)
        .group_by(claims.c.release_id)
    )
    said = connection.execute(
        select(claims.c.release_id, claims.c.date).where(claims.c.id.in_(last))
    )
    stated = {row.release_id: row.date for row in said}
    found: dict[int, list[FoundRelease]] = {}
    query = select(releases).join(mine, mine.c.id == releases.c.film_id)
    for row in connection.execute(query):
        found.setdefault(row.film_id, []).append(
            FoundRelease(
                row.id, row.film_id, row.territory or None, Kind(row.kind), row.label, row.date,
                row.standing, stated.get(row.id) or "",
            )
        )  # fmt: skip
    return found


def release_turns(connection: Connection, film_ids: Collection[int]) -> dict[int, int]:
    """The releases of these films that concern anybody, each with the number of its date's changes.

    Somebody is told of them, or something of them waits to be sent. A source brings the dates of
    all territories, and most are of no concern.
    """
    mine = rows(connection, "mine", {"id": "big"}, ([key] for key in film_ids))
    covered = select(coverage.c.release_id).where(coverage.c.release_id == releases.c.id)
    waits = select(deliveries.c.id).where(deliveries.c.subject == releases.c.id, UNSENT_ROWS)
    query = (
        select(releases.c.id, releases.c.turn)
        .join(mine, mine.c.id == releases.c.film_id)
        .where(or_(covered.exists(), waits.exists()))
    )
    return {row.id: row.turn for row in connection.execute(query)}


def add_films(connection: Connection, new: Sequence[NewFilm], now: datetime) -> list[int]:
    """Store new films; their ids, in order."""
    keys = new_keys(connection, films, len(new))
    put(
        connection, films, ("id", "title", "folded", "year", "original_title", *OWN_IDS),
        (
            (key, film.title, film.folded, film.year, film.original_title,
             *map(film.ids.get, OWN_IDS))
            for key, film in zip(keys, new, strict=True)
        ),
        created=now,
    )  # fmt: skip
    return keys


def add_names(
    connection: Connection,
    elsewhere: Iterable[tuple[int, str, str]],
    own: Mapping[int, Mapping[str, str]],
    years: Mapping[int, int],
) -> None:
    """Store names (film, service, value) at lists, and ids and years that films lacked."""
    named = [
        {"film_id": film_id, "service": service, "value": value}
        for film_id, service, value in elsewhere
    ]
    if named:
        connection.execute(insert(connection, aliases).on_conflict_do_nothing(), named)
    values: dict[int, dict[str, Any]] = {key: dict(ids) for key, ids in own.items()}
    for key, year in years.items():
        values.setdefault(key, {})["year"] = year
    describe_films(connection, values)


def describe_films(connection: Connection, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Set columns of films (ids, `year`, `original_title`), each film its own."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for key, columns in values.items():
        alike.setdefault(tuple(sorted(columns)), []).append({"described_id": key, **columns})
    described = update(films).where(films.c.id == bindparam("described_id"))
    for names, listed in alike.items():
        if names:
            connection.execute(described, listed)


def _span(when: ReleaseDate) -> tuple[str | None, str | None]:
    if len(when.text) == 10:
        return when.text, when.text
    first, last = when.earliest, when.latest
    return first.isoformat() if first else None, last.isoformat() if last else None


def add_releases(
    connection: Connection,
    new: Sequence[NewRelease],
    now: datetime,
    *,
    source: str,
    by_id: int | None = None,
    klass: SourceClass = SourceClass.FILE,
) -> list[int]:
    """Store releases that rest on what `source` states now; their ids, in order."""
    if not new:
        return []
    keys, stated = new_keys(connection, releases, len(new)), new_keys(connection, claims, len(new))
    numbered = list(zip(keys, stated, new, strict=True))
    put(
        connection, releases,
        ("id", "holder_id", "film_id", "territory", "kind", "label", "date", "earliest",
         "latest", "unconfirmed"),
        (
            (key, claim_id, each.film_id, each.territory or "", each.kind.value, each.label,
             each.date.text, *_span(each.date), each.unconfirmed)
            for key, claim_id, each in numbered
        ),
        known=now, changed=now, created=now,
    )  # fmt: skip
    put(
        connection, claims,
        ("id", "release_id", "date", "territory", "kind", "wanted", "note", "url"),
        (
            (claim_id, key, each.date.text, each.territory, each.kind.value, each.wanted,
             each.note or None, each.url)
            for key, claim_id, each in numbered
        ),
        source=source, said=now, seen=now, by_id=by_id, effect="new", typed=False,
        **{"class": klass.value},
    )  # fmt: skip
    put(
        connection, changes, ("release_id", "new", "claim_id"),
        ((key, each.date.text, claim_id) for key, claim_id, each in numbered),
        turn=0, at=now, what="added", old="", by_id=by_id,
    )  # fmt: skip
    return keys


@dataclass(frozen=True, slots=True)
class Following:
    """A subscriber's follow of a film, ended or not, with the two comma lists of its profile."""

    active: bool
    kinds: str
    effective: str


def followed(
    connection: Connection, subscriber_id: int, film_ids: Collection[int]
) -> dict[int, Following]:
    """A subscriber's follows of these films, by film."""
    if not film_ids:
        return {}
    mine = rows(connection, "mine", {"id": "big"}, ([key] for key in film_ids))
    query = (
        select(follows.c.film_id, follows.c.active, follows.c.kinds, follows.c.effective)
        .join(mine, mine.c.id == follows.c.film_id)
        .where(follows.c.subscriber_id == subscriber_id)
    )
    return {
        row.film_id: Following(bool(row.active), row.kinds, row.effective)
        for row in connection.execute(query)
    }


def followed_by_others(
    connection: Connection, subscriber_id: int, film_ids: Collection[int]
) -> set[int]:
    """Those of these films that somebody else follows."""
    if not film_ids:
        return set()
    mine = rows(connection, "mine", {"id": "big"}, ([key] for key in film_ids))
    query = (
        select(follows.c.film_id)
        .join(mine, mine.c.id == follows.c.film_id)
        .where(follows.c.subscriber_id != subscriber_id, follows.c.active.is_(True))
    )
    return set(connection.scalars(query))


def add_follows(
    connection: Connection,
    subscriber_id: int,
    film_ids: Sequence[int],
    effective: str,
    listed: str,
    now: datetime,
) -> None:
    """Follow films because a list names them; `effective` are the subscriber's territories."""
    if not film_ids:
        return
    put(
        connection, follows, ("film_id",), ((key,) for key in film_ids),
        subscriber_id=subscriber_id, kinds="", territories="", effective=effective, active=True,
        since=now,
    )  # fmt: skip
    put(
        connection, lists, ("film_id",), ((key,) for key in film_ids),
        subscriber_id=subscriber_id, list=listed,
    )  # fmt: skip


def cover(
    connection: Connection,
    subscriber_id: int,
    pairs: Iterable[tuple[int, bool]],
    now: datetime,
) -> None:
    """Cover releases for a subscriber: pairs of a release and whether they added it themselves."""
    put(
        connection, coverage, ("release_id", "added"), pairs,
        subscriber_id=subscriber_id, since=now,
    )  # fmt: skip


def listed_by(
    connection: Connection, subscriber_id: int, listed: str, *, but: Collection[int] = ()
) -> dict[int, str]:
    """The titles of films that a subscriber follows because that list named them, but for some."""
    others = rows(connection, "others", {"id": "big"}, ([key] for key in but))
    query = (
        select(films.c.id, films.c.title)
        .join(lists, lists.c.film_id == films.c.id)
        .join(
            follows,
            and_(
                follows.c.film_id == lists.c.film_id,
                follows.c.subscriber_id == lists.c.subscriber_id,
            ),
        )
        .where(
            lists.c.subscriber_id == subscriber_id,
            lists.c.list == listed,
            follows.c.active.is_(True),
            lists.c.film_id.not_in(select(others.c.id)),
        )
    )
    return {row.id: row.title for row in connection.execute(query)}


def unfollow(connection: Connection, subscriber_id: int, film_ids: Collection[int]) -> None:
    """End a subscriber's follows of films; the rows stay, so that no rule begins them again."""
    gone = rows(connection, "gone", {"id": "big"}, ([key] for key in film_ids))
    connection.execute(
        update(follows)
        .where(follows.c.subscriber_id == subscriber_id, follows.c.film_id.in_(select(gone.c.id)))
        .values(active=False)
    )


def unlist(
    connection: Connection, subscriber_id: int, listed: str, film_ids: Collection[int]
) -> None:
    gone = rows(connection, "gone", {"id": "big"}, ([key] for key in film_ids))
    connection.execute(
        delete(lists).where(
            lists.c.subscriber_id == subscriber_id,
            lists.c.list == listed,
            lists.c.film_id.in_(select(gone.c.id)),
        )
    )
