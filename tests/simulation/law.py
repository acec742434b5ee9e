"""What must hold whatever happens, judged from what arrived and from the rows in the database.

Nothing of the rules under test is used here: local times, quiet hours and what a notice is for
are written anew from the words of the promise.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from releases.store import tables as t

TERMINAL = ("sent", "dead", "superseded", "cancelled", "missed")
NOTICES = ("moved", "date-set", "postponed", "cancelled", "revived", "removed")
LATE_DAYS = 3


class Broken(BaseException):
    """An invariant does not hold; its number is that of the list in docs/reliability.md.

    No `Exception`: the program under test must not be able to swallow it.
    """


def must(holds: object, number: int, words: str) -> None:
    if not holds:
        raise Broken(f"invariant {number}: {words}")


@dataclass(frozen=True)
class Person:
    """A subscriber's zone, hour and quiet hours as the law knows them."""

    zone: str
    at: time
    quiet: tuple[time, time] | None

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(ZoneInfo(self.zone))

    def in_quiet(self, instant: datetime) -> bool:
        if self.quiet is None:
            return False
        now, (start, end) = self.local(instant).time(), self.quiet
        return start <= now < end if start < end else now >= start or now < end


Said = frozenset[tuple[int, str, int]]


def _said(rows: Iterable[Any]) -> Said:
    return frozenset((row.id, row.speaks_of, row.turn) for row in rows)


@dataclass
class Arrivals:
    """What reached each channel: by delivery, and what it said last of each release."""

    of_delivery: Counter[int] = field(default_factory=Counter)
    lost: Counter[int] = field(default_factory=Counter)
    last: dict[tuple[int, int], str] = field(default_factory=dict)
    # What may have arrived: a send whose outcome the program cannot know.
    perhaps: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    # Sends of which the program cannot know whether they arrived, and when each was judged so;
    # when each delivery arrived last. Both in steps, since the clock may leap.
    doubts: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    at: dict[int, int] = field(default_factory=dict)
    step: int = 0
    # The message in which each delivery may have arrived: its identity, and all that it said.
    lost_in: dict[int, tuple[str, Said]] = field(default_factory=dict)


