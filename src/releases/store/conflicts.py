"""Releases that a source contradicts, and telling followers of it, once for each other date."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Connection, String, literal, select, true, update

from releases.model.dates import ReleaseDate
from releases.model.delivery import State
from releases.model.plan import DEFAULT_SETTLE, What, notice_due
from releases.model.release import Standing
from releases.model.verdict import Effect
from releases.store.films import RELEASES, Release, StoredClaim, claims_of, release_of
from releases.store.outbox import KEY, schedules_of, takes
from releases.store.sets import counted, insert, rows
from releases.store.tables import (
    NO_LEAD,
    USABLE,
    changes,
    channels,
    claims,
    coverage,
    deliveries,
    releases,
    subscribers,
    to_millis,
)

OVERRULED = "overruled"


def contested(connection: Connection) -> list[Release]:
    """The releases whose date a source contradicts, soonest first."""
    query = (
        RELEASES.where(releases.c.conflict == true(), releases.c.standing == Standing.ACTIVE)
        .order_by(releases.c.earliest.is_(None), releases.c.earliest, releases.c.id)
    )  # fmt: skip
    return [release_of(row) for row in connection.execute(query)]


def contradictions(connection: Connection, release: Release) -> list[StoredClaim]:
    """The last statement of each source that contradicts the date that a release has."""
    last: dict[tuple[str, str], StoredClaim] = {}
    for stored in claims_of(connection, release.id):
        last[stored.claim.klass, stored.claim.evidence.source] = stored
    return [
        stored
        for stored in last.values()
        if stored.effect == Effect.CONFLICTS
        and (stored.claim.date is None or not stored.claim.date.contains(release.date))
    ]


def overrule(connection: Connection, release_id: int) -> None:
    """Take all that contradicts a release for settled; the statements stay as they were made."""
    connection.execute(
        update(claims)
        .where(claims.c.release_id == release_id, claims.c.effect == Effect.CONFLICTS)
        .values(effect=OVERRULED)
    )


def plan_conflict(
    connection: Connection,
    release_id: int,
    other: ReleaseDate,
    now: datetime,
    *,
    settle: timedelta = DEFAULT_SETTLE,
) -> int:
    """Owe each follower of a release one notice that a source says `other`; count the new ones.

    The same other date is told once for each date that the release has had.
    """
    row = connection.execute(
        select(releases.c.date, releases.c.turn, releases.c.standing).where(
            releases.c.id == release_id
        )
    ).one()
    held = ReleaseDate(row.date)
    latest = max((day for day in (held.latest, other.latest) if day), default=None)
    over = latest is not None and latest < (now - timedelta(days=2)).date()
    if row.standing != Standing.ACTIVE or over:
        return 0
    who = (
        select(channels.c.id, subscribers.c.schedule_id)
        .join(coverage, coverage.c.subscriber_id == channels.c.subscriber_id)
        .join(subscribers, subscribers.c.id == channels.c.subscriber_id)
        .where(coverage.c.release_id == release_id, USABLE, takes("notices"))
        .subquery("who")
    )
    used = connection.scalars(select(who.c.schedule_id).distinct()).all()
    due = [
        (key, to_millis(notice_due(held.text, other.text, now, schedule, settle)))
        for key, schedule in schedules_of(connection, used).items()
    ]
    if not due:
        return 0
    when = rows(connection, "due", {"schedule_id": "big", "at": "big"}, due)
    owed = (
        select(
            who.c.id,
            literal(release_id, BigInteger()),
            literal(What.CONFLICT.value, String()),
            literal(NO_LEAD),
            literal(other.text, String()),
            literal(row.turn),
            literal(State.PENDING.value, String()),
            when.c.at,
            when.c.at,
        )
        .select_from(who.join(when, when.c.schedule_id == who.c.schedule_id))
        .where(true())
    )
    statement = insert(connection, deliveries).from_select([*KEY, "state", "due", "next"], owed)
    return counted(connection, statement.on_conflict_do_nothing())


def last_change_by(connection: Connection, subscriber_id: int) -> int | None:
    """The release that a subscriber changed last."""
    query = (
        select(changes.c.release_id)
        .where(changes.c.by_id == subscriber_id)
        .order_by(changes.c.id.desc())
        .limit(1)
    )
    found: int | None = connection.scalar(query)
    return found
