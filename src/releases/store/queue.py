"""The queue: claim due deliveries under a lease, begin an attempt, record its outcome.

A channel is claimed, not a delivery: all that is due to it when its turn comes is one message,
and one daemon at a time speaks to it. The lease is a time in the row that every claim compares,
so a dead daemon's work is taken over without a rescue job.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    literal,
    or_,
    select,
    update,
)

from releases.model.delivery import State
from releases.model.plan import Fate
from releases.store.sets import insert
from releases.store.tables import (
    LIVE_ROWS,
    UNSENT_ROWS,
    USABLE,
    Instant,
    attempts,
    channels,
    deliveries,
    hosts,
)

# How many due rows one look considers; rows of channels that must wait are pushed out of it.
LOOK = 1000
# No rest, quiet night or lease is longer.
FARTHEST = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A channel whose due deliveries are now this daemon's, until the lease ends."""

    channel_id: int
    claim: str
    delivery_ids: tuple[int, ...]
    # An attempt that was under way when its daemon died or its send timed out.
    lost: bool
    # Whether its last tries failed.
    failing: bool = False


def claim(
    connection: Connection,
    now: datetime,
    *,
    limit: int,
    lease: timedelta,
    claim_id: str,
    failing: int | None = None,
    but: Collection[int] = (),
) -> list[Claimed]:
    """Claim up to `limit` channels that have something due, at most `failing` that fail.

    None of the channels in `but` is claimed, whatever its lease.

    `claim_id` names this call for ever: what is recorded later is compared with it.

    Channels that may not be spoken to yet (resting, leased, paced) have their due rows pushed to
    the moment when they may, so that they never stand in another channel's way.
    """
    due = and_(LIVE_ROWS, deliveries.c.next <= now)
    others = channels.c.id.not_in(but)
    taken = _take(connection, now, due, and_(others, channels.c.state == "ok"), limit)
    # Channels that fail are looked for apart, so that their many due rows hide nobody else's.
    places = limit - len(taken) if failing is None else min(limit - len(taken), failing)
    # What a dead daemon was sending to a channel taken away since is claimed to be let go of.
    left = and_(
        deliveries.c.state == State.SENDING.value, channels.c.state.not_in(("ok", "failing"))
    )
    apart = or_(channels.c.state == "failing", left)
    taken += _take(connection, now, due, and_(others, apart), places)
    if not taken:
        return []
    ids = [row.id for row in taken]
    connection.execute(
        update(channels)
        .where(channels.c.id.in_(ids))
        .values(lease=now + lease, leased_by=claim_id, slot=None)
    )
    open_attempts = select(attempts.c.channel_id).where(
        attempts.c.channel_id.in_(ids), attempts.c.outcome.is_(None)
    )
    lost = set(connection.scalars(open_attempts))
    rows = connection.execute(
        update(deliveries)
        .where(_not_held(and_(deliveries.c.channel_id.in_(ids), due)))
        .values(state=State.SENDING.value, next=now + lease, claim=claim_id)
        .returning(deliveries.c.id, deliveries.c.channel_id)
    ).all()
    grouped: dict[int, list[int]] = {key: [] for key in ids}
    for row in rows:
        grouped[row.channel_id].append(row.id)
    empty = [key for key, found in grouped.items() if not found]
    if empty:
        # Another daemon took and sent them between our look and our lock, or a plan has them.
        connection.execute(
            update(channels).where(channels.c.id.in_(empty)).values(lease=None, leased_by=None)
        )
    failed = {row.id for row in taken if row.state == "failing"}
    return [
        Claimed(key, claim_id, tuple(sorted(found)), key in lost, key in failed)
        for key, found in grouped.items()
        if found
    ]


def _take(
    connection: Connection,
    now: datetime,
    due: ColumnElement[bool],
    which: ColumnElement[bool],
    limit: int,
) -> list[Any]:
    """Lock up to `limit` of these channels that may be spoken to now; push the rows of others."""
    taken: list[Any] = []
    passed: set[int] = set()
    while limit > 0 and not taken:
        locked = _lock_some(connection, due, and_(which, channels.c.id.not_in(passed)), limit)
        if not locked:
            break
        for row in locked:
            if len(taken) == limit:
                break
            free_at = _free_at(connection, row, now)
            if free_at is None:
                taken.append(row)
            else:
                passed.add(row.id)
                _push(connection, row.id, due, free_at)
    return taken


