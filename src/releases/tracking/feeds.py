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
from releases.exporting.calendar import lines, order, published
from releases.exporting.releases import Shown, events, named
from releases.model.dates import ReleaseDate
from releases.model.due import local_day
from releases.model.languages import Language, language
from releases.model.plan import CALLED_OFF, TAKEN_BACK, What
from releases.model.release import Kind, Standing
from releases.model.subscriber import Subscriber
from releases.store import feeds
from releases.store.access import Reader
from releases.store.coverage import stand_ins
from releases.store.engine import Connection
from releases.store.feeds import CalendarRow

REFRESH_HOURS = 6
# How long what is over, and what was called off, stays in a feed.
PAST = timedelta(days=90)
ENDED = timedelta(days=30)
LAST_TOLD = 50
LAST_CHANGES = 100
MOST_ALARM_HOURS = 24 * 28
# Each is a kilobyte or two.
KEPT_EVENTS = 10_000


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


def calendar_mark(who: Reader, choice: Choice, now: datetime) -> str:
    """What differs once the calendar may: the facts, the subscriber's day, or the choice."""
    return f"{';'.join(map(str, who))};{local_day(now, who.zone)};{choice.query}"


def calendar_text(
    connection: Connection, who: Subscriber, home: str, choice: Choice, now: datetime
) -> str:
    """The calendar that a subscriber's devices fetch: what lies ahead, and the last 90 days."""
    today = local_day(now, who.schedule.zone)
    rows = feeds.calendar_rows(
        connection, who.id, since=today - PAST, ended_since=now - ENDED,
        territories=choice.territories, kinds=choice.kinds,
    )  # fmt: skip
    by = language(who.language)
    return _text(connection, who, rows, home, choice, by, refresh_hours=REFRESH_HOURS)


def calendar_file(
    connection: Connection, who: Subscriber, home: str, choice: Choice, *, everything: bool
) -> str:
    """A calendar to keep or hand on: all of it, however long ago, in English, to be read back.

    With `everything`, also what the subscriber is not told of.
    """
    rows = feeds.calendar_rows(
        connection, who.id, since=date.min, ended_since=datetime.min.replace(tzinfo=UTC),
        territories=choice.territories, kinds=choice.kinds, everything=everything,
    )  # fmt: skip
    return _text(connection, who, rows, home, choice, language("en"))


def _text(
    connection: Connection,
    who: Subscriber,
    rows: Sequence[CalendarRow],
    home: str,
    choice: Choice,
    by: Language,
    *,
    refresh_hours: int | None = None,
) -> str:
    # Most people have no fallback, and it is asked about each release.
    missing = stand_ins(connection, who.id, [row.id for row in rows]) if who.fallback else {}
    texts = [
        _event(row, missing.get(row.id, ()), home, by.code, choice.partial, choice.alarm_hours)
        for row in rows
    ]
    found = sorted(each for each in texts if each is not None)
    return published([text for _, text in found], name=by.calendar, refresh_hours=refresh_hours)


# All that an event is made of is an argument, so one that is kept is never wrong. After a change of
# one release a feed of thousands is made anew in a quarter of the time.
@lru_cache(KEPT_EVENTS)
def _event(
    row: CalendarRow, wanted: tuple[str, ...], home: str, code: str, partial: bool,
    alarm_hours: int | None,
) -> tuple[tuple[date, str], str] | None:  # fmt: skip
    """The place of a release's event in a calendar, and its text; None where it has none."""
    by = language(code)
    made = events([_shown(row, _date(row.date), wanted, by)], home, partial=partial, by=by)
    return (order(made[0]), lines(made[0], alarm_hours)) if made else None


# Many releases share a day, and its parts are worked out once for each of these.
_date = lru_cache(1000)(ReleaseDate)


def _shown(row: CalendarRow, when: ReleaseDate, wanted: tuple[str, ...], by: Language) -> Shown:
    source = by.event_typed if row.typed else row.source
    if source and row.published:
        source += f", {_published(row.published, by.code)}"
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
def _published(day: str, code: str) -> str:
    return ReleaseDate(day).words(weekday=False, by=language(code).dates)


def news_mark(connection: Connection, who: Reader) -> str:
    """What differs once the news feed may: the facts, or what was sent."""
    return f"{';'.join(map(str, who))};{feeds.told_mark(connection, who.id)}"


def news_text(connection: Connection, who: Subscriber, home: str) -> str:
    """An Atom feed of what a subscriber was told, and of what changed of what they follow."""
    by = language(who.language)
    told = _told(feeds.told_rows(connection, who.id, LAST_TOLD), home, by)
    changed = [
        Entry(
            id=_tag(home, f"h{row.id}"),
            title=_change_words(row, by),
            updated=row.at,
            text=by.reason(row.reason or ""),
            category="change",
        )
        for row in feeds.change_rows(connection, who.id, LAST_CHANGES)
    ]
    entries = sorted([*told, *changed], key=lambda entry: entry.updated, reverse=True)
    return atom(
        entries, feed_id=_tag(home, f"news/{who.id}"), title=by.news, updated=who.since,
        lang="" if by.code == "en" else by.code,
    )  # fmt: skip


def _tag(home: str, what: str) -> str:
    """A tag URI (RFC 4151): no address, and so the same wherever the feed is read."""
    return f"tag:{home}.releases,2026:{what}"


def _told(rows: Iterable[Any], home: str, by: Language) -> list[Entry]:
    """One entry a thing that was told, however many channels told it."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        groups.setdefault((row.subject, row.what, row.lead, row.speaks_of), []).append(row)
    return [
        Entry(
            id=_tag(home, f"d{min(row.id for row in group)}"),
            title=_told_words(group[0], by),
            updated=max(row.sent for row in group),
            text=by.news_by.format(channels=", ".join(sorted({row.channel for row in group}))),
            category="told",
        )
        for group in groups.values()
    ]


def _told_words(row: Any, by: Language) -> str:
    what = by.whats.get(row.what, row.what)
    if row.title is None:
        digest = row.what == What.DIGEST
        return by.news_told_digest if digest else by.news_told_other.format(what=what)
    if row.what == What.REMINDER:
        form = {0: by.news_reminded_today, 1: by.news_reminded_before}.get(
            row.lead, by.news_reminded_days
        )
    else:
        form = by.news_told
    when = _date_words(row.speaks_of, by)
    return form.format(what=what, days=row.lead, name=_name(row, by), when=when)


def _change_words(row: Any, by: Language) -> str:
    name, new = _name(row, by), _date_words(row.new, by)
    if row.old == "":
        return by.news_added.format(new=new, name=name)
    if row.new in (CALLED_OFF, TAKEN_BACK):
        return by.head.format(head=new[:1].upper() + new[1:], titles=name)
    return by.news_moved.format(old=_date_words(row.old, by), new=new, name=name)


def _date_words(token: str, by: Language) -> str:
    words = {CALLED_OFF: by.news_called_off, TAKEN_BACK: by.news_taken_back, "": by.news_nothing}
    return words.get(token) or ReleaseDate(token).words(by=by.dates)


def _name(row: Any, by: Language) -> str:
    return named(row.title, row.year, Kind(row.kind), row.territory or None, row.label, by)