class Law:
    """Watches one life. Call `at_send` when a message is on the wire, `after_step` after a step."""

    def __init__(self) -> None:
        self.arrivals = Arrivals()
        self.finished: dict[int, str] = {}
        # Deliveries that a person asked for again, whatever the clock said since.
        self.retried: set[int] = set()
        self.facts: dict[int, tuple[str, str]] = {}
        self.said_on: dict[int, date] = {}

    def said(self, facts: dict[int, tuple[str, str]], today: date) -> None:
        """What people have said of each release by now, as they were told that it is stored."""
        for key, fact in facts.items():
            if self.facts.get(key) != fact:
                self.said_on[key] = today
        self.facts = facts

    def person(self, connection: Connection, subscriber_id: int) -> Person:
        row = connection.execute(
            select(t.schedules)
            .join(t.subscribers, t.subscribers.c.schedule_id == t.schedules.c.id)
            .where(t.subscribers.c.id == subscriber_id)
        ).one()
        quiet = None
        if row.quiet:
            start, end = row.quiet.split("-")
            quiet = (time.fromisoformat(start), time.fromisoformat(end))
        return Person(row.zone, time.fromisoformat(row.at), quiet)

    def at_send(self, connection: Connection, identity: str, now: datetime) -> list[Any]:
        """Judge a message that is about to go out; its delivery rows."""
        rows = connection.execute(
            select(
                t.deliveries, t.channels.c.state.label("channel_state"), t.channels.c.subscriber_id,
                t.channels.c.lease, t.channels.c.on_unknown, t.messages.c.id.label("message"),
                t.messages.c.identity,
            )
            .join_from(t.messages, t.members, t.members.c.message_id == t.messages.c.id)
            .join(t.deliveries, t.deliveries.c.id == t.members.c.delivery_id)
            .join(t.channels, t.channels.c.id == t.deliveries.c.channel_id)
            .where(t.messages.c.identity == identity)
        ).all()  # fmt: skip
        must(rows, 4, "a message went out that is recorded nowhere")
        first = rows[0]
        begun = connection.execute(
            select(t.attempts.c.id).where(
                t.attempts.c.message_id == first.message, t.attempts.c.outcome.is_(None)
            )
        ).all()
        must(len(begun) == 1, 4, "no attempt was recorded before a message went out")
        must(first.channel_state in ("ok", "failing"), 9, "sent to a channel that was taken away")
        must(first.lease is not None and first.lease > now, 10, "sent without a lease")
        who = self.person(connection, first.subscriber_id)
        must(not who.in_quiet(now), 8, "sent in quiet hours")
        said = _said(rows)
        for row in rows:
            lost, all_of_it = self.arrivals.lost_in.get(row.id, (identity, said))
            if identity != lost and all_of_it == said:
                must(
                    not _in_doubt(connection, lost), 3,
                    f"d{row.id} may have arrived, and went out again as another message",
                )  # fmt: skip
            must(row.id not in self.finished, 2, f"d{row.id} was sent after it had ended")
            must(row.state == "sending", 2, f"d{row.id} was sent while {row.state}")
            must(
                row.due <= now or row.id in self.retried, 8, f"d{row.id} was sent before it was due"
            )
            if row.what not in ("digest", "trouble", "conflict"):
                self._release_at_send(connection, row, who, now)
        return list(rows)

    def _release_at_send(
        self, connection: Connection, row: Any, who: Person, now: datetime
    ) -> None:
        release = connection.execute(select(t.releases).where(t.releases.c.id == row.subject)).one()
        says = release.date if release.standing == "active" else release.standing
        must(row.speaks_of == says, 6, f"d{row.id} names {row.speaks_of}, but {says} holds")
        follows = connection.execute(
            select(t.coverage.c.since).where(
                t.coverage.c.release_id == row.subject,
                t.coverage.c.subscriber_id == row.subscriber_id,
            )
        ).all()
        must(follows, 9, f"d{row.id} was sent to somebody who does not follow")
        if row.what in NOTICES and row.id not in self.retried:
            about = row.channel_id, row.subject
            must(
                self.arrivals.last.get(about) != says or self.arrivals.doubts.get(about),
                7, f"d{row.id} says what the channel was told already",
            )  # fmt: skip
        if row.what == "reminder":
            today = who.local(now).date()
            day = date.fromisoformat(row.speaks_of)
            must((today - day).days <= LATE_DAYS, 8, f"d{row.id} was sent too late to be of use")

    def arrived(self, rows: Iterable[Any]) -> None:
        """A message reached its channel."""
        self.arrivals.step += 1
        for row in rows:
            self.arrivals.at[row.id] = self.arrivals.step
            self.arrivals.of_delivery[row.id] += 1
            if row.what not in ("digest", "trouble", "conflict"):
                self.arrivals.last[row.channel_id, row.subject] = row.speaks_of
            must(
                self.arrivals.of_delivery[row.id] <= 1 + self.arrivals.lost[row.id],
                3, f"d{row.id} arrived more often than sends of it were lost",
            )  # fmt: skip

    def unknown(self, rows: Collection[Any]) -> None:
        """A send ended so that the program cannot know whether it arrived."""
        self.arrivals.step += 1
        for row in rows:
            self.arrivals.lost[row.id] += 1
            held = self.arrivals.perhaps.setdefault((row.channel_id, row.subject), set())
            held.add(row.speaks_of)
            doubts = self.arrivals.doubts.setdefault((row.channel_id, row.subject), {})
            doubts[row.id] = self.arrivals.step
            alike = _said(other for other in rows if other.identity == row.identity)
            self.arrivals.lost_in[row.id] = row.identity, alike

    def after_step(self, connection: Connection, now: datetime) -> None:
        """Judge all rows after a step."""
        rows = connection.execute(select(t.deliveries)).all()
        keys = Counter(
            (row.channel_id, row.subject, row.what, row.lead, row.speaks_of, row.turn)
            for row in rows
        )
        must(max(keys.values(), default=1) == 1, 1, "two rows are owed for one thing")
        for row in rows:
            if self.finished.get(row.id) == "sent":
                must(row.state == "sent", 11, f"d{row.id} was sent and is {row.state} now")
            if row.state == "sent" and row.id not in self.finished:
                self.finished[row.id] = "sent"
                self._known(row)
                must(
                    self.arrivals.of_delivery[row.id] >= 1, 5,
                    f"d{row.id} is called sent and never arrived",
                )  # fmt: skip
        for row in connection.execute(select(t.releases)):
            if row.id in self.facts:
                must(
                    self.facts[row.id] == (row.date, row.standing), 12,
                    f"r{row.id} is {row.date} {row.standing}, but {self.facts[row.id]} was said",
                )  # fmt: skip
        open_notices = Counter(
            (row.channel_id, row.subject)
            for row in rows
            if row.what in NOTICES
            and row.state in ("pending", "retrying")
            and row.id not in self.retried
            and not row.unknowns
        )
        must(max(open_notices.values(), default=1) == 1, 7, "two notices wait for one channel")

    def _known(self, row: Any) -> None:
        """A send is recorded, which leaves no doubt about what was sent before it."""
        about = row.channel_id, row.subject
        arrived = self.arrivals.at.get(row.id, 0)
        doubts = self.arrivals.doubts.get(about, {})
        self.arrivals.doubts[about] = {
            key: step for key, step in doubts.items() if key != row.id and step > arrived
        }

    def at_rest(self, connection: Connection, now: datetime) -> None:
        """Judge the end: faults have stopped for longer than any lease, rest or wait."""
        rows = connection.execute(
            select(t.deliveries, t.channels.c.state.label("channel_state"))
            .join(t.channels, t.channels.c.id == t.deliveries.c.channel_id)
        ).all()  # fmt: skip
        for row in rows:
            if row.channel_state in ("paused", "removed", "disabled"):
                continue
            waits = row.state in ("pending", "retrying", "sending")
            must(not (waits and row.due <= now), 5, f"d{row.id} is {row.state} though all is well")
        self._told_the_truth(connection, now)
        self._told_at_all(connection, rows, now)

    def _told_the_truth(self, connection: Connection, now: datetime) -> None:
        """Whoever was told a day that is not the day any more was told so."""
        followers = {
            (row.id, row.release_id): row.since.date()
            for row in connection.execute(
                select(t.channels.c.id, t.coverage.c.release_id, t.coverage.c.since)
                .join(t.coverage, t.coverage.c.subscriber_id == t.channels.c.subscriber_id)
                .where(t.channels.c.state.in_(("ok", "failing")), t.channels.c.takes.like("%not%"))
            )
        }
        dead = {
            (row.channel_id, row.subject)
            for row in connection.execute(
                select(t.deliveries).where(t.deliveries.c.state.in_(("dead", "held")))
            )
        }
        for row in connection.execute(select(t.releases)):
            says = row.date if row.standing == "active" else row.standing
            for (channel, release), told in self.arrivals.last.items():
                if release != row.id or (channel, release) not in followers:
                    continue
                if told == says or (channel, release) in dead or not _wrong(told, says):
                    continue
                # Who followed again later has that day to go by.
                heard_on = max(self.said_on[row.id], followers[channel, release])
                was_over = _over(says, heard_on + timedelta(days=1))
                if was_over and (len(told) != 10 or _over(told, now.date())):
                    continue
                must(
                    says in self.arrivals.perhaps.get((channel, release), ()), 7,
                    f"channel {channel} still believes {told} of r{row.id}, which is {says}",
                )  # fmt: skip

    def _told_at_all(self, connection: Connection, rows: Iterable[Any], now: datetime) -> None:
        """Every reminder that fell due while a channel was well has been sent, or says why not."""
        for row in rows:
            if row.what != "reminder" or row.due > now or row.state in ("sent", "held", "dead"):
                continue
            if row.state in ("superseded", "cancelled", "missed"):
                must(row.why, 5, f"d{row.id} is {row.state} and does not say why")
            if row.state == "superseded" and row.why == "a later reminder says it":
                later = [
                    other
                    for other in rows
                    if (other.channel_id, other.subject, other.speaks_of, other.what)
                    == (row.channel_id, row.subject, row.speaks_of, "reminder")
                    and other.lead < row.lead
                ]
                must(later, 5, f"d{row.id} was left to a later reminder that does not exist")


