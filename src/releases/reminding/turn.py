"""Turns of channels: attempts begin in one transaction, their outcomes are recorded in others.

Between the two nothing is open, so that only what was truly under way is uncertain after a kill.
What begins or ends at one moment shares a transaction, whose cost is most of a turn.
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
from releases.model.plan import APART, CORRECTIONS, What
from releases.reminding.messages import Message, compose
from releases.reminding.recheck import Limits, Said, recheck
from releases.store import attempts, queue, telling, turns
from releases.store.attempts import Draft, Ending
from releases.store.corrections import give_way, plan_corrections
from releases.store.engine import Connection
from releases.store.outbox import NO_CHANNEL, end_channel
from releases.store.queue import Claimed
from releases.store.turns import Addressee, Facts

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
    began: datetime

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


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that has ended: how, and how many milliseconds it took."""

    turn: Turn
    result: Result
    took_ms: int


@dataclass(frozen=True, slots=True)
class _Next:
    """What is sent to a channel next."""

    to: Addressee
    draft: Draft
    message: Message
    said: tuple[Said, ...]


def begin(
    connection: Connection, desk: Desk, claimed: Sequence[Claimed], now: datetime
) -> list[Turn]:
    """Look at what is due once more and record that attempts begin; no turn where nothing is left.

    All of `claimed` come of one claim.
    """
    until = now + desk.lease
    claim = claimed[0].claim
    held = turns.still_claimed(connection, [each.channel_id for each in claimed], claim, until)
    to = turns.addressees(connection, held)
    ids = [key for each in claimed if each.channel_id in held for key in each.delivery_ids]
    rows: dict[int, list[Any]] = {key: [] for key in held}
    for row in _not_ended(queue.rows_of(connection, ids)):
        rows[row.channel_id].append(row)
    for each in claimed:
        if each.lost and each.channel_id in held:
            found = rows[each.channel_id]
            rows[each.channel_id] = _resolve_lost(connection, desk, to[each.channel_id], found, now)
    about = {row.subject for found in rows.values() for row in found if row.what not in APART}
    known = turns.facts(connection, to.values(), about)
    home = turns.installation(connection)
    ready: list[_Next] = []
    for key in sorted(held):
        following = _prepare(connection, desk, to[key], rows[key], known[key], home, now)
        if following is not None:
            ready.append(following)
    idle = held - {each.to.id for each in ready}
    queue.release_channels(connection, [(key, claim) for key in idle])
    queue.wake(connection, [key for key in idle if to[key].state in ("ok", "failing")], now)
    attempt_ids = attempts.begin(connection, [each.draft for each in ready], now, desk.daemon)
    return [
        Turn(
            each.to, claim, attempt_id, each.message,
            tuple(item.row for item in each.said),
            tuple(tell for item in each.said for tell in item.tells),
            now,
        )
        for each, attempt_id in zip(ready, attempt_ids, strict=True)
    ]  # fmt: skip


def _not_ended(rows: Sequence[Any]) -> list[Any]:
    """Without what a late answer to an older attempt has ended since it was claimed."""
    return [row for row in rows if row.state == State.SENDING]


def _prepare(
    connection: Connection,
    desk: Desk,
    to: Addressee,
    rows: Sequence[Any],
    known: Facts,
    home: str,
    now: datetime,
) -> _Next | None:
    if to.state in ("removed", "disabled"):
        queue.settle(connection, [row.id for row in rows], State.CANCELLED, why=NO_CHANNEL)
        return None
    if to.state == "paused":
        _put_back(connection, rows, now + timedelta(days=1))
        return None
    again = [row for row in rows if row.message_id is not None and row.unknowns]
    if again:
        # What may have arrived already is said again alone and the same, under its old identity.
        first = again[0].message_id
        again = [row for row in again if row.message_id == first]
        _put_back(connection, [row for row in rows if row not in again], now)
    checked = recheck(connection, to, again or rows, known, home, now, desk.limits)
    if not checked.said:
        return None
    before = attempts.draft_of(connection, to.id, again[0].message_id) if again else None
    if before and {item.row.id for item in checked.said} != set(before.delivery_ids):
        before = None
    identity = before.identity if before else f"{desk.rng.getrandbits(128):032x}"
    stamp = checked.stamp or now
    said, message = _fit(connection, desk, to, checked.said, identity, stamp, now)
    ids = tuple(item.row.id for item in said)
    draft = Draft(to.id, identity, ids, before.message_id if before else None)
    return _Next(to, draft, message, tuple(said))


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
            code=to.language,
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
    notices = [row.id for row in rows if row.what in CORRECTIONS]
    if notices:
        give_way(connection, notices)


