"""A wall clock that leaps while a message is under way: a daemon never takes over from itself."""

import random
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from releases.model.dates import ReleaseDate
from releases.model.outcome import Outcome, Result
from releases.model.release import Kind
from releases.model.subscriber import Schedule
from releases.reminding.dispatcher import Dispatcher
from releases.reminding.messages import Message
from releases.store import people
from releases.store.engine import Store
from releases.tracking import changes
from releases.tracking.people import Target, add_channels

START = datetime(2026, 5, 1, 9, tzinfo=UTC)


class LeapingClock:
    """A wall clock that runs twenty thousand times too fast."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def now(self) -> datetime:
        return START + timedelta(seconds=20_000 * (time.monotonic() - self._began))

    def monotonic(self) -> float:
        return time.monotonic()


class Slow:
    """A sender that takes its time; every message arrives."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self._lock = threading.Lock()

    def send(self, url: str, message: Message, timeout: float) -> Result:
        time.sleep(0.3)
        with self._lock:
            self.sent.append(message.identity)
        return Result(Outcome.SENT)

    def body_max(self, url: str) -> int:
        return 10_000


def test_a_lease_that_ends_during_a_send_makes_no_second_message(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "releases.db")).open()
    with store.unit() as connection:
        ana = people.add_subscriber(connection, "Ana", Schedule("UTC"), (0,), ("GB",), START)
        target = Target("json://localhost/hook", "localhost", 0)
        add_channels(connection, ana, "hook", [target], START, takes="reminders")
        for title in ("Sunlit", "Nightfall"):
            when = changes.typed_claim(ReleaseDate.parse("2026-05-01"), START)
            proposal = changes.Proposal(title, "GB", Kind.THEATRICAL, when)
            changes.add(connection, ana, proposal, START)
    sender = Slow()
    dispatcher = Dispatcher(store, sender, LeapingClock(), daemon="d1", rng=random.Random(1))
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        dispatcher.tick()
        time.sleep(0.01)
    dispatcher.drain()
    assert len(sender.sent) == 1
    store.close()
