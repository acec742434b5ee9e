"""What a subscriber's own feeds are made of: their calendar, and what they were told.

A calendar of thousands of releases is asked for every few hours by every device, so its query is
text and its rows are plain tuples.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, text

from releases.store.tables import (
    THEIR_RELEASE,
    changes,
    channels,
    coverage,
    deliveries,
    films,
    from_millis,
    members,
    messages,
    releases,
    to_millis,
)


class CalendarRow(NamedTuple):
    """A release that its subscriber is told of. `was` is the last day it had, where it has none.

    Territory `''` is none; `changed` is in milliseconds since 1970 UTC; `source` to `note` are of
    the claim that the date rests on, None where there is none.
    """

    id: int
    title: str
    year: int | None
    territory: str
    kind: str
    label: str
    date: str
    standing: str
    turn: int
    changed: int
    unconfirmed: bool
    was: str | None
    source: str | None
    typed: bool | None
    url: str | None
    sentence: str | None
    published: str | None

    @property
    def changed_at(self) -> datetime:
        return from_millis(self.changed)


# A day is ten characters, which no other date and no standing has.
_WAS = """CASE WHEN length(r.date) = 10 THEN NULL ELSE (SELECT h.old FROM changes h
WHERE h.release_id = r.id AND length(h.old) = 10 ORDER BY h.id DESC LIMIT 1) END"""

_OF_THE_READER = "releases r JOIN coverage v ON v.release_id = r.id AND v.subscriber_id = :reader"


def calendar_rows(
    connection: Connection,
    subscriber_id: int,
    *,
    since: date,
    ended_since: datetime,
    territories: Sequence[str] = (),
    kinds: Sequence[str] = (),
    everything: bool = False,
) -> list[CalendarRow]:
    """The releases that a subscriber is told of and that end on `since` or later, soonest first.

    What was called off, taken back or has lost its date is among them if that was after
    `ended_since`. With `everything`, also what they are not told of.
    """
    values: dict[str, Any] = {"since": since.isoformat(), "ended": to_millis(ended_since)}
    if not everything:
        values["reader"] = subscriber_id
    wanted = ""
    for column, options in (("territory", territories), ("kind", kinds)):
        if options:
            names = [f"{column}{number}" for number in range(len(options))]
            values |= dict(zip(names, map(str, options), strict=True))
            wanted += f" AND r.{column} IN ({', '.join(':' + name for name in names)})"
    query = f"""SELECT r.id, f.title, f.year, r.territory, r.kind, r.label, r.date, r.standing,
        r.turn, r.changed, r.unconfirmed, {_WAS},
        c.source, c.typed, c.url, c.sentence, c.published
        FROM {"releases r" if everything else _OF_THE_READER}
        JOIN films f ON f.id = r.film_id LEFT JOIN claims c ON c.id = r.holder_id
        WHERE (r.latest >= :since OR (r.latest IS NULL AND r.changed >= :ended))
        AND (r.standing = 'active' OR r.changed >= :ended){wanted}
        ORDER BY r.earliest, r.id"""
    return list(map(CalendarRow._make, connection.execute(text(query), values).fetchall()))


def told_rows(connection: Connection, subscriber_id: int, limit: int) -> list[Any]:
    """The deliveries of the last `limit` messages that reached a subscriber, latest first.

    Each with the name of its channel and, where it is about a release, its film and release.
    """
    mine = select(channels.c.id).where(channels.c.subscriber_id == subscriber_id)
    # By the newest messages, for a delivery's number is of when it was planned.
    last = (
        select(messages.c.id)
        .where(messages.c.channel_id.in_(mine))
        .order_by(messages.c.id.desc())
        .limit(limit)
        .subquery()
    )
    query = (
        select(
            deliveries.c.id,
            deliveries.c.what,
            deliveries.c.lead,
            deliveries.c.speaks_of,
            deliveries.c.subject,
            deliveries.c.sent,
            channels.c.name.label("channel"),
            films.c.title,
            films.c.year,
            releases.c.territory,
            releases.c.kind,
            releases.c.label,
        )
        .join_from(last, members, members.c.message_id == last.c.id)
        .join(deliveries, deliveries.c.id == members.c.delivery_id)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(releases, THEIR_RELEASE, isouter=True)
        .join(films, films.c.id == releases.c.film_id, isouter=True)
        .where(deliveries.c.state == "sent", channels.c.subscriber_id == subscriber_id)
        .distinct()
        .order_by(deliveries.c.sent.desc(), deliveries.c.id.desc())
    )
    return list(connection.execute(query))


def change_rows(connection: Connection, subscriber_id: int, limit: int) -> list[Any]:
    """The last changes of what a subscriber is told of, since they are, latest first."""
    query = (
        select(
            changes.c.id,
            changes.c.at,
            changes.c.what,
            changes.c.old,
            changes.c.new,
            changes.c.reason,
            changes.c.release_id,
            films.c.title,
            films.c.year,
            releases.c.territory,
            releases.c.kind,
            releases.c.label,
        )
        .join_from(coverage, changes, changes.c.release_id == coverage.c.release_id)
        .join(releases, releases.c.id == changes.c.release_id)
        .join(films, films.c.id == releases.c.film_id)
        .where(coverage.c.subscriber_id == subscriber_id, changes.c.at >= coverage.c.since)
        .order_by(changes.c.id.desc())
        .limit(limit)
    )
    return list(connection.execute(query))


def told_mark(connection: Connection, subscriber_id: int) -> str:
    """What differs once a subscriber has been told more, without reading what they were told."""
    query = select(func.max(channels.c.last_sent), func.count()).where(
        channels.c.subscriber_id == subscriber_id
    )
    last, count = connection.execute(query).one()
    return f"{to_millis(last) if last else 0}.{count}"
