"""Planning notices into the outbox: what brings each channel from the date it was told to today's.

A channel believes the date that it was told last, or else the one that held when it began to
follow. Whatever it believes is compared with what holds now (`model.plan.correction`): a net
change is one notice, there and back is none, and a later move edits the notice not yet sent.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    update,
)

from releases.model.dates import ReleaseDate
from releases.model.delivery import State
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
    millis,
    schedules_of,
    takes,
    upsert,
)
from releases.store.sets import by_index, greatest, insert, rows, take_turn
from releases.store.tables import (
    NO_LEAD,
    UNSENT_ROWS,
    USABLE,
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
    if not _concerns_anybody(connection, release_id):
        return 0
    row = connection.execute(
        select(releases.c.date, releases.c.standing, releases.c.turn).where(
            releases.c.id == release_id
        )
    ).one()
    current = token(ReleaseDate(row.date), Standing(row.standing))
    only_told = current == TAKEN_BACK
    beliefs = [_believers(connection, release_id, only_told=only_told)]
    if _any_perhaps(connection, release_id):
        # Whoever may have missed the last word goes by the one before it too.
        beliefs.append(_believers(connection, release_id, only_told=only_told, before=True))
    _edit(connection, release_id, current, row.turn, beliefs, now, settle)
    if row.turn == 0:
        return 0
    return sum(
        _owe(connection, release_id, current, row.turn, believers, now, settle)
        for believers in beliefs
    )


def give_way(connection: Connection, ids: Sequence[int]) -> None:
    """End those of these notices, put back unsent, beside which a newer one was planned.

    While they were claimed, a change of their release could not edit them.
    """
    newer = deliveries.alias("newer")
    replaced = select(newer.c.id).where(
        newer.c.channel_id == deliveries.c.channel_id,
        newer.c.subject == deliveries.c.subject,
        newer.c.what.in_(CORRECTIONS),
        newer.c.turn > deliveries.c.turn,
        newer.c.state.in_((State.PENDING, State.RETRYING)),
    )
    connection.execute(
        update(deliveries)
        .where(
            deliveries.c.id.in_(ids),
            deliveries.c.what.in_(CORRECTIONS),
            UNSENT_ROWS,
            # What may have arrived goes out again as it was.
            deliveries.c.unknowns == 0,
            replaced.exists(),
        )
        .values(state=State.SUPERSEDED.value, why=Fate.MOVED.value)
    )


# Made once, since a source's round asks them of each release that it speaks of.
_RELEASE: BindParameter[int] = bindparam("release")
_CONCERNS = (
    select(deliveries.c.id)
    .where(deliveries.c.subject == _RELEASE, deliveries.c.what.in_(CORRECTIONS), UNSENT_ROWS)
    .limit(1),
    select(channels.c.id)
    .join(coverage, coverage.c.subscriber_id == channels.c.subscriber_id)
    .where(coverage.c.release_id == _RELEASE, USABLE, takes("notices"))
    .limit(1),
)


def _concerns_anybody(connection: Connection, release_id: int) -> bool:
    """Whether a channel follows the release, or a notice of it waits; most have neither.

    A source brings the dates of all territories, and nobody is told of most of them.
    """
    return any(connection.execute(each, {"release": release_id}).first() for each in _CONCERNS)


def _any_perhaps(connection: Connection, release_id: int) -> bool:
    query = select(told.c.token).where(told.c.release_id == release_id, told.c.before.is_not(None))
    return connection.execute(query.limit(1)).first() is not None


def _owe(
    connection: Connection,
    release_id: int,
    current: str,
    turn: int,
    believers: Select[tuple[int, int, str]],
    now: datetime,
    settle: timedelta,
) -> int:
    """Insert the notices that these believers are owed and have none of; count them."""
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
            UNSENT_ROWS,
            and_(
                deliveries.c.turn == turn,
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
            literal(turn),
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
    statement = insert(connection, deliveries).from_select([*KEY, "state", "due", "next"], owed)
    with by_index(connection):
        return upsert(connection, statement)


def believed(connection: Connection, release_id: int, channel_id: int, current: str) -> str | None:
    """What a channel believes of a release (a `token`); None where it does not follow it.

    Where it is not known whether the last word arrived, the belief that `current` puts wrong.
    """
    found = None
    for before in (False, True):
        query = _believers(connection, release_id, only_told=False, before=before)
        row = connection.execute(query.where(channels.c.id == channel_id)).one_or_none()
        if row is not None and (found is None or correction(row.believed, current) is not None):
            found = row.believed
        if found is not None and correction(found, current) is not None:
            break
    return found


def _believers(
    connection: Connection, release_id: int, *, only_told: bool, before: bool = False
) -> Select[tuple[int, int, str]]:
    """Channels that follow a release and what each believes of it.

    With `before`, only those of which it is not known whether the last word arrived, with what
    they believed before it.
    """
    beliefs = rows(
        connection, "beliefs", {"start": "big", "stop": "big", "heard": "text", "token": "text"},
        _beliefs(connection, release_id),
    )  # fmt: skip
    since = greatest(connection, millis(coverage.c.since), millis(channels.c.since))
    heard = told.c.before if before else func.coalesce(told.c.token, "")
    heard_at = case((heard == "", since), else_=millis(told.c.at))
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
            isouter=not (only_told or before),
        )
        .join(
            beliefs,
            and_(
                beliefs.c.heard == heard,
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
    of_it = told.c.release_id == release_id
    words = select(told.c.token).where(of_it).union(
        select(told.c.before).where(of_it, told.c.before.is_not(None), told.c.before != "")
    )  # fmt: skip
    heard = connection.scalars(words).all()
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
    beliefs: Sequence[Select[tuple[int, int, str]]],
    now: datetime,
    settle: timedelta,
) -> None:
    """Bring notices not yet sent to what holds now: edited, settled, or no longer followed."""
    view = beliefs[0].subquery("view")
    unsent = connection.execute(
        select(
            deliveries.c.id,
            deliveries.c.channel_id,
            deliveries.c.due,
            deliveries.c.turn,
            deliveries.c.speaks_of,
            deliveries.c.unknowns,
            view.c.believed,
            view.c.schedule_id,
        )
        .join_from(deliveries, view, view.c.channel_id == deliveries.c.channel_id, isouter=True)
        .where(
            deliveries.c.subject == release_id,
            deliveries.c.what.in_(CORRECTIONS),
            UNSENT_ROWS,
        )
        .order_by(deliveries.c.turn.desc())
    ).all()  # fmt: skip
    if not unsent:
        return
    # A notice that came back from a failed send may find a newer one planned meanwhile.
    said = set(
        connection.scalars(
            select(deliveries.c.channel_id).where(
                deliveries.c.subject == release_id,
                deliveries.c.what.in_(CORRECTIONS),
                deliveries.c.turn == turn,
            )
        )
    )
    known = schedules_of(connection, {row.schedule_id for row in unsent if row.schedule_id})
    before = {
        row.channel_id: row.believed for query in beliefs[1:] for row in connection.execute(query)
    }
    edits, ends = [], []
    for row in unsent:
        if row.believed is None:
            ends.append({"key": row.id, "state": State.CANCELLED.value, "why": UNCOVERED})
            continue
        # What was news when it fell due is told, though a pause made it late.
        asked = local_day(min(now, row.due), known[row.schedule_id].zone)
        owed = [
            (what, old)
            for old in (row.believed, before.get(row.channel_id))
            if old is not None
            and (what := correction(old, current)) is not None
            and (row.turn == turn or is_news(old, current, asked))
        ]
        if not owed:
            settled = {"state": State.SUPERSEDED.value, "why": Fate.SETTLED.value}
            ends.append({"key": row.id, **settled})
        elif row.unknowns and row.speaks_of == current:
            # It may have arrived, and says what holds: it goes out again as it was, and a newer
            # notice of the same is settled by that.
            continue
        elif row.turn != turn and row.channel_id in said:
            moved = {"state": State.SUPERSEDED.value, "why": Fate.MOVED.value}
            ends.append({"key": row.id, **moved})
        elif row.turn != turn:
            said.add(row.channel_id)
            what, old = owed[0]
            due = min(row.due, notice_due(old, current, now, known[row.schedule_id], settle))
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
