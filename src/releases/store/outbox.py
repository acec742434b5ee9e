"""Planning reminders into the outbox: set-based and idempotent.

`model.plan` decides once per release and schedule; the statements here multiply the answers by
followers and channels. Running them again changes nothing.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    String,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    update,
)

from releases.model.dates import ReleaseDate
from releases.model.delivery import State
from releases.model.plan import (
    Fate,
    What,
    leads_owed,
)
from releases.model.release import Standing
from releases.model.subscriber import Schedule
from releases.model.verdict import PLACEHOLDER_DAYS
from releases.store.people import schedule_of
from releases.store.sets import (
    InOrder,
    by_index,
    counted,
    greatest,
    insert,
    is_sqlite,
    rows,
    take_turn,
)
from releases.store.tables import (
    UNSENT_ROWS,
    USABLE,
    channels,
    coverage,
    deliveries,
    leads,
    releases,
    schedules,
    subscribers,
    to_millis,
)

# What a fact took back, and another fact may bring back; a later lead's supersession is final.
UNCOVERED = "no longer followed"
NO_CHANNEL = "the channel was removed"
DATE_MOVED = Fate.MOVED.value
NOT_ACTIVE = Fate.NOT_ACTIVE.value
SETTINGS = "not among the leads any more"
UNCONFIRMED = "the day is not confirmed yet"
REVIVABLE = (UNCOVERED, NO_CHANNEL, DATE_MOVED, NOT_ACTIVE, SETTINGS, UNCONFIRMED)
KEY = ["channel_id", "subject", "what", "lead", "speaks_of", "turn"]


def takes(what: str) -> ColumnElement[bool]:
    """Whether a channel wants `reminders`, `notices` or `digest`."""
    return channels.c.takes.like(f"%{what}%")


def plan_reminders(
    connection: Connection,
    now: datetime,
    *,
    release_ids: Collection[int] | None = None,
    subscriber_id: int | None = None,
    fresh: bool = False,
) -> int:
    """Make the reminder rows of these releases (all by default) what the rules say; count the new.

    Unsent rows that are owed no more are superseded or cancelled with their reason; rows that are
    owed again return to pending; due instants that changed (settings, time zones) are corrected.
    `fresh` says that the releases are new in this unit of work, so that no row can be owed no more.
    """
    take_turn(connection)
    if not fresh:
        _withdraw_reminders(connection, release_ids, subscriber_id)
    decided = _decide(connection, now, release_ids, subscriber_id)
    if not decided:
        return 0
    plan = rows(
        connection, "plan",
        {"release_id": "big", "schedule_id": "big", "lead": "int", "speaks_of": "text",
         "due": "big", "until": "big", "known": "big"},
        decided,
    )  # fmt: skip
    since = greatest(
        connection,
        millis(coverage.c.since),
        millis(channels.c.since),
        millis(leads.c.since),
        plan.c.known,
    )
    due = greatest(connection, plan.c.due, since)
    everyone: FromClause = coverage
    for table, on in (
        (subscribers, subscribers.c.id == coverage.c.subscriber_id),
        (
            plan,
            and_(
                plan.c.release_id == coverage.c.release_id,
                plan.c.schedule_id == subscribers.c.schedule_id,
            ),
        ),
        (leads, and_(leads.c.subscriber_id == subscribers.c.id, leads.c.lead == plan.c.lead)),
        (channels, channels.c.subscriber_id == subscribers.c.id),
    ):
        everyone = InOrder(everyone, table, on)
    owed = (
        select(
            channels.c.id,
            plan.c.release_id,
            literal(What.REMINDER.value, String()),
            plan.c.lead,
            plan.c.speaks_of,
            literal(0),
            literal(State.PENDING.value, String()),
            due,
            due,
        )
        .select_from(everyone)
        .where(plan.c.until > since, USABLE, takes("reminders"))
    )
    if not is_sqlite(connection):
        # There ON CONFLICT locks whatever it meets, also what is being sent.
        owed = owed.where(~_as_it_should_be(plan.c.release_id, plan.c.lead, plan.c.speaks_of, due))
    if release_ids is not None:
        owed = owed.where(coverage.c.release_id.in_(release_ids))
    if subscriber_id is not None:
        owed = owed.where(coverage.c.subscriber_id == subscriber_id)
    statement = insert(connection, deliveries).from_select([*KEY, "state", "due", "next"], owed)
    with by_index(connection):
        return upsert(connection, statement)


def portions(connection: Connection, now: datetime, *, most: int = 20_000) -> list[list[int]]:
    """Every release that may owe reminders, in groups of about `most` followers at the most.

    Planned a group a transaction, all releases hold up nobody else's writing for long.
    """
    followers = (
        select(coverage.c.release_id, func.count().label("many"))
        .group_by(coverage.c.release_id)
        .subquery()
    )
    found = connection.execute(
        select(releases.c.id, func.coalesce(followers.c.many, 0))
        .join_from(releases, followers, followers.c.release_id == releases.c.id, isouter=True)
        .where(releases.c.latest >= (now - timedelta(days=2)).date().isoformat())
        .order_by(releases.c.id)
    )
    groups: list[list[int]] = []
    room = 0
    for release_id, many in found:
        if not groups or room < many or len(groups[-1]) >= 500:
            groups.append([])
            room = most
        groups[-1].append(release_id)
        room -= many
    return groups


def upsert(connection: Connection, statement: Any) -> int:
    """Insert delivery rows; revive or correct those that a fact took back. How many it wrote."""
    new = statement.excluded
    # What may have arrived before it was taken back says the same again: as the same message.
    perhaps = deliveries.c.unknowns > 0
    statement = statement.on_conflict_do_update(
        index_elements=KEY,
        set_={"state": State.PENDING.value, "due": new.due, "next": new.next, "why": None,
              "tries": 0, "unknowns": case((perhaps, 1), else_=0),
              "message_id": case((perhaps, deliveries.c.message_id))},
        where=_to_rewrite(new.due),
    )  # fmt: skip
    return counted(connection, statement)


def _to_rewrite(due: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a row that is owed again, at `due`, was taken back or waits for another moment."""
    return or_(
        and_(
            deliveries.c.state.in_((State.SUPERSEDED, State.CANCELLED)),
            func.coalesce(deliveries.c.why, "").in_(REVIVABLE),
        ),
        and_(
            deliveries.c.state == State.PENDING,
            millis(deliveries.c.due) != due,
            deliveries.c.next == deliveries.c.due,
        ),
    )


