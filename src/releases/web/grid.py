"""The table of a month, as text.

It is nearly all of the page that is asked for most of all, and made anew after every change. So
it is put together here rather than by a template, which would take five times as long.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup

from releases.store.shelf import Brief

# More of one day are in the agenda, so that a full month stays a page that is quickly there.
MOST_OF_A_DAY = 9
_WHEN = itemgetter(3)
# The same few words and the same titles are asked for again after each change.
_safe = lru_cache(5000)(escape)


class Loose(NamedTuple):
    """A release whose date is no day but allows one of the month."""

    film_id: int
    territory: str
    kind: str
    date: str
    title: str


def sorted_out(
    rows: Iterable[Brief], first: date, elsewhere: Callable[[str], str]
) -> tuple[dict[str, str], list[Loose], int]:
    """What stands in the cell of each day (ISO text), what has no day, and how many these are.

    The rows of one date come together. `elsewhere` gives the address, not yet escaped, of a list
    that begins with a day, for what a cell has no room for.
    """
    cells: dict[str, str] = {}
    loose: list[Loose] = []
    number = 0
    start = first.isoformat()
    for when, group in groupby(rows, _WHEN):
        found = list(group)
        if len(when) == 10:
            lines = [_line(*row) for row in found[:MOST_OF_A_DAY]]
            if len(found) > MOST_OF_A_DAY:
                more = f"{len(found) - MOST_OF_A_DAY} more"
                lines.append(
                    f'<li class="more"><a href="{escape(elsewhere(when))}">{more}</a></li>'
                )
            cells[when] = "\n".join(lines)
            number += len(found)
        else:
            those = [Loose(row[0], row[1], row[2], when, row[7])
                     for row in found if row[4] is not None and row[4] >= start]  # fmt: skip
            loose += those
            number += len(those)
    return cells, loose, number


def _line(
    film_id: int, territory: str, kind: str, _date: str, _latest: str | None, called_off: bool,
    conflict: bool, title: str,
) -> str:  # fmt: skip
    off = " off" if called_off else ""
    doubt = " doubt" if conflict else ""
    return (
        f'<li class="{_safe(kind)}{off}{doubt}"><a href="/films/f{film_id}">{_safe(title)}</a> '
        f"<i>{_safe(territory)}</i></li>"
    )


def table(first: date, last: date, today: date, cells: dict[str, str]) -> Markup:
    """The rows of the table: a week each, Monday first, from that of `first` to that of `last`."""
    return Markup("\n".join(_weeks(first, last, today, cells)))  # noqa: S704


def _weeks(first: date, last: date, today: date, cells: dict[str, str]) -> Iterator[str]:
    start = first - timedelta(days=first.weekday())
    for week in range((last - start).days // 7 + 1):
        yield "<tr>"
        for weekday, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")):
            day = start + timedelta(days=7 * week + weekday)
            if not first <= day <= last:
                yield '<td class="out"></td>'
                continue
            found = cells.get(day.isoformat())
            is_today = ' class="today" aria-current="date"' if day == today else ""
            mark = is_today or ("" if found else ' class="none"')
            shown = f"\n<ul>\n{found}\n</ul>\n" if found else ""
            yield f'<td{mark}><b><span class="long">{name} </span>{day.day}</b>{shown}</td>'
        yield "</tr>"
