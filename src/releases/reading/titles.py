"""Which words of a sentence may be the title of a film.

Candidates come from quotation marks, italics, capitals, the subject of a verb, and the fields of
a page. `weighing` says how much speaks for each; `topics` compares those of several sentences.
"""

import re
from bisect import bisect_left

from releases.reading.languages import Language
from releases.reading.marks import Words
from releases.reading.names import (
    ARTICLES,
    LABELS,
    NEVER,
    Candidate,
    capital,
    capital_runs,
    clean_title,
    opens_title,
    past_possessor,
    title_case,
)
from releases.reading.people import weigh_people
from releases.reading.plain import Sentence
from releases.reading.predicates import defined, names_after, year_in
from releases.reading.surroundings import work_on
from releases.reading.weighing import weigh
from releases.reading.written_titles import (
    after_noun,
    articled,
    plain_subjects,
    release_of,
    set_in_capitals,
)

_QUOTED = re.compile(
    r"“([^“”\"]{1,90})[”“\"]|„([^“”„\"]{1,90})[“”\"]|«\s*([^«»]{1,90}?)\s*»|»([^«»]{1,90})«"
    r"|\"([^\"“”]{1,90})\"|‘([^‘]{1,90}?)’(?![\w])|‘(\w[^‘’]{1,60})‘(?!\w)|(?<![\w’'])'([^'\n]{1,90}(?:'\w[^'\n]{0,60})?)'(?!\w)"
    r"|《([^《》]{1,60})》|`([^`]{1,60})`"
)

_SMALL_TITLES = frozenset({"fr", "es", "it", "pt"})
_SMALL_AFTER_NOUN = _SMALL_TITLES | {"nl"}


# "The post-credits of 'Avengers: Endgame'": the apostrophe before it opened no quotation
_NESTED = re.compile(r"\s['‘](?=[A-Z0-9À-Þ])")


_CLOSED = re.compile(r"['’](?!\w)")


def candidates(sentence: Sentence, words: Words, language: Language) -> list[Candidate]:
    """Every title candidate of a sentence with what its own looks and neighbours say for it."""
    found: dict[tuple[int, int], Candidate] = {}
    taken: list[tuple[int, int]] = []
    for start, end, why, gain in _marked_spans(sentence):
        at = _tokens_between(words, start, end)
        text = clean_title(sentence.text[start:end])
        if start <= 1 and end >= len(sentence.text) - 2:
            count = len(text.split())
            if count > 6 or (count > 3 and sentence.text[end - 1] in ".!?"):
                continue
        if at is None or not _looks_titled(text, at, words, language, gain):
            continue
        found.setdefault(at, Candidate(text, *at, gain, why, strong=True, origin="quote"))
        taken.append(at)
    for first, last in set_in_capitals(words):
        text = clean_title(words.quote(first, last))
        found.setdefault(
            (first, last),
            Candidate(
                text, first, last, 2.0, f"set in capitals: “{text}”", None, True, "", "quote"
            ),
        )
        taken.append((first, last))
    for at, text, gain, why in _headline(sentence, words):
        found.setdefault(at, Candidate(text, *at, gain, why, strong=True, origin="headline"))
    if labelled := _labelled(words):
        found[labelled.first, labelled.last] = labelled
        taken.append((labelled.first, labelled.last))
    if defined := _definition(words):
        found.setdefault((defined.first, defined.last), defined)
        taken.append((defined.first, defined.last))
    if language.code in _SMALL_TITLES:
        for first, last in plain_subjects(words, language):
            text = clean_title(words.quote(first, last))
            named = Candidate(text, first, last, 0.0, f"the name “{text}”", origin="small")
            found.setdefault((first, last), named)
        for first, last in release_of(words):
            text = clean_title(words.quote(first, last))
            why = f"the name “{text}”, after “{words.words[first - 1]}”"
            named = Candidate(text, first, last, 3.0, why, about="film", origin="small")
            found.setdefault((first, last), named)
        for first, last in articled(words):
            text = clean_title(words.quote(first, last))
            named = Candidate(text, first, last, 0.5, f"the name “{text}”", origin="small")
            found.setdefault((first, last), named)
    if language.code in _SMALL_AFTER_NOUN:
        for first, last in after_noun(words):
            text = clean_title(words.quote(first, last))
            lead = words.words[first - 1]
            named = Candidate(
                text, first, last, 1.0, f"the name “{text}”, after “{lead}”", origin="small"
            )
            found.setdefault((first, last), named)
    for first, last in capital_runs(words, language):
        if any(a <= first and last <= b for a, b in taken):
            continue
        first = _once(first, last, words)
        first = past_possessor(first, last, words)
        last = _before_maker(first, last, words, language)
        text = clean_title(words.quote(first, last))
        if (
            text
            and not all(w in NEVER or w in ARTICLES for w in words.low[first:last])
            and not all(w in NEVER or w.isdigit() for w in words.low[first:last])
            and not (last - first == 1 and _function_word(first, words, language))
            and not (last - first < 4 and language.stop_words.issuperset(words.low[first:last]))
        ):
            found.setdefault((first, last), Candidate(text, first, last, 0.0, f"the name “{text}”"))
    out = [
        c for c in found.values()
        if c.strong or c.last - c.first != 2 or not _of_making(*words.low[c.first : c.last])
    ]  # fmt: skip
    for candidate in out:
        if candidate.origin not in ("definition", "label"):
            weigh(candidate, words)
    weigh_people(out, words)
    if sentence.key and _FIELDS.search(sentence.key):
        for candidate in out:
            candidate.score -= 5
            candidate.about = candidate.about and ("" if candidate.about == "film" else "other")
    if sentence.start < 3 and (cut := _cut_short(words)):
        for candidate in out:
            if cut[0] <= candidate.first < cut[1] and candidate.last - candidate.first > 1 - cut[0]:
                candidate.score -= 8  # the rest of a title whose beginning the text lacks
                candidate.about = ""
    return out


