"""iCalendar (RFC 5545, 7986): all-day events, folded on octets, with nothing foreign unescaped.

Written by hand, since a feed of thousands of events is asked for again and again; two parsers
read it back in the tests.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from releases import __version__
from releases.exporting.characters import BREAKS, UNFIT

FOLD_AT = 75
LONGEST_VALUE = 2000

_DAY = timedelta(days=1)


class Event(NamedTuple):
    """An all-day event on `day`, or from `day` to `last`, both included.

    `uid` is stable for the life of what it shows; `sequence` counts changes of its day or status
    and `changed` (UTC) is the instant of the last one. `status` is CONFIRMED, TENTATIVE or
    CANCELLED. `stated` is the date in the words of `model.dates`, where a span of days would be
    read back as its first day.
    """

    uid: str
    day: date
    summary: str
    changed: datetime
    sequence: int = 0
    status: str = "CONFIRMED"
    categories: tuple[str, ...] = ()
    url: str | None = None
    description: str | None = None
    last: date | None = None
    stated: str | None = None


def calendar(
    events: Iterable[Event],
    *,
    name: str,
    refresh_hours: int | None = None,
    alarm_hours: int | None = None,
) -> str:
    """One published calendar of all-day events, in order of day and uid.

    Lines end in CRLF and are folded at 75 octets, never within a code point. An event has no
    zone, so that no client can move it to another day. `refresh_hours` asks subscribed clients
    to come back after that time. `alarm_hours` lets each event that is certain ring so many hours
    before its day begins (never after: some clients drop an alarm that follows the start).
    """
    made = (lines(event, alarm_hours) for event in sorted(events, key=order))
    return published(made, name=name, refresh_hours=refresh_hours)


def published(texts: Iterable[str], *, name: str, refresh_hours: int | None = None) -> str:
    """`calendar` of events that are text already, in the order of `order`."""
    title = _text(name)
    parts = [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        _fold(f"PRODID:-//releases//releases {__version__}//EN"),
        "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
        _fold(f"NAME:{title}"),
        _fold(f"X-WR-CALNAME:{title}"),
    ]
    if refresh_hours is not None:
        parts.append(f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H\r\n")
        parts.append(f"X-PUBLISHED-TTL:PT{refresh_hours}H\r\n")
    parts += texts
    parts.append("END:VCALENDAR\r\n")
    return "".join(parts)


def order(event: Event) -> tuple[date, str]:
    return event.day, event.uid


def lines(event: Event, alarm_hours: int | None = None) -> str:
    """The text of one event, with its alarm where there is to be one."""
    stamp = _stamp(event.changed)
    summary = _text(event.summary)
    # Only what is foreign can be long, or more than ASCII.
    text = (
        f"BEGIN:VEVENT\r\n{_fold('UID:' + _bare(event.uid))}"
        f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nSEQUENCE:{event.sequence}\r\n"
        f"DTSTART;VALUE=DATE:{_plain(event.day)}\r\n"
        # The end is exclusive; a missing or equal one makes some clients show nothing.
        f"DTEND;VALUE=DATE:{_plain((event.last or event.day) + _DAY)}\r\n"
        f"{_fold('SUMMARY:' + summary)}"
        f"STATUS:{event.status}\r\nTRANSP:TRANSPARENT\r\nCLASS:PUBLIC\r\n"
    )
    if event.categories:
        text += _fold("CATEGORIES:" + ",".join([_text(word) for word in event.categories]))
    if event.description:
        text += _fold("DESCRIPTION:" + _text(event.description))
    if event.url:
        text += _fold("URL:" + _bare(event.url))
    if event.stated:
        text += _fold("X-RELEASES-DATE:" + _text(event.stated))
    if alarm_hours is not None and event.status == "CONFIRMED":
        text += (
            f"BEGIN:VALARM\r\nACTION:DISPLAY\r\n{_fold('DESCRIPTION:' + summary)}"
            f"TRIGGER:-PT{alarm_hours}H\r\nEND:VALARM\r\n"
        )
    return text + "END:VEVENT\r\n"


def _plain(day: date) -> str:
    return day.isoformat().replace("-", "")


def _stamp(moment: datetime) -> str:
    # strftime takes ten times as long, and leaves years before 1000 short.
    at = moment.astimezone(UTC)
    return f"{_plain(at.date())}T{at.hour:02}{at.minute:02}{at.second:02}Z"


def _text(value: str) -> str:
    """A TEXT value: escaped, every kind of line break (a lone CR too) written as `\\n`."""
    cut = value[:LONGEST_VALUE]
    plain = cut.isprintable()
    if not plain:
        cut = UNFIT.sub("", cut.replace("\t", " "))
    # The backslash first, or it would escape the escapes.
    escaped = cut.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped if plain else BREAKS.sub(r"\\n", escaped)


def _bare(value: str) -> str:
    """A value that is no TEXT (UID, URL): nothing is escaped, so nothing may break the line."""
    cut = value[:LONGEST_VALUE]
    return cut if cut.isprintable() else BREAKS.sub("", UNFIT.sub("", cut))


def _fold(line: str) -> str:
    if len(line) <= FOLD_AT and line.isascii():
        return line + "\r\n"
    octets = line.encode()
    if len(octets) <= FOLD_AT:
        return line + "\r\n"
    parts = []
    start, room = 0, FOLD_AT
    while start < len(octets):
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end].decode())
        start, room = end, FOLD_AT - 1
    return "\r\n ".join(parts) + "\r\n"
