"""Planning notices into the outbox: what brings each channel from the date it was told to today's.

A channel believes the date that it was told last, or else the one that held when it began to
follow. Whatever it believes is compared with what holds now (`model.plan.correction`): a net
change is one notice, there and back is none, and a later move edits the notice not yet sent.
"""

from datetime import datetime, timedelta
from itertools import accumulate

from sqlalchemy import (
    BigInteger,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    update,
)

from releases.model.dates import ReleaseDate
from releases.model.delivery import UNSENT, State
from releases.model.due import local_day
from releases.model.plan import (
    CORRECTIONS,
    DEFAULT_SETTLE,
    TAKEN_BACK,
    Fate,
    after_silent,
    correction,
    is_news,
    notice_due,
    token,
)
from releases.model.release import Standing
from releases.store.outbox import (
    KEY,
    UNCOVERED,
    USABLE,
    millis,
    schedules_of,
    takes,
    upsert,
)
from releases.store.sets import greatest, insert, rows, take_turn
from releases.store.tables import (
    NO_LEAD,
    changes,
    channels,
    coverage,
    deliveries,
    releases,
    subscribers,
    to_millis,
    told,
)

_NEVER = 1 << 62


def plan_corrections(
    connection: Connection,
    release_id: int,
    now: datetime,
    *,
    settle: timedelta = DEFAULT_SETTLE,
) -> int:
    """Make the unsent notices of a release what its followers are owed; count the new ones."""
    take_turn(connection)
    row = connection.execute(
        select(releases.c.date, releases.c.standing, releases.c.turn).where(
            releases.c.id == release_id
        )
    ).one()
    current = token(ReleaseDate(row.date), Standing(row.standing))
    believers = _believers(connection, release_id, only_told=current == TAKEN_BACK)
    _edit(connection, release_id, current, row.turn, believers, now, settle)
    if row.turn == 0:
        return 0
    view = believers.subquery("view")
    pairs = connection.execute(
        select(view.c.believed, view.c.schedule_id).distinct().where(view.c.believed != current)
    ).all()
    known = schedules_of(connection, {schedule_id for _, schedule_id in pairs})
    decided = []
    for old, schedule_id in pairs:
        what = correction(old, current)
        today = local_day(now, known[schedule_id].zone)
        if what is not None and is_news(old, current, today):
            due = notice_due(old, current, now, known[schedule_id], settle)
            decided.append((old, schedule_id, what.value, to_millis(due)))
    if not decided:
        return 0
    plan = rows(
        connection, "plan",
        {"believed": "text", "schedule_id": "big", "what": "text", "due": "big"}, decided,
    )  # fmt: skip
    already = select(deliveries.c.id).where(
        deliveries.c.channel_id == view.c.channel_id,
        deliveries.c.subject == release_id,
        deliveries.c.what.in_(CORRECTIONS),
        or_(
            deliveries.c.state.in_(UNSENT),
            and_(
                deliveries.c.turn == row.turn,
                deliveries.c.state.not_in((State.SUPERSEDED, State.CANCELLED)),
            ),
        ),
    )
    owed = (
        select(
            view.c.channel_id,
            literal(release_id, BigInteger()),
            plan.c.what,
            literal(NO_LEAD),
            literal(current, String()),
            literal(row.turn),
            literal(State.PENDING.value, String()),
            plan.c.due,
            plan.c.due,
        )
        .select_from(view)
        .join(
            plan,
            and_(plan.c.believed == view.c.believed, plan.c.schedule_id == view.c.schedule_id),
        )
        .where(~already.exists())
    )
    return upsert(
        connection,
        insert(connection, deliveries).from_select([*KEY, "state", "due", "next"], owed),
    )


