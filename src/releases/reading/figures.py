"""Dates in figures: 2024-01-26, 26.01.2024, 5/6/2024, 20240126."""

import re

from releases.reading.marks import Words
from releases.reading.mentions import Mention

YEAR = re.compile(r"(?:18[89]|19\d|20\d|21[0-4])\d")
_SOLID = re.compile(r"(20[0-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_OPENING = frozenset("-–—([|:,")
_GLUED = frozenset("-/.$€£₹:")


def figures(words: Words, i: int, *, day_first: bool | None) -> Mention | None:
    """The date in figures that begins at word `i`; `day_first` is None where it is not known."""
    low = words.low
    word = low[i] if i < len(low) else ""
    if not word.isdigit():
        return None
    if len(word) == 8 and (solid := _SOLID.fullmatch(word)):
        year, month, day = (int(part) for part in solid.groups())
        return Mention(i, i + 1, year, month, day, stamp=True)
    a, sep, b, sep2, c = (low[i + k] if i + k < len(low) else "" for k in range(5))
    if sep not in ("-", "/", ".", "–") or not b.isdigit():
        return None
    if words.spans[i + 2][0] - words.spans[i][1] > 2:
        return None
    if len(a) == 4:
        return _year_first(i, a, b, c) if sep2 == sep and len(b) <= 2 else None
    if i and low[i - 1] in _GLUED and words.spans[i - 1][1] == words.spans[i][0]:
        return None
    if len(a) > 2 or len(b) > 2:
        return None
    dotted = sep == "."
    if sep2 == sep and YEAR.fullmatch(c):
        return _ordered(i, i + 5, int(a), int(b), int(c), True if dotted else day_first)
    if sep2 == sep and c.isdigit() and len(c) == 2:
        return _ordered(i, i + 5, int(a), int(b), 2000 + int(c), True if dotted else day_first)
    alone = i == 0 and i + 4 < len(low) and low[i + 4] in _OPENING
    introduced = words.ending(i, "before_day") or words.ending(i, "until")
    if dotted and sep2 == "." and (introduced or alone):
        return _ordered(i, i + 4, int(a), int(b), None, True)
    if sep == "/" and sep2 != "/" and day_first and max(len(a), len(b)) == 2:
        apart = i == 0 or low[i - 1] in _OPENING or words.one(i - 1, "weekday")
        if apart or words.ending(i, "before_day"):
            return _ordered(i, i + 3, int(a), int(b), None, True)
    return None


_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_BEFORE_ALONE = {"en": "the", "es": "el", "fr": "le", "it": "il", "de": "am", "pt": "dia"}
_AFTER_ALONE = ("joins", "release", "premiere", "loose", "auxiliary", "medium", "place_words")


def day_alone(words: Words, i: int) -> Mention | None:
    """ "lands on the 11th", "el 14 llega", "am 25.": a day whose month the text told before."""
    word = words.low[i]
    before = words.low[i - 1] if i else ""
    if before != _BEFORE_ALONE.get(words.code) or (before == "the" and words.low[i - 2] != "on"):
        return None
    ordinal = _ORDINAL.fullmatch(word)
    if words.code == "en":
        day = int(ordinal[1]) if ordinal else 0
    else:
        day = int(word) if word.isdigit() and len(word) <= 2 else 0
    last = i + 1
    if words.code == "de":
        if words.words[last : last + 1] != ["."]:
            return None
        last += 1
    if not 1 <= day <= 31 or (
        last < len(words)
        and words.words[last] not in ",.;:)!?"
        and not any(words.one(last, sort) for sort in _AFTER_ALONE)
    ):
        return None
    return Mention(i, last, day=day)


def _year_first(i: int, a: str, b: str, c: str) -> Mention | None:
    day = re.match(r"\d{1,2}", c)
    if YEAR.fullmatch(a) and day and 1 <= int(b) <= 12 and 1 <= int(day[0]) <= 31:
        return Mention(i, i + 5, int(a), int(b), int(day[0]), stamp=True)
    return None


def _ordered(
    i: int, last: int, a: int, b: int, year: int | None, day_first: bool | None
) -> Mention | None:
    if a > 12:
        day_first = True
    elif b > 12:
        day_first = False
    day, month = (a, b) if day_first or day_first is None else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Mention(i, last, year, month, day, swap=day_first is None and a != b)