def _lock_some(
    connection: Connection, due: ColumnElement[bool], which: ColumnElement[bool], limit: int
) -> list[Any]:
    look = (
        select(deliveries.c.channel_id)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .where(due, which)
        .order_by(deliveries.c.next)
        .limit(LOOK)
        .subquery()
    )
    wanted = (
        select(channels.c.id, channels.c.state, channels.c.host, channels.c.pace_ms,
               channels.c.ready, channels.c.slot, channels.c.lease)
        .where(channels.c.id.in_(select(look.c.channel_id)))
        .order_by(channels.c.ready, channels.c.id)
        .limit(limit * 4)
        .with_for_update(skip_locked=True, key_share=True)
    )  # fmt: skip
    # In the order of hosts, whose rows are locked too: two daemons never wait for each other.
    return sorted(connection.execute(wanted).all(), key=lambda row: row.host)


def _free_at(connection: Connection, row: Any, now: datetime) -> datetime | None:
    """When the channel may be spoken to; None for now."""
    lease: datetime | None = row.lease
    ready: datetime = row.ready
    if lease is not None and lease > now:
        return lease
    if ready > now:
        return ready
    slot: datetime | None = row.slot
    if not row.pace_ms or (slot is not None and slot <= now):
        return None
    if slot is not None:
        return slot
    return _reserve(connection, row, now)


def _reserve(connection: Connection, row: Any, now: datetime) -> datetime | None:
    """Take the host's next free moment for this channel; None where that is now."""
    step = timedelta(milliseconds=row.pace_ms)
    connection.execute(
        insert(connection, hosts).values(host=row.host, free=now).on_conflict_do_nothing()
    )
    free = connection.scalar(
        select(hosts.c.free).where(hosts.c.host == row.host).with_for_update()
    )  # fmt: skip
    assert free is not None
    at: datetime = max(free, now)
    connection.execute(update(hosts).where(hosts.c.host == row.host).values(free=at + step))
    if at <= now:
        return None
    connection.execute(update(channels).where(channels.c.id == row.id).values(slot=at))
    return at


def _push(connection: Connection, channel_id: int, due: Any, until: datetime) -> None:
    """Move a channel's due rows to `until`; those under another's lease are not due."""
    connection.execute(
        update(deliveries)
        .where(_not_held(and_(deliveries.c.channel_id == channel_id, due)))
        .values(next=until)
    )  # fmt: skip


