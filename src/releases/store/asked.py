"""Sources as rows: whose turn it is, what they answered last, and which films they are asked for.

A source is asked by one process at a time, under a lease that ends by itself; the rows say when
the next try is, so that any daemon can take the turn.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from releases.errors import NotFound, UsageError
from releases.store.sets import insert, new_id, rows
from releases.store.source_tables import source_films, sources
from releases.store.tables import Instant, changes, claims, coverage, films, follows, releases

SERVICES = ("tmdb", "wikidata")


@dataclass(frozen=True, slots=True)
class Source:
    """A source as stored. `error` is what went wrong last, None after a success."""

    id: int
    name: str
    kind: str
    url: str
    territory: str | None
    state: str
    etag: str | None
    last_modified: str | None
    mark: str | None
    created: datetime
    last_success: datetime | None
    next: datetime
    failures: int
    error: str | None


def _source(row: Any) -> Source:
    values = {name: row._mapping[name] for name in Source.__slots__}
    return Source(**{**values, "territory": row.territory or None})


def add_source(
    connection: Connection,
    name: str,
    kind: str,
    url: str,
    now: datetime,
    *,
    territory: str | None = None,
) -> Source:
    """A new source; raise `UsageError` where its name or address is taken."""
    same = and_(sources.c.state != "removed", or_(sources.c.name == name, sources.c.url == url))
    clash = connection.execute(select(sources.c.name).where(same)).first()
    if clash:
        raise UsageError(
            f"there is a source {clash.name!r} of that name or address already",
            "choose another with --name, or remove that one first",
        )
    # A removed one of that name keeps its rows; it may not be in the way of a new one.
    connection.execute(
        update(sources)
        .where(sources.c.name == name)
        .values(name=sources.c.name + "#" + cast(sources.c.id, Text))
    )
    key = new_id(
        connection, sources.insert(), name=name, kind=kind, url=url, created=now, next=now,
        territory=territory or "",
    )  # fmt: skip
    return _by_id(connection, key)


def ensure_service(connection: Connection, name: str, url: str, now: datetime) -> Source:
    """The row of a service of the settings, made at first use, at its present address."""
    statement = insert(connection, sources).values(
        name=name, kind=name, url=url, created=now, next=now
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={"url": url, "state": case((sources.c.state == "removed", "ok"),
                                            else_=sources.c.state)},
        )
    )  # fmt: skip
    return source(connection, name)


def _by_id(connection: Connection, key: int) -> Source:
    return _source(connection.execute(select(sources).where(sources.c.id == key)).one())


def source(connection: Connection, name: str) -> Source:
    """The source of that name; raise `NotFound`."""
    query = select(sources).where(sources.c.name == name, sources.c.state != "removed")
    row = connection.execute(query).one_or_none()
    if row is None:
        known = [each.name for each in all_sources(connection)]
        raise NotFound(
            f"there is no source named {name!r}",
            f"there are: {', '.join(known)}" if known else "add one: releases sources add URL",
        )
    return _source(row)


def all_sources(connection: Connection) -> list[Source]:
    query = select(sources).where(sources.c.state != "removed").order_by(sources.c.id)
    return [_source(row) for row in connection.execute(query)]


def remove_source(connection: Connection, key: int) -> None:
    """Ask a source no more; what it said stays."""
    connection.execute(update(sources).where(sources.c.id == key).values(state="removed"))


def take_turn(
    connection: Connection, key: int, by: str, now: datetime, lease: timedelta, *, force: bool
) -> bool:
    """Whether this process may ask the source now: its turn has come and nobody else does."""
    mine = and_(
        sources.c.id == key,
        sources.c.state != "removed",
        or_(sources.c.lease.is_(None), sources.c.lease < now, sources.c.leased_by == by),
    )
    if not force:
        mine = and_(mine, sources.c.next <= now)
    done = connection.execute(update(sources).where(mine).values(leased_by=by, lease=now + lease))
    return done.rowcount > 0


def end_turn(connection: Connection, key: int, **values: Any) -> None:
    """Give the turn back, with what came of it: `next`, `error`, `failures`, `etag` and others."""
    connection.execute(
        update(sources).where(sources.c.id == key).values(leased_by=None, lease=None, **values)
    )


def set_mark(connection: Connection, key: int, mark: str) -> None:
    """The day up to which a list of changes has been read."""
    connection.execute(update(sources).where(sources.c.id == key).values(mark=mark))


def set_validators(
    connection: Connection, key: int, etag: str | None, last_modified: str | None
) -> None:
    """What makes the next request conditional, kept once all that came with it was read."""
    connection.execute(
        update(sources).where(sources.c.id == key).values(etag=etag, last_modified=last_modified)
    )


def followed_films(connection: Connection, film_ids: Collection[int]) -> set[int]:
    """Those of these films that somebody follows."""
    query = select(follows.c.film_id).where(
        follows.c.film_id.in_(film_ids), follows.c.active == true()
    )
    return set(connection.scalars(query))


@dataclass(frozen=True, slots=True)
class Due:
    """A followed film that a source is to be asked for, and when it was released or will be."""

    film_id: int
    title: str
    original_title: str | None
    year: int | None
    ids: dict[str, str]
    etag: str | None
    failures: int


def enlist(connection: Connection, source_id: int, now: datetime) -> None:
    """Let a source be asked for every film that somebody follows."""
    wanted = (
        select(
            literal(source_id).label("source_id"),
            follows.c.film_id,
            literal(now, Instant()).label("next"),
        )
        .distinct()
        .join(films, films.c.id == follows.c.film_id)
        .where(follows.c.active == true(), films.c.merged_into.is_(None))
    )
    statement = insert(connection, source_films).from_select(
        ["source_id", "film_id", "next"], wanted
    )
    connection.execute(statement.on_conflict_do_nothing())


def _followed() -> Any:
    return (
        select(follows.c.id)
        .where(follows.c.film_id == source_films.c.film_id, follows.c.active == true())
        .exists()
    )


def due_films(connection: Connection, source_id: int, now: datetime, limit: int) -> list[Due]:
    """The followed films whose turn has come at a source, the longest waiting first."""
    query = (
        select(source_films.c.etag, source_films.c.failures, films)
        .join(films, films.c.id == source_films.c.film_id)
        .where(
            source_films.c.source_id == source_id,
            source_films.c.next <= now,
            films.c.merged_into.is_(None),
            _followed(),
        )
        .order_by(source_films.c.next, films.c.id)
        .limit(limit)
    )
    return [
        Due(
            row.id, row.title, row.original_title, row.year,
            {n: row._mapping[n] for n in ("tmdb", "imdb", "wikidata") if row._mapping[n]},
            row.etag, row.failures,
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def count_films(connection: Connection, source_id: int) -> int:
    query = select(func.count()).where(source_films.c.source_id == source_id, _followed())
    return int(connection.scalar(query) or 0)


@dataclass(frozen=True, slots=True)
class LostFilm:
    """A followed film of which a source (by its name) has nothing to say; `next` is its next turn.

    `gone` where the source knew it and does no more, else it never knew which film is meant.
    """

    source: str
    film_id: int
    title: str
    year: int | None
    next: datetime
    gone: bool


def lost_films(connection: Connection, film_id: int | None = None) -> list[LostFilm]:
    """The followed films that a source has nothing to say of, of all films or of one."""
    query = (
        select(
            sources.c.name, films.c.id, films.c.title, films.c.year, source_films.c.next,
            source_films.c.gone,
        )
        .join_from(source_films, sources, sources.c.id == source_films.c.source_id)
        .join(films, films.c.id == source_films.c.film_id)
        .where(
            or_(source_films.c.gone == true(), source_films.c.failures > 0),
            sources.c.state != "removed",
            films.c.merged_into.is_(None),
            _followed(),
        )
        .order_by(sources.c.id, films.c.folded, films.c.id)
    )  # fmt: skip
    if film_id is not None:
        query = query.where(films.c.id == film_id)
    return [LostFilm(*row) for row in connection.execute(query)]


def earliest_next(connection: Connection, source_id: int) -> datetime | None:
    """When the next film's turn comes at a source; None where none is followed."""
    query = select(func.min(source_films.c.next)).where(
        source_films.c.source_id == source_id, _followed()
    )
    found: datetime | None = connection.scalar(query)
    return found


