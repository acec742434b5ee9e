"""The dispatcher with its threads, alone and beside others, on both databases."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from releases.daemon import SystemClock
from releases.model.outcome import Outcome, Result
from releases.model.subscriber import Schedule
from releases.reminding.dispatcher import Dispatcher, Pace
from releases.reminding.messages import Message
from releases.store import people
from releases.store.engine import Store
from releases.store.tables import attempts, channels, deliveries
from tests.store.world import World


class Post:
    """A sender whose channels each behave as the test says; what arrived is counted."""

    def __init__(self, **behaviour: Callable[[], Result]) -> None:
        self.behaviour = behaviour
        self.arrived: Counter[str] = Counter()
        self.at: dict[str, float] = {}
        self.identities: list[str] = []
        self._lock = threading.Lock()

    def send(self, url: str, message: Message, timeout: float) -> Result:
        name = url.rsplit("/", 1)[1]
        act = self.behaviour.get(name)
        result = act() if act else Result(Outcome.SENT)
        with self._lock:
            if result.outcome is Outcome.SENT:
                self.arrived[name] += 1
                self.at[name] = time.monotonic()
            self.identities.append(message.identity)
        return result

    def body_max(self, url: str) -> int:
        return 100_000


def due_today(store: Store, *names: str) -> None:
    now = datetime.now(UTC)
    with store.unit() as connection:
        people.add_subscriber(connection, "Ana", Schedule("UTC"), (0,), ("GB",), now)
        world = World(connection, now)
        for name in names:
            world.channel(name, "Ana", takes="reminders")
        world.add("Ana", now.date().isoformat())


def dispatcher(store: Store, post: Post, name: str = "d1", **pace: Any) -> Dispatcher:
    return Dispatcher(store, post, SystemClock(), daemon=name, pace=Pace(**pace))


def states(store: Store) -> Counter[str]:
    with store.read() as connection:
        return Counter(connection.scalars(select(deliveries.c.state)))


def outcomes(store: Store) -> Counter[str | None]:
    with store.read() as connection:
        return Counter(connection.scalars(select(attempts.c.outcome)))


def test_a_good_channel_is_told_at_once_beside_one_that_hangs(store: Store) -> None:
    go = threading.Event()

    def hangs() -> Result:
        go.wait(20)
        return Result(Outcome.SENT)

    due_today(store, "slow", "good")
    post = Post(slow=hangs)
    worker = dispatcher(store, post)
    began = time.monotonic()
    worker.tick()
    while not post.arrived["good"]:
        assert time.monotonic() - began < 5
        time.sleep(0.01)
    assert post.arrived == {"good": 1}
    go.set()
    worker.drain()
    assert post.arrived == {"good": 1, "slow": 1}
    assert states(store) == {"sent": 2}


def test_a_sender_that_breaks_a_promise_harms_nobody_else(store: Store) -> None:
    def raises() -> Result:
        raise ZeroDivisionError

    due_today(store, "broken", "good")
    post = Post(broken=raises)
    dispatcher(store, post).drain()
    assert post.arrived == {"good": 1}
    assert outcomes(store) == {"sent": 1, "uncertain": 1}


def test_a_send_that_outlives_its_deadline_is_unknown_and_its_late_answer_counts(
    store: Store,
) -> None:
    go = threading.Event()

    def hangs() -> Result:
        go.wait(20)
        return Result(Outcome.SENT)

    due_today(store, "slow")
    post = Post(slow=hangs)
    # Given up five seconds after the deadline.
    worker = dispatcher(store, post, deadline=-4.5)
    worker.tick()
    time.sleep(0.6)
    worker.drain()
    assert outcomes(store) == {"uncertain": 1}
    assert states(store) == {"retrying": 1}
    go.set()
    end = time.monotonic() + 5
    while states(store) != {"sent": 1}:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert outcomes(store) == {"sent": 1}
    worker.drain()
    assert post.arrived == {"slow": 1}


def test_two_daemons_share_the_work_and_nothing_is_sent_twice(store: Store) -> None:
    names = [f"c{number}" for number in range(60)]
    due_today(store, *names)
    post = Post()
    workers = [dispatcher(store, post, name, places=4) for name in ("d1", "d2", "d3")]
    threads = [threading.Thread(target=worker.drain) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert post.arrived == dict.fromkeys(names, 1)
    assert states(store) == {"sent": 60}
    assert len(set(post.identities)) == 60


def test_failing_channels_take_no_more_than_a_quarter_of_the_places(store: Store) -> None:
    under_way, most = 0, 0
    lock = threading.Lock()

    def fails() -> Result:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.05)
        with lock:
            under_way -= 1
        return Result(Outcome.TRANSIENT, "busy")

    bad = [f"bad{number}" for number in range(20)]
    due_today(store, *bad)
    worker = dispatcher(store, Post(**dict.fromkeys(bad, fails)), places=8)
    worker.drain()
    assert outcomes(store) == {"transient": 20}
    assert most > 2
    with store.unit() as connection:
        now = datetime.now(UTC)
        connection.execute(channels.update().values(ready=now))
        connection.execute(deliveries.update().values(next=now))
    most = 0
    worker.drain()
    assert outcomes(store) == {"transient": 40}
    assert most == 2


def test_stopping_lets_what_is_under_way_end_and_begins_no_more(store: Store) -> None:
    def takes_its_time() -> Result:
        time.sleep(0.3)
        return Result(Outcome.SENT)

    due_today(store, "a", "b", "c")
    post = Post(a=takes_its_time, b=takes_its_time, c=takes_its_time)
    worker = dispatcher(store, post, places=2)
    thread = threading.Thread(target=worker.tick)
    thread.start()
    time.sleep(0.15)
    assert worker.stop(5.0)
    thread.join(5)
    assert sum(post.arrived.values()) == 2
    assert states(store) == {"sent": 2, "pending": 1}
    assert outcomes(store) == {"sent": 2}


def test_stopping_does_not_wait_for_ever(store: Store) -> None:
    go = threading.Event()

    def hangs() -> Result:
        go.wait(20)
        return Result(Outcome.SENT)

    due_today(store, "slow")
    worker = dispatcher(store, Post(slow=hangs))
    worker.tick()
    began = time.monotonic()
    assert not worker.stop(0.3)
    assert time.monotonic() - began < 2
    assert outcomes(store) == {None: 1}
    go.set()


def test_a_dead_daemons_work_is_taken_over_after_its_lease(store: Store) -> None:
    go = threading.Event()

    def hangs() -> Result:
        go.wait(20)
        return Result(Outcome.UNCERTAIN)

    due_today(store, "slow")
    dead = dispatcher(store, Post(slow=hangs), "d1", lease=timedelta(seconds=1))
    dead.tick()
    post = Post()
    heir = dispatcher(store, post, "d2")
    heir.drain()
    assert post.arrived == {}
    time.sleep(1.1)
    heir.drain()
    assert post.arrived == {"slow": 1}
    assert outcomes(store) == {"uncertain": 1, "sent": 1}
    go.set()
