"""One channel's turn: begin an attempt in one transaction, and record its outcome in another.

Between the two nothing is open, so that only what was truly under way is uncertain after a kill.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from releases.model.delivery import (
    FAILURES_UNTIL_PAUSE,
    After,
    State,
    after_attempt,
    backoff,
    probe_wait,
)
from releases.model.due import local_day
from releases.model.outcome import Outcome, Result
from releases.model.plan import CORRECTIONS, What
from releases.reminding.messages import Message, compose
from releases.reminding.recheck import Limits, Said, recheck
from releases.store import queue, turns
from releases.store.corrections import plan_corrections
from releases.store.engine import Connection
from releases.store.outbox import NO_CHANNEL, end_channel
from releases.store.queue import Claimed
from releases.store.turns import Addressee

KILLED = "the program stopped while it was being sent"
# A stop says nothing about the channel, so that a send is begun again after each. What was under
# way at this many stops may be their cause, and is given up.
MOST_STOPS = 12


class Sender(Protocol):
    """The wire. `send` never raises; `body_max` is the longest text that a channel takes."""

    def send(self, url: str, message: Message, timeout: float) -> Result: ...

    def body_max(self, url: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Turn:
    """An attempt that has begun: what is sent to whom, and what it will have told."""

    to: Addressee
    claim: str
    attempt_id: int
    message: Message
    rows: tuple[Any, ...]
    tells: tuple[tuple[int, str, str | None], ...]

    @property
    def ids(self) -> list[int]:
        return [row.id for row in self.rows]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every turn of one daemon shares."""

    sender: Sender
    daemon: str
    limits: Limits
    settle: timedelta
    lease: timedelta
    rng: random.Random


def begin(connection: Connection, desk: Desk, claimed: Claimed, now: datetime) -> Turn | None:
    """Look at what is due once more and record that an attempt begins; None if nothing is left."""
    until = now + desk.lease
    if not turns.still_claimed(connection, claimed.channel_id, claimed.claim, until):
        return None
    to = turns.addressee(connection, claimed.channel_id)
    rows = _not_ended(queue.rows_of(connection, claimed.delivery_ids))
    if claimed.lost:
        rows = _resolve_lost(connection, desk, to, rows, now)
    if to.state in ("removed", "disabled"):
        queue.settle(connection, [row.id for row in rows], State.CANCELLED, why=NO_CHANNEL)
        rows = []
    elif to.state == "paused":
        _put_back(connection, rows, now + timedelta(days=1))
        rows = []
    turn = _prepare(connection, desk, to, claimed.claim, rows, now)
    if turn is None:
        queue.release_channel(connection, to.id, claimed.claim)
        if to.state in ("ok", "failing"):
            queue.wake(connection, to.id, now)
    return turn


def _not_ended(rows: Sequence[Any]) -> list[Any]:
    """Without what a late answer to an older attempt has ended since it was claimed."""
    return [row for row in rows if row.state == State.SENDING]


def _prepare(
    connection: Connection,
    desk: Desk,
    to: Addressee,
    claim: str,
    rows: Sequence[Any],
    now: datetime,
) -> Turn | None:
    again = [row for row in rows if row.message_id is not None and row.unknowns]
    if again:
        # What may have arrived already is said again alone and the same, under its old identity.
        first = again[0].message_id
        again = [row for row in again if row.message_id == first]
        _put_back(connection, [row for row in rows if row not in again], now)
    checked = recheck(connection, to, again or rows, now, desk.limits)
    if not checked.said:
        return None
    said = checked.said
    message_id = None
    if again and {item.row.id for item in said} == set(
        queue.members_of(connection, again[0].message_id)
    ):
        message_id = again[0].message_id
    identity = (
        queue.identity_of(connection, message_id)
        if message_id is not None
        else f"{desk.rng.getrandbits(128):032x}"
    )
    said, message = _fit(connection, desk, to, said, identity, checked.stamp or now, now)
    ids = [item.row.id for item in said]
    if message_id is None:
        message_id = queue.new_message(connection, to.id, identity, ids, now)
    attempt_id = queue.begin_attempt(connection, message_id, to.id, ids, now, desk.daemon)
    tells = tuple(tell for item in said for tell in item.tells)
    return Turn(to, claim, attempt_id, message, tuple(item.row for item in said), tells)