_FIELDS = re.compile(
    r"^(?:categor|genre|author|auteur|autor|source|tags?$|label|type|img|image|url|link|status|role|"
    r"by$|byline|director|actor|cast|studio|country|language)",
    re.I,
)

_WITHIN = frozenset("and of und et y e en &".split())


def _cut_short(words: Words) -> tuple[int, int] | None:
    """Where a text begins amid a title: "Clones) is a film", "and Where to Go is a film"."""
    opened = words.words.index("(") if "(" in words.words else len(words)
    closed = words.words.index(")") if ")" in words.words else len(words)
    if closed < min(opened, 8):
        return 0, closed
    if len(words) > 3 and words.words[0] in _WITHIN:
        end = 1
        while end < min(len(words), 8) and (capital(words.words[end]) or len(words.words[end]) < 4):
            end += 1
        return 1, end
    return None


_MAKING = frozenset(
    "riprese réalisation tournage rodaje filmagens opnames dreharbeiten regie regia dirección "
    "realização distribution distribuzione distribución lavorazione produzione produção "
    "produktion producción releases rilascio uscita sortie estreno estreia lançamento".split()
)
_UNLESS = frozenset(
    "unless although because whenever whereas once whether nachdem weil obwohl sobald lorsque "
    "puisque quoique nadat omdat hoewel zodra aunque porque embora poiché sebbene benché".split()
)


def _of_making(article: str, noun: str) -> bool:
    """ "Le riprese", "La réalisation": an article and what is done with any film."""
    return noun in _MAKING and article in ARTICLES


_FUNCTION = frozenset(
    "joins later before_day before_month place_words pronouns auxiliary by until relative parts of "
    "relative_pronouns former to_word from_word".split()
)


def _once(first: int, last: int, words: Words) -> int:
    """ "Example About Example: Example opened": where the name begins that is repeated."""
    for colon in range(last - 2, first, -1):
        if words.words[colon] == ":":
            rest = words.low[colon + 1 : last]
            return colon + 1 if words.low[first : first + len(rest)] == rest else first
    return first


def _before_maker(first: int, last: int, words: Words, language: Language) -> int:
    """ "le thriller Seven de David Fincher": the name ends before its maker's."""
    if language.code not in _SMALL_TITLES or not (
        words.ending(first, "film") or work_on(first - 1, words)
    ):
        return last
    for k in range(first + 1, last - 2):
        if words.ending(k + 1, "by") and all(capital(w) for w in words.words[k + 1 : last]):
            return k
    return last


