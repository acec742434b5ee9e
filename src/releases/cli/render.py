"""What people see: tables, words for moments, marks at a terminal; and JSON for programs."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}


def put(text: str = "") -> None:
    """Print for a person on stdout."""
    sys.stdout.write(text + "\n") if sys.stdout else None


def say(text: str) -> None:
    """Print a message or progress on stderr."""
    if sys.stderr:
        sys.stderr.write(visible(text, keep="\n") + "\n")


def put_json(document: Any) -> None:
    """Print one JSON document on stdout; indented at a terminal."""
    if sys.stdout:
        indent = 2 if sys.stdout.isatty() else None
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=indent) + "\n")


def visible(text: str, *, keep: str = "") -> str:
    """`text` without characters that could steer a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else "\ufffd" for c in text)


def styled() -> bool:
    """Whether stdout is a terminal that may be coloured (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(sys.stdout and sys.stdout.isatty())


def mark(text: str, style: str) -> str:
    """`text` in bold, dim or a colour, where stdout is a terminal."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if text and styled() else text


def width(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text
    )  # fmt: skip


def put_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings, columns as wide as they need to be, the last one ragged."""
    if not sys.stdout:
        return
    body = [tuple(cell if cell.isprintable() else visible(cell) for cell in row) for row in rows]
    sizes = [max(map(width, cells)) for cells in zip(headings, *body, strict=True)]
    lines = [mark(_line(headings, sizes), "bold")]
    lines += [_line(row, sizes) for row in body]
    sys.stdout.write("\n".join(lines) + "\n")


def _line(cells: Sequence[str], sizes: Sequence[int]) -> str:
    padded = [
        cell.ljust(size) if cell.isascii() else cell + " " * (size - width(cell))
        for cell, size in zip(cells, sizes, strict=True)
    ]
    return "  ".join(padded).rstrip()


def day_words(day: date) -> str:
    """Fri 26 Jan 2024"""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def date_words(text: str) -> str:
    """A release date (its canonical text) as it stands in a table."""
    if len(text) == 10:
        return day_words(date.fromisoformat(text))
    if text == "tba":
        return "tba"
    year, _, part = text.partition("-")
    if part.isdigit():
        return f"{_MONTHS[int(part) - 1]} {year}"
    return f"{part} {year}" if part else year


def moment(when: datetime, zone: str, now: datetime | None = None) -> str:
    """An instant on the wall of that zone: `19 Jan 09:00`, with the year where it is not now's."""
    local = when.astimezone(ZoneInfo(zone))
    same = now is not None and local.year == now.astimezone(ZoneInfo(zone)).year
    year = "" if same else f" {local.year}"
    return f"{local.day} {_MONTHS[local.month - 1]}{year} {local:%H:%M}"


def ago(then: datetime, now: datetime) -> str:
    """How long ago an instant was, roughly: `12 s ago`, `3 h ago`."""
    passed = now - then
    if passed < timedelta(0):
        return "in the future"
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if passed.total_seconds() >= size:
            return f"{int(passed.total_seconds() // size)} {unit} ago"
    return f"{int(passed.total_seconds())} s ago"


def lead_words(lead: int) -> str:
    """`7 days`, `1 day`, `the day`"""
    return "the day" if lead == 0 else f"{lead} day" + ("s" if lead != 1 else "")


def count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
