"""Dates as people write them, found in the words of a sentence; not yet tied to a year.

`find` gives mentions: what the words say and nothing more. `when.resolve` turns a mention into a
date with the help of the sentence, its neighbours and the article's published date.
"""

import re
from dataclasses import replace

from releases.reading.date_words import DateWords
from releases.reading.figures import day_alone, figures
from releases.reading.marks import Mark, Words
from releases.reading.mentions import Mention

_QUARTER = re.compile(r"[qt]([1-4])")
_EARLIER = frozenset(
    "earlier before zuvor früher vorher antes prima avant auparavant eerder plus".split()
)
_AND = frozenset("and und et y e en &".split())
_DASHES = frozenset("-–—/")


_AHEAD = {
    "en": ("in", "within"), "de": ("in",), "fr": ("dans",), "es": ("en", "dentro"),
    "it": ("tra", "fra"), "pt": ("em", "dentro"), "nl": ("over",),
}  # fmt: skip
_EXPLAINED = frozenset(
    "after same-day next-day this-weekend today tomorrow yesterday next this".split()
)


def find(words: Words, numbers: dict[str, int], *, day_first: bool | None) -> list[Mention]:
    """Every date mention of a sentence, in order, none overlapping another."""
    return _Finder(words, numbers, day_first).all()


