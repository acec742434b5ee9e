"""How much the looks and the neighbours of a name speak for its being the film's title.

Scores are additive and small; each rule that adds one also adds its words to the reasons.
"""

import re

from releases.reading.companies import of_company
from releases.reading.marks import Words
from releases.reading.names import ARTICLES, NEVER, Candidate, capital, title_case
from releases.reading.people import STARS
from releases.reading.predicates import apposed, defined, first_is, past_bracket, tells, year_in
from releases.reading.surroundings import (
    adapted,
    before_trailer,
    beside_other_film,
    between_commas,
    moved_by,
    numbered,
    of_maker,
    of_series,
    of_studio,
    work_on,
)

_YEAR_AFTER = re.compile(r"\s*\((?:[^()]{0,40}?[,\s])?((?:19|20)\d\d)(?:\s[^()]{0,20})?\)")

_NEW = frozenset("neu new nouveau nouveautés nuevo novo nuovo nieuw coming upcoming".split())
_SEQUELS = frozenset(
    "sequel prequel follow remake fortsetzung nachfolger suite secuela precuela sequência "
    "continuação vervolg opvolger predecessor vorgänger".split()
)

_ASKING = frozenset("if when why how what who where you i we everything".split())
_PASSAGES = frozenset(
    "passage document chapter figure question answer step part note section paragraph text example "
    "item day page q a update spoiler plot synopsis overview description summary".split()
)
_CALLS = frozenset("get book buy see watch read click follow join subscribe check visit".split())
_CALLED = frozenset("tickets now link here us more our trailer channel today".split())
_MADE_FROM = frozenset("adaptation sequel prequel vehicle starrer remake biopic".split())

_DISCS = frozenset(
    "blu ray disc discs dvd dvds vhs hd uhd 4k ultra and und et y e en - & /".split()
)