def _resolve_lost(
    connection: Connection, desk: Desk, to: Addressee, rows: Sequence[Any], now: datetime
) -> list[Any]:
    """Give attempts that were under way when their daemon died their outcome: unknown."""
    lost = Result(Outcome.UNCERTAIN, KILLED)
    claimed = {row.id for row in rows}
    for attempt in attempts.still_open(connection, to.id):
        attempts.end(connection, [Ending(attempt.id, lost.outcome, lost.detail)])
        members = attempts.under_way(connection, attempt.message_id)
        _tell_members(connection, desk, to, members, now)
        for row in members:
            lasting = row.unknowns + 1 >= MOST_STOPS
            after = after_attempt(
                lost, tries=row.tries, unknowns=row.unknowns + 1 if lasting else 1,
                on_unknown=to.on_unknown, now=now, jitter=desk.rng.random(),
            )  # fmt: skip
            # Taken over is late enough: what is to be sent again is sent in this very turn, but
            # for what a clock that went back has made due later.
            again = after.state is State.RETRYING
            if again and row.id in claimed:
                queue.settle(connection, [row.id], State.SENDING, why=after.why, unknown=True)
            else:
                later = max(after.again or now, row.due) if again else None
                queue.settle(
                    connection, [row.id], after.state, why=after.why, again=later, unknown=True
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
        if row.what not in (*APART, What.CONFLICT)
    ]
    telling.tell(connection, to.id, tells, now, perhaps=True)
    for release_id in turns.outdated(connection, tells):
        plan_corrections(connection, release_id, now, settle=desk.settle)


def record(
    connection: Connection, desk: Desk, ended: Sequence[Ended], now: datetime
) -> list[dict[int, State]]:
    """Record outcomes of attempts: for each the next states of its deliveries, and its channel's.

    Nothing where somebody else has recorded an attempt as lost, unless it was sent after all.
    """
    failed = [each for each in ended if each.result.outcome is not Outcome.SENT]
    claims = queue.claims_of(connection, [key for each in failed for key in each.turn.ids])
    by_id = {
        each.turn.attempt_id: each
        for each in ended
        # Given up, or taken over since: whoever took it over settles what is not known.
        if each.result.outcome is Outcome.SENT
        or any(claims.get(key) == each.turn.claim for key in each.turn.ids)
    }
    endings = {
        key: Ending(key, each.result.outcome, each.result.detail, each.took_ms)
        for key, each in by_id.items()
    }
    in_time = attempts.end(connection, endings.values())
    late = [
        key
        for key, each in by_id.items()
        if key not in in_time and each.result.outcome is Outcome.SENT
    ]
    # Given up as unknown, and arrived after all: success ends the matter.
    attempts.correct(connection, [endings[key] for key in late])
    counted = [each for key, each in by_id.items() if key in in_time or key in late]
    sent = [each.turn for each in counted if each.result.outcome is Outcome.SENT]
    others = [each for each in counted if each.result.outcome is not Outcome.SENT]
    said = {
        turn.attempt_id: _as_said(connection, turn) if turn.attempt_id in late else turn.ids
        for turn in sent
    }
    queue.settle(connection, [key for ids in said.values() for key in ids], State.SENT, sent=now)
    told = []
    for turn in sent:
        if turn.attempt_id in late:
            telling.tell(connection, turn.to.id, turn.tells, turn.began, late=True)
        else:
            told += [(turn.to.id, tell) for tell in turn.tells]
    telling.tell_all(connection, told, now)
    states = {key: dict.fromkeys(ids, State.SENT) for key, ids in said.items()}
    for each in others:
        states[each.turn.attempt_id] = _settle_rows(connection, desk, each.turn, each.result, now)
        if each.result.outcome is Outcome.UNCERTAIN:
            telling.tell(connection, each.turn.to.id, each.turn.tells, now, perhaps=True)
    tells = [tell for each in counted for tell in each.turn.tells]
    numbers = [
        (row.subject, row.turn)
        for each in counted
        for row in each.turn.rows
        if row.what in CORRECTIONS
    ]
    for release_id in turns.outdated(connection, tells, numbers):
        plan_corrections(connection, release_id, now, settle=desk.settle)
    _channels_work(connection, sent, now)
    for each in others:
        _channel_fails(
            connection, desk, each.turn, each.result, states[each.turn.attempt_id], now
        )  # fmt: skip
    return [states.get(each.turn.attempt_id, {}) for each in ended]


def _as_said(connection: Connection, turn: Turn) -> list[int]:
    """The deliveries that still say what was sent; a notice given up since may have been edited."""
    said = {row.id: (row.speaks_of, row.turn) for row in turn.rows}
    rows = queue.rows_of(connection, turn.ids)
    return [row.id for row in rows if (row.speaks_of, row.turn) == said[row.id]]


def _settle_rows(
    connection: Connection, desk: Desk, turn: Turn, result: Result, now: datetime
) -> dict[int, State]:
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


def _channels_work(connection: Connection, sent: Sequence[Turn], now: datetime) -> None:
    queue.release_channels(
        connection, [(turn.to.id, turn.claim) for turn in sent],
        state="ok", failures=0, pauses=0, error=None, last_sent=now, ready=now,
    )  # fmt: skip
    queue.wake(connection, [turn.to.id for turn in sent], now)


def _channel_fails(
    connection: Connection,
    desk: Desk,
    turn: Turn,
    result: Result,
    states: dict[int, State],
    now: datetime,
) -> None:
    to = turn.to
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
    queue.release_channels(connection, [(turn.to.id, turn.claim)], ready=until, **values)
    about = turns.channel_named(connection, turn.to.id)
    if about is None or about.state in ("removed", "disabled"):
        end_channel(connection, turn.to.id)
        return False
    queue.push_channel(connection, turn.to.id, until)
    return True
