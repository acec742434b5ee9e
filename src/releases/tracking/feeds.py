"""A subscriber's own calendar and news, as text for calendars and feed readers.

Read-only. `mark` says in one short text what a feed would be made of, so that an unchanged one
need not be made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from releases.exporting.atom import Entry, atom
from releases.exporting.calendar import calendar
from releases.exporting.releases import Shown, events, named
from releases.model.dates import ReleaseDate
from releases.model.due import local_day
from releases.model.plan import CALLED_OFF, TAKEN_BACK, What
from releases.model.release import Kind, Standing
from releases.model.subscriber import Subscriber
from releases.store import feeds, stamp
from releases.store.coverage import stand_ins
from releases.store.engine import Connection
from releases.store.feeds import CalendarRow

NAME = "Film releases"
REFRESH_HOURS = 6
# How long what is over, and what was called off, stays in a feed.
PAST = timedelta(days=90)
ENDED = timedelta(days=30)
LAST_TOLD = 50
LAST_CHANGES = 100
MOST_ALARM_HOURS = 24 * 28


@dataclass(frozen=True, slots=True)
class Choice:
    """What a calendar shows: all territories and kinds where none is named.

    `partial` shows dates that are no day as spans; `alarm_hours` rings before each day begins.
    """

    territories: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    partial: bool = True
    alarm_hours: int | None = None

    @property
    def query(self) -> str:
        """As the end of an address: `&in=GB&partial=no`; '' for everything."""
        parts = {
            "in": ",".join(self.territories),
            "kind": ",".join(self.kinds),
            "partial": "" if self.partial else "no",
            "alarm": str(self.alarm_hours or ""),
        }
        return "".join(f"&{name}={value}" for name, value in parts.items() if value)


EVERYTHING = Choice()


def calendar_mark(connection: Connection, who: Subscriber, choice: Choice, now: datetime) -> str:
    """What differs once the calendar may: the facts, the subscriber's day, or the choice."""
    today = local_day(now, who.schedule.zone)
    return f"{stamp.current(connection)};{who.id};{','.join(who.fallback)};{today};{choice.query}"


def calendar_text(
    connection: Connection, who: Subscriber, home: str, choice: Choice, now: datetime
) -> str:
    """The calendar that a subscriber's devices fetch: what lies ahead, and the last 90 days."""
    today = local_day(now, who.schedule.zone)
    rows = feeds.calendar_rows(
        connection, who.id, since=today - PAST, ended_since=now - ENDED,
        territories=choice.territories, kinds=choice.kinds,
    )  # fmt: skip
    return _text(connection, who, rows, home, choice, refresh_hours=REFRESH_HOURS)


def calendar_file(
    connection: Connection, who: Subscriber, home: str, choice: Choice, *, everything: bool
) -> str:
    """A calendar to keep or hand on: all of it, however long ago.

    With `everything`, also what the subscriber is not told of.
    """
    rows = feeds.calendar_rows(
        connection, who.id, since=date.min, ended_since=datetime.min.replace(tzinfo=UTC),
        territories=choice.territories, kinds=choice.kinds, everything=everything,
    )  # fmt: skip
    return _text(connection, who, rows, home, choice)


def _text(
    connection: Connection,
    who: Subscriber,
    rows: Sequence[CalendarRow],
    home: str,
    choice: Choice,
    *,
    refresh_hours: int | None = None,
) -> str:
    # Most people have no fallback, and it is asked about each release.
    missing = stand_ins(connection, who.id, [row.id for row in rows]) if who.fallback else {}
    # Many releases share a day, and its parts are worked out once for each of these.
    dates = {text: ReleaseDate(text) for text in {row.date for row in rows}}
    shown = [_shown(row, dates[row.date], missing.get(row.id, ())) for row in rows]
    return calendar(
        events(shown, home, partial=choice.partial), name=NAME,
        refresh_hours=refresh_hours, alarm_hours=choice.alarm_hours,
    )  # fmt: skip


def _shown(row: CalendarRow, when: ReleaseDate, wanted: tuple[str, ...]) -> Shown:
    source = "entered by hand" if row.typed else row.source
    if source and row.published:
        source += f", {_published(row.published)}"
    return Shown(
        id=row.id,
        title=row.title,
        year=row.year,
        territory=row.territory or None,
        kind=Kind(row.kind),
        label=row.label,
        when=when,
        standing=Standing(row.standing),
        turn=row.turn,
        changed=row.changed_at,
        unconfirmed=bool(row.unconfirmed),
        was=date.fromisoformat(row.was) if row.was else None,
        source=source,
        sentence=row.sentence,
        url=row.url,
        wanted=wanted,
    )


@lru_cache(1000)
def _published(day: str) -> str:
    return ReleaseDate(day).words(weekday=False)


def news_mark(connection: Connection, who: Subscriber) -> str:
    """What differs once the news feed may: the facts, or what was sent."""
    return f"{stamp.current(connection)};{who.id};{feeds.told_mark(connection, who.id)}"


def news_text(connection: Connection, who: Subscriber, home: str) -> str:
    """An Atom feed of what a subscriber was told, and of what changed of what they follow."""
    told = _told(feeds.told_rows(connection, who.id, LAST_TOLD), home)
    changed = [
        Entry(
            id=_tag(home, f"h{row.id}"),
            title=_change_words(row) + ": " + _name(row),
            updated=row.at,
            text=row.reason or "",
            category="change",
        )
        for row in feeds.change_rows(connection, who.id, LAST_CHANGES)
    ]
    entries = sorted([*told, *changed], key=lambda entry: entry.updated, reverse=True)
    return atom(
        entries, feed_id=_tag(home, f"news/{who.id}"), title=f"{NAME}: news", updated=who.since
    )


def _tag(home: str, what: str) -> str:
    """A tag URI (RFC 4151): no address, and so the same wherever the feed is read."""
    return f"tag:{home}.releases,2026:{what}"


def _told(rows: Iterable[Any], home: str) -> list[Entry]:
    """One entry a thing that was told, however many channels told it."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        groups.setdefault((row.subject, row.what, row.lead, row.speaks_of), []).append(row)
    return [
        Entry(
            id=_tag(home, f"d{min(row.id for row in group)}"),
            title=_told_words(group[0]),
            updated=max(row.sent for row in group),
            text="by " + ", ".join(sorted({row.channel for row in group})),
            category="told",
        )
        for group in groups.values()
    ]


def _told_words(row: Any) -> str:
    if row.title is None:
        return "Told you: a digest" if row.what == What.DIGEST else f"Told you: {row.what}"
    when = _date_words(row.speaks_of)
    if row.what == What.REMINDER:
        days = {0: "on the day", 1: "the day before"}.get(row.lead, f"{row.lead} days before")
        return f"Reminded you {days}: {_name(row)}, {when}"
    return f"Told you ({row.what}): {_name(row)}, {when}"


def _change_words(row: Any) -> str:
    new = _date_words(row.new)
    if row.old == "":
        return f"Added, {new}"
    if row.new in (CALLED_OFF, TAKEN_BACK):
        return new[:1].upper() + new[1:]
    return f"From {_date_words(row.old)} to {new}"


def _date_words(token: str) -> str:
    words = {CALLED_OFF: "called off", TAKEN_BACK: "taken back", "": "nothing"}
    return words.get(token) or ReleaseDate(token).words()


def _name(row: Any) -> str:
    return named(row.title, row.year, Kind(row.kind), row.territory or None, row.label)
