"""Dates as people type them on the command line: "26 January", "next Friday", "summer 2027"."""

import re
from datetime import date, timedelta

from releases.errors import BadDate
from releases.model.dates import TBA, ReleaseDate

_MONTHS = "january february march april may june july august september october november december"
_LENGTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_SEASONS = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "autumn",
    "winter": "winter",
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1}
_HOLIDAYS = {
    "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25), "christmas eve": (12, 24),
    "boxing day": (12, 26), "new year's day": (1, 1), "new year's eve": (12, 31),
    "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip
_NO_DATE = frozenset("tba tbd tbc unknown undated none".split()) | {
    "to be announced", "to be confirmed", "no date", "no date yet", "not known",
}  # fmt: skip
_ORDINAL = re.compile(r"(\d{1,2})(st|nd|rd|th)?")
_HINT = "write it as 2027-01-26, 26 January 2027, January 2027, summer 2027, 2027 or tba"

# Where dates are written with the day first, and the few places where the month is.
_DAY_FIRST = frozenset(
    "GB IE FR DE AT CH IT ES PT NL BE LU DK NO FI SE IS AU NZ IN PK BD LK NP BR AR CL CO PE UY VE "
    "EC BO PY MX CR GT CU DO GR CY PL CZ SK SI HR RS BA ME MK BG RO RU UA BY TR IL EG MA DZ TN "
    "SA AE QA KW BH OM JO LB ID MY SG TH VN NG GH TZ UG ET SN CI CM AD MC SM MT EE LV LT GE AM "
    "AZ".split()
)
_MONTH_FIRST = frozenset({"US", "PR", "GU", "AS", "MP", "VI", "FM", "PW"})


class AmbiguousOrder(BadDate):
    """5/6/2027 may be two days; `choices` are both, the one with the day first in front."""

    def __init__(self, text: str, choices: tuple[ReleaseDate, ReleaseDate]) -> None:
        first, second = (choice.words(weekday=False) for choice in choices)
        super().__init__(
            f"{text!r} can mean {first} or {second}",
            f"write it as {choices[0]} or {choices[1]}",
        )
        self.choices = choices


def day_first(territory: str | None) -> bool | None:
    """Whether a territory writes the day before the month; None where it is not certain."""
    code = (territory or "").upper()
    if code in _MONTH_FIRST:
        return False
    return True if code in _DAY_FIRST else None


def typed_date(text: str, *, today: date, day_first: bool | None) -> ReleaseDate:
    """The date that a person typed.

    `today` is the day in the person's calendar from which "next Friday" is counted; a day without
    a year is the next such day from today on. `day_first` says which of 5/6/2027 is the day; if
    None, `AmbiguousOrder` is raised where it matters. Raises `BadDate` for what is no date, for
    days that do not exist and for a weekday that contradicts its date.
    """
    shown = text.strip()
    words = _words(shown)
    if not words:
        raise BadDate("the date is empty", _HINT)
    joined = " ".join(words)
    if joined in _NO_DATE:
        return TBA
    for reading in (_canonical, _numbers, _written, _relative, _coarse, _holiday):
        found = reading(shown, words, today, day_first)
        if found is not None:
            return found
    raise BadDate(f"{shown!r} is not a date that I can read", _HINT)


def _words(text: str) -> list[str]:
    plain = text.casefold().replace("’", "'").replace(",", " ")
    plain = re.sub(r"(?<=[a-z])\.(?=\s|$)|(?<=\d)\.(?=\s+[a-z])", " ", plain)
    words = plain.split()
    while words and words[0] in ("on", "the", "in", "from", "by") and len(words) > 1:
        if (words[0] == "in" and words[1] in _NUMBERS) or (
            words[0] == "in" and words[1].isdigit() and len(words) > 2
        ):
            break
        words = words[1:]
    return [w for w in words if w != "of"]


def _exact(shown: str, year: int, month: int, day: int) -> ReleaseDate:
    name = _MONTHS.split()[month - 1].capitalize() if 1 <= month <= 12 else ""
    if not name:
        raise BadDate(f"{shown}: there is no month {month}", _HINT)
    if not 1 <= day <= _LENGTH[month - 1]:
        raise BadDate(f"{shown}: {name} has {_LENGTH[month - 1]} days", "check the day")
    try:
        date(year, month, day)
    except ValueError:
        raise BadDate(f"{shown}: {name} {year} has 28 days", "check the day") from None
    return ReleaseDate.parse(f"{year:04}-{month:02}-{day:02}")


def _canonical(shown: str, words: list[str], today: date, first: bool | None) -> ReleaseDate | None:
    if len(words) != 1:
        return None
    word = words[0]
    if full := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", word):
        return _exact(shown, *(int(part) for part in full.groups()))
    if re.fullmatch(r"\d{4}(-(\d\d|q[1-4]|[a-z]+))?", word):
        part = re.fullmatch(r"(\d{4})-(\d\d)", word)
        if part and not 1 <= int(part[2]) <= 12:
            raise BadDate(f"{shown}: there is no month {int(part[2])}", _HINT)
        return ReleaseDate.parse(word.replace("-fall", "-autumn"))
    return None


def _numbers(shown: str, words: list[str], today: date, first: bool | None) -> ReleaseDate | None:
    if len(words) != 1:
        return None
    word = words[0]
    if y := re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", word):
        return _exact(shown, int(y[1]), int(y[2]), int(y[3]))
    match = re.fullmatch(r"(\d{1,2})([/.\-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?", word)
    if not match:
        return None
    a, b = int(match[1]), int(match[3])
    year = int(match[4]) if match[4] else None
    if year is not None and year < 100:
        year += 2000
    if match[2] == "." or a > 12:
        first = True
    elif b > 12:
        first = False
    elif a == b:
        first = True
    orders = [(a, b), (b, a)] if first is None else [(a, b) if first else (b, a)]
    found = [
        _exact(shown, year, month, day) if year else _next(shown, month, day, today)
        for day, month in orders
    ]
    if len(found) == 2:
        raise AmbiguousOrder(shown, (found[0], found[1]))
    return found[0]


def _next(shown: str, month: int, day: int, today: date) -> ReleaseDate:
    """The next such day on or after today."""
    if not 1 <= month <= 12 or not 1 <= day <= _LENGTH[month - 1]:
        return _exact(shown, today.year, month, day)
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue  # 29 February waits for a leap year
        if found >= today:
            return ReleaseDate.of(found)
    raise BadDate(f"{shown!r} does not come again soon", _HINT)


def _named(word: str, names: str, least: int = 3) -> int | None:
    """The place of a name in a list, also of its beginning: `jan`, `sept`, `tues`."""
    word = word.rstrip(".")
    if len(word) < least or not word.isalpha():
        return None
    for place, name in enumerate(names.split()):
        if name.startswith(word):
            return place
    return None


def _written(shown: str, words: list[str], today: date, first: bool | None) -> ReleaseDate | None:
    """ "Friday 26 January 2024", "January 26th", "January 2024"."""
    weekday = day = month = year = None
    for word in words:
        if (at := _named(word, _WEEKDAYS)) is not None and weekday is None:
            weekday = at
        elif (at := _named(word, _MONTHS)) is not None and month is None:
            month = at + 1
        elif re.fullmatch(r"\d{4}", word) and year is None:
            year = int(word)
        elif (number := _ORDINAL.fullmatch(word)) and day is None:
            day = int(number[1])
        elif word != "the":
            return None
    if month is None:
        return None
    if day is None:
        if weekday is not None:
            return None
        if year is None:
            year = today.year + (month < today.month)
        return ReleaseDate.parse(f"{year:04}-{month:02}")
    found = _exact(shown, year, month, day) if year else _next(shown, month, day, today)
    if weekday is not None and found.day and found.day.weekday() != weekday:
        raise BadDate(
            f"{shown}: {found.words(weekday=False)} is a "
            f"{_WEEKDAYS.split()[found.day.weekday()].capitalize()}, "
            f"not a {_WEEKDAYS.split()[weekday].capitalize()}",
            "check the day, or leave the weekday out",
        )
    return found


def _relative(shown: str, words: list[str], today: date, first: bool | None) -> ReleaseDate | None:
    joined = " ".join(words)
    days = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1, "day after tomorrow": 2}.get(
        joined
    )
    if days is not None:
        return ReleaseDate.of(today + timedelta(days=days))
    turn = words[0] if words[0] in ("this", "next", "last", "coming") else ""
    rest = words[1:] if turn else words
    if len(rest) == 1 and (weekday := _named(rest[0], _WEEKDAYS)) is not None:
        return ReleaseDate.of(_weekday(turn, weekday, today))
    if len(rest) == 1 and turn:
        return _turned(turn, rest[0], today)
    if words[0] == "in" and len(words) == 3:
        return _ahead(words[1], words[2], today)
    if joined in ("later this year", "sometime this year", "end this year"):
        return ReleaseDate.parse(str(today.year))
    if joined in ("early next year", "later next year", "sometime next year", "end next year"):
        return ReleaseDate.parse(str(today.year + 1))
    return None


