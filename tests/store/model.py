"""The outbox in plain memory: which deliveries there are, where each stands, who may speak when.

Written from the words of docs/reliability.md and docs/decisions, without the code under test.
Everybody lives in UTC, is told at nine and has no quiet hours, and every date is a day: what zones,
nights and partial dates do is shown in `naive.py`. What a fact took back is `ended` here, whether
the program calls it superseded or cancelled.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.store.plain import (
    DAY,
    HOUR,
    LEASE,
    LIVE,
    SECOND,
    WAITING,
    Attempt,
    Channel,
    Key,
    Message,
    Person,
    Release,
    Row,
    Told,
    moment,
)


@dataclass
class Outbox:
    now: datetime
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    releases: dict[int, Release] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    identities: set[str] = field(default_factory=set)
    arrived: set[tuple[object, ...]] = field(default_factory=set)

    # What people do

    def says(self, key: int, day: date, *, off: bool) -> None:
        """A release now says this of itself."""
        release = self.releases.get(key)
        if release is None:
            release = self.releases[key] = Release(key, day, self.now, off)
            release.history.append((self.now, release.says))
        elif (release.day, release.off) != (day, off):
            release.day, release.off, release.known = day, off, self.now
            release.turn += 1
            release.history.append((self.now, release.says))
        self.plan(key)

    def plan(self, key: int) -> None:
        self.remind(self.channels.values(), [self.releases[key]])
        self.correct(key)

    def plan_person(self, name: str) -> None:
        mine = [channel for channel in self.channels.values() if channel.of == name]
        self.remind(mine, self.releases.values())

    def close(self, channel: Channel) -> None:
        channel.state, channel.claim, channel.lease = "removed", None, None
        for row in self._of(channel, WAITING):
            row.settle("ended", by_fact=True)

    def resume(self, channel: Channel) -> None:
        channel.state, channel.failures, channel.pauses, channel.ready = "ok", 0, 0, self.now
        self._wake(channel)

    def retry(self, rows: Iterable[Row]) -> None:
        for row in rows:
            row.state, row.next, row.tries, row.perhaps_later = "retrying", self.now, 0, None
            row.unknowns = min(row.unknowns, 1)
            self.channels[row.channel].ready = self.now

    # What is owed

    def remind(self, channels: Iterable[Channel], releases: Iterable[Release]) -> None:
        """A reminder for each lead that everything was there for before it fell due."""
        for channel in channels:
            person = self.people[channel.of]
            for release in releases:
                for row in self._about(channel, release):
                    if row.what == "reminder" and row.state in WAITING and self._void(row):
                        row.settle("ended", by_fact=True)
                if channel.state == "removed" or release.id not in person.follows or release.off:
                    continue
                if release.day >= self.now.date() - 2 * DAY:
                    for lead, asked in person.leads.items():
                        since = max(channel.since, person.follows[release.id], asked, release.known)
                        self._owe_reminder(channel, release, lead, since)

    def _owe_reminder(self, channel: Channel, release: Release, lead: int, since: datetime) -> None:
        due = moment(release.day - lead * DAY, time(9))
        over = moment(release.day + DAY, time(0)) if lead == 0 else due
        if since >= over:
            return
        due = max(due, since)
        row = self._owe((channel.id, "reminder", release.id, lead, release.says, 0), due)
        if row.state == "pending" and row.next == row.due != due:
            row.anew(due)

    def _owe(self, key: Key, due: datetime) -> Row:
        """One row for each key for ever; what a fact took back comes back."""
        row = next((row for row in self.rows if row.key == key), None)
        if row is None:
            row = Row(*key, due=due, next=due)
            self.rows.append(row)
        elif row.by_fact:
            row.anew(due)
        return row

    def _void(self, row: Row) -> bool:
        """Whether a reminder's date, follow, channel or lead is no more."""
        channel = self.channels[row.channel]
        person = self.people[channel.of]
        return (
            self.releases[row.subject].says != row.speaks_of
            or channel.state == "removed"
            or row.subject not in person.follows
            or row.lead not in person.leads
        )

    def correct(self, key: int) -> None:
        """A notice for whoever believes of this release what does not hold."""
        release = self.releases[key]
        for channel in self.channels.values():
            wrong = self._wrong(channel, release)
            mine = [row for row in self._about(channel, release) if row.is_notice]
            this_turn = [row for row in mine if row.turn == release.turn]
            for row in sorted(mine, key=lambda row: -row.turn):
                if row.state in WAITING:
                    self._edit(row, channel, release, wrong, this_turn)
            spoken = any(
                row.state in WAITING or (row.turn == release.turn and row.state != "ended")
                for row in mine
            )
            if wrong and not spoken and release.turn:
                what, due = self._notice(wrong, release)
                self._owe((channel.id, what, key, -1, release.says, release.turn), due)

    def _edit(
        self, row: Row, channel: Channel, release: Release, wrong: str, this_turn: list[Row]
    ) -> None:
        if self._deaf(channel, release):
            row.settle("ended", by_fact=True)
        elif not wrong:
            row.settle("ended")
        elif row.turn == release.turn or (row.unknowns and row.speaks_of == release.says):
            return
        elif this_turn:
            row.settle("ended", by_fact=True)
        else:
            row.what, due = self._notice(wrong, release)
            row.speaks_of, row.turn = release.says, release.turn
            row.anew(min(row.due, due), otherwise=True)
            this_turn.append(row)

    def _notice(self, wrong: str, release: Release) -> tuple[str, datetime]:
        what = "revived" if wrong == "cancelled" else "moved"
        days = [date.fromisoformat(says) for says in (wrong, release.says) if says != "cancelled"]
        near = any(abs(day - self.now.date()) <= 2 * DAY for day in days)
        due = self.now if near else self.now + HOUR
        return ("cancelled" if release.off else what), due

    def _deaf(self, channel: Channel, release: Release) -> bool:
        return channel.state == "removed" or release.id not in self.people[channel.of].follows

    def _beliefs(self, channel: Channel, release: Release) -> list[str]:
        """What a channel may take for true: its last word, and the one before an uncertain one."""
        if self._deaf(channel, release):
            return []
        since = max(channel.since, self.people[channel.of].follows[release.id])
        at_first = [
            says for at, says in release.history if at <= since or at == release.history[0][0]
        ][-1]
        told = channel.told.get(release.id)
        if told is None:
            return [at_first]
        return [told.token] + ([told.before or at_first] if told.before is not None else [])

    def _wrong(self, channel: Channel, release: Release) -> str:
        """The belief that a notice must put right; '' for none. What is long over is no news."""
        for old in self._beliefs(channel, release):
            if old != release.says:
                days = [says for says in (old, release.says) if says >= str(self.now.date())]
                if days or "cancelled" in (old, release.says):
                    return old
        return ""

    # What daemons do

    def may_claim(self, channel: Channel) -> tuple[list[Row], list[Row]]:
        """The rows that a claim of this channel surely takes now, and those it may take."""
        due = [row for row in self._of(channel, LIVE) if row.next <= self.now]
        silent = channel.state in ("paused", "removed")
        if silent and all(row.state != "sending" for row in due):
            due = []
        if max(channel.ready, channel.lease or channel.ready) > self.now:
            due = []
        surely = [row for row in due if (row.perhaps_later or self.now) <= self.now]
        if silent and all(row.state != "sending" for row in surely):
            surely = []
        return surely, due

    def look(self) -> None:
        """A claim puts off what is due to channels that are not free, when it comes by them."""
        for channel in self.channels.values():
            free = max(channel.ready, channel.lease or channel.ready)
            for row in self._of(channel, LIVE):
                if row.next <= self.now < free:
                    row.perhaps_later = free

    def claimed(self, channel: Channel, claim: str, rows: list[Row]) -> None:
        surely, perhaps = self.may_claim(channel)
        assert set(surely) <= set(rows) <= set(perhaps), "claimed what is not free, or too little"
        channel.claim, channel.lease = claim, self.now + LEASE
        for row in rows:
            row.state, row.claim, row.next = "sending", claim, channel.lease
            row.perhaps_later = None

    def begin(self, channel: Channel, claim: str) -> tuple[list[Row], Message | None]:
        """The last look: what is said now, and as which message if it was said before."""
        if channel.claim != claim:
            return [], None
        channel.lease = self.now + LEASE
        rows = [row for row in self._of(channel, ("sending",)) if row.claim == claim]
        for row in rows:
            row.next = channel.lease
        self._resolve(channel, rows)
        rows = [row for row in rows if row.state == "sending"]
        if channel.state == "removed":
            for row in rows:
                row.settle("ended", by_fact=True)
        elif channel.state == "paused":
            self._put_back(rows, self.now + DAY)
        else:
            said, again = self._last_look(rows)
            if said:
                return said, again
        channel.claim = channel.lease = None
        if channel.state in ("ok", "failing"):
            self._wake(channel)
        return [], None

    def _resolve(self, channel: Channel, rows: list[Row]) -> None:
        """What was under way when a daemon died may have arrived, and is said again at once."""
        for attempt in self.attempts:
            if attempt.channel != channel.id or not attempt.open:
                continue
            attempt.open = False
            members = [row for row in rows if row.message is attempt.message]
            about = [row for row in members if row.what != "trouble"]
            for row in about:
                self._tell(channel, row.subject, row.speaks_of, perhaps=True)
            for row in about:
                if self.releases[row.subject].says != row.speaks_of:
                    self.correct(row.subject)
            for row in members:
                row.unknowns += 1
                if channel.hold:
                    row.settle("held")
                elif row.unknowns >= 12:
                    row.settle("dead")
                    self._trouble(channel)

    def _last_look(self, rows: list[Row]) -> tuple[list[Row], Message | None]:
        unsure = sorted(
            (row for row in rows if row.message and row.unknowns), key=lambda row: (row.due, row.id)
        )
        again = unsure[0].message if unsure else None
        if again is not None:
            # Said again alone and the same; the others wait for their turn.
            alike = [row for row in unsure if row.message is again]
            self._put_back([row for row in rows if row not in alike], self.now)
            rows = alike
        fates = [(row, self._fate(row)) for row in rows]
        for row, fate in fates:
            if fate != "send":
                row.settle(fate.removesuffix(" by fact"), by_fact=fate.endswith("by fact"))
        said = [row for row, fate in fates if fate == "send"]
        for row in [row for row in said if row.is_notice]:
            # One line tells it, though a daemon that died may have left several notices.
            if any(row.subject == r.subject and row.turn < r.turn for r in said if r.is_notice):
                row.settle("ended")
                said.remove(row)
        return said, again if again is not None and again.rows == set(said) else None

    def _fate(self, row: Row) -> str:
        today = self.now.date()
        channel = self.channels[row.channel]
        if row.what == "trouble":
            about = self.channels[row.subject].state
            if about in ("ok", "removed"):
                return "ended"
            return "dead" if self.now - row.due > 3 * DAY else "send"
        release = self.releases[row.subject]
        if self._deaf(channel, release):
            return "ended by fact"
        if row.is_notice:
            beliefs = self._beliefs(channel, release)
            if row.speaks_of != release.says:
                return "ended by fact"
            if all(old == release.says for old in beliefs):
                return "ended"
            return "dead" if row.tries and self.now - row.due > 3 * DAY else "send"
        if self._void(row):
            return "ended by fact"
        if today - release.day > 3 * DAY:
            return "dead" if row.tries else "missed"
        for other in self._about(channel, release):
            later = other.what == "reminder" and other.lead < row.lead
            same = other.speaks_of == row.speaks_of and other.state in (*LIVE, "sent")
            if later and same and other.due.date() <= today:
                return "dead" if row.tries and other.due <= self.now else "ended"
        return "send"

    def began(self, number: int, channel: Channel, said: list[Row], message: Message) -> Attempt:
        assert channel.state in ("ok", "failing"), "begun though its channel was taken away"
        for row in said:
            assert row.key not in self.arrived, f"{row.key} was sent, and is begun again"
            row.tries += 1
            row.message = message
        self.identities.add(message.identity)
        assert channel.claim is not None
        attempt = Attempt(
            number, channel.id, channel.claim, message,
            {row: (row.speaks_of, row.turn) for row in said}, channel.failures, channel.pauses,
            self.now,
        )  # fmt: skip
        self.attempts.append(attempt)
        return attempt

    def answered(self, attempt: Attempt, outcome: str, wait: float | None) -> None:
        """Success always counts, another outcome only from whoever still has the claim."""
        channel = self.channels[attempt.channel]
        mine = [row for row in attempt.said if row.claim == attempt.claim]
        if outcome != "sent" and not (attempt.open and mine):
            return
        late, attempt.open = not attempt.open, False
        for row, says in attempt.said.items():
            if outcome == "sent" and (row.speaks_of, row.turn) == says:
                self.arrived.add(row.key)
                row.settle("sent")
            elif outcome != "sent" and row in mine:
                self._fail(row, channel, outcome)
        about = {row: said for row, said in attempt.said.items() if row.what != "trouble"}
        if outcome in ("sent", "uncertain"):
            for row, (speaks_of, _) in about.items():
                if late:
                    self._learn(channel, row.subject, speaks_of, attempt.at)
                else:
                    self._tell(channel, row.subject, speaks_of, perhaps=outcome == "uncertain")
        for row, (speaks_of, turn) in about.items():
            release = self.releases[row.subject]
            if release.says != speaks_of or (row.is_notice and release.turn != turn):
                self.correct(release.id)
        if outcome == "sent":
            if channel.claim == attempt.claim:
                self._rest(channel, self.now, "ok", 0, 0)
            self._wake(channel)
        elif channel.state == "removed":
            for row in self._of(channel, WAITING):
                row.settle("ended", by_fact=True)
        else:
            self._failed(channel, attempt, outcome, wait, [row.state for row in mine])

    def _fail(self, row: Row, channel: Channel, outcome: str) -> None:
        row.unknowns += outcome == "uncertain"
        if outcome == "permanent":
            row.settle("dead")
        elif outcome == "uncertain" and channel.hold:
            row.settle("held")
        elif outcome == "uncertain" and row.unknowns >= 2:
            row.settle("dead")
        else:
            row.settle("retrying")

    def _failed(
        self, channel: Channel, attempt: Attempt, outcome: str, wait: float | None,
        states: list[str],
    ) -> None:  # fmt: skip
        failures, pauses = attempt.failures + 1, attempt.pauses
        rests = outcome == "permanent" or failures >= 5
        if outcome == "throttled":
            asked = timedelta(minutes=2) if wait is None else timedelta(seconds=wait)
            ready = self.now + min(asked, 6 * HOUR)
            if channel.claim == attempt.claim:
                channel.claim, channel.lease, channel.ready = None, None, ready
        else:
            pause = min(HOUR / 2 * 2**pauses, 12 * HOUR)
            ready = self.now + (pause if rests else min(30 * SECOND * 2 ** (failures - 1), HOUR))
            if channel.claim == attempt.claim:
                self._rest(channel, ready, "failing", failures, pauses + rests)
        for row in self._of(channel, WAITING):
            if row.due <= ready:
                row.next, row.perhaps_later = ready, None
        if outcome != "throttled" and (not pauses if rests else "dead" in states):
            self._trouble(channel)

    def _rest(
        self, channel: Channel, ready: datetime, state: str, failures: int, pauses: int
    ) -> None:
        channel.claim, channel.lease, channel.ready = None, None, ready
        channel.failures, channel.pauses = failures, pauses
        if channel.state in ("ok", "failing"):
            channel.state = state

    def _trouble(self, about: Channel) -> None:
        about.troubles += 1
        for channel in self.channels.values():
            if channel.of == about.of and channel is not about and channel.state == "ok":
                key = (channel.id, "trouble", about.id, -1, "", about.troubles)
                self.rows.append(Row(*key, due=self.now, next=self.now))

    def _tell(self, channel: Channel, release: int, token: str, *, perhaps: bool) -> None:
        old = channel.told.get(release)
        before = None
        if perhaps:
            before = "" if old is None else old.token if old.before is None else old.before
        channel.told[release] = Told(token, self.now, before)

    def _learn(self, channel: Channel, release: int, token: str, at: datetime) -> None:
        """That it was told then, as is known only now: what was told since stands."""
        old = channel.told.get(release)
        if old is None or old.at <= at:
            channel.told[release] = Told(token, at)
        else:
            old.before = None if old.before is None else token

    def _put_back(self, rows: Collection[Row], until: datetime) -> None:
        for row in rows:
            row.settle("retrying" if row.tries else "pending")
            row.next = until
        for row in rows:
            newer = [
                other
                for other in self.rows
                if (other.channel, other.subject) == (row.channel, row.subject)
                and other.is_notice
                and other.state in WAITING
                and other.turn > row.turn
            ]
            if newer and row.is_notice and not row.unknowns:
                row.settle("ended", by_fact=True)

    def _wake(self, channel: Channel) -> None:
        for row in self._of(channel, WAITING):
            if row.due <= self.now:
                row.next, row.perhaps_later = min(row.next, self.now), None

    # Looking things up

    def _of(self, channel: Channel, states: tuple[str, ...]) -> list[Row]:
        return [row for row in self.rows if row.channel == channel.id and row.state in states]

    def _about(self, channel: Channel, release: Release) -> list[Row]:
        return [
            row
            for row in self.rows
            if (row.channel, row.subject) == (channel.id, release.id) and row.what != "trouble"
        ]
