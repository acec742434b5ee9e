"""What is owed, worked out person by person from the rules' words, with nothing clever.

It shares with the program only what a calendar date spans; local times, quiet hours, cover,
belief and notices are written anew, slowly, so that agreement means something.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from releases.model.dates import ReleaseDate

HOUR = timedelta(hours=1)


@dataclass
class Person:
    zone: str
    at: time
    quiet: tuple[time, time] | None
    territories: list[str]
    leads: dict[int, datetime]
    # Film to the kinds asked for beside the cinema ones; absent: not followed.
    follows: dict[str, set[str]] = field(default_factory=dict)
    wanted: set[int] = field(default_factory=set)
    cover: dict[int, datetime] = field(default_factory=dict)


@dataclass
class Channel:
    of: str
    takes: set[str]
    since: datetime
    open: bool = True
    told: dict[int, tuple[str, datetime]] = field(default_factory=dict)


@dataclass
class Release:
    film: str
    territory: str | None
    kind: str
    date: str
    known: datetime
    standing: str = "active"
    turn: int = 0
    history: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def says(self) -> str:
        return self.date if self.standing == "active" else self.standing


@dataclass
class Row:
    state: str
    due: datetime
    turn: int = 0
    what: str = ""
    speaks_of: str = ""


@dataclass
class Naive:
    now: datetime
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    releases: dict[int, Release] = field(default_factory=dict)
    reminders: dict[tuple[str, int, int, str], Row] = field(default_factory=dict)
    notices: dict[tuple[str, int], Row] = field(default_factory=dict)
    done: dict[tuple[str, int, int], str] = field(default_factory=dict)

    # What happens

    def state(
        self, key: int, when: str, standing: str, film: str, territory: str | None, kind: str
    ) -> None:
        """A release now says this of itself."""
        release = self.releases.get(key)
        if release is None:
            release = Release(film, territory, kind, when, self.now, standing)
            release.history.append((self.now, release.says))
            self.releases[key] = release
            return
        release.territory = release.territory or territory
        if (release.date, release.standing) != (when, standing):
            release.date, release.standing, release.known = when, standing, self.now
            release.turn += 1
            release.history.append((self.now, release.says))

    def send_due(self) -> None:
        """All that is due goes out, and its channel knows what holds."""
        for (channel, key, _, _), row in self.reminders.items():
            if row.state == "pending" and row.due <= self.now:
                row.state = "sent"
                self.channels[channel].told[key] = (self.releases[key].says, self.now)
        for (channel, key), row in list(self.notices.items()):
            if row.due <= self.now:
                self.done[channel, key, row.turn] = "sent"
                self.channels[channel].told[key] = (self.releases[key].says, self.now)
                del self.notices[channel, key]

    # What follows from it

    def plan(self) -> None:
        for person in self.people.values():
            self._cover(person)
        for name, channel in self.channels.items():
            for key in self.releases:
                self._remind(name, channel, key)
                self._correct(name, channel, key)

    def _cover(self, person: Person) -> None:
        for key, release in self.releases.items():
            kinds = person.follows.get(release.film)
            if kinds is None:
                person.cover.pop(key, None)
                continue
            if release.standing == "removed":
                continue
            if key in person.wanted or self._asked(person, kinds, release):
                person.cover.setdefault(key, self.now)
            else:
                person.cover.pop(key, None)

    def _asked(self, person: Person, kinds: set[str], release: Release) -> bool:
        if release.kind not in {"limited", "theatrical"} | kinds:
            return False
        if release.territory in (None, "XW"):
            return not any(
                other.territory in person.territories
                for other in self.releases.values()
                if other.film == release.film
                and other.kind == release.kind
                and other.standing != "removed"
            )
        return release.territory in person.territories

    def _remind(self, name: str, channel: Channel, key: int) -> None:
        person, release = self.people[channel.of], self.releases[key]
        for (of, about, lead, speaks_of), row in self.reminders.items():
            if of == name and about == key and row.state == "pending":
                stays = (
                    speaks_of == release.says
                    and channel.open
                    and key in person.cover
                    and lead in person.leads
                )
                row.state = "pending" if stays else "ended"
        day = ReleaseDate(release.date).day
        reaches = channel.open and "reminders" in channel.takes
        if not (reaches and release.standing == "active" and day and key in person.cover):
            return
        if day < self.now.date() - timedelta(days=2):
            return
        for lead, lead_since in person.leads.items():
            since = max(person.cover[key], channel.since, lead_since, release.known)
            due = _due(day - timedelta(days=lead), person)
            if due <= since:
                if lead or since >= _local(day + timedelta(days=1), time(0), person.zone):
                    continue
                due = since
            row = self.reminders.setdefault((name, key, lead, release.date), Row("ended", due))
            if row.state != "sent":
                row.state, row.due = "pending", due

    def _correct(self, name: str, channel: Channel, key: int) -> None:
        person, release = self.people[channel.of], self.releases[key]
        waiting = self.notices.get((name, key))
        owed = ""
        if channel.open and "notices" in channel.takes and key in person.cover:
            owed = self._owed(channel, person, key)
        if not owed:
            self.notices.pop((name, key), None)
            return
        due = self._settled(channel, person, key)
        if waiting is not None:
            if waiting.turn != release.turn:
                due = min(waiting.due, due)
                self.notices[name, key] = Row("pending", due, release.turn, owed, release.says)
        elif (name, key, release.turn) not in self.done and release.turn:
            self.notices[name, key] = Row("pending", due, release.turn, owed, release.says)

    def _believes(self, channel: Channel, person: Person, key: int) -> str:
        """The date last told there, or that which held when the following began.

        A refinement short of a day is told to nobody and takes its place.
        """
        history = self.releases[key].history
        if key in channel.told:
            believed, heard = channel.told[key]
        else:
            heard = max(channel.since, person.cover[key])
            believed = [says for at, says in history if at <= heard or at == history[0][0]][-1]
        for at, says in history:
            partial = not _day(believed) and not _day(says) and _is_date(believed, says)
            if at > heard and partial and ReleaseDate(believed).contains(ReleaseDate(says)):
                believed = says
        return believed

    def _owed(self, channel: Channel, person: Person, key: int) -> str:
        """The notice that puts a channel right; '' where it believes nothing wrong."""
        release = self.releases[key]
        if release.says == "removed" and key not in channel.told:
            return ""
        old, new = self._believes(channel, person, key), release.says
        if old == new:
            return ""
        if not _is_date(old, new):
            if "removed" in (old, new) and "cancelled" in (old, new):
                return ""
            return new if not _is_date(new) else "revived"
        return self._moved(person, ReleaseDate(old), ReleaseDate(new))

    def _moved(self, person: Person, old: ReleaseDate, new: ReleaseDate) -> str:
        today = self.now.astimezone(ZoneInfo(person.zone)).date()
        if new.latest is not None and new.latest < today:
            told_ahead = old.day is not None and old.day >= today
            just_out = (old.latest is None or old.latest >= today) and (
                today - new.latest <= timedelta(days=3)
            )
            if not told_ahead and not just_out:
                return ""
        if old.day is not None:
            return "moved" if new.day is not None else "postponed"
        if new.day is not None:
            return "date-set"
        return "" if old.contains(new) or new.contains(old) else "moved"

    def _settled(self, channel: Channel, person: Person, key: int) -> datetime:
        today = self.now.astimezone(ZoneInfo(person.zone)).date()
        days = [_day(self._believes(channel, person, key)), _day(self.releases[key].says)]
        near = any(day and abs((day - today).days) <= 2 for day in days)
        return _after_quiet(self.now if near else self.now + HOUR, person)


def _is_date(*texts: str) -> bool:
    return not {"cancelled", "removed"}.intersection(texts)


def _day(text: str) -> date | None:
    return ReleaseDate(text).day if _is_date(text) else None


def _local(day: date, at: time, zone: str) -> datetime:
    """The first instant at which the wall clock of that zone shows that time, or is past it."""
    wanted = datetime.combine(day, at)
    moment = datetime.combine(day, at, UTC) - timedelta(hours=15)
    while moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wanted:
        moment += timedelta(minutes=15)
    while moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) > wanted:
        before = moment - timedelta(minutes=1)
        if before.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wanted:
            break
        moment = before
    return moment


def _after_quiet(moment: datetime, person: Person) -> datetime:
    if person.quiet is None:
        return moment
    start, end = person.quiet
    shown = moment.astimezone(ZoneInfo(person.zone)).time()
    over_midnight = start > end
    if over_midnight:
        inside = shown >= start or shown < end
    else:
        inside = start <= shown < end
    if not inside:
        return moment
    day = moment.astimezone(ZoneInfo(person.zone)).date()
    if over_midnight and shown >= start:
        day += timedelta(days=1)
    return _local(day, end, person.zone)


def _due(day: date, person: Person) -> datetime:
    return _after_quiet(_local(day, person.at, person.zone), person)
