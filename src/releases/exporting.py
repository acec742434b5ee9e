"""Values to the text of other programs: iCalendar (RFC 5545, 7986) and CSV.

All escaping lives here. Equal input gives equal bytes: no clock is read, nothing is random.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from releases import __version__

FOLD_AT = 75
LONGEST_VALUE = 2000
FORMULA_STARTS = "=+-@\t\r\0＝＋－＠"

# C0 but for line breaks, DEL and C1, and halves of surrogate pairs, which no encoding carries.
_UNFIT = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_TEXT_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


@dataclass(frozen=True, slots=True)
class Event:
    """An all-day event on `day`.

    `uid` is stable for the life of what it shows; `sequence` counts changes of its day or status
    and `changed` (UTC) is the instant of the last one. `status` is CONFIRMED, TENTATIVE or
    CANCELLED.
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


def calendar(events: Iterable[Event], *, name: str, refresh_hours: int | None = None) -> str:
    """One published calendar of all-day events, in order of day and uid.

    Lines end in CRLF and are folded at 75 octets, never within a code point. An event has no
    zone, so that no client can move it to another day. `refresh_hours` asks subscribed clients
    to come back after that time.
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
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(_fold(line) for line in lines)


def _event(event: Event) -> list[str]:
    stamp = event.changed.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_bare(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        # The end is exclusive; a missing or equal one makes some clients show nothing.
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(event.summary)}",
        f"STATUS:{event.status}",
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
    ]
    if event.categories:
        lines.append("CATEGORIES:" + ",".join(_text(word) for word in event.categories))
    if event.description:
        lines.append(f"DESCRIPTION:{_text(event.description)}")
    if event.url:
        lines.append(f"URL:{_bare(event.url)}")
    lines.append("END:VEVENT")
    return lines


def _text(value: str) -> str:
    """A TEXT value: escaped, every kind of line break (a lone CR too) written as `\\n`."""
    kept = _UNFIT.sub("", value[:LONGEST_VALUE].replace("\t", " "))
    return _BREAKS.sub(r"\\n", kept.translate(_TEXT_ESCAPES))


def _bare(value: str) -> str:
    """A value that is no TEXT (UID, URL): nothing is escaped, so nothing may break the line."""
    return _BREAKS.sub("", _UNFIT.sub("", value[:LONGEST_VALUE]))


def _fold(line: str) -> str:
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


def csv_text(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Rows as CSV with a header line, safe to open in a spreadsheet.

    A text cell that a spreadsheet would take for a formula gets an apostrophe before it (the
    remedy of OWASP ASVS 5, 1.2.10); None is an empty cell. `unguarded` takes it off again.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    # Behind what is left out a formula may begin.
    fit = _UNFIT.sub(lambda found: "\t" if found[0] == "\t" else "", value)
    guard = "'" if _looks_like_formula(value) or _looks_like_formula(fit) else ""
    return guard + fit


def unguarded(cell: str) -> str:
    """A cell of our own CSV as it was before `csv_text` guarded it."""
    return cell[1:] if cell[:1] == "'" and _looks_like_formula(cell[1:]) else cell


def _looks_like_formula(cell: str) -> bool:
    # An apostrophe before such a cell is guarded too, so that taking one off is never wrong.
    bare = cell.lstrip("'")
    return bool(bare) and bare[0] in FORMULA_STARTS
