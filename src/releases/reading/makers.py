"""Names beside a title: who made the film."""

from releases.reading.marks import Words
from releases.reading.names import Candidate, capital

_LIST = frozenset([",", "and", "und", "et", "y", "e", "en", "&"])
_WITH = frozenset("avec con com mit met with starring featuring".split())


def credited(c: Candidate, words: Words) -> bool:
    """Whether a name is one of the makers: "written by Ken Daurio", "avec Isabelle Huppert"."""
    if c.strong or c.first < 2 or c.about == "film":
        return False
    before = words.low[c.first - 1]
    at = c.first
    while at > 1 and (
        words.low[at - 1] in _LIST or (at < c.first and capital(words.words[at - 1]))
    ):
        at -= 1
    if at < c.first - 1 and words.low[at - 1] in _WITH and capital(words.words[at]):
        return True  # "avec Ann Example, Bo Example et Cy Example"
    return before in _WITH or (before == "by" and words.ending(c.first, "credits") is not None)


ROMANCE = frozenset({"fr", "es", "it", "pt"})
MAKER = frozenset("de di d del do da".split())


def all_names(c: Candidate, words: Words) -> bool:
    return all(words.words[k][0].isupper() for k in range(c.first, c.last))