def record_films(
    connection: Connection, source_id: int, asked: Sequence[Mapping[str, Any]]
) -> None:
    """Store for each film (`film`): `etag`, `asked`, `next`, `failures`, `gone`."""
    if asked:
        connection.execute(
            update(source_films)
            .where(
                source_films.c.source_id == source_id,
                source_films.c.film_id == bindparam("film"),
            )
            .values(
                etag=bindparam("new_etag"),
                asked=bindparam("at"),
                next=bindparam("again"),
                failures=bindparam("failed"),
                gone=bindparam("is_gone"),
            ),
            list(asked),
        )


def hasten(connection: Connection, source_id: int, tmdb: Collection[str], now: datetime) -> int:
    """Make the turn of these films come now; all of them where `tmdb` is empty."""
    query = update(source_films).where(
        source_films.c.source_id == source_id, source_films.c.next > now
    )
    if tmdb:
        changed = rows(connection, "changed", {"tmdb": "text"}, ([key] for key in tmdb))
        mine = select(films.c.id).join(changed, changed.c.tmdb == films.c.tmdb)
        query = query.where(source_films.c.film_id.in_(mine))
    return int(connection.execute(query.values(next=now)).rowcount)


def nearest(connection: Connection, film_ids: Collection[int], today: str) -> dict[int, str]:
    """For each film the soonest day from `today` on that its followed releases may come."""
    query = (
        select(releases.c.film_id, func.min(releases.c.earliest))
        .join(coverage, coverage.c.release_id == releases.c.id)
        .where(releases.c.film_id.in_(film_ids), releases.c.latest >= today)
        .group_by(releases.c.film_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def undated(connection: Connection, film_ids: Collection[int]) -> set[int]:
    """Those films of which some release, or every release, is still without a date."""
    query = select(releases.c.film_id).where(
        releases.c.film_id.in_(film_ids), releases.c.latest.is_(None)
    )
    return set(connection.scalars(query))


def covered(connection: Connection, release_ids: Collection[int]) -> set[int]:
    """Those releases that somebody is told of."""
    if not release_ids:
        return set()
    mine = rows(connection, "mine", {"id": "big"}, ([key] for key in release_ids))
    query = (
        select(coverage.c.release_id)
        .join(mine, mine.c.id == coverage.c.release_id)
        .distinct()
    )  # fmt: skip
    return set(connection.scalars(query))


def stated_and_followed(connection: Connection, source_name: str) -> int:
    """How many releases that somebody is told of a source has stated a date for."""
    query = (
        select(claims.c.release_id)
        .join(coverage, coverage.c.release_id == claims.c.release_id)
        .where(claims.c.source == source_name)
    )
    return _count_apart(connection, query)


def moved_since(connection: Connection, source_name: str, since: datetime) -> int:
    """How many releases a source has moved or withdrawn since."""
    query = (
        select(changes.c.release_id)
        .join(claims, claims.c.id == changes.c.claim_id)
        .where(claims.c.source == source_name, changes.c.at >= since, changes.c.turn > 0)
    )
    return _count_apart(connection, query)


def _count_apart(connection: Connection, query: Select[tuple[int]]) -> int:
    """How many different rows a query has."""
    apart = query.distinct().subquery()
    return connection.scalar(select(func.count()).select_from(apart)) or 0


def taken_ids(connection: Connection, ids: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """Those of these ids, by service, that some film has already."""
    taken = {}
    for name, values in ids.items():
        wanted = rows(connection, "wanted", {"value": "text"}, ([value] for value in values))
        query = select(wanted.c.value).join(films, films.c[name] == wanted.c.value)
        taken[name] = set(connection.scalars(query))
    return taken