def _as_it_should_be(
    release_id: ColumnElement[int],
    lead: ColumnElement[int],
    speaks_of: ColumnElement[str],
    due: ColumnElement[Any],
) -> ColumnElement[bool]:
    """Whether a reminder's row is there and right."""
    return (
        select(deliveries.c.id)
        .where(
            deliveries.c.channel_id == channels.c.id,
            deliveries.c.subject == release_id,
            deliveries.c.what == What.REMINDER,
            deliveries.c.lead == lead,
            deliveries.c.speaks_of == speaks_of,
            deliveries.c.turn == 0,
            ~_to_rewrite(due),
        )
        # Keeps a server from joining what is a look into an index for each row.
        .offset(0)
        .exists()
    )


def _decide(
    connection: Connection,
    now: datetime,
    release_ids: Collection[int] | None,
    subscriber_id: int | None,
) -> list[tuple[Any, ...]]:
    """One row a (release, schedule, lead) in use, as model.plan decides it."""
    pairs = (
        select(
            releases.c.id,
            releases.c.date,
            millis(releases.c.known).label("known"),
            releases.c.unconfirmed,
            subscribers.c.schedule_id,
        )
        .distinct()
        .select_from(coverage)
        .join(releases, releases.c.id == coverage.c.release_id)
        .join(subscribers, subscribers.c.id == coverage.c.subscriber_id)
        .where(
            releases.c.standing == Standing.ACTIVE,
            # A day of grace on each side covers every zone; older ones owe nothing new.
            releases.c.latest >= (now - timedelta(days=2)).date().isoformat(),
            func.length(releases.c.date) == 10,
        )
    )
    if release_ids is not None:
        pairs = pairs.where(releases.c.id.in_(release_ids))
    in_use = select(subscribers.c.schedule_id, leads.c.lead).distinct().join_from(
        subscribers, leads, leads.c.subscriber_id == subscribers.c.id
    )  # fmt: skip
    if subscriber_id is not None:
        pairs = pairs.where(subscribers.c.id == subscriber_id)
        in_use = in_use.where(subscribers.c.id == subscriber_id)
    used: dict[int, list[int]] = {}
    for schedule_id, lead in connection.execute(in_use):
        used.setdefault(schedule_id, []).append(lead)
    known_schedules = schedules_of(connection, used)
    decided: list[tuple[Any, ...]] = []
    for release_id, when, known, doubtful, schedule_id in connection.execute(pairs):
        date = ReleaseDate(when)
        schedule = known_schedules.get(schedule_id)
        if date.day is None or schedule is None:
            continue
        decided.extend(
            (release_id, schedule_id, owed.lead, when, to_millis(owed.due), to_millis(owed.until),
             known)
            for owed in leads_owed(date, used[schedule_id], schedule, unconfirmed=doubtful)
        )  # fmt: skip
    return decided