def _weekday(turn: str, weekday: int, today: date) -> date:
    """`friday` and `this friday`: the first from today on; `next friday`: of the coming week."""
    ahead = (weekday - today.weekday()) % 7
    if turn == "next":
        monday = today + timedelta(days=7 - today.weekday())
        return monday + timedelta(days=weekday)
    if turn == "last":
        return today - timedelta(days=(7 - ahead) % 7 or 7)
    return today + timedelta(days=ahead)


def _turned(turn: str, word: str, today: date) -> ReleaseDate | None:
    step = {"this": 0, "coming": 0, "next": 1, "last": -1}[turn]
    if word == "year":
        return ReleaseDate.parse(str(today.year + step))
    if word == "month":
        at = today.year * 12 + today.month - 1 + step
        return ReleaseDate.parse(f"{at // 12}-{at % 12 + 1:02}")
    if word == "quarter":
        at = today.year * 4 + (today.month - 1) // 3 + step
        return ReleaseDate.parse(f"{at // 4}-Q{at % 4 + 1}")
    if word in _SEASONS:
        return ReleaseDate.parse(f"{today.year + step}-{_SEASONS[word]}")
    if (month := _named(word, _MONTHS)) is not None:
        year = today.year + step if turn != "next" or month + 1 <= today.month else today.year
        if turn in ("this", "coming"):
            year = today.year + (month + 1 < today.month)
        return ReleaseDate.parse(f"{year}-{month + 1:02}")
    if word in _HOLIDAYS:
        return _next(word, *_HOLIDAYS[word], today)
    return None


