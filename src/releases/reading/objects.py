"""What an event speaks of where it is no subject: what is brought out, dated or moved."""

from dataclasses import dataclass

from releases.reading.lines import Line
from releases.reading.marks import Mark, Words
from releases.reading.mentions import Event
from releases.reading.names import ARTICLES, Candidate


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what the event says: a `name`, a `pronoun`, a `span` of plain words, or `none`."""

    kind: str
    candidate: Candidate | None = None
    weight: float = 5.0
    at: int = 0


_IS = frozenset("is ist est es è é".split())


def after_colon(line: Line, event: Event, owner: Mark) -> Subject | None:
    """ "On disc from 8 September: 28 Years Later": what is out stands after a colon."""
    words = line.words
    linked = event.mention.last
    while linked < len(words) and linked < event.mention.last + 4:
        if words.low[linked] in _IS:
            named = [c for c in line.candidates if c.strong and 0 < c.first - linked <= 2]
            return Subject("name", named[0]) if named and named[0].score > 0 else None
        linked += 1
    colon = next(
        (k for k in range(event.mention.last, len(words)) if words.words[k] in ":.,;"), len(words)
    )
    if words.words[colon : colon + 1] != [":"] or owner.first > event.mention.last + 3:
        return None
    for c in line.candidates:
        if colon < c.first <= colon + 2 and c.score > -2:
            return Subject("name", c)
    return None


def before_bracket(line: Line, event: Event) -> Subject | None:
    """ "„Madoka“ (24.11.2026)": the date in the brackets is that of the title before them."""
    words = line.words
    at = event.mention.first
    while at > 0 and words.words[at - 1] != "(" and event.mention.first - at < 3:
        at -= 1
    if at < 2 or words.words[at - 1] != "(":
        return None
    end = at - 1
    while end > 0 and words.words[end - 1] in "\"'“”„«»‘’*_":
        end -= 1
    for c in line.candidates:
        if c.last == end and c.score > -2:
            return Subject("name", c)
        if c.last == end and c.score > -5 and c.about in ("", "other"):
            return Subject("name", c, 8.0)  # "films such as Example (6 November)"
    return None


_MOVING = ("until", "to_word", "from_word", "by", "before_day", "moved", "former")


def _moves_on(owner: Mark, c: Candidate, words: Words) -> bool:
    """ "they moved Tenet to August": what is moved stands between the verb and its new date."""
    if owner.sort != "moved" or c.score <= -2 or not owner.last <= c.first <= owner.last + 9:
        return False
    at = c.last
    while at < len(words) and words.words[at] in "\"'”’»“*_,":
        at += 1
    gap = range(owner.last, c.first)
    if any(words.words[k] in ".;:" for k in gap):
        return False
    return any(words.one(at, sort) for sort in _MOVING) or words.low[at : at + 1] in (
        ["back"], ["up"], ["forward"],
    )  # fmt: skip


def _dated(c: Candidate, event: Event, words: Words) -> bool:
    """ "dated the thriller Heat for 5 May", "moved Heat from 5 to 12 May"."""
    if c.about != "film" or c.score <= -1:
        return False
    at = c.last
    while at < len(words) and words.words[at] in "\"'”’»“*_":
        at += 1
    moved = event.owner is not None and event.owner.sort == "moved"
    if at >= event.mention.first:
        return True
    if moved and (words.one(at, "from_word") or words.one(at, "until") or words.one(at, "to_word")):
        return True
    return words.one(at, "before_day") is not None and event.mention.first - at <= 2


def object_of(line: Line, owner: Mark, event: Event) -> Subject | None:
    """What a company brings out: "Netflix released the film", "Crunchyroll will screen Suzume"."""
    words = line.words
    if owner.sort not in ("release", "premiere", "loose", "moved"):
        return None
    at = owner.last
    while at < len(words) and words.words[at] in "\"'“”„«»‘’*_":
        at += 1
    pronoun = words.one(at, "pronouns")
    if pronoun and (named := _named_film(line, pronoun.last)):
        return named
    if pronoun and (pronoun.last - pronoun.first > 1 or line.language.code == "de"):
        return Subject("pronoun")
    if words.low[at : at + 1] == ["it"]:
        return Subject("pronoun")  # "Magnolia will open it in New York"
    turned = line.language.code in ("de", "nl") and event.mention.last <= owner.first
    company = any(
        c.last == before_auxiliaries(words, owner.first) and c.score <= -3 for c in line.candidates
    )
    for c in line.candidates:
        if (
            c.first == at
            and c.score > (-2.5 if turned else -1)
            and (
                c.strong or c.last - c.first > 1 or turned or company or _moves_on(owner, c, words)
            )
        ):
            return Subject("name", c)
    if event.mention.first > owner.last:
        for c in line.candidates:
            if (
                owner.last <= c.first
                and c.last <= event.mention.first
                and (_dated(c, event, words) or _moves_on(owner, c, words))
            ):
                return Subject("name", c)
    near = next(
        (c for c in line.candidates if c.strong and owner.last <= c.first <= owner.last + 6), None
    )
    if (
        near
        and near.score > -1
        and all(
            words.words[k][0].islower()
            or words.words[k] in "-\"'“„«»‘’*_"
            or (words.low[near.first - 1] == "s" and words.words[near.first - 2] in "'’")
            for k in range(owner.last, near.first)
        )
        and not any(
            words.one(k, "place_words") or words.one(k, "by") for k in range(owner.last, near.first)
        )
    ):
        return Subject("name", near)
    if line.language.code != "en" and (found := _fronted(line, owner, event)):
        return found
    start = before_auxiliaries(words, owner.first)
    credited = words.one(0, "credits") is not None and event.first == 0
    left = (
        start == 0
        or credited
        or words.words[start - 1] in ",;:("
        or start == event.mention.last
        or (line.language.code != "en" and _nothing_before(line, event, owner))
    )
    at = max(owner.last, event.mention.last)
    while at < len(words) and (
        words.words[at] in "\"'“”„«»‘’*_,:"
        or any(words.one(at, sort) for sort in ("medium", "place", "release", "place_words"))
    ):
        at += 1
    if (left and at > event.mention.last) or (
        line.language.code in ("fr", "es", "it", "pt") and left
    ):
        for c in line.candidates:
            opens = owner.first == 0 or words.words[owner.first - 1] == ":" or credited
            if c.first == at and (c.strong or (opens and c.score > -1)):
                return Subject("name", c)
    return None


def _named_film(line: Line, at: int) -> Subject | None:
    """ "am 11. Oktober folgt die Komödie Example": the words for a film only introduce its name."""
    words = line.words
    if not words.ending(at, "film"):
        return None
    while at < len(words) and words.words[at] in "\"'“”„«»‘’*_":
        at += 1
    near = [c for c in line.candidates if c.first == at and c.score > -1]
    return Subject("name", max(near, key=lambda c: (c.score, c.last))) if near else None


def _fronted(line: Line, owner: Mark, event: Event) -> Subject | None:
    """ "Il 4 ottobre arriva in sala Example": the date before the verb, the film behind it."""
    words = line.words
    if event.mention.first > event.first + 4 or event.mention.last > owner.first:
        return None
    if owner.first - event.mention.last > 8 or not _nothing_before(line, event, owner):
        return None
    at = owner.last
    while at < len(words) and (
        words.words[at] in "\"'“”„«»‘’*_"
        or (
            words.words[at][0].islower()
            and (
                words.low[at] in ARTICLES
                or any(words.one(at, sort) for sort in _BETWEEN)
                or words.ending(at + 1, "medium")
            )
        )
    ):
        at += 1
    near = [c for c in line.candidates if c.first == at and c.score > -1]
    if not near or any(words.one(at, sort) for sort in ("place", "city", "festival")):
        return None
    return Subject("name", max(near, key=lambda c: (c.strong, c.origin == "small", c.score)))


_BETWEEN = ("medium", "place", "place_words", "film", "auxiliary", "release", "loose")


def _nothing_before(line: Line, event: Event, owner: Mark) -> bool:
    """ "Außerdem laufen am 25. Januar ...": no film and no pronoun stands before the verb."""
    return not any(
        event.first <= c.first < owner.first and c.score > -3 for c in line.candidates
    ) and not any(event.first <= m.first < owner.first for m in line.words.marks("pronouns"))


def before_auxiliaries(words: Words, at: int) -> int:
    while at > 0:
        mark = (
            words.ending(at, "auxiliary")
            or words.ending(at, "release")
            or words.ending(at, "loose")
        )
        if mark is None or (
            words.words[mark.first][0].isupper()
            and mark.first > 0
            and words.inflected_small
            and not words.capitals
        ):
            break
        at = mark.first
    return at


_SETS = frozenset("set sets dated dates scheduled slated announced confirmed lined".split())


def set_for(line: Line, at: int) -> Subject | None:
    """ "Example Pictures has set Red Harvest for release on disc": what stands before "for"."""
    words = line.words
    if words.code != "en":
        return None
    if words.low[at : at + 1] == ["for"]:
        at += 1
    if at < 3 or words.low[at - 1] != "for":
        return None
    end = at - 1
    while end > 1 and words.words[end - 1] in "\"'“”„«»‘’*_":
        end -= 1
    near = [
        c for c in line.candidates
        if c.last == end and c.score > -3
        and not _SETS.isdisjoint(words.low[max(0, c.first - 9) : c.first])
    ]  # fmt: skip
    return Subject("name", max(near, key=lambda c: c.score), 6.0) if near else None
