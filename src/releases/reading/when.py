"""From what words say of a date to a date: the year from context, never invented."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from releases.errors import BadDate
from releases.model.dates import TBA, ReleaseDate
from releases.reading.mentions import Mention

_EARLY = 1990  # a film yet to come does not take an earlier year from its plot
_SPAN = 10  # years around the context that a weekday may choose among


@dataclass
class Context:
    """What is known of time where a mention stands.

    `published` is the article's day. `near` is the latest full date before the mention, `years`
    what the text says of the film's year, nearest first, `known` full days of the article by
    (month, day). `future` is what the verb says: True will, False did, None does not tell.
    """

    published: date | None = None
    near: date | None = None
    near_year: int | None = None
    same_sentence: bool = False
    film_year: int | None = None
    years: list[int] = field(default_factory=list)
    known: dict[tuple[int, int], int] = field(default_factory=dict)
    future: bool | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A date, how sure its reading is (0 to 1), and the words for it."""

    date: ReleaseDate
    sure: float
    why: str


def resolve(mention: Mention, context: Context) -> Resolved | None:
    """The date that a mention stands for; None where the text does not tell it."""
    try:
        return _resolve(mention, context)
    except (BadDate, ValueError, OverflowError):
        return None


def _resolve(m: Mention, c: Context) -> Resolved | None:
    if m.turn == "tba":
        return Resolved(TBA, 0.9, "no date yet")
    if m.holiday:
        return _holiday(m, c)
    if m.day and m.month:
        return _day(m, c)
    if m.day and m.weekday is not None:
        return _day_of_month(m, c)
    if m.weekday is not None:
        return _weekday(m, c)
    if m.day:
        return _day_alone(m, c)
    if m.month or m.season or m.quarter:
        return _coarse(m, c)
    if m.year:
        return Resolved(ReleaseDate.parse(str(m.year)), 0.9, "the year")
    return _relative(m, c)


def _day(m: Mention, c: Context) -> Resolved | None:
    assert m.month and m.day
    if m.year:
        if m.swap:
            return None  # 5/6/2024: which is the day is not told, so none is guessed
        day = date(m.year, m.month, m.day)
        if m.weekday is not None and day.weekday() != m.weekday:
            return Resolved(ReleaseDate.of(day), 0.55, f"the weekday contradicts {day.isoformat()}")
        return Resolved(ReleaseDate.of(day), 1.0, "written in full")
    year, sure, why = _year_for(m, c)
    if year is None:
        return None
    day = date(year, m.month, m.day)
    if m.weekday is not None and day.weekday() != m.weekday:
        return Resolved(ReleaseDate.of(day), 0.5, f"the weekday contradicts {day.isoformat()}")
    return Resolved(ReleaseDate.of(day), sure, why)


def _year_for(m: Mention, c: Context) -> tuple[int | None, float, str]:
    """The year of a month (and day): the reasons in the order they bind."""
    if m.turn and (year := _turned_year(m.turn, c)):
        return year, 0.95, f"the year from “{m.turn.replace('-', ' ')}”"
    if m.day and (year := c.known.get((m.month or 0, m.day))):
        return year, 0.95, "the year from the same day elsewhere"
    if m.weekday is not None and m.day and (year := _by_weekday(m, c, exact=True)):
        return year, 0.95, "the year from the weekday"
    if c.near_year and c.same_sentence:
        return _following(m, c), 0.95, "the year from the date before it"
    if m.weekday is not None and m.day and (year := _by_weekday(m, c)):
        return year, 0.95, "the year from the weekday"
    if c.published and c.future is not False:
        return _nearest(m, c.published, ahead=c.future), 0.9, "the year from the published date"
    if c.film_year:
        return c.film_year, 0.85, "the year from the film's year"
    if c.published:
        return _nearest(m, c.published, ahead=c.future), 0.9, "the year from the published date"
    if c.near_year:
        return _following(m, c), 0.7, "the year from the sentence before"
    if c.years and (c.future is not True or c.years[0] >= _EARLY):
        return c.years[0], 0.6, "the year from the text"
    return None, 0, ""


