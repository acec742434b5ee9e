"""The things that the plain outbox is made of."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LEASE = timedelta(minutes=2)
LIVE = ("pending", "retrying", "sending")
WAITING = ("pending", "retrying")

# Channel, what, subject, lead, date spoken of, turn.
Key = tuple[int, str, int, int, str, int]


@dataclass(eq=False)
class Row:
    channel: int
    what: str
    subject: int
    lead: int
    speaks_of: str
    turn: int
    due: datetime
    next: datetime
    state: str = "pending"
    tries: int = 0
    unknowns: int = 0
    message: "Message | None" = None
    claim: str | None = None
    # A fact took it back, and another may bring it again.
    by_fact: bool = False
    # A look at its channel, which was not free, may have put it off until then.
    perhaps_later: datetime | None = None
    id: int = 0

    @property
    def key(self) -> Key:
        return self.channel, self.what, self.subject, self.lead, self.speaks_of, self.turn

    @property
    def is_notice(self) -> bool:
        return self.what not in ("reminder", "trouble")

    def settle(self, state: str, *, by_fact: bool = False) -> None:
        self.state, self.by_fact, self.claim = state, by_fact, None

    def anew(self, due: datetime, *, otherwise: bool = False) -> None:
        """Owed again from the start; `otherwise` where it says something else by now."""
        self.state, self.due, self.next, self.by_fact = "pending", due, due, False
        self.tries, self.perhaps_later = 0, None
        self.unknowns = 0 if otherwise else min(self.unknowns, 1)
        self.message = self.message if self.unknowns else None


@dataclass(eq=False)
class Message:
    identity: str
    rows: frozenset[Row]


@dataclass(eq=False)
class Attempt:
    id: int
    channel: int
    claim: str
    message: Message
    # What each row said when the attempt began, and how the channel stood.
    said: dict[Row, tuple[str, int]]
    failures: int
    pauses: int
    at: datetime
    open: bool = True


@dataclass
class Told:
    token: str
    at: datetime
    # Where it is not known whether `token` arrived: the word before it, '' for none.
    before: str | None = None


@dataclass
class Channel:
    id: int
    of: str
    since: datetime
    hold: bool
    ready: datetime
    state: str = "ok"
    failures: int = 0
    pauses: int = 0
    troubles: int = 0
    claim: str | None = None
    lease: datetime | None = None
    told: dict[int, Told] = field(default_factory=dict)


@dataclass
class Person:
    leads: dict[int, datetime]
    follows: dict[int, datetime] = field(default_factory=dict)


@dataclass
class Release:
    id: int
    day: date
    known: datetime
    off: bool = False
    turn: int = 0
    history: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def says(self) -> str:
        return "cancelled" if self.off else str(self.day)


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, UTC)
