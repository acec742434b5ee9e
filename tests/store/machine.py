"""The outbox beside the plain one in memory, and what may be done to both, in any order."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import select

from releases.model.delivery import State
from releases.model.outcome import Outcome, Result
from releases.model.release import Standing
from releases.model.subscriber import Schedule, Target
from releases.reminding import turn as turns
from releases.reminding.messages import Message as Letter
from releases.reminding.recheck import Limits
from releases.store import films as facts
from releases.store import people, queue
from releases.store.engine import Store
from releases.store.queue import Claimed
from releases.store.tables import attempts, channels, deliveries, metadata, told
from releases.tracking import people as wishes
from tests.store import plain
from tests.store.model import Outbox
from tests.store.plain import Attempt, Message, Row
from tests.store.world import ALL, World, utc

START = utc("2026-05-01T12:00")
NAMES = ("Ana", "Ben")
TITLES = ("Sunlit", "Moonlit")

who = st.sampled_from(NAMES)
nth = st.integers(0, 7)
ahead = st.sampled_from([0, 1, 2, 3, 7, 8, 9, 12])
limits = st.integers(1, 3)
daemons = st.sampled_from(["A", "B"])
outcomes = st.sampled_from(
    [
        Result(Outcome.SENT),
        Result(Outcome.TRANSIENT, "the server is busy"),
        Result(Outcome.THROTTLED, "too many", 900.0),
        Result(Outcome.THROTTLED, "too many"),
        Result(Outcome.PERMANENT, "the token is revoked"),
        Result(Outcome.UNCERTAIN, "no answer in time"),
        Result(Outcome.UNCERTAIN, "no answer in time"),
    ]
)


class Even(random.Random):
    """Waits are not spread, so that they can be foretold; identities still differ."""

    def random(self) -> float:
        return 0.5


class Unused:
    """A wire on which the test itself answers."""

    def send(self, url: str, message: Letter, timeout: float) -> Result:
        raise AssertionError("nothing is sent here")

    def body_max(self, url: str) -> int:
        return 100_000


class Machine(RuleBasedStateMachine):
    """Does the same to the program and to the plain outbox, and compares them after each step."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.outbox = Outbox(START)
        self.desks = {
            name: turns.Desk(
                Unused(), name, Limits(), plain.HOUR, plain.LEASE, Even(f"daemon {name}")
            )
            for name in ("A", "B")
        }
        self.claims: list[tuple[str, Claimed]] = []
        self.flights: list[tuple[str, turns.Turn, Attempt]] = []
        self.serial = 0
        self.rows: dict[int, Row] = {}
        self.alike = False

    @initialize(soon=ahead)
    def begin(self, soon: int) -> None:
        with self.store.unit() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
            for name in NAMES:
                people.add_subscriber(
                    connection, name, Schedule("UTC"), (7, 1, 0), ["GB"], self.outbox.now
                )
                asked = dict.fromkeys((7, 1, 0), self.outbox.now)
                self.outbox.people[name] = plain.Person(asked)
        self.open("Ana", False)
        self.open("Ana", True)
        self.open("Ben", False)
        self.add("Ana", TITLES[0], soon)
        self.follow("Ben", 0)

    def _world(self, connection: Any) -> World:
        return World(connection, self.outbox.now)

    def _tick(self) -> None:
        """No two steps share an instant."""
        self.outbox.now += plain.SECOND

    # What people do

    @rule(by=who, title=st.sampled_from(TITLES), days=ahead)
    def add(self, by: str, title: str, days: int) -> None:
        self._tick()
        day = self.outbox.now.date() + timedelta(days=days)
        with self.store.unit() as connection:
            done = self._world(connection).add(by, str(day), title=title)
        self.outbox.people[by].follows.setdefault(done.release.id, self.outbox.now)
        self._said(done.release)

    @rule(by=who, number=nth, days=ahead)
    def move(self, by: str, number: int, days: int) -> None:
        self._tick()
        self._move(by, number, self.outbox.now.date() + timedelta(days=days))

    @rule(by=who, number=nth, back=st.integers(1, 3))
    def move_back(self, by: str, number: int, back: int) -> None:
        """To a date that it had before; a release that is called off is brought back so."""
        self._tick()
        release = self._release(number)
        days = [says for _, says in release.history if says != "cancelled"]
        self._move(by, number, date.fromisoformat(days[-min(back, len(days))]))

    def _move(self, by: str, number: int, day: date) -> None:
        with self.store.unit() as connection:
            release = facts.release_by_id(connection, self._release(number).id)
            done = self._world(connection).move_release(by, release, str(day))
        self._said(done.release)

    @precondition(lambda self: self._not_off())
    @rule(by=who, number=nth)
    def cancel(self, by: str, number: int) -> None:
        self._tick()
        there = self._not_off()
        with self.store.unit() as connection:
            release = facts.release_by_id(connection, there[number % len(there)].id)
            done = self._world(connection).end_release(by, release, Standing.CANCELLED)
        self._said(done.release)

    def _not_off(self) -> list[plain.Release]:
        return [release for release in self.outbox.releases.values() if not release.off]

    def _release(self, number: int) -> plain.Release:
        return list(self.outbox.releases.values())[number % len(self.outbox.releases)]

    def _said(self, release: facts.Release) -> None:
        """Which date holds is not what is tested here: take over what the release says."""
        assert release.date.day is not None
        off = release.standing is Standing.CANCELLED
        self.outbox.says(release.id, release.date.day, off=off)

    @rule(by=who, number=nth)
    def follow(self, by: str, number: int) -> None:
        self._tick()
        key = self._release(number).id
        with self.store.unit() as connection:
            film = facts.release_by_id(connection, key).film.title
            self._world(connection).follow(by, film)
        self.outbox.people[by].follows.setdefault(key, self.outbox.now)
        self.outbox.plan(key)

    @rule(by=who, number=nth)
    def unfollow(self, by: str, number: int) -> None:
        self._tick()
        key = self._release(number).id
        with self.store.unit() as connection:
            film = facts.release_by_id(connection, key).film.title
            self._world(connection).unfollow(by, film)
        self.outbox.people[by].follows.pop(key, None)
        self.outbox.plan(key)

    @rule(by=who, wanted=st.sampled_from([(0,), (1, 0), (7, 1, 0), (8, 2)]))
    def set_leads(self, by: str, wanted: tuple[int, ...]) -> None:
        self._tick()
        with self.store.unit() as connection:
            self._world(connection).set(by, leads=wanted)
        person = self.outbox.people[by]
        person.leads = {lead: person.leads.get(lead, self.outbox.now) for lead in wanted}
        self.outbox.plan_person(by)

    @precondition(lambda self: len(self._channels("ok", "failing", "paused")) < 5)
    @rule(by=who, hold=st.booleans())
    def open(self, by: str, hold: bool) -> None:
        self._tick()
        self.serial += 1
        target = Target(f"json://localhost/{self.serial}", "localhost", 0)
        with self.store.unit() as connection:
            key = wishes.add_channels(
                connection, people.subscriber(connection, by), f"c{self.serial}", [target],
                self.outbox.now, takes=ALL, on_unknown="hold" if hold else "resend",
            )[0].id  # fmt: skip
        now = self.outbox.now
        self.outbox.channels[key] = plain.Channel(key, by, now, hold, now)
        self.outbox.plan_person(by)

    def _channels(self, *states: str) -> list[plain.Channel]:
        return [channel for channel in self.outbox.channels.values() if channel.state in states]

    @precondition(lambda self: self._channels("ok", "failing", "paused"))
    @rule(number=nth, what=st.sampled_from(["remove", "pause", "pause", "resume", "resume"]))
    def change_channel(self, number: int, what: str) -> None:
        self._tick()
        there = self._channels("ok", "failing", "paused")
        channel = there[number % len(there)]
        with self.store.unit() as connection:
            stored = people.channel_by_id(connection, channel.id)
            act = getattr(wishes, f"{what}_channel")
            act(connection, stored, self.outbox.now)
        if what == "remove":
            self.outbox.close(channel)
        elif what == "pause":
            channel.state = "paused"
        else:
            self.outbox.resume(channel)

    def _given_up(self) -> dict[int, Row]:
        there = [channel.id for channel in self._channels("ok", "failing", "paused")]
        return {
            key: row
            for key, row in self.rows.items()
            if row.state in ("dead", "held") and row.channel in there
        }

    @precondition(lambda self: self._given_up())
    @rule()
    def retry(self) -> None:
        self._tick()
        found = self._given_up()
        with self.store.unit() as connection:
            assert queue.retry(connection, list(found), self.outbox.now) == sorted(found)
        self.outbox.retry(found.values())

    # What time and daemons do

    @rule(seconds=st.sampled_from([30, 119, 125, 1800, 3600, 86400, 3 * 86400]))
    def wait(self, seconds: int) -> None:
        self.outbox.now += timedelta(seconds=seconds)

    @rule(by=daemons, limit=limits)
    def claim(self, by: str, limit: int) -> None:
        self._tick()
        self.serial += 1
        name = f"{by}/{self.serial}"
        with self.store.unit() as connection:
            found = queue.claim(
                connection, self.outbox.now, limit=limit, lease=plain.LEASE, claim_id=name
            )
        due = {key: self.outbox.may_claim(c) for key, c in self.outbox.channels.items()}
        surely = [key for key, (rows, _) in due.items() if rows]
        assert len({each.channel_id for each in found}) == len(found) <= limit
        assert len(found) >= min(limit, len(surely)), "something due was passed by"
        for each in found:
            rows = [self.rows[key] for key in each.delivery_ids]
            self.outbox.claimed(self.outbox.channels[each.channel_id], name, rows)
            self.claims.append((by, each))
        self.outbox.look()

    @rule(by=daemons, limit=limits)
    def claim_when_due(self, by: str, limit: int) -> None:
        following = [row.next for row in self.rows.values() if row.state in plain.LIVE]
        if following:
            self.outbox.now = max(self.outbox.now, min(following))
        self.claim(by, limit)

    @precondition(lambda self: self.claims)
    @rule(number=nth)
    def begin_attempt(self, number: int) -> None:
        self._tick()
        by, claimed = self.claims.pop(number % len(self.claims))
        channel = self.outbox.channels[claimed.channel_id]
        with self.store.unit() as connection:
            begun = turns.begin(connection, self.desks[by], [claimed], self.outbox.now)
        turn = begun[0] if begun else None
        said, again = self.outbox.begin(channel, claimed.claim)
        if turn is None:
            assert not said
            return
        assert {self.rows[row.id] for row in turn.rows} == set(said)
        identity = turn.message.identity
        if again is None:
            assert identity not in self.outbox.identities, "another message under an old identity"
            again = Message(identity, frozenset(said))
        assert identity == again.identity, "said again under another identity"
        attempt = self.outbox.began(turn.attempt_id, channel, said, again)
        self.flights.append((by, turn, attempt))

    @precondition(lambda self: self.flights)
    @rule(number=nth, result=outcomes)
    def answer(self, number: int, result: Result) -> None:
        """The answer comes, however late: also after the lease, and after it was given up."""
        self._record(self.flights.pop(number % len(self.flights)), result)

    @precondition(lambda self: self.flights)
    @rule(number=nth)
    def give_up(self, number: int) -> None:
        """The daemon waits no longer; the answer may still come."""
        flight = self.flights[number % len(self.flights)]
        self._record(flight, Result(Outcome.UNCERTAIN, "it did not answer in time"))

    def _record(self, flight: tuple[str, turns.Turn, Attempt], result: Result) -> None:
        self._tick()
        by, turn, attempt = flight
        with self.store.unit() as connection:
            ended = [turns.Ended(turn, result, 200)]
            turns.record(connection, self.desks[by], ended, self.outbox.now)
        self.outbox.answered(attempt, result.outcome.value, result.wait)

    @rule(by=daemons)
    def die(self, by: str) -> None:
        """What a daemon had claimed or was sending is left as it is."""
        self.claims = [each for each in self.claims if each[0] != by]
        self.flights = [each for each in self.flights if each[0] != by]

    # What must hold

    @invariant()
    def same(self) -> None:
        self.alike = False
        with self.store.read() as connection:
            found = connection.execute(select(deliveries)).all()
            words = connection.execute(select(told)).all()
            stand = connection.execute(select(channels)).all()
            begun = connection.scalars(select(attempts.c.id).where(attempts.c.outcome.is_(None)))
            assert set(begun) == {a.id for a in self.outbox.attempts if a.open}
        self._same_rows(found)
        assert {(row.channel_id, row.release_id): (row.token, row.before) for row in words} == {
            (channel.id, release): (said.token, said.before)
            for channel in self.outbox.channels.values()
            for release, said in channel.told.items()
        }
        assert {
            row.id: (row.state, row.failures, row.pauses, row.leased_by, row.lease) for row in stand
        } == {
            c.id: (c.state, c.failures, c.pauses, c.claim, c.lease)
            for c in self.outbox.channels.values()
        }
        self.alike = True

    def _same_rows(self, found: Sequence[Any]) -> None:
        by_key = {row.key: row for row in self.outbox.rows}
        there = Counter(_show(row, _key(row)) for row in found)
        owed = Counter(_show(row, row.key) for row in self.outbox.rows)
        assert there == owed, f"too many: {there - owed}; missing: {owed - there}"
        self.rows = {row.id: by_key[_key(row)] for row in found}
        for row in found:
            mine = self.rows[row.id]
            mine.id = row.id
            if row.state == State.PENDING and row.next == row.due:
                assert row.due == mine.due

    def teardown(self) -> None:
        """Once nothing fails any more, everything owed comes to its end."""
        if not self.alike:
            return
        self.claims, self.flights = [], []
        for number, _ in enumerate(self._channels("ok", "failing", "paused")):
            self.change_channel(number, "resume")
        for hours in (1, 12, 12, *[24] * 13, 100):
            self.wait(hours * 3600)
            self._drain()
        assert not [row for row in self.outbox.rows if row.state in plain.LIVE]

    def _drain(self) -> None:
        for _ in range(20):
            self.claim("A", 3)
            if not self.claims:
                return
            while self.claims:
                self.begin_attempt(0)
                self.same()
            while self.flights:
                self.answer(0, Result(Outcome.SENT))
                self.same()
        raise AssertionError("it never comes to an end")


def _key(row: Any) -> tuple[int, str, int, int, str, int]:
    return row.channel_id, row.what, row.subject, row.lead, row.speaks_of, row.turn


def _show(row: Any, key: tuple[Any, ...]) -> tuple[Any, ...]:
    state = "ended" if row.state in (State.SUPERSEDED, State.CANCELLED) else row.state
    return (*key, state, row.tries, row.unknowns, row.claim)
