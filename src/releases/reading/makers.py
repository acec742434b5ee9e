"""Names beside a title: who made the film, and the second line of the title itself."""

from releases.reading.lines import Line
from releases.reading.marks import Words
from releases.reading.names import Candidate, clean_title

_WITH = frozenset("avec con com mit met with starring featuring".split())


def credited(c: Candidate, words: Words) -> bool:
    """Whether a name is one of the makers: "written by Ken Daurio", "avec Isabelle Huppert"."""
    if c.strong or c.first < 2 or c.about == "film":
        return False
    before = words.low[c.first - 1]
    return before in _WITH or (before == "by" and words.ending(c.first, "credits") is not None)


ROMANCE = frozenset({"fr", "es", "it", "pt"})
MAKER = frozenset("de di d del do da".split())


def all_names(c: Candidate, words: Words) -> bool:
    return all(words.words[k][0].isupper() for k in range(c.first, c.last))


def two_parts(c: Candidate, line: Line) -> Candidate | None:
    """ "Freud – L'ultima analisi esce": a title with its second line, before the verb."""
    words = line.words
    if (
        line.language.code == "en"
        or c.strong
        or c.first < 2
        or words.words[c.first - 1] not in "–—"
    ):
        return None
    for head in line.candidates:
        if head.last == c.first - 1 and head.first == 0 and head.score > -1 and not head.strong:
            text = clean_title(words.quote(0, c.last))
            why = f"the name “{text}”"
            return Candidate(text, 0, c.last, max(head.score, c.score), why, c.year, False, c.about)
    return None
