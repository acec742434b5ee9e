"""Names of people: who stars, who is played, and the lists such names stand in."""

from itertools import pairwise

from releases.reading.marks import Words
from releases.reading.names import ARTICLES, Candidate, capital

LIST = frozenset([",", "and", "und", "et", "y", "e", "en", "&"])
STARS = frozenset(
    "stars star starring features cast alongside opposite featuring starred costarring "
    "protagonizada protagonizado interpretato interpretata estrelado estrelada".split()
)
PERSON_VERBS = frozenset(
    "said says told plays played directs directing joins joined wrote writes reprises portrays "
    "portrayed voiced starred tells explained added revealed recalled admitted announced appeared "
    "appears helmed penned composed sang sings recorded studied married auditioned hopes wants "
    "believes thinks remembers worked works tweeted shared confirmed teased spielt spielte "
    "incarne interpreta dirige regisseert speelt sagte sagt erklärte verkörpert verkörperte joue "
    "réalise raconte afirmou afirmó affirme afferma declarou declaró anunciou cuenta contó dijo "
    "reveló racconta disse contou revelou zei vertelt".split()
)
_ACTS = frozenset("feature play appear direct reprise join portray write helm".split())
_MAKE = frozenset("produced directed filmed founded".split())
_OWN = frozenset("his her their several many two three".split())
_FIRST = frozenset(
    "já ya déjà schon già already also first later then recently once auch aussi también anche "
    "também".split()
)
_NEXT = frozenset("next new latest upcoming first second third debut own film".split())
_KIN = frozenset(
    "brother sister wife husband son daughter mother father bruder schwester frau tochter sohn "
    "frère soeur sœur femme fils fille hermano hermana esposa esposo hijo hija fratello sorella "
    "moglie figlio figlia irmão irmã esposa filho filha broer zus vrouw zoon dochter".split()
)
_PART_OF = frozenset("of de di do da von van".split())
_PARTS = frozenset("role part rôle rol papel ruolo rolle".split())
_OF_CAST = frozenset("cast voices voice performances presence".split())


def weigh_people(found: list[Candidate], words: Words) -> None:
    """Take from the score of names that are people's; names in a list with one are people too."""
    names = sorted((c for c in found if not c.strong), key=lambda c: c.first)
    for c in names:
        if (c.about != "film" and _is_person(c, words)) or _makes(c, words):
            c.score -= 4
            c.about = "person"
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
            right.about = right.about or ("person" if left.about == "person" else "")


def _makes(c: Candidate, words: Words) -> bool:
    """ "Ann Example's adaptation of": whose film it is."""
    if words.low[c.last - 1] != "s" or c.last - c.first < 4 or c.last + 1 >= len(words):
        return False
    at = c.last + (words.low[c.last] in _NEXT)
    film = words.one(at, "film") if at < len(words) else None
    return film is not None and words.low[film.last : film.last + 1] in (
        ["of"], ["about"], ["adaptation"],
    )  # fmt: skip


def does_as_people_do(at: int, words: Words) -> bool:
    """ "Ann Example first appeared in": what a person does, and no film."""
    if words.low[at : at + 1] and words.low[at] in _FIRST:
        at += 1
    if at >= len(words):
        return False
    if words.low[at] == "will" and words.low[at + 1 : at + 2] and words.low[at + 1] in _ACTS:
        return words.low[at + 1] != "feature" or words.low[at + 2 : at + 3] == ["in"]
    if words.low[at] in PERSON_VERBS:
        return words.low[at + 1 : at + 2] != ["to"] and words.low[at + 1 : at + 3] != [
            "the",
            "story",
        ]
    if words.low[at] in _MAKE and words.low[at + 1 : at + 2]:
        return words.low[at + 1] in ARTICLES or words.low[at + 1] in _OWN
    return words.words[at][0].islower() and words.one(at, "debut") is not None


def _is_person(c: Candidate, words: Words) -> bool:
    before = words.low[c.first - 1] if c.first else ""
    if before in STARS or (before == "of" and c.first > 1 and words.low[c.first - 2] in _OF_CAST):
        return True
    if before == "feature" and c.first > 1 and words.ending(c.first - 1, "auxiliary"):
        return True  # "will feature Ann Example"
    if before in _KIN and c.first > 1 and words.words[c.first - 1][0].islower():
        return True
    if c.origin == "name" and does_as_people_do(c.last, words):
        return True
    if before in _PART_OF and c.first > 1 and words.low[c.first - 2] in _PARTS:
        return True
    if before == "as" and c.first > 3 and all(map(capital, words.words[c.first - 3 : c.first - 1])):
        return True
    return (
        c.first > 0
        and words.low[c.last : c.last + 1] == ["as"]
        and c.last + 1 < len(words)
        and (capital(words.words[c.last + 1]) or words.low[c.last + 1] in ARTICLES)
    )
