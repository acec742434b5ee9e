"""Deliberate bugs of the engine, each of which a few lives must catch."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unittest.mock import patch

from releases.model.delivery import After, State
from releases.model.outcome import Outcome, Result
from releases.model.plan import Fate
from releases.reminding import recheck, turn
from releases.store import attempts, queue, telling, turns

Patches = dict[tuple[Any, str], Callable[..., Any]]


@dataclass(frozen=True)
class Mutation:
    """A bug: what it is, and what it puts in the place of what."""

    name: str
    about: str
    patches: Callable[[], Patches]

    @contextmanager
    def applied(self) -> Iterator[None]:
        with ExitStack() as stack:
            for (place, name), bug in self.patches().items():
                stack.enter_context(patch.object(place, name, bug))
            yield


def _no_recheck() -> Patches:
    right = recheck.reminder_fate

    def always(**asked: Any) -> Fate:
        found = right(**asked)
        return Fate.SEND if found in (Fate.MOVED, Fate.GONE_BY, Fate.LATER_LEAD) else found

    return {(recheck, "reminder_fate"): always}


def _quiet_ignored() -> Patches:
    def at_once(instant: datetime, schedule: Any) -> datetime:
        return instant

    import releases.model.plan as plan

    return {(plan, "after_quiet"): at_once, (recheck, "after_quiet"): at_once}


def _told_forgotten() -> Patches:
    return {(telling, "tell_all"): lambda *args, **more: None}


def _unknown_is_transient() -> Patches:
    right = turn.after_attempt

    def hopeful(result: Result, **asked: Any) -> After:
        if result.outcome is Outcome.UNCERTAIN:
            return right(Result(Outcome.TRANSIENT, result.detail), **asked)
        return right(result, **asked)

    def settle(*args: Any, **more: Any) -> int:
        more["unknown"] = False
        return settled(*args, **more)

    settled = queue.settle
    return {(turn, "after_attempt"): hopeful, (queue, "settle"): settle}


def _claim_not_renewed() -> Patches:
    return {
        (turns, "still_claimed"): lambda _connection, channel_ids, *_: set(channel_ids),
        (turn, "_not_ended"): list,
    }


def _sent_forgotten() -> Patches:
    right = queue.settle

    def forgetful(connection: Any, ids: Any, state: State, **more: Any) -> int:
        if state is State.SENT:
            state, more["again"] = State.RETRYING, more.pop("sent")
        return right(connection, ids, state, **more)

    return {(queue, "settle"): forgetful}


def _moved_rows_kept() -> Patches:
    from releases.store import outbox

    right = outbox._withdraw_reminders
    calls = iter(range(10**9))

    def lazy(*args: Any) -> None:
        if next(calls) % 3:
            right(*args)

    return {(outbox, "_withdraw_reminders"): lazy, **_no_recheck()}


def _no_attempt_first() -> Patches:
    right = attempts.begin

    def late(connection: Any, *args: Any) -> list[int]:
        ids = right(connection, *args)
        attempts.end(connection, [attempts.Ending(key, "sent", "") for key in ids])
        return ids

    return {(attempts, "begin"): late}


def _every_notice_settles() -> Patches:
    from releases.store import corrections

    return {(corrections, "is_news"): lambda *args: False}


MUTATIONS = [
    Mutation("no-recheck", "a reminder is not looked at again before it is sent", _no_recheck),
    Mutation("quiet-ignored", "quiet hours are ignored", _quiet_ignored),
    Mutation("told-forgotten", "what a channel was told is not recorded", _told_forgotten),
    Mutation("unknown-is-transient", "a lost answer counts as not sent", _unknown_is_transient),
    Mutation("claim-not-renewed", "a claim is not looked at before a send", _claim_not_renewed),
    Mutation("sent-forgotten", "a message that was sent is tried again", _sent_forgotten),
    Mutation("moved-rows-kept", "a move forgets to take back reminders", _moved_rows_kept),
    Mutation("no-attempt-first", "no open attempt is there while sending", _no_attempt_first),
    Mutation("notices-dropped", "a move is told to nobody", _every_notice_settles),
]
