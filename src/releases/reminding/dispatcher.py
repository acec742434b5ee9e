"""The dispatcher: claims channels that have something due and gives each its turn.

Each turn runs in a thread of its own, so that no slow or dead channel holds up another. A turn
that outlives its deadline is recorded as unknown and its place given to others; if its answer
comes after all, it still counts.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from releases.errors import CannotStore, ReleasesError
from releases.model.delivery import State
from releases.model.outcome import Outcome, Result
from releases.model.plan import DEFAULT_SETTLE
from releases.probes import probe
from releases.reminding import turn as turns
from releases.reminding.clock import Clock
from releases.reminding.recheck import Limits
from releases.reminding.turn import Desk, Ended, Sender, Turn
from releases.store import queue
from releases.store.engine import Store
from releases.store.queue import Claimed

log = logging.getLogger(__name__)

# From how many turns under way on what can be done for many at once waits so long (seconds).
MANY = 8
GATHER = 0.02


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is done at once, and for how long. Channels that fail get a quarter of the places.

    The lease is longer than the deadline of a send, or a send under way would be taken over.
    """

    places: int = 96
    deadline: float = 30.0
    lease: timedelta = timedelta(seconds=120)


@dataclass
class _Flight:
    """A turn under way, and since when (monotonic seconds)."""

    turn: Turn
    since: float
    given_up: bool = False


@dataclass
class _Outcome:
    """An attempt that has ended and is to be recorded, by whichever thread writes next."""

    ended: Ended
    written: bool = False
    states: dict[int, State] = field(default_factory=dict)
    error: Exception | None = None


