"""A stage for the running rules: a real database, the real daemon's jobs, a clock that is set.

What people do goes through `with scene.acts() as world`; `scene.until(moment)` lets the daemon work
up to a moment and gives what arrived meanwhile, a line a message: when (UTC), where, its title.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from releases.daemon import Daemon, Options
from releases.model.outcome import Outcome, Result
from releases.reminding.messages import Message
from releases.reminding.rehearsal import VirtualClock
from releases.store import queue
from releases.store.engine import Store
from tests.store.world import World, utc

TICK = timedelta(milliseconds=1)
SECOND = timedelta(seconds=1)


class Killed(BaseException):
    """The process died here."""


@dataclass(frozen=True)
class Arrival:
    """One message that reached its channel."""

    at: datetime
    channel: str
    message: Message

    def __str__(self) -> str:
        return f"{self.at:%m-%d %H:%M} {self.channel}: {self.message.title}"


@dataclass(frozen=True)
class Answer:
    """How a try ends: what the program learns of it, and whether the message arrived."""

    result: Result
    arrives: bool = False
    meanwhile: Callable[[], object] | None = None
    kills: bool = False


def sent(meanwhile: Callable[[], object] | None = None) -> Answer:
    return Answer(Result(Outcome.SENT), True, meanwhile)


def busy(meanwhile: Callable[[], object] | None = None) -> Answer:
    return Answer(Result(Outcome.TRANSIENT, "the server is busy"), False, meanwhile)


def throttled(seconds: float | None) -> Answer:
    return Answer(Result(Outcome.THROTTLED, "too many", seconds))


def refused() -> Answer:
    return Answer(Result(Outcome.PERMANENT, "the token is revoked"))


def lost(*, arrives: bool) -> Answer:
    return Answer(Result(Outcome.UNCERTAIN, "no answer in time"), arrives)


def killed(*, arrives: bool) -> Answer:
    return Answer(Result(Outcome.SENT), arrives, kills=True)


class Wire:
    """Everything arrives, unless a channel's script says how its next tries end."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self.scripts: dict[str, list[Answer]] = {}
        self.longest: dict[str, int] = {}
        self.tries: list[Arrival] = []
        self.arrived: list[Arrival] = []

    def send(self, url: str, message: Message, timeout: float) -> Result:
        name = url.rsplit("/", 1)[1]
        this = Arrival(self._clock.now(), name, message)
        self.tries.append(this)
        script = self.scripts.get(name)
        answer = script.pop(0) if script else sent()
        if answer.meanwhile is not None:
            answer.meanwhile()
        if answer.arrives:
            self.arrived.append(this)
        if answer.kills:
            raise Killed
        return answer.result

    def body_max(self, url: str) -> int:
        return self.longest.get(url.rsplit("/", 1)[1], 100_000)


class Scene:
    """One database, one wire, one clock, and a daemon."""

    def __init__(self, store: Store, now: str = "2026-05-01T12:00") -> None:
        self.store = store
        self.clock = VirtualClock(utc(now))
        self.wire = Wire(self.clock)
        self._read = 0
        self.restart()

    def restart(self) -> None:
        """Another daemon takes over; what the old one was doing is left as it is."""
        self.daemon = Daemon(
            self.store, Options(), sender=self.wire, clock=self.clock, threads=False
        )  # fmt: skip

    @contextmanager
    def acts(self) -> Iterator[World]:
        """One unit of work of people, a second after whatever was before."""
        self.clock.advance_to(self.clock.now() + SECOND)
        with self.store.unit() as connection:
            yield World(connection, self.clock.now())

    def script(self, channel: str, *answers: Answer) -> None:
        """How the next tries of a channel end; then everything arrives again."""
        self.wire.scripts[channel] = list(answers)

    def tick(self) -> None:
        self.daemon.plan()
        self.daemon.dispatcher.tick()

    def until(self, moment: str) -> list[str]:
        """Let the daemon work up to a moment, that moment included; what arrived."""
        return [str(each) for each in self.messages_until(moment)]

    def messages_until(self, moment: str) -> list[Arrival]:
        end = utc(moment)
        while True:
            self.tick()
            with self.store.read() as connection:
                following = queue.next_due(connection)
            if following is None or following > end:
                break
            self.clock.advance_to(max(following, self.clock.now() + TICK))
        self.clock.advance_to(end)
        self.tick()
        return self.new()

    def asleep_until(self, moment: str) -> list[str]:
        """Nothing runs until a moment; what arrives when the daemon is then started."""
        return [str(each) for each in self.messages_at(moment)]

    def messages_at(self, moment: str) -> list[Arrival]:
        self.clock.advance_to(utc(moment))
        self.restart()
        self.tick()
        return self.new()

    def new(self) -> list[Arrival]:
        """What arrived since this was asked last."""
        fresh = self.wire.arrived[self._read :]
        self._read = len(self.wire.arrived)
        return fresh

    def rows(self) -> list[Any]:
        with self.store.read() as connection:
            return World(connection, self.clock.now()).rows()

    def states(self) -> list[str]:
        """The rows in the order of their due moments: `phone reminder 7d 2026-06-12 sent`."""
        return [
            f"{row.channel} {row.what}{f' {row.lead}d' if row.what == 'reminder' else ''} "
            f"{row.speaks_of} {row.state}"
            for row in self.rows()
        ]

    def why(self, state: str) -> set[str]:
        return {row.why for row in self.rows() if row.state == state}
