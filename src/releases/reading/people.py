"""Names of people: who stars, who is played, and the lists such names stand in."""

from itertools import pairwise

from releases.reading.marks import Words
from releases.reading.names import ARTICLES, Candidate, capital

LIST = frozenset([",", "and", "und", "et", "y", "e", "en", "&"])
_STARS = frozenset(
    "stars star starring features cast alongside opposite featuring starred costarring "
    "protagonizada protagonizado interpretato interpretata estrelado estrelada".split()
)
_OF_CAST = frozenset("cast voices voice performances presence".split())


def weigh_people(found: list[Candidate], words: Words) -> None:
    """Take from the score of names that are people's; names in a list with one are people too."""
    names = sorted((c for c in found if not c.strong), key=lambda c: c.first)
    for c in names:
        if c.about != "film" and _is_person(c, words):
            c.score -= 4
            c.about = "other"
    for left, right in pairwise(names):
        between = words.low[left.last : right.first]
        listed = bool(between) and all(w in LIST for w in between)
        acts = (
            any(
                words.one(right.last, sort) for sort in ("auxiliary", "release", "premiere", "is_a")
            )
            or "between commas" in right.why
        )
        credited = right.about == "film" and "followed by its makers" not in right.why
        if listed and left.score <= -2 and not credited and not acts:
            if right.about == "film":
                right.score -= 2.5
                right.about = ""
            right.score -= 2.5
            right.about = right.about or ("other" if left.about == "other" else "")


def _is_person(c: Candidate, words: Words) -> bool:
    before = words.low[c.first - 1] if c.first else ""
    if before in _STARS or (before == "of" and c.first > 1 and words.low[c.first - 2] in _OF_CAST):
        return True
    if before == "as" and c.first > 3 and all(map(capital, words.words[c.first - 3 : c.first - 1])):
        return True
    return (
        c.first > 0
        and words.low[c.last : c.last + 1] == ["as"]
        and c.last + 1 < len(words)
        and (capital(words.words[c.last + 1]) or words.low[c.last + 1] in ARTICLES)
    )
