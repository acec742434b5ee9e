"""What is shown to people: read-only queries that join what a page or a table needs."""

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, func, select, text, true

from releases.model.delivery import State
from releases.model.plan import APART
from releases.model.release import Standing
from releases.store.shelf import UNDATED, Brief, Shelved, question
from releases.store.tables import (
    LIVE_ROWS,
    THEIR_RELEASE,
    attempts,
    channels,
    deliveries,
    films,
    members,
    releases,
    schedules,
    subscribers,
)

# Reading a query takes as long as a short one takes to answer, and they are few.
_read = lru_cache(200)(text)


def listing(connection: Connection, subscriber_id: int, **wanted: Any) -> list[Shelved]:
    """Releases with their film, as `shelf.question` finds them."""
    query, values = question(subscriber_id, **wanted)
    # Fetched at once: row by row takes twice as long.
    return list(map(Shelved._make, connection.execute(_read(query), values).fetchall()))


def brief(connection: Connection, subscriber_id: int, **wanted: Any) -> Sequence[Brief]:
    """The same releases with only what a month shows of them, by the text of their dates."""
    query, values = question(subscriber_id, brief=True, **wanted)
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection):
        # As plain tuples, the fastest there is: hundreds are wanted after every change.
        return raw.execute(query, values).fetchall()
    return connection.execute(_read(query), values).all()


def undated_follows(connection: Connection, subscriber_id: int) -> list[Any]:
    """Followed films that have no release at all: their id, title and year."""
    return list(connection.execute(text(UNDATED), {"reader": subscriber_id}))


_DELIVERY = (
    select(
        deliveries,
        channels.c.name.label("channel"),
        channels.c.state.label("channel_state"),
        channels.c.ready,
        subscribers.c.name.label("subscriber"),
        schedules.c.zone,
        films.c.title,
        releases.c.territory,
        releases.c.kind,
    )
    .join_from(deliveries, channels, channels.c.id == deliveries.c.channel_id)
    .join(subscribers, subscribers.c.id == channels.c.subscriber_id)
    .join(schedules, schedules.c.id == subscribers.c.schedule_id)
    .join(releases, THEIR_RELEASE, isouter=True)
    .join(films, films.c.id == releases.c.film_id, isouter=True)
)


def deliveries_shown(
    connection: Connection,
    *,
    subscriber_id: int | None = None,
    states: Sequence[str] = (),
    ids: Collection[int] | None = None,
    release_ids: Collection[int] | None = None,
    newest: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[Any]:
    """Deliveries with their channel, subscriber (and their zone) and release, by due moment.

    With `newest` those that are due last come first. `limit` and `offset` are of rows.
    """
    order = (deliveries.c.due, deliveries.c.id)
    query = _DELIVERY.order_by(*(each.desc() if newest else each for each in order))
    query = query.limit(limit).offset(offset)
    if subscriber_id is not None:
        query = query.where(channels.c.subscriber_id == subscriber_id)
    if states:
        query = query.where(deliveries.c.state.in_(states))
    if ids is not None:
        query = query.where(deliveries.c.id.in_(list(ids)))
    if release_ids is not None:
        query = query.where(
            deliveries.c.subject.in_(list(release_ids)), deliveries.c.what.not_in(APART)
        )
    return list(connection.execute(query))


def attempts_of(connection: Connection, delivery_id: int) -> list[Any]:
    """The tries to send a delivery, oldest first: started, outcome, detail, took_ms, daemon."""
    return list(
        connection.execute(
            select(attempts)
            .join_from(attempts, members, members.c.message_id == attempts.c.message_id)
            .where(members.c.delivery_id == delivery_id)
            .order_by(attempts.c.id)
        )
    )


def ids_in_state(connection: Connection, state: State, subscriber_id: int | None) -> list[int]:
    """The deliveries in a state, of one subscriber or of all."""
    query = select(deliveries.c.id).join(channels, channels.c.id == deliveries.c.channel_id)
    query = query.where(deliveries.c.state == state.value).order_by(deliveries.c.id)
    if subscriber_id is not None:
        query = query.where(channels.c.subscriber_id == subscriber_id)
    return list(connection.scalars(query))


def state_counts(connection: Connection, subscriber_id: int | None = None) -> dict[str, int]:
    """How many deliveries, of one subscriber or all, are in each state; empty ones left out."""
    query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
    if subscriber_id is not None:
        query = query.join(channels, channels.c.id == deliveries.c.channel_id)
        query = query.where(channels.c.subscriber_id == subscriber_id)
    return {row[0]: row[1] for row in connection.execute(query)}


def release_counts(connection: Connection) -> tuple[int, int]:
    """How many releases there are, removed ones aside, and how many a source contradicts."""
    present = releases.c.standing != Standing.REMOVED.value
    total = connection.scalar(select(func.count()).select_from(releases).where(present))
    doubted = connection.scalar(
        select(func.count())
        .select_from(releases)
        .where(releases.c.conflict == true(), releases.c.standing == Standing.ACTIVE.value)
    )
    return int(total or 0), int(doubted or 0)


def next_due(connection: Connection, subscriber_id: int | None = None) -> datetime | None:
    """When the next delivery, of one subscriber or all, that can be sent is due; None: never."""
    query = (
        select(func.min(deliveries.c.due))
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .where(LIVE_ROWS, channels.c.state.in_(("ok", "failing")))
    )
    if subscriber_id is not None:
        query = query.where(channels.c.subscriber_id == subscriber_id)
    found: datetime | None = connection.scalar(query)
    return found


def last_due(connection: Connection) -> datetime | None:
    """When the last delivery that waits is due; None where nothing waits."""
    found: datetime | None = connection.scalar(select(func.max(deliveries.c.due)).where(LIVE_ROWS))
    return found


def overdue(connection: Connection, before: datetime) -> int:
    """How many deliveries of working channels should have been tried before an instant."""
    query = (
        select(func.count())
        .select_from(deliveries)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .where(
            deliveries.c.state == State.PENDING.value,
            deliveries.c.next < before,
            channels.c.state == "ok",
        )
    )
    return int(connection.scalar(query) or 0)


def films_shown(connection: Connection, *, limit: int | None = None, offset: int = 0) -> list[Any]:
    """All films by title, with how many releases each has (`releases`), merged ones left out."""
    number = select(func.count()).where(
        releases.c.film_id == films.c.id, releases.c.standing != Standing.REMOVED.value
    )
    return list(
        connection.execute(
            select(films, number.correlate(films).scalar_subquery().label("releases"))
            .where(films.c.merged_into.is_(None))
            .order_by(films.c.folded, films.c.id)
            .limit(limit)
            .offset(offset)
        )
    )


def titles_like(connection: Connection) -> list[str]:
    """Every title that is known, for a suggestion where one was mistyped."""
    return list(connection.scalars(select(films.c.title).where(films.c.merged_into.is_(None))))