def _function_word(i: int, words: Words, language: Language) -> bool:
    """Whether a word that opens a sentence is no name but a small word."""
    if i and words.words[i - 1] not in ".:;\"'“„«¡¿–—|-":
        return False
    return words.low[i] in language.stop_words or any(
        mark.sort in _FUNCTION and mark.last == i + 1 for mark in words.at.get(i, ())
    )


def _definition(words: Words) -> Candidate | None:
    """ "El laberinto del fauno es una película": all before "is a film" is the title."""
    start = 0
    while start < len(words) and words.words[start] in "\"'“”„«»‘’*_":
        start += 1
    mark = next((m for m in words.marks("is_a") if m.first > start), None)
    if mark and "|" in words.words[start : mark.first]:
        start = mark.first - words.words[start : mark.first][::-1].index("|")  # a cell of a row
    if mark is None or mark.first > 40 or defined(mark.last, words) != "film":
        return None
    end = start
    while end < mark.first and words.words[end] not in '(,;.["“”„«»*_':
        end += 1
    while end > start + 1 and words.words[end - 1][0].islower() and words.one(end - 1, "auxiliary"):
        end -= 1
    if words.words[end : end + 1] == [")"] or any(
        words.one(k, sort) and words.words[k][0].islower()
        for k in range(start, end)
        for sort in ("credits", "film", "people")
    ):
        return None
    if not 0 < end - start <= 12 or not (
        capital(words.words[start]) or words.words[start].isdigit()
    ):
        return None
    if words.low[start] in _UNLESS and words.one(start + 1, "pronouns"):
        return None  # "Unless it is a blockbuster"
    if words.one(start, "pronouns") and not words.one(start, "pronouns").last < end:  # type: ignore[union-attr]
        return None
    if all(
        w in ARTICLES or w in NEVER or words.one(start + k, "film")
        for k, w in enumerate(words.low[start:end])
    ):
        return None
    if any(
        words.one(k, sort)
        for k in range(start + 1, end)
        for sort in ("weekday", "month", "relative_pronouns")
        if words.words[k][0].islower() or sort != "relative_pronouns"
    ):
        return None
    if (
        end < mark.first
        and words.words[mark.first - 1] not in ',)]"”“»*_'
        and not words.ending(mark.first, "auxiliary")
    ):
        return None
    if any(
        words.one(start, sort) for sort in ("before_month", "place_words", "joins", "by")
    ) and not opens_title(start, end, words):
        return None
    if names_after(mark.last, words):
        return None
    text = clean_title(words.quote(start, end))
    if not text:
        return None
    year = year_in(mark.last, words)
    return Candidate(
        text,
        start,
        end,
        5.5,
        f"“{text}”, which the text calls a film",
        year,
        False,
        "film",
        "definition",
    )


def _labelled(words: Words) -> Candidate | None:
    """The rest of a line that begins with "Title:"."""
    if not 3 <= len(words) <= 14 or words.low[0] not in LABELS or words.words[1] != ":":
        return None
    text = clean_title(words.quote(2, len(words)))
    why = f"after the word {words.words[0]}: “{text}”"
    return Candidate(text, 2, len(words), 6.0, why, None, True, "film", "label") if text else None


def _headline(sentence: Sentence, words: Words) -> list[tuple[tuple[int, int], str, float, str]]:
    """The parts of a headline or of a field named "title" that may be the film's title."""
    if not sentence.titled and sentence.role not in ("title", "heading"):
        return []
    if len(words) > 6 and words.words[-1] == ":":
        return []
    shouted = title_case(words)
    cuts = [
        i
        for i, word in enumerate(words.words)
        if i
        and (
            (word in ":–—|-(," and _spaced(i, words))
            or (shouted and words.one(i, "film"))
            or words.one(i, "promotion")
        )
    ]
    bar = next((i for i in cuts if words.words[i] == "|"), None)
    ends = [bar] if bar else []
    ends += [cuts[0]] if cuts and cuts[0] != bar else []
    if bar is None and len(words) - (words.words[-1] in ".!") <= 12:
        ends.append(len(words))
    out = []
    if (sentence.titled or len(words) < 8) and len(ends) > 1:
        ends = [end for end in ends if end == len(words) or not _second_line(end, words)]
    head = 2 if words.one(0, "film") and words.words[1:2] in (["-"], ["–"], [":"], ["|"]) else 0
    for place, end in enumerate(ends):
        if end <= head:
            continue
        first = past_possessor(head, end, words)
        text = clean_title(words.quote(first, end))
        if (words.one(0, "release") and end < 9) or words.low[:2] == ["for", "immediate"]:
            continue
        if words.marks_between(0, end, "medium") and words.marks_between(0, end, "release"):
            continue
        if all(words.one(k, "film") or words.low[k] in ARTICLES for k in range(first, end)):
            continue  # "The films"
        if any(words.one(k, "month") for k in range(end)) and any(
            word[0].isdigit() for word in words.words[:end]
        ):
            continue
        small = end < len(words) and end + 1 < len(words) and words.words[end + 1][0].islower()
        if text and len(text) <= 80:
            comma = end < len(words) and words.words[end] == ","
        out.append(
            ((first, end), text, 2.0 + small - place - comma, f"from the headline: “{text}”")
        )
    return out