def _fit(
    connection: Connection,
    desk: Desk,
    to: Addressee,
    said: list[Said],
    identity: str,
    stamp: datetime,
    now: datetime,
) -> tuple[list[Said], Message]:
    """As much as one message of this service holds, soonest first; the rest waits its turn."""
    # A digest whose releases all stand in reminders has no line of its own: never the first.
    said = sorted(said, key=lambda item: (not item.lines, *(n.date.order for n in item.lines[:1])))
    longest = desk.sender.body_max(to.url)
    count = len(said)
    while True:
        message = compose(
            [line for item in said[:count] for line in item.lines],
            today=local_day(now, to.schedule.zone),
            subscriber=to.subscriber,
            identity=identity,
            stamp=stamp,
            now=now,
        )
        if len(message.text) <= longest or count == 1:
            break
        count = count // 2
    _put_back(connection, [item.row for item in said[count:]], now)
    return said[:count], message


def _put_back(connection: Connection, rows: Sequence[Any], until: datetime) -> None:
    fresh = [row.id for row in rows if not row.tries]
    tried = [row.id for row in rows if row.tries]
    queue.settle(connection, fresh, State.PENDING, again=until)
    queue.settle(connection, tried, State.RETRYING, again=until)


def _resolve_lost(
    connection: Connection, desk: Desk, to: Addressee, rows: Sequence[Any], now: datetime
) -> list[Any]:
    """Give attempts that were under way when their daemon died their outcome: unknown."""
    lost = Result(Outcome.UNCERTAIN, KILLED)
    for attempt in queue.open_attempt(connection, to.id):
        queue.end_attempt(connection, attempt.id, lost.outcome, lost.detail, None)
        members = [row for row in rows if row.message_id == attempt.message_id]
        _tell_members(connection, desk, to, members, now)
        for row in members:
            lasting = row.unknowns + 1 >= MOST_STOPS
            after = after_attempt(
                lost, tries=row.tries, unknowns=row.unknowns + 1 if lasting else 1,
                on_unknown=to.on_unknown, now=now, jitter=desk.rng.random(),
            )  # fmt: skip
            # Taken over is late enough: what is to be sent again is sent in this very turn.
            state = State.SENDING if after.state is State.RETRYING else after.state
            queue.settle(
                connection, [row.id], state, why=after.why, unknown=True,
            )  # fmt: skip
            if after.state is State.DEAD:
                turns.plan_trouble(connection, to, now)
    kept = queue.rows_of(connection, [row.id for row in rows])
    return [row for row in kept if row.state == State.SENDING]


def _tell_members(
    connection: Connection, desk: Desk, to: Addressee, rows: Sequence[Any], now: datetime
) -> None:
    """What may have arrived counts as told; where it is wrong by now, a notice is owed."""
    tells = [
        (row.subject, row.speaks_of, None)
        for row in rows
        if row.what not in (What.DIGEST, What.TROUBLE, What.CONFLICT)
    ]
    queue.tell(connection, to.id, tells, now, perhaps=True)
    for release_id in turns.outdated(connection, tells):
        plan_corrections(connection, release_id, now, settle=desk.settle)