def _ahead(number: str, unit: str, today: date) -> ReleaseDate | None:
    count = int(number) if number.isdigit() and len(number) < 5 else _NUMBERS.get(number)
    if count is None:
        return None
    unit = unit.removesuffix("s")
    if unit in ("day", "week"):
        return ReleaseDate.of(today + timedelta(days=count * (7 if unit == "week" else 1)))
    if unit == "month":
        at = today.year * 12 + today.month - 1 + count
        year, month = at // 12, at % 12 + 1
        for day in range(today.day, 27, -1):
            try:
                return ReleaseDate.of(date(year, month, day))
            except ValueError:
                continue
        return ReleaseDate.of(date(year, month, today.day))
    if unit == "year":
        return ReleaseDate.parse(str(today.year + count))
    return None


def _coarse(shown: str, words: list[str], today: date, first: bool | None) -> ReleaseDate | None:
    """ "summer 2027", "Q4 2026", "early 2026", "late January 2027": no finer than is said."""
    rest = [w for w in words if w not in ("the", "year")]
    joined = " ".join(rest)
    joined = re.sub(
        r"^(early|late|mid|beginning|start|end|middle|sometime|around|about)[ -]+(in )?", "", joined
    )
    joined = re.sub(r"^(first|second) half ", "", joined)
    if match := re.fullmatch(r"(spring|summer|autumn|fall|winter)(?: (\d{4}))?", joined):
        return _season(_SEASONS[match[1]], match[2], today)
    if match := re.fullmatch(r"(?:(\d{4})[ -])?q([1-4])(?:[ /-]?(\d{4}))?", joined):
        return _quarter(int(match[2]), match[1] or match[3], today)
    if match := re.fullmatch(
        r"(first|second|third|fourth|1st|2nd|3rd|4th) quarter(?: (\d{4}))?", joined
    ):
        place = ("first second third fourth 1st 2nd 3rd 4th".split().index(match[1])) % 4 + 1
        return _quarter(place, match[2], today)
    if re.fullmatch(r"\d{4}", joined):
        return ReleaseDate.parse(joined)
    if joined != " ".join(words):
        return _written(shown, joined.split(), today, first) or _relative(
            shown, joined.split(), today, first
        )
    return None


def _season(season: str, year: str | None, today: date) -> ReleaseDate:
    if year:
        return ReleaseDate.parse(f"{year}-{season}")
    found = ReleaseDate.parse(f"{today.year}-{season}")
    over = found.latest is not None and found.latest < today
    return ReleaseDate.parse(f"{today.year + 1}-{season}") if over else found


def _quarter(quarter: int, year: str | None, today: date) -> ReleaseDate:
    if year:
        return ReleaseDate.parse(f"{year}-Q{quarter}")
    return ReleaseDate.parse(f"{today.year + (quarter < (today.month + 2) // 3)}-Q{quarter}")


def _holiday(shown: str, words: list[str], today: date, first: bool | None) -> ReleaseDate | None:
    year = next((w for w in words if re.fullmatch(r"\d{4}", w)), None)
    name = " ".join(w for w in words if w != year)
    if name not in _HOLIDAYS:
        return None
    month, day = _HOLIDAYS[name]
    return _exact(shown, int(year), month, day) if year else _next(shown, month, day, today)
