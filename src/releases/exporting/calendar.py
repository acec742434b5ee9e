"""iCalendar (RFC 5545, 7986): all-day events, folded on octets, with nothing foreign unescaped.

Written by hand, since a feed of thousands of events is asked for again and again; two parsers
read it back in the tests.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from releases import __version__
from releases.exporting.characters import BREAKS, UNFIT

FOLD_AT = 75
LONGEST_VALUE = 2000

_TEXT_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
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
    title = _text(name)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//releases//releases {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{title}",
        f"X-WR-CALNAME:{title}",
    ]
    if refresh_hours is not None:
        lines.append(f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H")
        lines.append(f"X-PUBLISHED-TTL:PT{refresh_hours}H")
    for event in sorted(events, key=lambda e: (e.day, e.uid)):
        lines += _event(event, alarm_hours)
    lines.append("END:VCALENDAR")
    return "".join([_fold(line) for line in lines])


def _event(event: Event, alarm_hours: int | None) -> list[str]:
    stamp = _stamp(event.changed)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_bare(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART;VALUE=DATE:{_plain(event.day)}",
        # The end is exclusive; a missing or equal one makes some clients show nothing.
        f"DTEND;VALUE=DATE:{_plain((event.last or event.day) + _DAY)}",
        f"SUMMARY:{_text(event.summary)}",
        f"STATUS:{event.status}",
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
    ]
    if event.categories:
        lines.append("CATEGORIES:" + ",".join([_text(word) for word in event.categories]))
    if event.description:
        lines.append(f"DESCRIPTION:{_text(event.description)}")
    if event.url:
        lines.append(f"URL:{_bare(event.url)}")
    if event.stated:
        lines.append(f"X-RELEASES-DATE:{_text(event.stated)}")
    if alarm_hours is not None and event.status == "CONFIRMED":
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(event.summary)}",
            f"TRIGGER:-PT{alarm_hours}H",
            "END:VALARM",
        ]
    lines.append("END:VEVENT")
    return lines


def _plain(day: date) -> str:
    return day.isoformat().replace("-", "")


def _stamp(moment: datetime) -> str:
    # strftime takes ten times as long, and leaves years before 1000 short.
    whole = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()
    return whole.replace("-", "").replace(":", "") + "Z"


def _text(value: str) -> str:
    """A TEXT value: escaped, every kind of line break (a lone CR too) written as `\\n`."""
    cut = value[:LONGEST_VALUE]
    if cut.isprintable():
        return cut.translate(_TEXT_ESCAPES)
    kept = UNFIT.sub("", cut.replace("\t", " "))
    return BREAKS.sub(r"\\n", kept.translate(_TEXT_ESCAPES))


def _bare(value: str) -> str:
    """A value that is no TEXT (UID, URL): nothing is escaped, so nothing may break the line."""
    return BREAKS.sub("", UNFIT.sub("", value[:LONGEST_VALUE]))


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