class _Finder(DateWords):
    def all(self) -> list[Mention]:
        found: list[Mention] = []
        at = 0
        starts = self._starts()
        for start in starts:
            if start < at:
                continue
            mention = self._at(start)
            if mention:
                mention = self._turned(mention)
                if (
                    found
                    and found[-1].turn in _EXPLAINED
                    and mention.day
                    and self._explains(found[-1], mention)
                ):
                    # "a week earlier, on 24 January": the date says it all
                    found.pop()
                found.append(mention)
                at = mention.last
        return found

    def _explains(self, said: Mention, mention: Mention) -> bool:
        """Whether a date follows what points to it: ", on 24 January", "a week later on"."""
        gap = mention.first - said.last
        if gap <= 3 and self.low[said.last] in (",", "(", ":"):
            return True
        later = said.turn == "after" and mention.month
        return bool(later and 0 < gap <= 2 and self.w.ending(mention.first, "before_day"))

    def _starts(self) -> list[int]:
        begin = {
            mark.first
            for mark in self.w.marks(
                "month", "weekday", "season", "relative", "holiday", "quarter", "unit", "parts"
            )
        }
        for at, word in enumerate(self.low):
            if word[0].isdigit() or (word[0] in "qt" and len(word) == 2):
                begin.add(at)
        for mark in self.w.marks("unit"):
            if mark.first and self._number(mark.first - 1):
                begin.add(mark.first - 1)
        for mark in self.w.marks("quarter"):
            for back in (1, 2):
                if mark.first >= back and self._number(mark.first - back):
                    begin.add(mark.first - back)
        return sorted(begin)

    def _at(self, i: int) -> Mention | None:
        return (
            figures(self.w, i, day_first=self.day_first)
            or self._weekday_first(i)
            or self._day_month(i)
            or self._month_first(i)
            or self._quarter(i)
            or self._holiday(i)
            or self._season(i)
            or self._offset(i)
            or self._relative(i)
            or self._part(i)
            or self._year(i)
            or day_alone(self.w, i)
        )

    def _weekday_first(self, i: int) -> Mention | None:
        mark = self.w.one(i, "weekday")
        if mark is None:
            return None
        j = mark.last
        while self.word(j) in (
            ",",
            ".",
            "the",
            "den",
            "dem",
            "le",
            "el",
            "il",
            "lo",
            "dia",
            "día",
            "de",
            "of",
            "(",
        ):
            j += 1
        weekday = int(mark.value)
        inner = (
            figures(self.w, j, day_first=self.day_first)
            or self._day_month(j)
            or self._month_first(j)
        )
        if inner and inner.day:
            return replace(inner, first=i, weekday=weekday)
        if (
            (day := self._day_at(j))
            and self.word(j + 1) not in (":", ".", "%", "-", "–", "h")
            and (j - mark.last <= 1 and not self.word(j).isdigit())
        ):
            return Mention(i, j + 1, day=day, weekday=weekday)
        if len(self.low[i]) <= 3 and not self.w.words[i][0].isupper():
            return None
        if (
            self._introduced(i)
            or self.word(i - 1) in ("this", "next")
            or (self.w.code == "en" and self.w.ending(i, "release"))
        ):
            return Mention(i, mark.last, weekday=weekday)
        return None

    def _day_month(self, i: int) -> Mention | None:
        day = self._day_at(i)
        if day is None:
            return None
        j = i + 1
        ranged, until = False, None
        if self.word(j) in (".", "º", "°"):
            j += 1
        other = self._skip(j, "until")
        if other > j and (self._day_at(other) or self.w.one(other, "weekday")):
            k = self._skip(other, "weekday")
            if self._day_at(k) and self._month_near(k + 1):
                j, ranged, until = k + 1, True, self._day_at(k)
            elif self._month_near(j):
                pass
        elif self.word(j) in (",", "/") and self._day_at(j + 1) and self._month_near(j + 2):
            j += 2
        if self.word(j) in (".", ","):
            j += 1
        j = self._skip(j, "of")
        dashed = self.word(j) in ("-", "/", "–", "—")
        j += dashed
        month = self._month_at(j)
        if month is None or (dashed and self._day_at(month.last)):
            return None  # "Robots 4 – April 1"
        year, last = self._after_month(month.last)
        mention = Mention(i, last, year, int(month.value), day, range=ranged)
        if until:
            return replace(mention, until=replace(mention, day=until, range=False))
        return self._ranged(mention)

    def _month_near(self, j: int) -> bool:
        j += self.word(j) == "."
        return self._month_at(self._skip(j, "of")) is not None

    def _ranged(self, mention: Mention) -> Mention:
        """ "12 May to 18 May 2024" is one mention: its first day, with the year of the last."""
        j = self._skip(mention.last, "until")
        if j == mention.last or self.word(mention.last) in _AND:
            return mention
        k = self._skip(j, "weekday")
        k += self.word(k) == ","
        if (end := self._plain(k)) and end.day and end.month and not (mention.year and end.year):
            year = mention.year or end.year
            until = replace(end, first=mention.first, year=end.year or year)
            return replace(mention, last=end.last, year=year, range=True, until=until)
        return mention

    def _plain(self, i: int) -> Mention | None:
        if (day := self._day_at(i)) and (
            month := self._month_at(self._skip(i + 1 + (self.word(i + 1) == "."), "of"))
        ):
            year, last = self._after_month(month.last)
            return Mention(i, last, year, int(month.value), day)
        if (month := self._month_at(i)) and (day := self._day_at(month.last)):
            year, last = self._after_month(month.last + 1)
            return Mention(i, last, year, int(month.value), day)
        return None

    def _month_first(self, i: int) -> Mention | None:
        month = self._month_at(i)
        if month is None:
            return None
        j = month.last + (self.word(month.last) == ".")
        j += self.word(j) == "the"
        number = int(month.value)
        day = self._day_at(j)
        if day and not self._year_at(j) and self.word(j + 1) != "%":
            year, last = self._after_month(j + 1)
            if year is None and self.word(j + 1) == "(" and self.word(j + 3) == ")":
                year, last = self._year_at(j + 2), j + 4
            k = self._skip(j + 1, "until")
            if year is None and k > j + 1 and self._day_at(k) and not self._month_near(k + 1):
                year, last = self._after_month(k + 1)
                last = max(last, k + 1)
                ranged = self.word(k - 1) not in ("and", "&")
                until = Mention(i, last, year, number, self._day_at(k))
                return Mention(i, last, year, number, day, range=ranged, until=until)
            return self._ranged(Mention(i, last, year, number, day))
        year, last = self._after_month(month.last)
        if year:
            return Mention(i, last, year, number)
        if self.w.one(i, "month") and (
            self.w.ending(i, "before_month")
            or self.w.ending(i, "parts")
            or self.w.one(i - 1, "relative")
        ):
            return Mention(i, month.last, month=number)
        return None

    def _introduced(self, i: int) -> bool:
        return self.w.ending(i, "before_day") is not None or self.w.ending(i, "until") is not None

    def _season(self, i: int) -> Mention | None:
        mark = self.w.one(i, "season")
        if mark is None:
            return None
        j = mark.last + (self.word(mark.last) in (",",))
        j = self._skip(j, "of")
        year = self._year_at(j)
        if year:
            last = j + 1
            if self.word(last) in _DASHES and self.word(last + 1).isdigit():
                last += 2
            return Mention(i, last, year, season=mark.value)
        turned = self.w.one(mark.last, "relative")
        if self.w.one(i - 1, "relative") or (
            turned and turned.value in ("next-year", "later-this-year")
        ):
            return Mention(i, mark.last, season=mark.value)
        if self.w.ending(i, "before_month") and self.w.words[i][0].isupper() is not False:
            return Mention(i, mark.last, season=mark.value)
        return None

    def _quarter(self, i: int) -> Mention | None:
        word = self.word(i)
        if match := _QUARTER.fullmatch(word):
            quarter, j = int(match[1]), i + 1
        elif (
            (number := self._number(i))
            and number <= 4
            and (mark := self.w.one(i + 1, "quarter") or self.w.one(i + 2, "quarter"))
        ):
            quarter, j = number, mark.last
        else:
            return None
        j = self._skip(j + (self.word(j) in (",", "/")), "of")
        if year := self._year_at(j):
            return Mention(i, j + 1, year, quarter=quarter)
        if word.startswith("q") and self.w.words[i][0] == "Q":
            return Mention(i, i + 1, quarter=quarter)
        return None

    def _holiday(self, i: int) -> Mention | None:
        mark = self.w.one(i, "holiday")
        if mark is None:
            return None
        year, last = self._after_month(mark.last)
        if year is None and not (
            self._introduced(i) or self.w.ending(i, "before_month") or self.w.one(i - 1, "relative")
        ):
            return None
        return Mention(i, last, year, holiday=mark.value)

    def _part(self, i: int) -> Mention | None:
        """ "early 2026", "the end of May": the year or month, no finer."""
        mark = self.w.one(i, "parts")
        if mark is None:
            return None
        j = self._skip(mark.last, "of")
        j += self.word(j) in ("-", ",")
        if year := self._year_at(j):
            return Mention(i, j + 1, year)
        inner = self._month_first(j) or self._season(j)
        return replace(inner, first=i) if inner else None

    def _offset(self, i: int) -> Mention | None:
        """ "a week later", "two weeks after", "in 3 weeks", "drei Wochen später"."""
        count = self._number(i)
        unit = self.w.one(i + 1, "unit") if count else None
        if (
            count == 1
            and unit
            and unit.value == "day"
            and self.word(i - 1) in ("next", "following")
        ):
            return None
        if not count or unit is None:
            return None
        later = self.w.one(unit.last, "later")
        if later and self.w.words[i + 1][0].isupper() and self.w.words[later.first][0].isupper():
            return None  # the film "28 Years Later"
        if later and self.low[later.first] in _EARLIER:
            count = -count
        if later and self._ends(later.last):
            return Mention(i, later.last, turn="after", count=count, unit=unit.value)
        if self.word(i - 1) in _AHEAD.get(self.w.code, ()):
            return Mention(i - 1, unit.last, turn="ahead", count=count, unit=unit.value)
        return None

    def _ends(self, i: int) -> bool:
        """Whether a phrase is over at `i`: not so in "a month after his death"."""
        return (
            not self.word(i)[:1].isalnum()
            or self.w.one(i, "joins") is not None
            or self.w.one(i, "place_words") is not None
            or self.w.one(i, "auxiliary") is not None
            or self.w.one(i, "release") is not None
        )

    def _relative(self, i: int) -> Mention | None:
        mark = self.w.one(i, "relative")
        if mark is None or self._in_name(i):
            return None
        if mark.value in ("this", "next", "last", "same", "following"):
            return self._pointed(mark)
        if mark.value == "tba" and self.word(mark.last)[:1].isalnum():
            return None
        return Mention(i, mark.last, turn=mark.value)

    def _in_name(self, i: int) -> bool:
        """Whether "Last Summer" goes on a name: "I Know What You Did Last Summer"."""
        words = self.w.words
        return (
            self.w.code == "en"
            and 0 < i < self.n
            and all(w[0].isupper() for w in words[i - 1 : i + 2] if w[0].isalpha())
            and words[i - 1][0].isalpha()
        )

    def _pointed(self, mark: Mark) -> Mention | None:
        j = mark.last
        if weekday := self.w.one(j, "weekday"):
            inner = self._weekday_first(j)
            if inner and inner.day:
                return replace(inner, first=mark.first)
            return Mention(mark.first, weekday.last, weekday=int(weekday.value), turn=mark.value)
        if month := self._month_at(j):
            inner = self._month_first(j) or Mention(j, month.last, month=int(month.value))
            return replace(inner, first=mark.first, turn=None if inner.year else mark.value)
        if season := self.w.one(j, "season"):
            inner = self._season(j) or Mention(j, season.last, season=season.value)
            return replace(inner, first=mark.first, turn=None if inner.year else mark.value)
        if holiday := self.w.one(j, "holiday"):
            inner = self._holiday(j) or Mention(j, holiday.last, holiday=holiday.value)
            return replace(inner, first=mark.first, turn=None if inner.year else mark.value)
        if (inner := self._day_month(j)) is not None:
            return replace(inner, first=mark.first)
        if mark.value == "same" and (unit := self.w.one(j, "unit")) and unit.value == "year":
            return Mention(mark.first, unit.last, turn="same-year")
        return None

    def _turned(self, mention: Mention) -> Mention:
        """A mention without a year takes "last year", "next year", "of the same year" after it."""
        if mention.year or mention.turn:
            return mention
        j = mention.last
        j += self.word(j) in (",", "(", "of", "de", "del", "des")
        j += self.word(j) == "of"
        for at in (j, mention.last):
            mark = self.w.one(at, "relative")
            if mark is None:
                continue
            if mark.value == "same" and (unit := self.w.one(mark.last, "unit")):
                if unit.value == "year":
                    return replace(mention, last=unit.last, turn="same-year")
            elif mark.value in ("last-year", "next-year", "later-this-year", "same-year"):
                return replace(mention, last=mark.last, turn=mark.value)
        return mention

    def _year(self, i: int) -> Mention | None:
        year = self._year_at(i)
        if year is None:
            return None
        if self.word(i - 1).isdigit():
            return None
        if self.word(i - 1) in ("$", "€", "£", "₹", "#") or self.word(i + 1) in ("%", "€", "$"):
            return None
        if (
            self.word(i + 1) in (",", ".")
            and self.word(i + 2).isdigit()
            and (self.w.spans[i + 1][1] == self.w.spans[i + 2][0])
        ):
            return None
        if self.word(i + 1) in _DASHES and self._year_at(i + 2):
            return Mention(i, i + 3, year, range=True, bare=True)
        bracketed = self.word(i - 1) == "(" and self.word(i + 1) == ")"
        return Mention(i, i + 1, year, bare=bracketed or self.w.ending(i, "before_month") is None)