def believed(connection: Connection, release_id: int, channel_id: int) -> str | None:
    """What a channel believes of a release (a `token`); None where it does not follow it."""
    query = _believers(connection, release_id, only_told=False).where(channels.c.id == channel_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else row.believed


def _believers(
    connection: Connection, release_id: int, *, only_told: bool
) -> Select[tuple[int, int, str]]:
    beliefs = rows(
        connection, "beliefs", {"start": "big", "stop": "big", "heard": "text", "token": "text"},
        _beliefs(connection, release_id),
    )  # fmt: skip
    since = greatest(millis(coverage.c.since), millis(channels.c.since))
    heard_at = func.coalesce(millis(told.c.at), since)
    return (
        select(
            channels.c.id.label("channel_id"),
            subscribers.c.schedule_id,
            beliefs.c.token.label("believed"),
        )
        .select_from(coverage)
        .join(subscribers, subscribers.c.id == coverage.c.subscriber_id)
        .join(channels, channels.c.subscriber_id == coverage.c.subscriber_id)
        .join(
            told,
            and_(told.c.release_id == coverage.c.release_id, told.c.channel_id == channels.c.id),
            isouter=not only_told,
        )
        .join(
            beliefs,
            and_(
                beliefs.c.heard == func.coalesce(told.c.token, ""),
                beliefs.c.start <= heard_at,
                heard_at < beliefs.c.stop,
            ),
        )
        .where(coverage.c.release_id == release_id, USABLE, takes("notices"))
    )


def _beliefs(connection: Connection, release_id: int) -> list[tuple[int, int, str, str]]:
    """What is believed now by who last heard `heard` in that span of milliseconds.

    `heard` is a token that somebody was told, or '' for who was told nothing and goes by what
    held when they began to follow.
    """
    found = connection.execute(
        select(changes.c.at, changes.c.new)
        .where(changes.c.release_id == release_id)
        .order_by(changes.c.id)
    ).all()
    heard = connection.scalars(
        select(told.c.token).where(told.c.release_id == release_id).distinct()
    ).all()
    # What held first holds from the beginning, and no later change begins before an earlier one:
    # the clock may have gone back in between.
    starts = list(accumulate([0, *(to_millis(row.at) for row in found[1:])], max))[: len(found)]
    stops = [*starts[1:], _NEVER]
    spans = []
    for number, (start, stop) in enumerate(zip(starts, stops, strict=False)):
        later = [row.new for row in found[number + 1 :]]
        spans.append((start, stop, "", after_silent(found[number].new, later)))
        spans.extend((start, stop, token, after_silent(token, later)) for token in heard)
    return spans


def _edit(
    connection: Connection,
    release_id: int,
    current: str,
    turn: int,
    believers: Select[tuple[int, int, str]],
    now: datetime,
    settle: timedelta,
) -> None:
    """Bring notices not yet sent to what holds now: edited, settled, or no longer followed."""
    view = believers.subquery("view")
    unsent = connection.execute(
        select(
            deliveries.c.id,
            deliveries.c.due,
            deliveries.c.turn,
            view.c.believed,
            view.c.schedule_id,
        )
        .join_from(deliveries, view, view.c.channel_id == deliveries.c.channel_id, isouter=True)
        .where(
            deliveries.c.subject == release_id,
            deliveries.c.what.in_(CORRECTIONS),
            deliveries.c.state.in_(UNSENT),
        )
    ).all()  # fmt: skip
    if not unsent:
        return
    known = schedules_of(connection, {row.schedule_id for row in unsent if row.schedule_id})
    edits, ends = [], []
    for row in unsent:
        if row.believed is None:
            ends.append({"key": row.id, "state": State.CANCELLED.value, "why": UNCOVERED})
            continue
        what = correction(row.believed, current)
        today = local_day(now, known[row.schedule_id].zone)
        if what is None or not is_news(row.believed, current, today):
            settled = {"state": State.SUPERSEDED.value, "why": Fate.SETTLED.value}
            ends.append({"key": row.id, **settled})
        elif row.turn != turn:
            due = min(
                row.due, notice_due(row.believed, current, now, known[row.schedule_id], settle)
            )
            edits.append(
                {"key": row.id, "what": what.value, "speaks_of": current, "turn": turn, "due": due}
            )
    if ends:
        connection.execute(
            update(deliveries)
            .where(deliveries.c.id == bindparam("key"))
            .values(state=bindparam("state"), why=bindparam("why")),
            ends,
        )
    if edits:
        connection.execute(
            update(deliveries)
            .where(deliveries.c.id == bindparam("key"))
            .values(
                what=bindparam("what"),
                speaks_of=bindparam("speaks_of"),
                turn=bindparam("turn"),
                due=bindparam("due"),
                next=bindparam("due"),
                state=State.PENDING.value,
                message_id=None,
                tries=0,
                unknowns=0,
                why=None,
            ),
            edits,
        )