@dataclass
class Touched:
    """What one run did: the last state of each delivery that it tried."""

    states: dict[int, State] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether a delivery that was tried ended retrying or dead."""
        return any(state in (State.RETRYING, State.DEAD) for state in self.states.values())


class Dispatcher:
    """Sends what is due. With `threads=False` turns run one after another in the caller."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        clock: Clock,
        *,
        daemon: str,
        rng: random.Random | None = None,
        limits: Limits | None = None,
        settle: timedelta = DEFAULT_SETTLE,
        pace: Pace | None = None,
        threads: bool = True,
    ) -> None:
        self._store = store
        self._clock = clock
        self._pace = pace or Pace()
        self._threads = threads
        self._desk = Desk(
            sender, daemon, limits or Limits(), settle, self._pace.lease, rng or random.Random()
        )  # fmt: skip
        self._claims = 0
        # Held while channels are claimed and seated: `stop` passes it, and nothing begins after.
        self._gate = threading.Lock()
        self._changed = threading.Condition()
        # The channels spoken to now, and whether each fails.
        self._busy: dict[int, bool] = {}
        self._flights: list[_Flight] = []
        self._writing = threading.Lock()
        self._outcomes: list[_Outcome] = []
        self._stopping = False
        self.touched = Touched()

    def tick(self) -> int:
        """Give every channel that has something due its turn; how many got one.

        Returns as soon as nothing more can be claimed, though turns may still be under way.
        Raises `CannotStore` where the database does not answer; nothing is lost by it.
        """
        started = 0
        while not self._stopping:
            self._give_up_overdue()
            places = self._free_places()
            if not places:
                continue
            with self._gate:
                claimed = [] if self._stopping else self._claim(places)
                self._seat(claimed)
            if not claimed:
                break
            probe("claim.committed")
            started += len(claimed)
            self._start(claimed)
        return started

    def drain(self) -> int:
        """Tick until nothing is due and nothing under way; how many turns there were."""
        total = 0
        while True:
            started = self.tick()
            total += started
            with self._changed:
                while self._busy:
                    self._changed.wait(0.2)
                    self._give_up_overdue()
            if not started:
                return total

    @property
    def sending(self) -> bool:
        """Whether a turn is under way now."""
        return bool(self._busy)

    def stop(self, grace: float) -> bool:
        """Begin no more; wait up to `grace` seconds for turns under way. Whether all ended."""
        self._stopping = True
        end = self._clock.monotonic() + grace
        if self._gate.acquire(timeout=grace):
            self._gate.release()
        with self._changed:
            while self._busy and self._clock.monotonic() < end:
                self._changed.wait(0.2)
            return not self._busy

    def _free_places(self) -> int:
        """How many channels can have their turn; where few, a moment later, for many cost less."""
        places = self._pace.places

        def free() -> int:
            return places - len(self._busy)

        with self._changed:
            self._changed.wait_for(free, timeout=0.5)
            self._changed.wait_for(lambda: free() >= max(1, places // 4), timeout=GATHER)
            return free()

    def _claim(self, places: int) -> list[Claimed]:
        """Claim channels, but none that this very daemon speaks to now.

        A lease ends by the wall clock, which may leap while a send is under way; what is under
        way here ends by the monotonic one.
        """
        self._claims += 1
        with self._changed:
            busy = tuple(self._busy)
            failing = sum(self._busy.values())
        with self._store.unit() as connection:
            return queue.claim(
                connection,
                self._clock.now(),
                limit=places,
                failing=max(max(1, self._pace.places // 4) - failing, 0),
                lease=self._pace.lease,
                claim_id=f"{self._desk.daemon}/{self._claims}",
                but=busy,
            )

    def _seat(self, claimed: Iterable[Claimed]) -> None:
        if self._threads:
            with self._changed:
                self._busy |= {each.channel_id: each.failing for each in claimed}

    def _start(self, claimed: list[Claimed]) -> None:
        if not self._threads:
            for each in claimed:
                for turn in self._begin([each]):
                    self._take(turn)
            return
        begun: list[Turn] = []
        try:
            begun = self._begin(claimed)
        finally:
            for channel_id in {each.channel_id for each in claimed} - {t.to.id for t in begun}:
                self._free(channel_id)
        for turn in begun:
            try:
                threading.Thread(target=self._in_thread, args=(turn,), daemon=True).start()
            except RuntimeError:
                # No room for another thread: here, then, where the sender meets the same.
                self._in_thread(turn)

    def _begin(self, claimed: list[Claimed]) -> list[Turn]:
        """Begin the turns of these channels; one that cannot begin is no harm to the others."""
        try:
            with self._store.unit() as connection:
                return turns.begin(connection, self._desk, claimed, self._clock.now())
        except CannotStore:
            raise
        except Exception as error:
            if len(claimed) == 1:
                self._say_failed(claimed[0], error)
                return []
        return [turn for each in claimed for turn in self._begin([each])]

    def _say_failed(self, claimed: Claimed, error: Exception) -> None:
        if isinstance(error, ReleasesError):
            log.error("the turn of channel %d failed: %s", claimed.channel_id, error.what)
        else:
            log.error("the turn of channel %d failed", claimed.channel_id, exc_info=error)

    def _in_thread(self, turn: Turn) -> None:
        freed = False
        try:
            freed = self._take(turn)
        except CannotStore as error:
            log.warning("the outcome of a send to %s is not recorded: %s", turn.to.name, error.what)
        except Exception:
            log.exception("the turn of channel %s failed", turn.to.name)
        finally:
            if not freed:
                self._free(turn.to.id)

    def _free(self, channel_id: int) -> None:
        with self._changed:
            del self._busy[channel_id]
            self._changed.notify_all()

    def _take(self, turn: Turn) -> bool:
        """Send what has begun, and record it; whether its place was given away meanwhile."""
        probe("attempt.committed")
        flight = _Flight(turn, self._clock.monotonic())
        with self._changed:
            self._flights.append(flight)
        result = self._send(turn)
        probe("send.returned")
        with self._changed:
            self._flights.remove(flight)
        self._record(flight, result)
        probe("record.committed")
        return flight.given_up

    def _send(self, turn: Turn) -> Result:
        try:
            return self._desk.sender.send(turn.to.url, turn.message, self._pace.deadline)
        except Exception:
            # A sender promises not to raise; whether it sent before it broke that is not known.
            log.exception("sending to channel %s failed in an unexpected way", turn.to.name)
            return Result(Outcome.UNCERTAIN, "sending failed in an unexpected way")

    def _record(self, flight: _Flight, result: Result) -> None:
        took = int((self._clock.monotonic() - flight.since) * 1000)
        outcome = _Outcome(Ended(flight.turn, result, took))
        with self._changed:
            self._outcomes.append(outcome)
        # Whoever comes first writes what has come by then: one commit for many.
        with self._writing:
            if not outcome.written:
                if len(self._busy) >= MANY:
                    time.sleep(GATHER)
                with self._changed:
                    batch, self._outcomes = self._outcomes, []
                self._write(batch)
        if outcome.error is not None:
            raise outcome.error
        self.touched.states |= outcome.states
        _say(flight.turn, result, outcome.states)

    def _write(self, batch: list[_Outcome]) -> None:
        def write() -> list[dict[int, State]]:
            with self._store.unit() as connection:
                ended = [each.ended for each in batch]
                return turns.record(connection, self._desk, ended, self._clock.now())

        try:
            for each, states in zip(batch, self._insist(write), strict=True):
                each.states, each.written = states, True
        except Exception as error:
            if len(batch) > 1 and not isinstance(error, CannotStore):
                for each in batch:
                    self._write([each])
                return
            for each in batch:
                each.error, each.written = error, True

    def _insist(self, write: Callable[[], list[dict[int, State]]]) -> list[dict[int, State]]:
        """Try again while the lease lasts: a lost outcome would be a message sent twice."""
        end = self._clock.monotonic() + self._pace.lease.total_seconds() / 2
        pause = 0.1
        while True:
            try:
                return write()
            except CannotStore as error:
                if self._stopping or not self._threads or self._clock.monotonic() + pause > end:
                    raise
                log.warning("an outcome cannot be recorded yet: %s", error.what)
            threading.Event().wait(pause)
            pause = min(pause * 2, 5)

    def _give_up_overdue(self) -> None:
        limit = self._clock.monotonic() - self._pace.deadline - 5
        with self._changed:
            late = [f for f in self._flights if f.since < limit and not f.given_up]
            for flight in late:
                flight.given_up = True
        for flight in late:
            log.warning("channel %s did not answer in time", flight.turn.to.name)
            try:
                self._record(flight, Result(Outcome.UNCERTAIN, "it did not answer in time"))
            except CannotStore as error:
                # The attempt stays open, and whoever takes over after the lease finds it so.
                log.warning("an outcome cannot be recorded: %s", error.what)
            finally:
                self._free(flight.turn.to.id)


def _say(turn: Turn, result: Result, states: dict[int, State]) -> None:
    level = logging.INFO if result.outcome is Outcome.SENT else logging.WARNING
    log.log(
        level,
        "%s to %s of %s: %s%s",
        turn.message.title if level == logging.INFO else "delivery",
        turn.to.name,
        turn.to.subscriber,
        result.outcome.value,
        f" ({result.detail})" if result.detail else "",
        extra={
            "event": "attempt",
            "channel": turn.to.name,
            "deliveries": turn.ids,
            "outcome": result.outcome.value,
            "states": sorted({state.value for state in states.values()}),
        },
    )
