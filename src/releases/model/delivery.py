"""Deliveries: their states, and what follows from the outcome of an attempt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from releases.model.outcome import Outcome, Result


class State(StrEnum):
    """Where a delivery stands. No row is ever deleted by sending."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    RETRYING = "retrying"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    MISSED = "missed"
    HELD = "held"


UNSENT = (State.PENDING, State.RETRYING)
LIVE = (State.PENDING, State.RETRYING, State.SENDING)

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
THROTTLE_WAIT = timedelta(minutes=2)
LONGEST_THROTTLE = timedelta(hours=6)
PAUSE_FIRST = timedelta(minutes=30)
PAUSE_LONGEST = timedelta(hours=12)
FAILURES_UNTIL_PAUSE = 5


def backoff(tries: int, jitter: float) -> timedelta:
    """How long to wait after the `tries`th failed try in a row: doubling, capped, spread.

    `jitter` is a number from 0 to 1; the wait lies between 0.75 and 1.25 of the doubled one.
    """
    doubled: timedelta = FIRST_WAIT * (1 << min(max(tries - 1, 0), 10))
    return min(doubled, LONGEST_WAIT) * (0.75 + jitter / 2)


def probe_wait(pauses: int, jitter: float) -> timedelta:
    """How long a channel that keeps failing rests before it is tried again."""
    return min(PAUSE_FIRST * (1 << min(pauses, 8)), PAUSE_LONGEST) * (0.75 + jitter / 2)


@dataclass(frozen=True, slots=True)
class After:
    """What to do after an attempt: the delivery's next state, when it is due again, and why."""

    state: State
    again: datetime | None
    why: str


def after_attempt(
    result: Result, *, tries: int, unknowns: int, on_unknown: str, now: datetime, jitter: float
) -> After:
    """What becomes of a delivery whose attempt ended with `result`.

    `tries` counts the attempts made, this one included; `unknowns` how many of them ended with
    unknown outcome, this one included. `on_unknown` is the channel's wish: resend or hold.
    """
    match result.outcome:
        case Outcome.SENT:
            return After(State.SENT, None, "")
        case Outcome.PERMANENT:
            return After(State.DEAD, None, result.detail)
        case Outcome.UNCERTAIN if on_unknown == "hold":
            return After(State.HELD, None, "it is not known whether it arrived: " + result.detail)
        case Outcome.UNCERTAIN if unknowns >= 2:
            return After(
                State.DEAD, None, "twice it is not known whether it arrived: " + result.detail
            )
        case Outcome.THROTTLED:
            wait = THROTTLE_WAIT if result.wait is None else timedelta(seconds=result.wait)
            return After(State.RETRYING, now + min(wait, LONGEST_THROTTLE), result.detail)
    return After(State.RETRYING, now + backoff(tries, jitter), result.detail)
