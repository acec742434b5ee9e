"""The words of a sentence as dates need them: numbers, days, months and years at a place."""

import re

from releases.reading.figures import YEAR
from releases.reading.marks import Mark, Words

_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ère|º|°|ª|o|e|ste|de|re)?")


def day_number(word: str) -> int | None:
    match = _DAY.fullmatch(word)
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None


class DateWords:
    """Helpers over one sentence; `numbers` are the number words of its language."""

    def __init__(self, words: Words, numbers: dict[str, int], day_first: bool | None) -> None:
        self.w = words
        self.low = words.low
        self.n = len(words)
        self.numbers = numbers
        self.day_first = day_first

    def word(self, i: int) -> str:
        return self.low[i] if 0 <= i < self.n else ""

    def _number(self, i: int) -> int | None:
        word = self.word(i)
        return int(word) if word.isdecimal() and len(word) <= 2 else self.numbers.get(word)

    def _year_at(self, i: int) -> int | None:
        word = self.word(i)
        return int(word) if len(word) == 4 and YEAR.fullmatch(word) else None

    def _day_at(self, i: int) -> int | None:
        word = self.word(i)
        return day_number(word) if word[:1].isdigit() else None

    def _skip(self, i: int, *sorts: str) -> int:
        for sort in sorts:
            if mark := self.w.one(i, sort):
                return mark.last
        return i

    def _month_at(self, i: int) -> Mark | None:
        """A month's name at a word: one that is also a common word must look like a month."""
        mark = self.w.one(i, "month")
        if mark is None:
            return None
        short = self.low[i]
        if short in ("may", "march", "mar", "sun", "set", "dez", "ago", "out") and (
            not self.w.words[i][0].isupper()
            and not (self._day_at(i - 1) or self._day_at(i + 1))
            and self.word(i - 1) != "de"
        ):
            return None
        return mark

    def _after_month(self, i: int) -> tuple[int | None, int]:
        """The year that follows a day and month: "May 2024", "May, 2024", "mayo del 2024"."""
        j = i + 1 if self.word(i) in (",", ".", "-", "/", "(") else i
        j = self._skip(j, "of")
        if self.word(j) in ("year", "año", "jahres", "année"):
            j += 1
        if year := self._year_at(j):
            return year, j + 1
        if self.word(j) in ("'", "’") and re.fullmatch(r"\d\d", self.word(j + 1)):
            return 2000 + int(self.word(j + 1)), j + 2
        return None, i
