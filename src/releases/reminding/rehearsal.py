"""Rehearsal: the real rules and the real dispatcher over a virtual clock, sending nothing.

It works on a copy of the database, so that what it prints is what the daemon then sends.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from releases.model.outcome import Outcome, Result
from releases.model.plan import DEFAULT_SETTLE
from releases.reminding.digests import plan_digests
from releases.reminding.dispatcher import Dispatcher
from releases.reminding.messages import Message
from releases.reminding.recheck import Limits
from releases.store import turns
from releases.store.backup import copy_all
from releases.store.engine import Connection, Store
from releases.store.queue import next_due

STEP = timedelta(milliseconds=1)


class VirtualClock:
    """A clock that stands still until it is set; its monotonic time follows it."""

    def __init__(self, now: datetime) -> None:
        self._start = self._now = now

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - self._start).total_seconds()

    def advance_to(self, moment: datetime) -> None:
        """Go on to a moment; a clock of this kind never goes back."""
        self._now = max(self._now, moment)


class Recorder:
    """A sender that says that everything arrived, and keeps it."""

    def __init__(self, body_max: Callable[[str], int]) -> None:
        self._body_max = body_max
        self.sent: list[Message] = []

    def send(self, url: str, message: Message, timeout: float) -> Result:
        self.sent.append(message)
        return Result(Outcome.SENT)

    def body_max(self, url: str) -> int:
        return self._body_max(url)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One message that will be sent: when (UTC), to whom, and the deliveries in it."""

    at: datetime
    channel: str
    subscriber: str
    message: Message
    deliveries: tuple[Any, ...]


def rehearse(
    store: Store,
    now: datetime,
    until: datetime,
    body_max: Callable[[str], int],
    *,
    limits: Limits | None = None,
    settle: timedelta = DEFAULT_SETTLE,
) -> list[Rehearsed]:
    """What the daemon sends from `now` until `until` (UTC) if nothing changes, in order.

    `body_max` tells the longest text that a channel's service takes, by the channel's URL.
    """
    with TemporaryDirectory(prefix="releases-rehearsal-") as folder:
        copy = Store(f"sqlite:///{Path(folder) / 'rehearsal.db'}").open()
        try:
            copy_all(store, copy)
            return _play(copy, VirtualClock(now), until, Recorder(body_max), limits, settle)
        finally:
            copy.close()


def _play(
    copy: Store,
    clock: VirtualClock,
    until: datetime,
    recorder: Recorder,
    limits: Limits | None,
    settle: timedelta,
) -> list[Rehearsed]:
    dispatcher = Dispatcher(
        copy, recorder, clock, daemon="rehearsal", rng=random.Random(0),
        limits=limits, settle=settle, threads=False,
    )  # fmt: skip
    told: list[Rehearsed] = []
    while True:
        with copy.unit() as connection:
            plan_digests(connection, clock.now())
        dispatcher.drain()
        with copy.read() as connection:
            told += [_described(connection, message, clock.now()) for message in recorder.sent]
            following = next_due(connection)
        recorder.sent.clear()
        if following is None or following > until:
            return told
        # A row that stays due although its turn came would hold the clock for ever.
        clock.advance_to(max(following, clock.now() + STEP))


def _described(connection: Connection, message: Message, at: datetime) -> Rehearsed:
    rows = turns.deliveries_of(connection, message.identity)
    return Rehearsed(at, rows[0].channel, rows[0].subscriber, message, tuple(rows))