def record(
    connection: Connection, desk: Desk, turn: Turn, result: Result, now: datetime, took_ms: int
) -> dict[int, State]:
    """Record an attempt's outcome: the next state of each delivery, and how its channel stands."""
    arrived = result.outcome is Outcome.SENT
    if not arrived and not queue.under_claim(connection, turn.ids, turn.claim):
        # Given up, or taken over since: whoever took it over settles what is not known.
        return {}
    in_time = queue.end_attempt(connection, turn.attempt_id, result.outcome, result.detail, took_ms)
    if not in_time and not arrived:
        return {}
    if not in_time:
        # It had been given up as unknown, and arrived after all: success ends the matter.
        queue.correct_attempt(connection, turn.attempt_id, result.outcome, result.detail)
    states = _settle_rows(connection, desk, turn, result, now, in_time)
    if result.outcome in (Outcome.SENT, Outcome.UNCERTAIN):
        perhaps = result.outcome is Outcome.UNCERTAIN
        queue.tell(connection, turn.to.id, turn.tells, now, perhaps=perhaps)
    numbers = {row.subject: row.turn for row in turn.rows if row.what in CORRECTIONS}
    for release_id in turns.outdated(connection, turn.tells, numbers):
        plan_corrections(connection, release_id, now, settle=desk.settle)
    _settle_channel(connection, desk, turn, result, states, now)
    return states


def _as_said(connection: Connection, turn: Turn) -> list[int]:
    """The deliveries that still say what was sent; a notice given up since may have been edited."""
    said = {row.id: (row.speaks_of, row.turn) for row in turn.rows}
    rows = queue.rows_of(connection, turn.ids)
    return [row.id for row in rows if (row.speaks_of, row.turn) == said[row.id]]


def _settle_rows(
    connection: Connection, desk: Desk, turn: Turn, result: Result, now: datetime, in_time: bool
) -> dict[int, State]:
    if result.outcome is Outcome.SENT:
        ids = turn.ids if in_time else _as_said(connection, turn)
        queue.settle(connection, ids, State.SENT, sent=now)
        return dict.fromkeys(ids, State.SENT)
    unknown = result.outcome is Outcome.UNCERTAIN
    jitter = desk.rng.random()
    groups: dict[After, list[int]] = {}
    for row in turn.rows:
        after = after_attempt(
            result, tries=row.tries + 1, unknowns=row.unknowns + unknown,
            on_unknown=turn.to.on_unknown, now=now, jitter=jitter,
        )  # fmt: skip
        groups.setdefault(after, []).append(row.id)
    states: dict[int, State] = {}
    for after, ids in groups.items():
        queue.settle(
            connection, ids, after.state, why=after.why, again=after.again, unknown=unknown,
            claim_id=turn.claim,
        )  # fmt: skip
        states |= dict.fromkeys(ids, after.state)
    return states


def _settle_channel(
    connection: Connection,
    desk: Desk,
    turn: Turn,
    result: Result,
    states: dict[int, State],
    now: datetime,
) -> None:
    to = turn.to
    if result.outcome is Outcome.SENT:
        queue.release_channel(
            connection, to.id, turn.claim, state="ok", failures=0, pauses=0, error=None,
            last_sent=now, ready=now,
        )  # fmt: skip
        queue.wake(connection, to.id, now)
        return
    if result.outcome is Outcome.THROTTLED:
        after = after_attempt(
            result, tries=1, unknowns=0, on_unknown=to.on_unknown, now=now, jitter=0
        )
        _rest(connection, turn, after.again or now, error=result.detail)
        return
    failures = to.failures + 1
    gave_up = State.DEAD in states.values()
    rests = failures >= FAILURES_UNTIL_PAUSE or result.outcome is Outcome.PERMANENT
    # Spread, so that channels of one host that failed together do not come back together.
    jitter = desk.rng.random()
    wait = probe_wait(to.pauses, jitter) if rests else backoff(failures, jitter)
    there = _rest(
        connection, turn, now + wait, state="failing", failures=failures,
        pauses=to.pauses + rests, error=result.detail,
    )  # fmt: skip
    if there and ((rests and not to.pauses) or (gave_up and not rests)):
        turns.plan_trouble(connection, to, now)


def _rest(connection: Connection, turn: Turn, until: datetime, **values: Any) -> bool:
    """Let a channel rest until a moment; False where it was taken away while being spoken to."""
    queue.release_channel(connection, turn.to.id, turn.claim, ready=until, **values)
    about = turns.channel_named(connection, turn.to.id)
    if about is None or about.state in ("removed", "disabled"):
        end_channel(connection, turn.to.id)
        return False
    queue.push_channel(connection, turn.to.id, until)
    return True