def weigh(c: Candidate, words: Words) -> None:
    first, last = c.first, c.last
    low = words.low[first:last]
    before = _before(words, first)
    if _in_apposition(first, last, words):
        c.score += 4
        c.about = "film"
        c.why += ", set beside a word for film"
    comma = first - 1
    while comma >= 0 and words.words[comma] in "\"'“”„«»‘’*_":
        comma -= 1
    if (
        comma > 0
        and words.words[comma] in ",:"
        and words.ending(comma, "film")
        and not _refers(words, comma)
    ):
        c.score += 3
        c.about = "film"
        c.why += f", after the word {words.words[comma - 1]}"
    if words.low[last - 1] == "s" and last - first > 2 and words.words[last - 2] in "'’":
        c.score -= 0.0 if words.one(last, "premiere") or words.one(last, "release") else 3.0
    if year := _YEAR_AFTER.match(words.text, words.spans[last - 1][1] + _closing(words, last)):
        c.year = int(year[1])
        c.score += 1.5
    _weigh_name(c, words, low)
    if not c.strong and title_case(words):
        asked = low[0] in _ASKING and not words.one(last, "release")
        leads = not any(w[0].isalnum() for w in words.words[:first])
        c.score -= 4.5 if asked else 0 if leads else 1.5
    if not c.strong and not words.inflected_small and first > 1:
        c.score -= 2
    if first > 2 and words.words[comma : comma + 1] == [","] and _episode(comma, words):
        c.score -= 6
        c.about = "not_film"
    if before >= 0:
        titled = words.ending(before + 1, "titled")
        if titled and "which" in words.low[max(0, before - 4) : before]:
            c.score -= 3
            c.about = "other"  # "the first of which was titled Example"
            return
        if titled and words.ending(titled.first, "not_film"):
            c.score -= 3
            c.about = "not_film"  # "a television series titled"
        elif words.low[before] in _SEQUELS:
            c.score -= 2
            c.about = "other"
        elif beside_other_film(before, words):
            c.score -= 3
            c.about = "other"
        elif (
            (
                words.ending(before + 1, "film")
                and words.low[before - 1] not in _THIS
                and not (words.low[before] == "feature" and words.ending(before, "auxiliary"))
            )
            or (titled and _film_before(titled.first, words))
            or (words.low[before] in _UNDERTAKING and words.ending(before, "film"))
        ):
            c.score += 3
            c.why += ", after the word " + words.words[before]
            c.about = "film"
        elif words.ending(before + 1, "not_film"):
            track = words.low[max(0, before - 2) : before + 1]
            if any(
                w.startswith(("soundtrack", "banda", "bande", "trilha", "colonna")) for w in track
            ):
                c.about = "film"
                c.score += 1
            else:
                c.score -= 2
        elif (
            words.ending(before, "promotion")
            and words.ending(before + 1, "by")
            and words.low[before] not in ("by", "from", "with")
        ):
            c.score += 3
            c.about = "film"
            c.why += f", after the word {words.words[before - 1]}"
        elif work_on(before, words) and (c.strong or not of_company(low)):
            c.score += 3
            c.about = "film"
            c.why += f", after the words {words.words[before - 1]} {words.words[before]}"
        elif titled:
            c.score -= 2
            c.about = "other"  # "a group called Example"
        elif words.ending(before + 1, "people"):
            c.score -= 3
        elif adapted(before, words):
            c.score += 1
            c.about = "film"
            c.why += ", after the words film adaptation of"
        elif words.ending(before + 1, "other_work") and not (
            c.strong and words.low[before - 1] in ("makers", "producers")
        ):
            c.score -= 4
            c.about = "other"
        elif (
            not c.strong
            and before > 0
            and words.ending(before + 1, "by")
            and words.low[before] not in ("of",)
        ):
            c.score -= 2.5
        elif c.strong and words.low[before] in ("by", "from"):
            c.score -= 1
    if (
        not c.strong
        and first == 0
        and low[0] in _PASSAGES
        and words.words[last : last + 1] == [":"]
        and last - first <= 2
    ):
        c.score -= 6
        return
    if before > 0 and moved_by(before, words):
        c.score += 2.5
        c.about = "film"
        c.why += ", which is moved"
    if not c.strong and of_studio(first, words):
        c.score += 2
        c.about = "film"
        c.why += ", a studio's"
    if not c.strong and numbered(c, words):
        c.score -= 5  # "the fourth Avengers film" tells a series, not the film's title
        c.about = ""
        return
    if (
        not c.strong
        and last < len(words)
        and words.low[last] in _MADE_FROM
        and low[0] in ARTICLES
        and last - first > 2
    ):
        c.score -= 5  # "The Colleen Hoover adaptation" names a maker
        return
    _weigh_after(c, words)


_THIS = frozenset("this that dieser diesem este esta ce cet questo deze dit".split())
_UNDERTAKING = frozenset("production project version debut effort outing release".split())


_CALLED_SO = frozenset(
    "called named dubbed known conocida conocido conhecido conhecida llamada llamado denominada "
    "namens genaamd nommé chamado chamada heißt heet chiamato baptisé".split()
)


def _film_before(at: int, words: Words) -> bool:
    """ "a thriller by Ann Example called": what is called so is a film, not a group."""
    if words.low[at] not in _CALLED_SO:
        return True
    for k in range(max(0, at - 8), at):
        said = words.one(k, "pronouns")
        if words.one(k, "film") or (said and said.last > k + 1):
            return True
    return False


def _goes_on(last: int, words: Words) -> bool:
    """Whether a list of names goes on after one."""
    at = last + (words.low[last : last + 1] == [","])
    at += words.low[at : at + 1] in (["and"], ["und"], ["et"], ["y"], ["e"], ["en"])
    return at > last and at < len(words) and capital(words.words[at])


def _in_apposition(first: int, last: int, words: Words) -> bool:
    """ "the new film by Halina Reijn, Babygirl, ...": a film noun before the comma."""
    at = first - 1
    while at >= 0 and words.words[at] in "\"'“”„«»‘’*_":
        at -= 1
    if at < 2 or words.words[at] != ",":
        return False
    for k in range(at - 1, max(-1, at - 9), -1):
        if (
            words.words[k] in ",.;:"
            or words.low[k] in STARS
            or words.one(k, "release")
            or words.one(k, "relative_pronouns")
        ):
            return False
        if film := words.one(k, "film"):
            made = film.last
            if made == at and k and words.ending(made, "pronouns"):
                return False
            if words.one(made, "credits") and _goes_on(last, words):
                return False  # "a comedy starring Ann Example, Bo Example and Cy Example"
            return made == at or (
                words.one(made, "by") is not None or words.one(made, "credits") is not None
            )
    return False