def _turned_year(turn: str, c: Context) -> int | None:
    if turn == "same-year":
        return c.near_year or c.film_year
    base = c.published.year if c.published else None
    if base is None:
        return None
    return {
        "last-year": base - 1, "next-year": base + 1, "later-this-year": base,
    }.get(turn)  # fmt: skip


def _following(m: Mention, c: Context) -> int | None:
    year = c.near_year
    if year and c.near and m.month and c.near.month >= 10 and m.month <= 4:
        return year + 1
    return year


def _by_weekday(m: Mention, c: Context, *, exact: bool = False) -> int | None:
    around = [c.published.year] if c.published else []
    around += [y for y in (c.film_year, c.near_year) if y] + c.years
    fitting = [
        (abs(year - base), place, year)
        for place, base in enumerate(around[:6])
        for year in ((base,) if exact else (base, base - 1, base + 1))
        if _weekday_fits(year, m)
    ]
    return min(fitting)[2] if fitting else None


def _weekday_fits(year: int, m: Mention) -> bool:
    try:
        return date(year, m.month or 1, m.day or 1).weekday() == m.weekday
    except ValueError:
        return False


def _nearest(m: Mention, day: date, *, ahead: bool | None) -> int:
    """The year that brings a day nearest to `day`, mostly after it where the verb says so."""
    low, high = {True: (-20, 345), False: (-345, 20), None: (-150, 215)}[ahead]
    for year in (day.year, day.year + 1, day.year - 1):
        try:
            gap = (date(year, m.month or 1, m.day or 15) - day).days
        except ValueError:
            continue
        if low <= gap <= high:
            return year
    return day.year


