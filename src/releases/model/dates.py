"""Release dates with a precision: a day, month, quarter, season or year, or `tba`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Self

from releases.errors import BadDate

EARLIEST_YEAR = 1870
LATEST_YEAR = 2999


class Precision(StrEnum):
    """How finely a release date is known, finest first."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    TBA = "tba"


# First month and length in months. Winter YYYY is December YYYY to February YYYY+1.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

_SHAPE = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|Q(?P<quarter>[1-4])"
    r"|(?P<season>spring|summer|autumn|winter)))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class DateWords:
    """How a language writes dates. `part` is a month, quarter or season with its year.

    `first` is how the first day of a month is written, where it is not the plain figure.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    quarters: tuple[str, ...]
    seasons: Mapping[str, str]
    day: str
    with_weekday: str
    part: str
    none: str
    first: str = "1"


ENGLISH = DateWords(
    months=tuple(
        "January February March April May June July August September October November "
        "December".split()
    ),
    weekdays=tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    quarters=("Q1", "Q2", "Q3", "Q4"),
    seasons={season: season for season in SEASONS},
    day="{day} {month} {year}",
    with_weekday="{weekday} {date}",
    part="{part} {year}",
    none="no date yet",
)


@dataclass(frozen=True)
class ReleaseDate:
    """A calendar date with a precision. `text` is the canonical form and the identity.

    A date is a day of the territory's calendar: it has no time and no zone.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the canonical form (upper or lower case); raise `BadDate` for anything else."""
        if len(text) == 10 and text[4] == text[7] == "-":
            # Nearly all are of this shape, and lists are long.
            try:
                if EARLIEST_YEAR <= date.fromisoformat(text).year <= LATEST_YEAR:
                    return cls(text)
            except ValueError:
                pass
        wanted = text.strip()
        folded = wanted.lower()
        if folded == "tba":
            return cls("tba")
        shaped = folded.replace("-q", "-Q")
        match = _SHAPE.fullmatch(shaped)
        if not match:
            raise BadDate(
                f"{wanted!r} is not a date",
                "write it as 2024-01-26, 2024-01, 2024-Q1, 2024-summer, 2024 or tba",
            )
        if not EARLIEST_YEAR <= int(match["year"]) <= LATEST_YEAR:
            raise BadDate(f"{wanted!r}: no film is released in the year {match['year']}")
        if match["month"]:
            try:
                date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
            except ValueError as error:
                raise BadDate(f"{wanted!r} does not exist: {error}") from None
        return cls(shaped)

    @classmethod
    def of(cls, day: date) -> Self:
        """The date of one calendar day."""
        return cls(day.isoformat())

    @cached_property
    def precision(self) -> Precision:
        if self.text == "tba":
            return Precision.TBA
        rest = self.text[5:]
        if not rest:
            return Precision.YEAR
        if rest.startswith("Q"):
            return Precision.QUARTER
        if rest in SEASONS:
            return Precision.SEASON
        return Precision.DAY if len(rest) == 5 else Precision.MONTH

    @property
    def day(self) -> date | None:
        """The calendar day, or None where the date is not known to the day."""
        # No other form is as long as a day's.
        return date.fromisoformat(self.text) if len(self.text) == 10 else None

    @property
    def year(self) -> int | None:
        return None if self.text == "tba" else int(self.text[:4])

    @cached_property
    def earliest(self) -> date | None:
        """The first day that the date allows; None for tba."""
        year = self.year
        if year is None:
            return None
        rest = self.text[5:]
        match self.precision:
            case Precision.DAY:
                return date.fromisoformat(self.text)
            case Precision.MONTH:
                return date(year, int(rest), 1)
            case Precision.QUARTER:
                return date(year, 3 * int(rest[1]) - 2, 1)
            case Precision.SEASON:
                return date(year, SEASONS[rest], 1)
        return date(year, 1, 1)

    @cached_property
    def latest(self) -> date | None:
        """The last day that the date allows; None for tba."""
        first = self.earliest
        if first is None:
            return None
        months = {
            Precision.DAY: 0,
            Precision.MONTH: 1,
            Precision.QUARTER: 3,
            Precision.SEASON: 3,
            Precision.YEAR: 12,
        }[self.precision]
        if not months:
            return first
        end = first.month - 1 + months
        return date(first.year + end // 12, end % 12 + 1, 1) - timedelta(days=1)

    def contains(self, other: "ReleaseDate") -> bool:
        """Whether every day that `other` allows is one that this date allows; tba allows all."""
        if self.earliest is None or self.latest is None:
            return True
        if other.earliest is None or other.latest is None:
            return False
        return self.earliest <= other.earliest and other.latest <= self.latest

    def refines(self, other: "ReleaseDate") -> bool:
        """Whether this date is a finer statement of what `other` said."""
        return self != other and other.contains(self)

    @property
    def order(self) -> tuple[date, date]:
        """Sort key: by the first possible day, the finer date first, tba last."""
        return (self.earliest or date.max, self.latest or date.max)

    def words(self, *, weekday: bool = True, by: DateWords = ENGLISH) -> str:
        """As a person reads it: `Friday 26 January 2024`, `summer 2024`, `no date yet`."""
        first = self.earliest
        if first is None:
            return by.none
        match self.precision:
            case Precision.DAY:
                day = first.day if first.day > 1 else by.first
                month = by.months[first.month - 1]
                named = by.day.format(day=day, month=month, year=first.year)
                if not weekday:
                    return named
                return by.with_weekday.format(weekday=by.weekdays[first.weekday()], date=named)
            case Precision.MONTH:
                part = by.months[first.month - 1]
            case Precision.QUARTER:
                part = by.quarters[first.month // 3]
            case Precision.SEASON:
                part = by.seasons[self.text[5:]]
            case _:
                return str(first.year)
        return by.part.format(part=part, year=first.year)

    def __str__(self) -> str:
        return self.text


TBA = ReleaseDate("tba")