def _second_line(colon: int, words: Words) -> bool:
    """Whether what follows a colon is the second line of the title: "Avatar: Fogo e Cinzas"."""
    rest = words.words[colon + 1 :]
    if words.words[colon] != ":" or not 0 < len(rest) <= 5 or not capital(rest[0]):
        return False
    return words.low[colon + 1] not in _ASKED and all(
        w[0].isupper() or not w[0].isalpha() or len(w) <= 3 for w in rest
    )


_ASKED = frozenset("what how why when who where release trailer everything official".split())


def _spaced(i: int, words: Words) -> bool:
    if words.words[i] in ":,(|":
        return True
    return i + 1 < len(words) and words.spans[i][0] > words.spans[i - 1][1]


def _marked_spans(sentence: Sentence) -> list[tuple[int, int, str, float]]:
    spans = []
    for match in _QUOTED.finditer(sentence.text):
        group = match.lastindex or 0
        if inner := _NESTED.search(match[group]):
            start, end = match.span(group)
            start += inner.end()
            if closed := _CLOSED.search(sentence.text, start, end):
                end = closed.start()
            text = sentence.text[start:end].strip()
            spans.append((start, end, f"in quotation marks: “{text}”", 2.5))
            continue
        spans.append((*match.span(group), f"in quotation marks: “{match[group].strip()}”", 2.5))
    for start, end in sentence.emphasis:
        text = sentence.text[start:end].strip()
        spans.append((start, end, f"set in italics or bold: “{text}”", 2.5))
    return spans


def _tokens_between(words: Words, start: int, end: int) -> tuple[int, int] | None:
    at = bisect_left(words.spans, (start, 0))
    inside = []
    while at < len(words) and words.spans[at][1] <= end:
        if words.words[at] not in "\"'“”„«»‘’":
            inside.append(at)
        at += 1
    while inside and words.words[inside[-1]] in ",;":
        inside.pop()
    return (inside[0], inside[-1] + 1) if inside else None


def _looks_titled(
    text: str, at: tuple[int, int], words: Words, language: Language, gain: float
) -> bool:
    """A quoted passage that may be a title: short, begins large, is no speech."""
    if not text or "\\" in text or len(text) > 80:
        return False
    if not any(c.isalpha() for c in text) and not re.fullmatch(r"\d{1,4}(½)?", text):
        return False
    count = len(text.split())
    dated = any(words.marks_between(*at, sort) for sort in ("weekday", "relative", "month"))
    if dated and words.marks_between(*at, "release"):
        return False  # "In Theaters this Friday"
    if (
        count > 2
        and any(mark.sort == "month" for k in range(*at) for mark in words.at.get(k, ()))
        and any(word[0].isdigit() for word in words.words[at[0] : at[1]])
    ):
        return False
    if count > 2 and language.code == "en" and text[0].isalpha():
        long = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
        if sum(w[0].isupper() for w in long) < 0.5 * len(long):
            return False
    if count > 12 or (count > 3 and sentence_end(text)) or (text.isdigit() and len(text) < 2):
        return False
    head = text.lstrip("¿¡#")[:1]
    return head.isupper() or head.isdigit() or not head.isalpha()


def sentence_end(text: str) -> bool:
    return text[-1] in ".," and not text.endswith("...")
