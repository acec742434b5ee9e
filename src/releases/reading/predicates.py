"""What the words after a name say that it is: a film, its year, or something else."""

from releases.reading.marks import Mark, Words
from releases.reading.names import capital
from releases.reading.people import LIST


def first_is(words: Words, first: int) -> bool:
    """Whether "is" stands before a name: "When is Nosferatu out?"."""
    return first > 0 and words.ending(first, "auxiliary") is not None and "?" in words.words[-3:]


def apposed(at: int, words: Words) -> bool:
    """ "Suzume, a new comedy ...": a film noun soon after the comma, before any verb."""
    for k in range(at, min(len(words), at + 5)):
        if words.low[k] not in LIST and (words.one(k, "joins") or words.one(k, "pronouns")):
            return False
        if words.one(k, "film"):
            return True
        if (
            words.words[k] in ",.;"
            or (words.one(k, "auxiliary") and k > at)
            or (words.words[k][0].isupper() and k > at + 1)
        ):
            break
    return False


def names_after(at: int, words: Words) -> bool:
    """Whether the film noun is followed by a name: "is the film Him", or is itself "the film"."""
    for k in range(at, min(len(words), at + 16)):
        if film := words.one(k, "film"):
            after = film.last
            if words.words[k][0].isupper() and k == at and not words.inflected_small:
                return words.low[k - 1] in ("der", "die", "das")
            while after < len(words) and words.words[after] in "\"'“„«*_":
                after += 1
            return (
                after < len(words)
                and capital(words.words[after])
                and (words.inflected_small or after > film.last)
            )
        if words.words[k] in ".;":
            break
    return False


def past_bracket(at: int, words: Words) -> int:
    if at < len(words) and words.words[at] == "(":
        for k in range(at, min(len(words), at + 40)):
            if words.words[k] == ")":
                return k + 1
    return at


def defined(at: int, words: Words) -> str:
    """Whether "is a ..." goes on to a film or to something else: the first such noun decides."""
    for k in range(at, min(len(words), at + 16)):
        if other := words.one(k, "not_film"):
            return "film" if words.one(other.last, "film") or words.one(k, "film") else "not_film"
        if words.one(k, "film"):
            return "film" if not words.one(k + 1, "not_film") else "not_film"
        if words.words[k] in ".;" or (
            words.low[k] == "of" and k + 1 < len(words) and not words.words[k + 1][0].islower()
        ):
            break  # "is the subject of Example, a drama"
    return ""


def year_in(at: int, words: Words) -> int | None:
    for k in range(at, min(len(words), at + 14)):
        word = words.low[k]
        if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"):
            return int(word)
    return None


_OWN = frozenset("makes made marks has had begins began gets got celebrated".split())
_TELLS = frozenset(
    "follows stars centers centres revolves chronicles depicts grossed handelt spielt narra cuenta "
    "raconte suit racconta segue acompanha conta volgt".split()
)


def tells(at: int, words: Words) -> bool:
    """ "Example follows a painter", "Example tells the story of": what films do."""
    if words.low[at : at + 1] and words.low[at] in _TELLS:
        names = at + 1 < len(words) and capital(words.words[at + 1])
        return words.words[at][0].islower() and (names or words.low[at] != "stars")
    if words.low[at + 1 : at + 2] == ["its"] and words.low[at] in _OWN:
        return True  # "Example makes its way to the big screen"
    return words.low[at : at + 3] == ["tells", "the", "story"]


def of_old_slot(mark: Mark, words: Words) -> bool:
    """ "moved from its mid-August premiere to October 2": the word only names the old date."""
    if mark.sort not in ("premiere", "release") or words.low[mark.last : mark.last + 1] != ["to"]:
        return False
    return "from" in words.low[max(0, mark.first - 6) : mark.first - 1]
