"""What stands around a name and tells what it is: a studio, a trailer, a move, a season."""

from releases.reading.marks import Words
from releases.reading.names import ARTICLES, Candidate

_NUMBERED = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth next latest final last "
    "upcoming newest".split()
)


def numbered(c: Candidate, words: Words) -> bool:
    if c.last >= len(words) or not words.one(c.last, "film") or c.first < 1:
        return False
    return words.low[c.first - 1] in _NUMBERED


_STUDIOS = frozenset(
    "pictures studios disney pixar marvel dreamworks a24 netflix sony universal paramount "
    "lionsgate lucasfilm illumination laika searchlight neon blumhouse warner ghibli".split()
)


def of_studio(first: int, words: Words) -> bool:
    """Whether "Disney's" or "Marvel Studios’" stands before a name."""
    at = first - 1 - (first > 1 and words.low[first - 1] == "s")
    return at > 0 and words.words[at] in "'’" and words.low[at - 1] in _STUDIOS


def moved_by(before: int, words: Words) -> bool:
    """ "A24 has brought forward Halcyon Days": what a verb of moving takes is dated."""
    end = before + 1 - (words.low[before] in ARTICLES)
    mark = words.ending(end, "moved")
    return mark is not None and words.words[mark.first][0].islower()


_SEASONS = frozenset("season series staffel saison temporada stagione seizoen episode".split())


_SCREEN = frozenset("film movie screen feature cinema action cinematic theatrical".split())


def adapted(before: int, words: Words) -> bool:
    """ "the film adaptation of Example": most films keep the title of their book."""
    return (
        before > 1
        and words.low[before - 1 : before + 1] == ["adaptation", "of"]
        and (words.low[before - 2] in _SCREEN)
    )


def of_series(low: list[str]) -> bool:
    """Whether a name is a part of a series: "Outer Banks Season 5"."""
    return any(
        word in _SEASONS and bool(low[k + 1 : k + 2]) and low[k + 1].isdigit()
        for k, word in enumerate(low)
    )


def before_trailer(at: int, words: Words) -> bool:
    """ "The Northman - Official Trailer", "Fear of Rain (2021 Movie) Official Trailer"."""
    at += at < len(words) and words.words[at] in "-–—|:"
    at += words.low[at : at + 1] in (["official"], ["final"], ["first"], ["new"])
    at += words.low[at : at + 1] in (["teaser"], ["final"])
    return words.low[at : at + 1] in (["trailer"], ["tráiler"], ["teaser"])


def between_commas(c: Candidate, at: int, words: Words) -> bool:
    """ "A third Knives Out mystery, Wake Up Dead Man, plays": named anew, then its verb."""
    if c.first < 3 or words.words[c.first - 1] != "," or words.words[at : at + 1] != [","]:
        return False
    if not words.words[c.first - 2][0].islower() or words.ending(c.first - 1, "people"):
        return False
    at += 1
    while at < len(words) and words.one(at, "auxiliary"):
        at = words.one(at, "auxiliary").last  # type: ignore[union-attr]
    return any(words.one(at, sort) for sort in ("release", "premiere", "loose", "moved"))
