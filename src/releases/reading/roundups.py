"""Release calendars: lists, tables and headings where a date and a title stand side by side.

Nothing here has a verb. A list is read as a calendar only where its heading, the article's title
or the head of the table speaks of films or releases.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from releases.model.release import Kind
from releases.reading.lines import Line
from releases.reading.marks import Words
from releases.reading.mentions import Mention
from releases.reading.names import clean_title

_BACK = 40
_LONGEST = 14
_SEPARATORS = frozenset(":–—-|,•·")
_SEVERAL = re.compile(
    r"\b(?:films|movies|releases|release dates|in cinemas|in theat(?:er|re)s|new in|openings|filme|"
    r"kinostarts|neu im kino|sorties|en salles|estrenos|cartelera|uscite|al cinema|estreias|"
    r"nos cinemas|in de bioscoop|bioscoopreleases)\b",
    re.I,
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


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a list: its kind and territory, and the words that made it a calendar."""

    kind: Kind
    territory: str | None
    words: str


def entries(lines: list[Line], dated: dict[int, list[Mention]]) -> Iterator[Entry]:
    """The calendar entries of an article. `dated` holds the mentions of each dated line."""
    governing: tuple[int, Mention] | None = None
    for number, line in enumerate(lines):
        mentions = dated.get(number, [])
        role = line.sentence.role
        if role == "row":
            yield from _row(lines, number, mentions, dated)
            continue
        if not mentions and governing is None:
            continue
        if len(line.sentence.text) > 160:
            governing = None if role == "paragraph" else governing
            continue
        words = line.words
        if len(words) > _LONGEST + 6 and role not in ("item", "heading"):
            governing = None
            continue
        if len(mentions) == 1 and _only_date(words, mentions[0]):
            governing = (number, mentions[0])
        elif len(mentions) == 1:
            yield from _beside(lines, number, mentions[0])
        elif not mentions and governing and number - governing[0] <= 25:
            yield from _below(lines, number, *governing)


def _only_date(words: Words, mention: Mention) -> bool:
    if not (mention.day or mention.month):
        return False
    rest = words.words[: mention.first] + words.words[mention.last :]
    return sum(word.isalnum() for word in rest) <= 3 and not any(
        word[0].isupper() and not words.one(at, "release") and not words.one(at, "weekday")
        for at, word in enumerate(words.words)
        if not mention.first <= at < mention.last and at > 0 and len(word) > 3
    )


def _beside(lines: list[Line], number: int, mention: Mention) -> Iterator[Entry]:
    """ "14 June 2024: Inside Out 2", "Poor Things – 12 January"."""
    line = lines[number]
    words = line.words
    if not (mention.day or mention.month or mention.season or mention.quarter):
        return
    if line.sentence.role not in ("item", "paragraph", "heading") or len(words) > _LONGEST + 6:
        return
    first, last = 0, len(words)
    if mention.first <= 1 and mention.last < last and words.words[mention.last] in _SEPARATORS:
        first = mention.last + 1
    elif (
        mention.last >= last - 1
        and mention.first
        and (words.words[mention.first - 1] in _SEPARATORS or words.words[mention.first - 1] == "(")
    ):
        last = mention.first - 1
    else:
        return
    last = next((k for k in range(first + 1, last) if words.words[k] == "("), last)
    if any(
        not first <= m.first < last and m.first not in range(mention.first, mention.last)
        for m in words.marks("release", "medium", "premiere")
    ):
        return  # the line speaks for itself
    title = _title(words, first, last)
    heading = _heading(lines, number) if title else None
    if title and heading:
        yield Entry(
            number, title, mention, number, heading.kind, heading.territory, _why(title, heading)
        )


def _below(lines: list[Line], number: int, at: int, mention: Mention) -> Iterator[Entry]:
    """A title that stands under the heading "Friday 26 January"."""
    line = lines[number]
    if line.sentence.role != "item" or lines[at].sentence.role == "item":
        return
    if not _SEVERAL.search(" ".join(lines[k].sentence.text for k in range(max(0, at - 4), at + 1))):
        return
    title = _title(line.words, 0, len(line.words))
    heading = _heading(lines, at) if title else None
    if title and heading:
        yield Entry(
            number, title, mention, at, heading.kind, heading.territory, _why(title, heading)
        )


def _why(title: str, heading: Heading) -> str:
    return f"“{title}”, in a list under “{heading.words}”"


def _title(words: Words, first: int, last: int) -> str | None:
    while first < last and not words.words[first][0].isalnum():
        first += 1
    if not 0 < last - first <= _LONGEST:
        return None
    for at in range(first, last):
        if words.words[at] in "(–—|" and at > first:
            last = at
            break
    head = words.words[first]
    if not (head[0].isupper() or head[0].isdigit()):
        return None
    if any(
        words.one(at, sort) and words.words[at][0].islower()
        for at in range(first, last)
        for sort in ("release", "premiere", "other", "not_film")
    ):
        return None
    text = clean_title(words.quote(first, last))
    return text if any(c.isalnum() for c in text) else None


def _heading(lines: list[Line], number: int) -> Heading | None:
    """What governs a list: the nearest lines above it that are no entries, and the title."""
    seen = 0
    for back in range(number - 1, max(-1, number - _BACK), -1):
        line = lines[back]
        if line.sentence.role in ("item", "row"):
            continue
        words = line.words
        if found := _calendar(words, len(line.sentence.text)):
            return found
        seen += 1
        if seen > 4:
            break
    title = lines[0]
    return _calendar(title.words, 0) if title.sentence.role == "title" else None


def _calendar(words: Words, length: int) -> Heading | None:
    if length > 200:
        return None
    speaks = words.marks("release", "film", "medium")
    if not speaks or (words.marks("not_film") and not words.marks("film")):
        return None
    media = [m for m in words.marks("medium") if m.value in _MEDIA]
    kind = _MEDIA[media[0].value] if media else Kind.THEATRICAL
    named = [m.value for m in words.marks("place")]
    return Heading(kind, named[0] if len(set(named)) == 1 else None, words.text[:80])


def _row(
    lines: list[Line], number: int, mentions: list[Mention], dated: dict[int, list[Mention]]
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
    above = _heading(lines, head + 1 if not headed else head)
    if above is None and headed:
        above = _calendar(lines[head].words, 0)
    if above is None:
        return
    named = next(
        (
            cell for cell in cells
            if not any(cell[0] <= m.first < cell[1] for m in mentions) and _title(words, *cell)
        ),
        None,
    )  # fmt: skip
    title = _title(words, *named) if named else None
    if title is None:
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
        yield Entry(number, title, mention, number, kind, place, _why(title, above))


def _cells(words: Words) -> list[tuple[int, int]]:
    out, first = [], 0
    for at, word in enumerate(words.words):
        if word == "|":
            out.append((first, at))
            first = at + 1
    out.append((first, len(words)))
    return [cell for cell in out if cell[1] > cell[0]]
