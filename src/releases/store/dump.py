"""Whole tables out and in again, for an export: every column as it is, instants exact."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, select, update

from releases.model.film import folded
from releases.store.films import films_titled
from releases.store.sets import insert, new_id
from releases.store.tables import (
    changes,
    claims,
    coverage,
    films,
    follows,
    leads,
    releases,
    subscribers,
)

Row = dict[str, Any]


def _grouped(connection: Connection, table: Table, by: str, order: str) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = {}
    for row in connection.execute(select(table).order_by(table.c[by], table.c[order])):
        grouped.setdefault(row._mapping[by], []).append(dict(row._mapping))
    return grouped


def all_films(connection: Connection) -> list[Row]:
    """Every film that was not merged away, oldest first, each with its `follows` and `releases`.

    Each release has its `claims`, `changes` and `coverage`.
    """
    of_claims = _grouped(connection, claims, "release_id", "id")
    of_changes = _grouped(connection, changes, "release_id", "id")
    of_cover = _grouped(connection, coverage, "release_id", "subscriber_id")
    of_releases = _grouped(connection, releases, "film_id", "id")
    of_follows = _grouped(connection, follows, "film_id", "id")
    found = []
    query = select(films).where(films.c.merged_into.is_(None)).order_by(films.c.id)
    for film in connection.execute(query):
        row = dict(film._mapping)
        row["follows"] = of_follows.get(film.id, [])
        row["releases"] = of_releases.get(film.id, [])
        for release in row["releases"]:
            release["claims"] = of_claims.get(release["id"], [])
            release["changes"] = of_changes.get(release["id"], [])
            release["coverage"] = of_cover.get(release["id"], [])
        found.append(row)
    return found


def leads_of(connection: Connection, subscriber_id: int) -> list[tuple[int, datetime]]:
    """A subscriber's leads, longest first, each with the time since when it is wanted."""
    query = select(leads.c.lead, leads.c.since).where(leads.c.subscriber_id == subscriber_id)
    return [
        (row.lead, row.since) for row in connection.execute(query.order_by(leads.c.lead.desc()))
    ]


def digest_since(connection: Connection, subscriber_id: int) -> datetime:
    found: datetime = connection.execute(
        select(subscribers.c.digest_since).where(subscribers.c.id == subscriber_id)
    ).scalar_one()
    return found


def put_times(
    connection: Connection,
    subscriber_id: int,
    *,
    created: datetime,
    since: datetime,
    wanted: list[tuple[int, datetime]],
) -> None:
    """Give a new subscriber the times of another database: made, digest since, leads since."""
    connection.execute(
        update(subscribers)
        .where(subscribers.c.id == subscriber_id)
        .values(created=created, digest_since=since)
    )
    for lead, start in wanted:
        connection.execute(
            update(leads)
            .where(leads.c.subscriber_id == subscriber_id, leads.c.lead == lead)
            .values(since=start)
        )


def film_like(
    connection: Connection, title: str, year: int | None, ids: dict[str, str]
) -> int | None:
    """The film with one of these outside ids, else of that very title and year."""
    for name, value in ids.items():
        key = connection.scalar(select(films.c.id).where(films.c[name] == value))
        if key is not None:
            return int(key)
    alike = [film for film in films_titled(connection, title) if film.year == year]
    return alike[0].id if alike else None


def put_film(connection: Connection, row: Row) -> int:
    """A film with all its columns; its id here."""
    return new_id(connection, films.insert(), folded=folded(row["title"]), **row)


def put_follow(connection: Connection, row: Row) -> bool:
    """A follow with the time when it was made; whether there was none."""
    mine = and_(
        follows.c.subscriber_id == row["subscriber_id"], follows.c.film_id == row["film_id"]
    )
    if connection.scalar(select(follows.c.id).where(mine)) is not None:
        return False
    connection.execute(follows.insert().values(**row))
    return True


def put_release(
    connection: Connection,
    row: Row,
    of_claims: list[tuple[Any, Row]],
    of_changes: list[Row],
    covered: list[Row],
    holder: Any,
) -> int:
    """A release with its claims, changes and cover; its id here.

    `of_claims` are (name in the file, columns); `claim_id` of a change and `holder` are such
    names.
    """
    key = new_id(connection, releases.insert(), **row)
    named = {
        name: new_id(connection, claims.insert(), release_id=key, **columns)
        for name, columns in of_claims
    }
    for columns in of_changes:
        claim_id = named.get(columns["claim_id"])
        values = columns | {"release_id": key, "claim_id": claim_id}
        connection.execute(changes.insert().values(**values))
    for columns in covered:
        values = columns | {"release_id": key}
        connection.execute(insert(connection, coverage).values(**values).on_conflict_do_nothing())
    connection.execute(
        update(releases).where(releases.c.id == key).values(holder_id=named.get(holder))
    )
    return key