def _day_of_month(m: Mention, c: Context) -> Resolved | None:
    """ "Friday 26th": the nearest such day to the published date or the date before."""
    base = c.published or c.near
    if base is None:
        return None
    for offset in [0, 1, -1, 2, -2]:
        month = base.month - 1 + offset
        try:
            day = date(base.year + month // 12, month % 12 + 1, m.day or 1)
        except ValueError:
            continue
        if day.weekday() == m.weekday and (c.future is not True or day >= base - timedelta(days=7)):
            return Resolved(ReleaseDate.of(day), 0.85, "the month from the weekday")
    return None


def _day_alone(m: Mention, c: Context) -> Resolved | None:
    """ "the 11th": the next such day after the date before it, or after the published date."""
    base = c.near or c.published
    if base is None or not m.day or (c.near is None and c.future is False):
        return None
    month = base.month - 1 + (m.day < base.day)
    day = date(base.year + month // 12, month % 12 + 1, m.day)
    return Resolved(ReleaseDate.of(day), 0.8, "the month from the date before it")


def _weekday(m: Mention, c: Context) -> Resolved | None:
    base = c.published
    if base is None or m.weekday is None:
        return None
    ahead = (m.weekday - base.weekday()) % 7
    if m.turn == "next":
        # "next Friday" said on a Monday is mostly the one of the coming week; sureness says so.
        days = ahead + 7 if ahead and base.weekday() < m.weekday else ahead or 7
        return Resolved(
            ReleaseDate.of(base + timedelta(days=days)), 0.7, "counted from the published date"
        )
    if m.turn == "last" or c.future is False:
        return Resolved(
            ReleaseDate.of(
                base - timedelta(days=(7 - ahead) % 7 or (7 if m.turn == "last" else 0))
            ),
            0.85,
            "counted back from the published date",
        )
    return Resolved(
        ReleaseDate.of(base + timedelta(days=ahead)), 0.85, "counted from the published date"
    )


def _coarse(m: Mention, c: Context) -> Resolved | None:
    year = m.year
    sure, why = 0.95, "written in full"
    if year is None and m.turn in ("this", "next", "last") and c.published:
        year = _pointed_year(m, c.published)
        why = "counted from the published date"
    elif year is None and m.turn in ("this", "next", "last"):
        return None  # counted from a day of publication that the text does not tell
    elif year is None:
        lead = m.month or {"spring": 4, "summer": 7, "autumn": 10, "winter": 12}.get(
            m.season or "", (m.quarter or 1) * 3 - 1
        )
        stand_in = Mention(m.first, m.last, month=lead, turn=m.turn)
        year, sure, why = _year_for(stand_in, c)
    if year is None:
        return None
    text = (
        f"{year}-{m.month:02}"
        if m.month
        else f"{year}-{m.season}"
        if m.season
        else f"{year}-Q{m.quarter}"
    )
    return Resolved(ReleaseDate.parse(text), sure, why)


def _pointed_year(m: Mention, base: date) -> int:
    lead = m.month or {"spring": 4, "summer": 7, "autumn": 10, "winter": 12}.get(m.season or "", 6)
    year = base.year
    if m.turn == "this":
        return year
    if m.turn == "next":
        return year if m.month and lead > base.month else year + 1
    return year if lead < base.month else year - 1


def _relative(m: Mention, c: Context) -> Resolved | None:
    if m.turn in ("after", "same-day", "next-day"):
        base = c.near
        if base is None:
            return None
        days = {"same-day": 0, "next-day": 1}.get(m.turn, 0)
        if m.turn == "after":
            return _stepped(m, base, "counted from the date before it")
        return Resolved(
            ReleaseDate.of(base + timedelta(days=days)), 0.85, "counted from the date before it"
        )
    base = c.published
    if base is None:
        return None
    why = "counted from the published date"
    if m.turn == "ahead":
        return _stepped(m, base, why)
    away = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(m.turn or "")
    if away is not None:
        return Resolved(ReleaseDate.of(base + timedelta(days=away)), 0.9, why)
    if m.turn == "this-weekend":
        friday = base + timedelta(days=4 - base.weekday())
        return Resolved(ReleaseDate.of(friday), 0.6, "the Friday of the weekend")
    months = {"this-month": 0, "next-month": 1, "last-month": -1}.get(m.turn or "")
    if months is not None:
        at = base.year * 12 + base.month - 1 + months
        return Resolved(ReleaseDate.parse(f"{at // 12}-{at % 12 + 1:02}"), 0.9, why)
    if year := _turned_year(m.turn or "", c):
        return Resolved(ReleaseDate.parse(str(year)), 0.85, why)
    return None


def _stepped(m: Mention, base: date, why: str) -> Resolved:
    if m.unit in ("day", "week"):
        days = m.count * (7 if m.unit == "week" else 1)
        return Resolved(ReleaseDate.of(base + timedelta(days=days)), 0.8, why)
    if m.unit == "month":
        at = base.year * 12 + base.month - 1 + m.count
        return Resolved(ReleaseDate.parse(f"{at // 12}-{at % 12 + 1:02}"), 0.7, why)
    return Resolved(ReleaseDate.parse(str(base.year + m.count)), 0.7, why)


def _holiday(m: Mention, c: Context) -> Resolved | None:
    name = m.holiday or ""
    if name[:2].isdigit():
        month, day = int(name[:2]), int(name[3:])
        mention = Mention(
            m.first, m.last, m.year, month, day, turn=m.turn if m.turn in ("same-year",) else None
        )
        year = m.year
        if year is None and m.turn in ("this", "next", "last") and c.published:
            year = _pointed_year(Mention(0, 0, month=month, turn=m.turn), c.published)
            if m.turn == "next" and month > c.published.month:
                year = c.published.year + 1
            mention = Mention(m.first, m.last, year, month, day)
        found = _day(mention, c)
        return found and Resolved(found.date, min(found.sure, 0.9), found.why)
    year = m.year
    if year is None and c.published:
        lead = {"thanksgiving": 11, "memorial": 5, "easter": 4, "labor": 9}[name]
        year = _nearest(Mention(0, 0, month=lead), c.published, ahead=c.future)
    if year is None:
        return None
    if name == "easter":
        easter = _easter(year)
        return Resolved(
            ReleaseDate.parse(f"{easter.year}-{easter.month:02}"), 0.7, "the month of Easter"
        )
    month = {"thanksgiving": 11, "memorial": 5, "labor": 9}[name]
    return Resolved(ReleaseDate.parse(f"{year}-{month:02}"), 0.7, "the month of the holiday")


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the Anonymous algorithm, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)
