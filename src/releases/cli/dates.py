"""Dates as a person types them, and the order of day and month asked where it is not told."""

from collections.abc import Sequence
from datetime import date

from releases.cli.asking import at_terminal, choose
from releases.errors import BadDate
from releases.model.dates import ReleaseDate


def read_date(text: str, places: Sequence[str | None], today: date) -> ReleaseDate:
    """The date meant by what was typed: the territories tell the order of 5/6/2027.

    Where they do not, the person is asked; without a terminal `BadDate` is raised.
    """
    from releases.reading.typed import AmbiguousOrder, day_first, typed_date

    orders = {day_first(place) for place in places if place}
    order = orders.pop() if len(orders) == 1 else None
    try:
        return typed_date(text, today=today, day_first=order)
    except AmbiguousOrder as error:
        if not at_terminal():
            raise BadDate(error.what, f"{error.hint}, or say where with --in") from None
        days, months = error.choices
    answer = choose(
        f"{text!r}: is the day first, {days.words(weekday=False)} (d), "
        f"or the month, {months.words(weekday=False)} (m)?",
        "dm",
        without=f"write the day as {days} or {months}",
    )
    return days if answer == "d" else months


def read_day(text: str | None, today: date) -> date | None:
    """A day for --since and --until: a date's first day; raise `BadDate` where it has none."""
    if text is None:
        return None
    when = read_date(text, (), today)
    if when.earliest is None:
        raise BadDate(f"{text!r} names no day", "write it as 2024-01-26")
    return when.earliest


def read_last_day(text: str | None, today: date) -> date | None:
    """As `read_day`, but the last day that the date allows."""
    if text is None:
        return None
    when = read_date(text, (), today)
    if when.latest is None:
        raise BadDate(f"{text!r} names no day", "write it as 2024-01-26")
    return when.latest