def _before(words: Words, first: int) -> int:
    at = first - 1
    while at >= 0 and words.words[at] in "\"'“”„«»‘’*_,(:":
        if words.words[at] in ",(":
            return -1
        at -= 1
    return at


def _closing(words: Words, last: int) -> int:
    if last < len(words) and words.words[last] in "\"'”’»“*_":
        return words.spans[last][1] - words.spans[last - 1][1]
    return 0


_OF_WHICH = frozenset("of to de di von zu van do da del der des".split())
_THEIRS = frozenset(
    "his her its their our my your seine seinen sein ihre ihren ihr deren dessen su sus son sa ses "
    "leur sua suo seu zijn haar".split()
)
_ALSO_NAMES = frozenset("like since".split())


def _contracted(low: list[str]) -> bool:
    """ "We're", "It's": a pronoun with its verb."""
    return len(low) == 3 and low[1] in "'’" and low[2] in ("re", "m", "s", "ve", "ll", "d")


_COVER = frozenset("place city festival medium weekday month season relative".split())


def _all_covered(c: Candidate, words: Words) -> bool:
    """Whether a name is nothing but places, days and media: "London in June"."""
    covered: set[int] = set()
    for first in range(max(0, c.first - 2), c.last):
        if first in words.at:
            for mark in words.at[first]:
                if mark.sort in _COVER:
                    covered.update(range(first, mark.last))
    for at in range(c.first, c.last):
        word = words.words[at]
        if (
            at not in covered
            and (capital(word) or word[0].isdigit())
            and words.low[at] not in ARTICLES
        ):
            return False
    return True


def _weigh_name(c: Candidate, words: Words, low: list[str]) -> None:
    first = c.first
    if not c.strong:
        if of_company(low):
            c.score -= 3.5
        if (len(low) == 1 or _contracted(low)) and (low[0] in NEVER or len(low[0]) == 1):
            c.score -= 5
        if words.one(first, "other_work") and words.low[first] not in _ALSO_NAMES:
            c.score -= 5  # "Based on the Example novel"
    elif c.origin == "quote" and of_company(low):
        c.score -= 2
    if _DISCS.issuperset(low):
        c.score -= 6
        return
    if of_series(low):
        c.score -= 8
        c.about = "not_film"
        return
    if not c.strong and len(low) > 2 and words.one(c.first, "people"):
        c.score -= 3
    if not c.strong and c.origin != "small" and _all_covered(c, words):
        c.score -= 6
        return
    if len(low) == 3 and low[1] == "-" and low[2] in ("se", "vous", "nous", "te", "toi"):
        c.score -= 5  # "Prepare-se": a call, no name
    if low[0].isdigit() and len(low) == 2 and words.one(c.first + 1, "unit"):
        c.score -= 5  # "20 Years"
    if words.one(c.first, "credits"):
        c.score -= 5
    if not c.strong and low[0] in _CALLS and not _CALLED.isdisjoint(low):
        c.score -= 6
    if not c.strong and len(low) > 2 and low[0] in _SEQUELS and low[1] in _OF_WHICH:
        c.score -= 6  # "Sequel of Example opens"
    if low[0] in _NEW and words.marks_between(c.first, c.last, "medium"):
        c.score -= 6
    if words.one(c.first, "not_film") and all(
        w[0].isdigit() for w in words.words[c.first + 1 : c.last]
    ):
        c.score -= 6
        return
    head = c.first + (low[0] in _THEIRS and len(low) > 1)
    whole = [
        mark for mark in words.at.get(head, ())
        if mark.last >= c.last and mark.sort in (
            "place", "city", "festival", "medium", "weekday", "month", "film", "promotion",
            "not_film", "release", "premiere", "relative", "holiday", "pronouns", "season", "other",
        )
    ]  # fmt: skip
    if whole:
        c.score -= 3 if c.strong else 6
    elif not c.strong and any(
        mark.sort == "festival" for at in range(c.first, c.last) for mark in words.at.get(at, ())
    ):
        c.score -= 5


