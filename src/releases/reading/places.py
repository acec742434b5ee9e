"""Which territory an event speaks of."""

from dataclasses import dataclass

from releases.model.release import Kind
from releases.reading.marks import Mark, Words
from releases.reading.mentions import Event

_CROWDS = frozenset("audiences viewers cinemagoers moviegoers fans publikum public público".split())
_NEAR_ADJECTIVE = ("medium", "release", "premiere", "loose", "film_release")


@dataclass(frozen=True, slots=True)
class Place:
    """A territory, where it stands, and whether it is a whole country or a town or festival."""

    code: str
    first: int
    last: int
    sort: str


def places(words: Words, event: Event, quoted: set[int]) -> list[Place]:
    """Every territory that the words of an event tie to its release."""
    found: list[Place] = []
    covered: set[int] = set()
    marks = sorted(
        words.marks("festival", "place", "city"), key=lambda m: (m.first - m.last, m.first)
    )
    for mark in marks:
        if not (event.first <= mark.first < event.last) or mark.first in covered:
            continue
        if mark.first in quoted or (
            mark.first < event.mention.last and mark.last > event.mention.first
        ):
            continue
        covered.update(range(mark.first, mark.last))
        if _told(words, mark, event):
            code = mark.value
            if mark.sort == "festival" and code == "-":
                code = _named_in(words, mark)
            found.append(Place(code, mark.first, mark.last, mark.sort))
    found.sort(key=lambda place: place.first)
    return found


def _named_in(words: Words, mark: Mark) -> str:
    """The country of "Palm Springs Film Festival": told by a name within or just after it."""
    for at in range(mark.last, min(len(words), mark.last + 3)):
        if place := words.one(at, "city") or words.one(at, "place"):
            return place.value
    for at in range(max(0, mark.first - 5), mark.first):
        for sort in ("city", "place"):
            if (place := words.one(at, sort)) and place.value != "XW":
                return place.value
    return "-"


def _told(words: Words, mark: Mark, event: Event) -> bool:
    if mark.sort == "festival":
        return True
    if _foreign_clause(words, mark, event):
        return False
    if mark.value == "XW":
        return mark.first >= (event.owner.first if event.owner and not event.inherited else 0) - 6
    word = words.words[mark.first]
    if not word[0].isupper() and words.inflected_small and mark.sort != "city":
        # lower-case adjectives ("deutschen Kinos", "cines españoles") must touch a medium
        return _adjective(words, mark, event)
    return _prepositioned(words, mark) or _adjective(words, mark, event) or _labelled(words, mark)


_ASIDES = frozenset("with while whereas despite having".split())


def _foreign_clause(words: Words, mark: Mark, event: Event) -> bool:
    """Whether another verb stands nearer to the place than what governs the date."""
    if event.owner is None:
        return False
    if mark.first > event.mention.last:
        if event.owner.first < event.mention.first and not _ASIDES.isdisjoint(
            words.low[event.mention.last : mark.first]
        ):
            return True  # "on November 7, with Example distributing in the United States"
        after = [
            m for m in words.marks("other", "promotion", "debut")
            if event.mention.last <= m.first < mark.first and m is not event.owner
        ]  # fmt: skip
        return bool(after)
    if event.inherited:
        return False
    start = min(event.owner.first, event.mention.first)
    if mark.first < start:
        between = [m for m in words.marks("other") if mark.last <= m.first < start]
        return bool(between) or start - mark.last > 12
    return False


def _prepositioned(words: Words, mark: Mark) -> bool:
    if words.ending(mark.first, "place_words"):
        return True
    at = mark.first - 1
    at -= at > 0 and words.low[at] in ("the", "den", "die", "les", "los", "de")
    # "in the UK, Ireland and France": the preposition of the first place serves all
    while at >= 1 and (words.low[at] in (",", "/", "&") or words.one(at, "joins")):
        if words.low[at - 1] in (",", "/"):
            at -= 1
            continue
        before = words.ending(at, "place") or words.ending(at, "city")
        if before is None:
            return words.words[at] == "," and _tail_of_venue(words, at)
        if words.ending(before.first, "place_words"):
            return True
        at = before.first - 1
    return False


def _tail_of_venue(words: Words, comma: int) -> bool:
    """ "at the Odeon, London": a comma after a capitalised name that has a preposition."""
    at = comma - 1
    while at >= 0 and comma - at < 8 and words.words[at][0].isupper():
        at -= 1
    return at >= 0 and at < comma - 1 and bool(words.ending(at + 1, "place_words"))


def _adjective(words: Words, mark: Mark, event: Event) -> bool:
    if mark.last == event.last and event.inherited:
        return True
    for at in range(mark.last, min(len(words), mark.last + 4)):
        if words.low[at] in _CROWDS or any(words.one(at, sort) for sort in _NEAR_ADJECTIVE):
            return True
        if words.words[at] in ",.;:()":
            break
        if not (
            words.one(at, "joins")
            or words.one(at, "place")
            or words.low[at] in ("/", "-", "and", "theatrical")
        ):
            break
    if mark.first:
        before = words.ending(mark.first, "medium") or words.ending(mark.first, "release")
        if before is not None:
            return True
    return False


def _labelled(words: Words, mark: Mark) -> bool:
    before = words.words[mark.first - 1] if mark.first else ""
    after = words.words[mark.last] if mark.last < len(words) else ""
    return (
        (before == "(" and after in (")", ",", "/", "&"))
        or (after == ":" and (not before or before in ",;.|("))
        or before == "|"
    )


def codes(found: list[Place], kind: Kind, home: str | None) -> list[str | None]:
    """The territories of a release: of a premiere its one place, else every country named."""
    if kind is Kind.PREMIERE:
        for sort in ("festival", "place", "city"):
            for place in found:
                if place.sort == sort and place.code not in ("-", "XW"):
                    return [place.code]
        return [home if home == "IT" else None]
    named = list(dict.fromkeys(p.code for p in found if p.sort == "place"))
    if not named and kind is Kind.LIMITED:
        named = list(dict.fromkeys(p.code for p in found if p.sort == "city"))[:1]
    if len(named) > 1 and "XW" in named:
        named = [c for c in named if c != "XW"]
    return list(named) or [home]
