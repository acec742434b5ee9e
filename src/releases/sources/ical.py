"""iCalendar (RFC 5545) files of releases, read leniently: real ones lack stamps, ends and sense.

The title, year, kind and territory are in the summary; an event's UID often changes at each
build, and so names nothing. A day is taken from the text: it is a calendar day, no instant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from releases.errors import BadDate, BadKind, BadTerritory, CannotRead
from releases.model.dates import ReleaseDate
from releases.model.film import clean, split_year
from releases.model.languages import NAMES, language
from releases.model.release import Kind
from releases.model.territory import territory
from releases.sources.records import MAX_ROWS, Records, Row, Stated
from releases.sources.textfile import TextFile

_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?", re.ASCII)
_TAIL = re.compile(r"\s*\(([^()]{1,60})\)\s*$")
_TMDB = re.compile(r"themoviedb\.org/movie/(\d{1,10})", re.ASCII)
_IMDB = re.compile(r"imdb\.com/(?:[a-z]{2}/)?title/(tt\d{5,12})", re.ASCII)
_AGAIN = re.compile(r"(?i)re-?(?:release|issue)|anniversary|restor|remaster")
_KINDS = {
    "theatrical release": Kind.THEATRICAL, "limited release": Kind.LIMITED,
    "digital release": Kind.DIGITAL, "physical release": Kind.PHYSICAL, "tv premiere": Kind.TV,
}  # fmt: skip
_MAX_LINE = 100_000


@dataclass(frozen=True, slots=True)
class _Event:
    line: int
    values: dict[str, str]


def ical(file: BinaryIO, *, place: str | None = None) -> Records:
    """The events of a calendar as films with a day; raise `CannotRead` for what is none.

    `place` is the territory of events that name none.
    """
    text = TextFile(file, "an iCalendar file (.ics)")

    def rows(records: Records) -> Iterator[Row]:
        for event in _events(text):
            try:
                row = _row(event, place)
            except (BadDate, ValueError) as error:
                records.reject(event.line, error.what if isinstance(error, BadDate) else str(error))
            else:
                yield row

    # Gone through once first, so that a malformed file is refused before anything is done.
    return Records(sum(1 for _ in _events(text)), rows)


def _row(event: _Event, place: str | None) -> Row:
    summary = clean(_text(event.values.get("SUMMARY", "")))
    if not summary:
        raise ValueError("the event has no summary")
    if event.values.get("STATUS", "").strip().upper() == "CANCELLED":
        raise ValueError(f"the event is cancelled: {summary}")
    if "RRULE" in event.values:
        raise ValueError(f"the event repeats, so it is no release: {summary}")
    day = _DAY.fullmatch(event.values.get("DTSTART", "").strip())
    if not day:
        raise ValueError(f"the event has no day: {summary}")
    when = ReleaseDate.parse("-".join(day.groups()))
    if "X-RELEASES-DATE" in event.values:
        # Our own: the day is only the first of a span, said in words behind `(in cinemas, GB)`.
        when = ReleaseDate.parse(event.values["X-RELEASES-DATE"])
        summary = summary[: summary.rfind(")") + 1] or summary
    title, kind, where, label = _summary(summary)
    bare, year = split_year(title)
    links = " ".join(event.values.get(name, "") for name in ("URL", "DESCRIPTION"))
    ids = {
        name: found[1]
        for name, pattern in (("tmdb", _TMDB), ("imdb", _IMDB))
        if (found := pattern.search(links))
    }
    return Row(
        event.line, clean(bare), year, ids=ids, stated=(Stated(when, kind, where or place, label),)
    )


def _summary(summary: str) -> tuple[str, Kind, str | None, str]:
    """Title (perhaps with its year), kind, territory and label of an event's summary."""
    kind, where, label = Kind.THEATRICAL, None, ""
    title = summary
    while (tail := _TAIL.search(title)) and title[: tail.start()].strip():
        words = tail[1].strip()
        if words.isdigit():
            break
        named = _kind_and_place(words)
        if named:
            kind, where = named[0] or kind, named[1] or where
        elif _AGAIN.search(words) and not label:
            label = words
        else:
            break
        title = title[: tail.start()]
    return title, kind, where, label


@cache
def _kinds() -> dict[str, Kind]:
    """The words for kinds, those of our own feeds in every language among them."""
    ours = (language(code).kinds for code in NAMES)
    return _KINDS | {words.casefold(): kind for kinds in ours for kind, words in kinds.items()}


def _kind_and_place(words: str) -> tuple[Kind | None, str | None] | None:
    """What `in cinemas, GB` or `Theatrical Release` says; None where it is part of a title."""
    first, _, rest = words.partition(",")
    kind = _kinds().get(first.strip().casefold())
    if kind is None:
        try:
            kind = Kind.read(first)
        except BadKind:
            return None
    if not rest.strip():
        return kind, None
    try:
        return kind, territory(rest)
    except BadTerritory:
        return None


def _events(text: TextFile) -> Iterator[_Event]:
    inside: list[str] = []
    event: _Event | None = None
    seen = False
    count = 0
    for line, content in _unfolded(text):
        name, value = _property(content)
        if name == "BEGIN":
            inside.append(value.strip().upper())
            seen = seen or inside == ["VCALENDAR"]
            if inside[-1] == "VEVENT":
                event = _Event(line, {})
                count += 1
                if count > MAX_ROWS:
                    raise CannotRead(f"line {line}: the file has more than {MAX_ROWS:,} events")
            if len(inside) > 8:
                raise CannotRead(f"line {line}: components are nested too deep")
        elif name == "END":
            ended = value.strip().upper()
            if not inside or inside[-1] != ended:
                raise CannotRead(
                    f"line {line}: END:{ended[:20]} where no such component began",
                    "nothing was imported; this is no valid iCalendar file",
                )
            inside.pop()
            if ended == "VEVENT" and event:
                yield event
                event = None
        elif event and inside[-1] == "VEVENT":
            event.values.setdefault(name, value)
        if not seen and content.strip():
            raise CannotRead(
                f"line {line}: this is no iCalendar file", "it must begin with BEGIN:VCALENDAR"
            )
    if inside or not seen:
        what = f"{inside[-1]} never ends" if inside else "it is empty"
        raise CannotRead(f"this is no whole iCalendar file: {what}", "nothing was imported")


def _unfolded(file: TextFile) -> Iterator[tuple[int, str]]:
    """Content lines with the number of the line on which each begins (RFC 5545 3.1)."""
    start, parts, size = 0, [""], 0
    with file.open(newline=None) as text:
        for number, ended in enumerate(text, 1):
            line = ended.removesuffix("\n")
            if line[:1] in (" ", "\t") and start:
                parts.append(line[1:])
                size += len(line)
                if size > _MAX_LINE:
                    raise CannotRead(f"line {start}: a property is longer than {_MAX_LINE:,}")
                continue
            if start and (whole := "".join(parts)).strip():
                yield start, whole
            start, parts, size = number, [line], len(line)
    if start and (whole := "".join(parts)).strip():
        yield start, whole


def _property(content: str) -> tuple[str, str]:
    """Name and value of `NAME;PARAM="a:b":value`; parameters are of no use here."""
    quoted = False
    for at, letter in enumerate(content):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return content[:at].split(";")[0].strip().upper(), content[at + 1 :]
    return content.split(";")[0].strip().upper(), ""


def _text(value: str) -> str:
    """A TEXT value without its escapes (RFC 5545 3.3.11)."""
    return re.sub(
        r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value
    )  # fmt: skip