def _weigh_after(c: Candidate, words: Words) -> None:
    at = c.last
    while at < len(words) and words.words[at] in "\"'”’»“*_":
        at += 1
    if at < len(words) and words.words[at] == "-" and of_maker(c, words):
        c.score -= 5  # "“Example”-Regisseur Ann Sample": what its maker is known for
        c.about = "other"
        return
    at = past_bracket(at, words)
    after = at + (at < len(words) and words.low[at] in (",", "–", "—", "("))
    if c.score > -2 and ((words.one(after, "credits") and after > at) or words.one(at, "credits")):
        c.score += 2.5
        c.why += ", followed by its makers"
        c.about = c.about or "film"
        return
    if c.first <= 1 and at < len(words) and words.words[at] == ":":
        said = words.one(at + 1, "pronouns")
        if (
            said
            and said.last > at + 2
            and words.words[at + 2][0].islower()
            and not words.one(said.last, "film")
        ):
            c.score += 4
            c.why += f", which “{words.quote(at + 1, said.last)}” stands for"
            c.about = "film"
            return
    if c.first <= 1 and c.score > -3 and before_trailer(at, words):
        c.score += 3
        c.about = c.about or "film"
        c.why += ", of which there is a trailer"
        return
    if not c.strong and words.low[c.first - 1 : c.first] != ["by"] and tells(at, words):
        c.score += 2
        c.why += f", which {words.words[at]}"
    mark = words.one(at, "is_a")
    if (
        mark is None
        and at + 1 < len(words)
        and words.words[at] == ","
        and words.low[at + 1] in ("this", "it")
    ):
        mark = words.one(at + 2, "is_a")
    if mark is None and c.first <= 1:
        mark = next(
            (
                m
                for m in words.marks("is_a")
                if at < m.first < at + 30 and words.words[m.first - 1] in ",)"
            ),
            None,
        )
    if mark is None and at < len(words) and words.low[at] == ",":
        mark = words.one(at + 1, "is_a")
    if mark:
        kind = defined(mark.last, words)
        if kind == "film":
            c.score += 4.5
            c.why += ", which the text calls a film"
            c.about = "film"
            c.year = c.year or year_in(mark.last, words)
        elif kind == "not_film":
            c.score -= 3
            c.about = "not_film"
    elif (
        at < len(words)
        and words.words[at] == ","
        and apposed(at + 1 + (words.words[at + 1 : at + 2] in (["”"], ['"'], ["’"])), words)
    ):
        c.score += 2.5
        c.why += ", which the text calls a film"
        c.about = c.about or "film"
    elif between_commas(c, at, words):
        c.score += 4
        c.why += ", set between commas before its verb"
    elif words.one(at, "release") or words.one(at, "premiere") or words.one(at, "loose"):
        asked = first_is(words, c.first)
        c.score += 2.5 if asked else 0.0 if c.strong else 1.0
        c.about = c.about or ("film" if asked and words.one(at, "release") else "")
    elif words.one(at, "film"):
        c.score += 1
        c.about = c.about or "film"
    elif words.one(at, "not_film") and not c.strong:
        c.score -= 1.5


def _episode(comma: int, words: Words) -> bool:
    """ "Episode 4, "The Long Night", premiered": what a number of a series is called."""
    return (
        comma > 1 and words.words[comma - 1].isdigit() and bool(words.ending(comma - 1, "not_film"))
    )


def _refers(words: Words, end: int) -> bool:
    """Whether "the film" before a comma turns to a film spoken of, and does not introduce one."""
    said = words.ending(end, "pronouns")
    if title_case(words):
        return said is not None
    return said is not None and (said.last - said.first > 1 or words.low[end - 2] in ARTICLES)
