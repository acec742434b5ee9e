"""Release calendars: lists, tables and headings where a date and a title stand side by side.

Nothing here has a verb. A list is read as a calendar only where its heading, the article's title
or the head of the table speaks of films or releases.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from releases.model.release import Kind
from releases.reading.calendar_lines import (
    beside,
    only_date,
    quoted_item,
    several,
    title,
    title_alone,
)
from releases.reading.lines import Line
from releases.reading.marks import Words
from releases.reading.mentions import Mention

_BACK = 60
_UNDER = 40
_OVER = re.compile(
    r"\b(?:now|still|already|also|noch|weiterhin|encore|aún|todavía|ancora|ainda|nog)\b", re.I
)
_MEDIA = {
    "digital": Kind.DIGITAL, "physical": Kind.PHYSICAL, "tv": Kind.TV, "limited": Kind.LIMITED,
    "theatrical": Kind.THEATRICAL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a calendar: a title, its date, and what the heading gives."""

    number: int
    title: str
    mention: Mention
    at: int
    kind: Kind
    territory: str | None
    why: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a list: its kind and territory, and the words that made it a calendar."""

    kind: Kind
    territory: str | None
    words: str


def entries(lines: list[Line], dated: dict[int, list[Mention]], language: str) -> Iterator[Entry]:
    """The calendar entries of an article. `dated` holds the mentions of each dated line."""
    above: tuple[int, Mention] | None = None
    led: str | None = None
    items = False
    taken: set[int] = set()
    listed = {n for n in dated if not several(lines[n].sentence.text)}
    for number, line in enumerate(lines):
        mentions = [
            m for m in dated.get(number, []) if not m.turn or m.day or m.weekday is not None
        ]
        if len(mentions) == 2 and not (mentions[0].month or mentions[0].day):
            mentions = [m for m in mentions if m.month or m.day] or mentions  # "Sky 1984 – 2 May"
        if line.sentence.role == "row":
            yield from _row(lines, number, mentions, dated, language)
            continue
        if not mentions and above is None:
            continue
        if len(line.sentence.text) > 240 or (line.sentence.key and not line.sentence.titled):
            continue
        words = line.words
        if not mentions and above is not None:
            if _ends(words) or _of_films(words):
                above = None
            elif words.words[-1] == ":":
                places = {m.value for m in words.marks("place")}
                led = places.pop() if len(places) == 1 and several(words.text) else led
            elif number - above[0] <= _UNDER and (not items or quoted_item(words.text)):
                items = items or quoted_item(words.text)
                for entry in _below(lines, number, *above, language, taken, listed):
                    yield replace(entry, territory=entry.territory or led)
            continue
        if only_date(words, mentions[0]) and len(mentions) == 1:
            above, led, items = (number, mentions[0]), None, False
        elif len(mentions) <= 2 and len(words) <= 60:
            found = beside(words, mentions[0], language)
            taken |= {number} if found else set()
            heading = _heading(lines, number, taken, listed) if found else None
            for title in found if heading else ():
                assert heading
                yield _entry(lines, number, title, number, mentions[0], heading)


def _ends(words: Words) -> bool:
    """Whether a line opens another part of the page: "Still showing"."""
    return len(words) < 8 and bool(
        words.marks("release", "medium", "loose") and _OVER.search(words.text)
    )


def _of_films(words: Words) -> bool:
    """ "Highlights: films and trailers" heads another part of the page."""
    return (
        1 < len(words) < 9
        and words.words[-1] != ":"
        and not _FILMS.isdisjoint(words.low)
        and not _AND.isdisjoint(words.low)
    )


_FILMS = frozenset("films movies filme trailers películas filmes kinostarts".split())
_AND = frozenset("and und et y e en & :".split())


def _entry(
    lines: list[Line], number: int, title: str, at: int, mention: Mention, heading: Heading
) -> Entry:
    inside = [
        m.value
        for m in lines[number].words.marks("medium")
        if m.value in ("digital", "tv", "limited", "physical")
    ]
    kind = _MEDIA[inside[0]] if inside else heading.kind
    words = lines[number].words
    places = {m.value for m in words.marks("place") if words.marks("release")}
    territory = places.pop() if not heading.territory and len(places) == 1 else heading.territory
    return Entry(
        number, title, mention, at, kind, territory, _why(title, heading),
        _year_above(lines, number),
    )  # fmt: skip


def _year_above(lines: list[Line], number: int) -> int | None:
    """The year that a heading gives all that stands below it."""
    for back in range(number, max(-1, number - _BACK), -1):
        line = lines[back]
        if line.sentence.role not in ("title", "heading") and len(line.sentence.text) > 60:
            continue
        for word in line.words.low:
            if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"):
                return int(word)
    return None


def _below(
    lines: list[Line],
    number: int,
    at: int,
    mention: Mention,
    language: str,
    taken: set[int],
    listed: set[int],
) -> Iterator[Entry]:
    """A title that stands under the heading "Friday 26 January"."""
    line = lines[number]
    if lines[at].sentence.role == "item" and line.sentence.role == "item":
        return
    title = _subject(line) or title_alone(line.words, line.sentence.role, language)
    if title is None:
        return
    heading = _heading(lines, at + 1, taken, listed)
    if heading:
        yield _entry(lines, number, title, at, mention, heading)


def _subject(line: Line) -> str | None:
    """ "Superman arrives in theaters." under a date: the subject of a verb without a date."""
    if not any(line.words.words[m.first][0].islower() for m in line.words.marks("release")):
        return None
    return next(
        (
            c.text for c in line.candidates
            if c.first <= 1 and c.score > -1 and line.words.one(c.last, "release")
        ),
        None,
    )  # fmt: skip


def _why(title: str, heading: Heading) -> str:
    return f"“{title}”, in a list under “{heading.words}”"


def _heading(lines: list[Line], number: int, taken: set[int], listed: set[int]) -> Heading | None:
    """What governs a list: the nearest line above it that speaks of releases of films.

    `taken` lines are entries themselves, `listed` lines below have a date and head nothing.
    """
    for back in range(number - 1, max(-1, number - _BACK), -1):
        line = lines[back]
        if line.sentence.role in ("item", "row") or len(line.sentence.text) > 200 or back in taken:
            continue
        if found := _calendar(line.words, len(line.sentence.text)):
            return found
    title = lines[0]
    if title.sentence.role == "title" and (found := _calendar(title.words, 0)):
        return found
    for ahead in range(number + 1, min(len(lines), number + 8)):
        role = lines[ahead].sentence.role
        if len(lines[ahead].sentence.text) > 120 or role == "row" or ahead in listed:
            continue
        if found := _calendar(lines[ahead].words, len(lines[ahead].sentence.text)):
            return found
    return None


def _calendar(words: Words, length: int, *, table: bool = False) -> Heading | None:
    if length > 200:
        return None
    speaks = words.marks("release", "film", "medium", "loose")
    if not speaks or not (table or several(words.text) or words.marks("film", "medium")):
        return None
    if (words.marks("not_film") and not words.marks("film")) or words.marks("festival"):
        return None
    media = [m for m in words.marks("medium") if m.value in _MEDIA]
    kind = _MEDIA[media[0].value] if media else Kind.THEATRICAL
    named = [m.value for m in words.marks("place")]
    return Heading(kind, named[0] if len(set(named)) == 1 else None, words.text[:80])


def _row(
    lines: list[Line],
    number: int,
    mentions: list[Mention],
    dated: dict[int, list[Mention]],
    language: str,
) -> Iterator[Entry]:
    """A row of a table: the first cell of words is the title, each cell with a date a release."""
    if not mentions:
        return
    words = lines[number].words
    cells = _cells(words)
    if len(cells) < 2:
        return
    head = number - 1
    while head >= 0 and lines[head].sentence.role == "row" and dated.get(head):
        head -= 1
    headed = head >= 0 and lines[head].sentence.role == "row"
    columns = _cells(lines[head].words) if headed else []
    above = _heading(lines, head + 1 if not headed else head, set(), set())
    if above is None and headed:
        above = _calendar(lines[head].words, 0, table=True)
    if above is None:
        return
    named = next(
        (
            cell for cell in cells
            if not any(cell[0] <= m.first < cell[1] for m in mentions)
            and title(words, *cell, language)
        ),
        None,
    )  # fmt: skip
    named_title = title(words, *named, language) if named else None
    if named_title is None:
        return
    for mention in mentions:
        column = next(
            (k for k, cell in enumerate(cells) if cell[0] <= mention.first < cell[1]), None
        )
        if column is None or not (mention.day or mention.month or mention.season):
            continue
        kind, place = above.kind, above.territory
        if column < len(columns):
            head_words = lines[head].words
            inside = [
                m for m in head_words.marks("medium", "place")
                if columns[column][0] <= m.first < columns[column][1]
            ]  # fmt: skip
            place = next((m.value for m in inside if m.sort == "place"), place)
            kind = next((_MEDIA[m.value] for m in inside if m.value in _MEDIA), kind)
        yield Entry(
            number,
            named_title,
            mention,
            number,
            kind,
            place,
            _why(named_title, above),
            _year_above(lines, number),
        )


def _cells(words: Words) -> list[tuple[int, int]]:
    out, first = [], 0
    for at, word in enumerate(words.words):
        if word == "|":
            out.append((first, at))
            first = at + 1
    out.append((first, len(words)))
    return [cell for cell in out if cell[1] > cell[0]]