def schedules_of(connection: Connection, ids: Iterable[int]) -> dict[int, Schedule]:
    found = connection.execute(select(schedules).where(schedules.c.id.in_(list(ids))))
    return {row.id: schedule_of(row.zone, row.at, row.quiet) for row in found}


def _withdraw_reminders(
    connection: Connection, release_ids: Collection[int] | None, subscriber_id: int | None
) -> None:
    """Take back unsent reminders whose date, follow, channel or lead is no more."""
    unsent = and_(deliveries.c.what == What.REMINDER, UNSENT_ROWS)
    if release_ids is not None:
        unsent = and_(unsent, deliveries.c.subject.in_(release_ids))
    if subscriber_id is not None:
        mine = select(channels.c.id).where(channels.c.subscriber_id == subscriber_id)
        unsent = and_(unsent, deliveries.c.channel_id.in_(mine))
    release = (
        select(releases.c.id)
        .where(releases.c.id == deliveries.c.subject)
        .correlate(deliveries)
    )  # fmt: skip
    _end(
        connection,
        unsent,
        ~release.where(releases.c.date == deliveries.c.speaks_of).exists(),
        State.SUPERSEDED,
        DATE_MOVED,
    )
    _end(
        connection,
        unsent,
        ~release.where(releases.c.standing == Standing.ACTIVE).exists(),
        State.CANCELLED,
        NOT_ACTIVE,
    )
    _end(
        connection,
        and_(unsent, deliveries.c.lead > PLACEHOLDER_DAYS),
        release.where(releases.c.unconfirmed == true()).exists(),
        State.CANCELLED,
        UNCONFIRMED,
    )
    channel = (
        select(channels.c.id)
        .where(channels.c.id == deliveries.c.channel_id)
        .correlate(deliveries)
    )  # fmt: skip
    _end(
        connection,
        unsent,
        ~channel.where(USABLE, takes("reminders")).exists(),
        State.CANCELLED,
        NO_CHANNEL,
    )
    covered = channel.where(
        coverage.c.subscriber_id == channels.c.subscriber_id,
        coverage.c.release_id == deliveries.c.subject,
    )
    _end(connection, unsent, ~covered.exists(), State.CANCELLED, UNCOVERED)
    wanted = channel.where(
        leads.c.subscriber_id == channels.c.subscriber_id, leads.c.lead == deliveries.c.lead
    )
    _end(connection, unsent, ~wanted.exists(), State.CANCELLED, SETTINGS)


def end_channel(connection: Connection, channel_id: int) -> None:
    """Cancel whatever waits for a channel that is no more; it comes back with the channel."""
    _end(
        connection,
        UNSENT_ROWS,
        deliveries.c.channel_id == channel_id,
        State.CANCELLED,
        NO_CHANNEL,
    )


def _end(
    connection: Connection,
    unsent: ColumnElement[bool],
    gone: ColumnElement[bool],
    state: State,
    why: str,
) -> None:
    connection.execute(
        update(deliveries).where(unsent, gone).values(state=state.value, why=why)
    )  # fmt: skip


def millis(column: ColumnElement[Any]) -> ColumnElement[int]:
    """An instant column as the number that it is stored as, to compare with plain numbers."""
    return type_coerce(column, BigInteger())