def _in_doubt(connection: Connection, identity: str) -> bool:
    """Whether a send of that message has no answer, which a frozen daemon may still have got."""
    query = (
        select(t.attempts.c.id)
        .join(t.messages, t.messages.c.id == t.attempts.c.message_id)
        .where(
            t.messages.c.identity == identity,
            (t.attempts.c.outcome.is_(None)) | (t.attempts.c.outcome == "uncertain"),
        )
    )
    return connection.execute(query).first() is not None


def _wrong(told: str, says: str) -> bool:
    """Whether somebody told `told` now believes what is not so (a coarser word is not wrong)."""
    if {told, says} == {"cancelled", "removed"}:
        return False
    for end in ("cancelled", "removed"):
        if end in (told, says):
            return True
    if len(told) == 10 or len(says) == 10:
        return True
    first, last = _span(told)
    start, stop = _span(says)
    return not ((first <= start and stop <= last) or (start <= first and last <= stop))


def _over(token: str, today: date) -> bool:
    """Whether all of a date lies before `today`; somebody who knows no day waits for none."""
    return token not in ("cancelled", "removed", "tba") and _span(token)[1] < today


def _span(text: str) -> tuple[date, date]:
    if text == "tba":
        return date.min, date.max
    if len(text) == 10:
        return date.fromisoformat(text), date.fromisoformat(text)
    year = int(text[:4])
    if len(text) == 4:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(text[5:7])
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