def _not_held(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Those of these deliveries that no plan is changing at this moment.

    A claim never waits for a plan, which may be waiting for rows of this claim.
    """
    return deliveries.c.id.in_(
        select(deliveries.c.id).where(which).with_for_update(skip_locked=True)
    )


def wake(connection: Connection, channel_ids: Collection[int], now: datetime) -> None:
    """Bring what waited for channels (leased, resting, paused) back to its turn."""
    if not channel_ids:
        return
    connection.execute(
        update(deliveries)
        .where(
            deliveries.c.channel_id.in_(list(channel_ids)),
            UNSENT_ROWS,
            deliveries.c.next > now,
            deliveries.c.due <= now,
            or_(deliveries.c.why.is_(None), deliveries.c.why != Fate.WAIT.value),
        )
        .values(next=now)
    )


def unwind(connection: Connection, now: datetime, lease: timedelta) -> None:
    """After the clock went back: let nothing wait for a moment that was never meant.

    Leases, rests and tries that lie further ahead than any is ever made are brought back.
    """
    far = now + FARTHEST
    connection.execute(
        update(channels)
        .where(channels.c.lease > now + 2 * lease)
        .values(lease=None, leased_by=None)
    )
    connection.execute(update(channels).where(channels.c.ready > far).values(ready=now))
    connection.execute(update(channels).where(channels.c.slot > far).values(slot=None))
    connection.execute(update(hosts).where(hosts.c.free > far).values(free=now))
    connection.execute(
        update(deliveries)
        .where(
            LIVE_ROWS,
            deliveries.c.next > far,
            deliveries.c.next > deliveries.c.due,
        )
        .values(
            next=case((deliveries.c.due > now, deliveries.c.due), else_=literal(now, Instant()))
        )
    )


def next_due(connection: Connection) -> datetime | None:
    """When the next delivery's turn comes; None where nothing waits.

    What waits for a paused channel has no turn: a clock that is set to it would stand still.
    """
    query = (
        select(deliveries.c.next)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .where(LIVE_ROWS, channels.c.state.in_(("ok", "failing")))
        .order_by(deliveries.c.next)
        .limit(1)
    )
    found: datetime | None = connection.scalar(query)
    return found


def rows_of(connection: Connection, ids: Collection[int]) -> list[Any]:
    """Delivery rows by id, in the order of their due moments."""
    query = (
        select(deliveries)
        .where(deliveries.c.id.in_(ids))
        .order_by(deliveries.c.due, deliveries.c.id)
    )
    return list(connection.execute(query))


def settle(
    connection: Connection,
    ids: Sequence[int],
    state: State,
    *,
    why: str | None = None,
    again: datetime | None = None,
    sent: datetime | None = None,
    unknown: bool = False,
    claim_id: str | None = None,
) -> int:
    """Give deliveries their next state; with `claim_id` only those still under that claim.

    What is still being sent stays under its claim; everything else ends it.
    """
    if not ids:
        return 0
    values: dict[str, Any] = {"state": state.value, "why": why}
    if state is not State.SENDING:
        values["claim"] = None
    if again is not None:
        values["next"] = again
    if sent is not None:
        values["sent"] = sent
    if unknown:
        values["unknowns"] = deliveries.c.unknowns + 1
    query = update(deliveries).where(deliveries.c.id.in_(list(ids)))
    if claim_id is not None:
        query = query.where(deliveries.c.claim == claim_id)
    return connection.execute(query.values(**values)).rowcount


def claims_of(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """Of these deliveries those that are being sent, with the claim; nobody takes them now."""
    if not ids:
        return {}
    query = (
        select(deliveries.c.id, deliveries.c.claim)
        .where(deliveries.c.id.in_(list(ids)), deliveries.c.state == State.SENDING.value)
        .order_by(deliveries.c.id)
        .with_for_update(key_share=True)
    )
    return {row.id: row.claim for row in connection.execute(query)}


def release_channels(
    connection: Connection,
    claims: Collection[tuple[int, str]],
    *,
    state: str | None = None,
    **values: Any,
) -> None:
    """End these leases, each a channel and its claim, and change what the sends have shown.

    `state` is taken only where nobody paused or removed the channel meanwhile.
    """
    if state is not None:
        by_itself = channels.c.state.in_(("ok", "failing"))
        values["state"] = case((by_itself, state), else_=channels.c.state)
    under: dict[str, list[int]] = {}
    for channel_id, claim_id in claims:
        under.setdefault(claim_id, []).append(channel_id)
    for claim_id, ids in under.items():
        connection.execute(
            update(channels)
            .where(channels.c.id.in_(ids), channels.c.leased_by == claim_id)
            .values(lease=None, leased_by=None, **values)
        )


def push_channel(connection: Connection, channel_id: int, until: datetime) -> None:
    """Let a channel rest until a moment: what waits for it, or falls due before, comes then."""
    connection.execute(
        update(deliveries)
        .where(
            deliveries.c.channel_id == channel_id,
            UNSENT_ROWS,
            deliveries.c.due <= until,
        )
        .values(next=until)
    )


def retry(connection: Connection, ids: Collection[int], now: datetime) -> list[int]:
    """Give dead and held deliveries another chance at once, as a person asked; which ones.

    Those of a channel that was taken away have none. One that may have arrived keeps its message,
    so that it goes out under the same identity.
    """
    there = select(channels.c.id).where(USABLE)
    again = connection.execute(
        update(deliveries)
        .where(
            deliveries.c.id.in_(list(ids)),
            deliveries.c.state.in_((State.DEAD, State.HELD)),
            deliveries.c.channel_id.in_(there),
        )
        .values(
            state=State.RETRYING.value,
            next=now,
            tries=0,
            unknowns=case((deliveries.c.unknowns > 0, 1), else_=0),
            why="asked for by a person",
        )
        .returning(deliveries.c.id, deliveries.c.channel_id)
    ).all()
    connection.execute(
        update(channels)
        .where(channels.c.id.in_({row.channel_id for row in again}))
        .values(ready=now, slot=None)
    )
    return sorted(row.id for row in again)
