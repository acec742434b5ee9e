"""Many films at once: what is known of them, and storing new ones with follow, date and cover.

Each function works on one chunk of an import in a handful of statements, however many rows the
chunk has. What it stores is what `tracking.changes.add` would store row by row.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, func, select, update

from releases.model.dates import ReleaseDate
from releases.model.release import Kind, SourceClass, Standing
from releases.store.sets import insert, rows
from releases.store.source_tables import aliases, lists
from releases.store.tables import changes, claims, coverage, films, follows, releases

OWN_IDS = ("tmdb", "imdb", "wikidata")


@dataclass(frozen=True, slots=True)
class FoundFilm:
    """A film with all its names elsewhere, and the years of its dated releases."""

    id: int
    title: str
    year: int | None
    names: dict[str, str]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundRelease:
    """A stored release, and the date that one source stated of it last ('' where it has not)."""

    id: int
    film_id: int
    territory: str | None
    kind: Kind
    label: str
    date: str
    standing: str
    stated: str


@dataclass(frozen=True, slots=True)
class NewFilm:
    title: str
    folded: str
    year: int | None
    original_title: str | None
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewRelease:
    """A release with its first date, as one source states it."""

    film_id: int
    territory: str | None
    kind: Kind
    label: str
    date: ReleaseDate
    unconfirmed: bool
    wanted: bool


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


def add_films(connection: Connection, new: Sequence[NewFilm], now: datetime) -> list[int]:
    """Store new films; their ids, in order."""
    return _insert(
        connection,
        films,
        [
            {
                "title": film.title, "folded": film.folded, "year": film.year,
                "original_title": film.original_title, "created": now,
                **{name: film.ids.get(name) for name in OWN_IDS},
            }
            for film in new
        ],
    )  # fmt: skip


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
    for key in {*own, *years}:
        values: dict[str, Any] = dict(own.get(key, {}))
        if key in years:
            values["year"] = years[key]
        connection.execute(update(films).where(films.c.id == key).values(**values))


def add_releases(
    connection: Connection,
    new: Sequence[NewRelease],
    now: datetime,
    *,
    source: str,
    by_id: int | None,
) -> list[int]:
    """Store releases that rest on what `source` (a file) states; their ids, in order."""
    if not new:
        return []
    keys = _insert(
        connection,
        releases,
        [
            {
                "film_id": each.film_id, "territory": each.territory or "",
                "kind": each.kind.value, "label": each.label, "date": each.date.text,
                "earliest": each.date.earliest.isoformat() if each.date.earliest else None,
                "latest": each.date.latest.isoformat() if each.date.latest else None,
                "known": now, "changed": now, "created": now, "unconfirmed": each.unconfirmed,
            }
            for each in new
        ],
    )  # fmt: skip
    stated = _insert(
        connection,
        claims,
        [
            {
                "release_id": key, "class": SourceClass.FILE.value, "typed": False,
                "source": source, "date": each.date.text, "territory": each.territory,
                "kind": each.kind.value, "said": now, "seen": now, "by_id": by_id,
                "wanted": each.wanted, "effect": "new",
            }
            for key, each in zip(keys, new, strict=True)
        ],
    )  # fmt: skip
    connection.execute(
        changes.insert(),
        [
            {
                "release_id": key, "turn": 0, "at": now, "what": "added", "old": "",
                "new": each.date.text, "claim_id": claim_id, "by_id": by_id,
            }
            for key, claim_id, each in zip(keys, stated, new, strict=True)
        ],
    )  # fmt: skip
    holder = rows(
        connection, "holder", {"id": "big", "claim_id": "big"}, zip(keys, stated, strict=True)
    )
    connection.execute(
        update(releases)
        .where(releases.c.id.in_(select(holder.c.id)))
        .values(
            holder_id=select(holder.c.claim_id)
            .where(holder.c.id == releases.c.id)
            .scalar_subquery()
        )
    )
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
    connection.execute(
        follows.insert(),
        [
            {
                "subscriber_id": subscriber_id, "film_id": key, "kinds": "", "territories": "",
                "effective": effective, "active": True, "since": now,
            }
            for key in film_ids
        ],
    )  # fmt: skip
    connection.execute(
        insert(connection, lists).on_conflict_do_nothing(),
        [{"subscriber_id": subscriber_id, "list": listed, "film_id": key} for key in film_ids],
    )


def cover(
    connection: Connection,
    subscriber_id: int,
    pairs: Iterable[tuple[int, bool]],
    now: datetime,
) -> None:
    """Cover releases for a subscriber: pairs of a release and whether they added it themselves."""
    values = [
        {"release_id": key, "subscriber_id": subscriber_id, "since": now, "added": added}
        for key, added in pairs
    ]
    if values:
        connection.execute(insert(connection, coverage).on_conflict_do_nothing(), values)


def listed_by(connection: Connection, subscriber_id: int, listed: str) -> set[int]:
    """The films that a subscriber follows because that list named them."""
    query = (
        select(lists.c.film_id)
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
        )
    )
    return set(connection.scalars(query))


def unlist(
    connection: Connection, subscriber_id: int, listed: str, film_ids: Collection[int]
) -> None:
    connection.execute(
        delete(lists).where(
            lists.c.subscriber_id == subscriber_id,
            lists.c.list == listed,
            lists.c.film_id.in_(film_ids),
        )
    )


def _insert(connection: Connection, table: Table, values: list[dict[str, Any]]) -> list[int]:
    if not values:
        return []
    statement = table.insert().returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, values))
