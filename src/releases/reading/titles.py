"""Which words of a sentence may be the title of a film, and how much speaks for each.

Candidates come from quotation marks, italics, capitals, the subject of a verb, and the fields of
a page. Each carries a score and the reasons for it; `topics` compares candidates of several
sentences for one statement.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from releases.reading.languages import Language
from releases.reading.marks import Words
from releases.reading.plain import Sentence

_QUOTED = re.compile(
    r"“([^“”\"]{1,90})[”“\"]|„([^“”„\"]{1,90})[“”\"]|«\s*([^«»]{1,90}?)\s*»|»([^«»]{1,90})«"
    r"|\"([^\"“”]{1,90})\"|‘([^‘]{1,90}?)’(?![\w])|(?<![\w’'])'([^'\n]{1,90}(?:'\w[^'\n]{0,60})?)'(?!\w)"
    r"|《([^《》]{1,60})》|`([^`]{1,60})`"
)
_YEAR_AFTER = re.compile(r"\s*\((?:[^()]{0,40}?[,\s])?((?:19|20)\d\d)(?:\s[^()]{0,20})?\)")
_SMALL_TITLES = frozenset({"fr", "es", "it", "pt"})
COMPANY = frozenset(
    "pictures studios studio entertainment films productions production media distribution netflix "
    "disney warner bros universal paramount sony lionsgate a24 pixar marvel dreamworks hbo amazon "
    "apple hulu crunchyroll mubi shudder imax group company inc ltd gmbh records music classics "
    "features searchlight dc dcu mcu bbc itv mgm filmverleih verleih constantin pathé gaumont studiocanal "
    "magazine times post guardian variety deadline reporter youtube facebook twitter instagram "
    "university international oscar oscars bafta globe globes award awards".split()
)
_ROMAN = re.compile(r"(?:[IVX]{1,4}|\d{1,4}(?:\.\d)?)$")
_NEVER = frozenset(
    "i he she it they we you his her their its this that these those there here when while after "
    "before since until if although however meanwhile also and but or so as at by for from in into "
    "of on to with without during despite because both no not yet then now read watch click see "
    "check follow subscribe directed starring written produced cast director release date genre "
    "runtime rating share more new news home menu search english spanish french german japanese "
    "hindi tamil telugu malayalam kannada imdb official trailer teaser".split()
)
_OPENERS = frozenset(
    "in on at with by for from when while as since during despite although though however "
    "meanwhile and but or if because then now official watch".split()
)
_SEQUELS = frozenset(
    "sequel prequel follow remake fortsetzung nachfolger suite secuela precuela sequência "
    "continuação vervolg opvolger predecessor vorgänger".split()
)
_PARTS = frozenset("part parte partie teil deel chapter capítulo kapitel chapitre capitolo".split())
_LABELS = frozenset("originaltitel titel title título titre titolo".split())


@dataclass(slots=True)
class Candidate:
    """Words `first` to `last` of a sentence (or none: `first` is -1) as a title."""

    text: str
    first: int
    last: int
    score: float
    why: str
    year: int | None = None
    strong: bool = False
    about: str = ""
    origin: str = "name"


def clean_title(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"[™®©]", "", text)
    text = re.sub(r"['’]s$", "", text).strip(" \t\"'“”„«»‘’,;:*_`([{–—-|")
    text = re.sub(r"\s*\((?:19|20)\d\d\)$", "", text).rstrip(".,;: ") if not text.endswith("...") else text
    if text.count("(") != text.count(")"):
        text = text.strip("()")
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 3 and len(text.split()) > 1 and all(c.isupper() for c in letters):
        text = " ".join(w if _ROMAN.match(w) else w.capitalize() for w in text.split())
    return text.strip()


def key_of(title: str) -> str:
    """How titles are compared within one article."""
    words = re.findall(r"[^\W_]+", title.casefold())
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


_ARTICLES = frozenset("un une uno una um uma ein eine einen the a an le la les der die das il lo gli i el los las o os as de het een l".split())


def candidates(sentence: Sentence, words: Words, language: Language) -> list[Candidate]:
    """Every title candidate of a sentence with what its own looks and neighbours say for it."""
    found: dict[tuple[int, int], Candidate] = {}
    taken: list[tuple[int, int]] = []
    for start, end, why, gain in _marked_spans(sentence):
        at = _tokens_between(words, start, end)
        text = clean_title(sentence.text[start:end])
        if start <= 1 and end >= len(sentence.text) - 2 and len(text.split()) > 6:
            continue
        if at is None or not _looks_titled(text, at, words, language, gain):
            continue
        found.setdefault(at, Candidate(text, *at, gain, why, strong=True, origin="quote"))
        taken.append(at)
    for at, text, gain, why in _headline(sentence, words):
        found.setdefault(at, Candidate(text, *at, gain, why, strong=True, origin="headline"))
    if defined := _definition(words):
        found.setdefault((defined.first, defined.last), defined)
        taken.append((defined.first, defined.last))
    if language.code in _SMALL_TITLES:
        for first, last in _plain_subjects(words, language):
            text = clean_title(words.quote(first, last))
            found.setdefault((first, last), Candidate(text, first, last, 0.0, f"the name “{text}”"))
    for first, last in _capital_runs(words, language):
        if any(a <= first and last <= b for a, b in taken):
            continue
        first = _past_possessor(first, last, words)
        text = clean_title(words.quote(first, last))
        if text and not all(w in _NEVER or w in _ARTICLES for w in words.low[first:last]) and not (
            last - first == 1 and _function_word(first, words, language)
        ):
            found.setdefault((first, last), Candidate(text, first, last, 0.0, f"the name “{text}”"))
    out = list(found.values())
    for candidate in out:
        if candidate.origin != "definition":
            _weigh(candidate, words, language)
    _weigh_lists(out, words)
    return out


_FUNCTION = frozenset(
    "joins later before_day before_month place_words pronouns auxiliary by until relative parts of "
    "relative_pronouns former to_word from_word".split()
)


def _function_word(i: int, words: Words, language: Language) -> bool:
    """Whether a word that opens a sentence is no name but a small word."""
    if i and words.words[i - 1] not in ".:;\"'“„«":
        return False
    return words.low[i] in language.stop_words or any(
        mark.sort in _FUNCTION and mark.last == i + 1 for mark in words.at.get(i, ())
    )


def _weigh_lists(found: list[Candidate], words: Words) -> None:
    """Names in a list that begins with a maker's name are makers too."""
    names = sorted((c for c in found if not c.strong), key=lambda c: c.first)
    for left, right in zip(names, names[1:], strict=False):
        between = words.low[left.last : right.first]
        if right.about != "film" and left.score <= -2 and between and all(w in _LIST for w in between) and right.about != "film":
            if not any(words.one(right.last, sort) for sort in ("auxiliary", "release", "premiere", "is_a")):
                right.score -= 2.5


_LIST = frozenset([",", "and", "und", "et", "y", "e", "en", "&"])


def _plain_subjects(words: Words, language: Language) -> list[tuple[int, int]]:
    """Subjects in small letters, as Romance titles are set: "Donne-moi des ailes est ..."."""
    out = []
    start = 0
    n = len(words)
    while start < n:
        while start < n and words.words[start] in "\"'“”„«»‘’*_¿¡,:;—–":
            start += 1
        end = start
        while end < n and end - start < 9 and not any(
            words.one(end, sort) for sort in _ENDS_SUBJECT if end > start and words.words[end - 1] not in "'’"
        ) and (words.words[end] not in ",:;.()—–" or _subtitle(end, words)):
            end += 1
        stop = end
        while stop > start and words.low[stop - 1] in ("n", "'", "’", "ne", "no", "non", "não", "se", "s", "nous", "nos", "ya"):
            stop -= 1
        if (
            end < n
            and 2 <= stop - start <= 7
            and _capital(words.words[start])
            and len(words.words[stop - 1]) > 1
            and not any(w in COMPANY for w in words.low[start:stop])
            and not any(words.one(k, "month") for k in range(start, stop))
            and (
                any(words.one(end, sort) for sort in ("auxiliary", "is_a", "release"))
                or (words.words[end] == "(" and _verb_at(_past_bracket(end, words), words))
                or (words.words[end] == "," and end + 1 < n and words.low[end + 1] in _APPOSES)
            )
            and any(w[0].islower() and w not in language.small for w in words.words[start:stop])
            and not any(words.one(start, sort) for sort in ("pronouns", "place_words", "film", "not_film", "joins", "relative", "people", "before_month", "promotion", "release"))
        ):
            out.append((start, stop))
        while end < n and words.words[end] not in ",:;—–":
            end += 1
        start = end + 1
    return out


def _subtitle(at: int, words: Words) -> bool:
    """Whether a colon or dash parts a film's title from its second line."""
    return (
        words.words[at] in ":–—"
        and 0 < at < len(words) - 1
        and _capital(words.words[at + 1])
        and (words.words[at] == ":" or _ROMAN.match(words.words[at - 1]) is not None)
        and not _labels(at, words)
    )


def _verb_at(at: int, words: Words) -> bool:
    return any(words.one(at, sort) for sort in ("auxiliary", "is_a", "release"))


_APPOSES = frozenset("l il la le lo el un una une o a uma".split())
_ENDS_SUBJECT = ("auxiliary", "is_a", "release", "premiere", "joins", "relative_pronouns", "people", "film")


def _definition(words: Words) -> Candidate | None:
    """"El laberinto del fauno es una película": all that stands before "is a film" is the title."""
    start = 0
    while start < len(words) and words.words[start] in "\"'“”„«»‘’*_":
        start += 1
    mark = next((m for m in words.marks("is_a") if m.first > start), None)
    if mark is None or mark.first > 40 or _defined(mark.last, words) != "film":
        return None
    end = start
    while end < mark.first and words.words[end] not in "(,;.[\"“”„«»*_":
        end += 1
    if any(
        words.one(k, sort) and words.words[k][0].islower()
        for k in range(start, end)
        for sort in ("credits", "film", "people")
    ):
        return None
    if not 0 < end - start <= 12 or not (_capital(words.words[start]) or words.words[start].isdigit()):
        return None
    if words.one(start, "pronouns") and not words.one(start, "pronouns").last < end:  # type: ignore[union-attr]
        return None
    if all(w in _ARTICLES or w in _NEVER or words.one(start + k, "film") for k, w in enumerate(words.low[start:end])):
        return None
    if any(
        words.one(k, sort)
        for k in range(start + 1, end)
        for sort in ("weekday", "month", "relative_pronouns")
        if words.words[k][0].islower() or sort != "relative_pronouns"
    ):
        return None
    if end < mark.first and words.words[mark.first - 1] not in ",)]\"”“»*_":
        return None
    if any(words.one(start, sort) for sort in ("before_month", "place_words", "joins", "by")):
        return None
    if _names_after(mark.last, words):
        return None
    text = clean_title(words.quote(start, end))
    if not text:
        return None
    year = _year_in(mark.last, words)
    return Candidate(text, start, end, 5.5, f"“{text}”, which the text calls a film", year, False, "film", "definition")


def _headline(
    sentence: Sentence, words: Words
) -> list[tuple[tuple[int, int], str, float, str]]:
    """The parts of a headline or of a field named "title" that may be the film's title."""
    if not sentence.titled and sentence.role not in ("title", "heading"):
        return []
    shouted = title_case(words)
    cuts = [
        i
        for i, word in enumerate(words.words)
        if i
        and ((word in ":–—|-(," and _spaced(i, words)) or (shouted and words.one(i, "film")))
    ]
    bar = next((i for i in cuts if words.words[i] == "|"), None)
    ends = [bar] if bar else []
    ends += [cuts[0]] if cuts and cuts[0] != bar else []
    if bar is None and len(words) - (words.words[-1] in ".!") <= 12:
        ends.append(len(words))
    out = []
    for place, end in enumerate(ends):
        text = clean_title(words.quote(0, end))
        if words.one(0, "release") and end < 9:
            continue
        small = end < len(words) and end + 1 < len(words) and words.words[end + 1][0].islower()
        if text and len(text) <= 80:
            comma = end < len(words) and words.words[end] == ","
        out.append(((0, end), text, 2.0 + small - place - comma, f"from the headline: “{text}”"))
    return out


def _spaced(i: int, words: Words) -> bool:
    if words.words[i] in ":,(|":
        return True
    return i + 1 < len(words) and words.spans[i][0] > words.spans[i - 1][1]


def _marked_spans(sentence: Sentence) -> list[tuple[int, int, str, float]]:
    spans = []
    for match in _QUOTED.finditer(sentence.text):
        group = match.lastindex or 0
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
    if count > 2 and any(
        mark.sort == "month" for k in range(*at) for mark in words.at.get(k, ())
    ) and any(word[0].isdigit() for word in words.words[at[0] : at[1]]):
        return False
    if count > 5 and language.code == "en" and text[0].isalpha():
        long = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
        if sum(w[0].isupper() for w in long) < 0.5 * len(long):
            return False
    if count > 12 or (count > 3 and sentence_end(text)) or text.isdigit() and len(text) < 2:
        return False
    head = text.lstrip("¿¡#")[:1]
    return head.isupper() or head.isdigit() or not head.isalpha()


def sentence_end(text: str) -> bool:
    return text[-1] in ".," and not text.endswith("...")


def _capital(word: str) -> bool:
    return word[0].isupper() and word[0].isalpha()


def _capital_runs(words: Words, language: Language) -> list[tuple[int, int]]:
    """Runs of capitalised words with the small words between them."""
    runs: list[tuple[int, int]] = []
    i, n = 0, len(words)
    shouted = title_case(words)
    while i < n:
        word = words.words[i]
        digit_lead = (
            word[0].isdigit()
            and i + 1 < n
            and _capital(words.words[i + 1])
            and not words.one(i + 1, "month")
            and not words.one(i, "month")
            and len(word) <= 4
            and (i == 0 or words.words[i - 1] in ".:–—-\"'“(,")
            and not (len(word) == 4 and word[:2] in ("19", "20") and i > 0)
        )
        if not (_capital(word) or digit_lead) or _breaks_run(i, words, shouted):
            i += 1
            continue
        last = _run_end(i, words, language, shouted)
        first = _past_openers(i, last, words)
        if first > i:
            i = first
            continue
        if last - first > 1 or words.low[first] not in _NEVER:
            runs.append((first, last))
        i = last
    return runs


def _past_possessor(first: int, last: int, words: Words) -> int:
    """Past "Luca Guadagnino's" or "Sony's" before a title; "Schindler's List" stays whole."""
    for k in range(first + 1, min(last - 2, first + 5)):
        if words.words[k] in "'’" and words.low[k + 1] == "s" and _capital(words.words[k + 2]):
            maker = words.low[first:k]
            if len(maker) > 1 and all(_capital(w) for w in words.words[first:k]) or maker[0] in COMPANY:
                return k + 2
            return first
    return first


def _past_openers(i: int, last: int, words: Words) -> int:
    """Past the preposition that opens a sentence ("Negli Stati Uniti", "Im Jahr")."""
    if words.low[i] in _LABELS and i + 1 < last:
        return i + 1 + (words.words[i + 1] == ":")
    if i and words.words[i - 1] not in ".:;":
        return i
    if i + 2 < last and words.words[i + 1][0].islower() and any(
        words.one(i, sort) for sort in ("other", "promotion", "release", "premiere")
    ):
        return i + 2
    if words.low[i] in _OPENERS and i + 1 < last:
        return i + 1
    for sort in ("place_words", "before_month", "by", "joins"):
        if (mark := words.one(i, sort)) and words.words[i][0].isalpha() and mark.last < last:
            return mark.last
    return i


def title_case(words: Words) -> bool:
    """Whether nearly all words of a line begin large, as in English headlines."""
    long = [w for w in words.words if len(w) > 3 and w.isalpha()]
    small = sum(not w[0].isupper() for w in long)
    return len(long) > 3 and small <= 1 and small < 0.2 * len(long)


_HEADLINE_BREAKS = ("release", "premiere", "film", "promotion", "other", "not_film", "medium")


def _breaks_run(i: int, words: Words, shouted: bool) -> bool:
    if shouted and any(words.one(i, sort) for sort in _HEADLINE_BREAKS):
        return True
    if words.one(i, "promotion") and words.low[i] in ("trailer", "teaser", "trailers", "tráiler"):
        return True
    if words.one(i, "weekday") or (words.one(i, "month") and words.low[i] not in ("may", "march", "april", "june", "august", "mai", "mar")):
        return True
    if words.one(i, "month"):
        near = words.low[i + 1 : i + 2] + words.low[max(0, i - 1) : i]
        return any(w[:1].isdigit() for w in near)
    return False


def _run_end(i: int, words: Words, language: Language, shouted: bool) -> int:
    n = len(words)
    last = i + 1
    while last < n:
        j = last
        joined = words.spans[j][0] == words.spans[j - 1][1]
        word = words.words[j]
        if _capital(word):
            if _breaks_run(j, words, shouted):
                break
            last = j + 1
            continue
        if word[0].isdigit():
            following = words.one(j + 1, "month") if j + 1 < n else None
            dotted = j + 2 < n and words.words[j + 1] == "." and words.one(j + 2, "month")
            if following or dotted or len(word) > 4 or (
                len(word) == 4
                and word[:2] in ("19", "20")
                and not any(words.one(j + 1, sort) for sort in ("auxiliary", "release", "premiere"))
            ) or not word.isdigit() or words.ending(j, "month"):
                break
            last = j + 1
            continue
        end = _bridge(j, words, language, joined, shouted)
        if end is None:
            break
        last = end
    return last


def _bridge(
    j: int, words: Words, language: Language, joined: bool, shouted: bool
) -> int | None:
    """Past small words or signs to the next capitalised word, if a title may run across them."""
    n = len(words)
    word = words.words[j]
    if word in "'’" and joined and j + 1 < n and words.spans[j + 1][0] == words.spans[j][1]:
        return j + 2
    if word in "–—" and _ROMAN.match(words.words[j - 1]) and j + 1 < n and _capital(words.words[j + 1]):
        return j + 2
    if word in ("-", "&", "·", "+", "/") and j + 1 < n and (_capital(words.words[j + 1]) or words.words[j + 1][0].isdigit()):
        spaced = words.spans[j + 1][0] > words.spans[j][1]
        if spaced and _ROMAN.match(words.words[j - 1]):
            return j + 2
        if spaced and words.low[j + 1] in _PARTS:
            return j + 2
        if word != "-" or not spaced:
            return j + 2
        return None
    if word == "-" and joined and j + 1 < n and words.spans[j + 1][0] == words.spans[j][1]:
        return j + 2
    if word == ":" and j + 1 < n and _capital(words.words[j + 1]) and not _labels(j, words):
        return j + 2
    if word == "." and joined and j + 1 < n:
        short = len(words.words[j - 1]) == 1 or words.low[j - 1] in ("mr", "mrs", "dr", "st", "vs", "vol", "jr")
        if short and words.words[j + 1][0].isalnum():
            return j + 2 if _capital(words.words[j + 1]) or len(words.words[j - 1]) > 1 else None
    if word in "!?" and joined:
        return j + 1 if j + 1 < n and words.words[j + 1][0].islower() else None
    if word in "™®©" and joined and j + 1 < n:
        if words.words[j + 1] == ":" or _capital(words.words[j + 1]):
            return _bridge(j + 1, words, language, True, shouted) if words.words[j + 1] == ":" else j + 1
    k = j
    while k < n and k - j < 3 and words.low[k] in language.small and words.words[k][0].islower():
        k += 1
    if k > j and k < n and (_capital(words.words[k])):
        if words.marks_between(j, k, "place_words") and words.one(k, "place") and not any(
            words.one(k + 1, sort) for sort in ("auxiliary", "release", "premiere", "is_a")
        ) or _breaks_run(k, words, shouted):
            return None
        if words.low[j] in ("on", "by", "from", "at", "with", "for", "is", "as") and k - j == 1 and (
            words.one(k, "medium") or words.low[j] in ("by", "from", "is", "as")
        ):
            return None
        return k + 1
    return None


def _labels(j: int, words: Words) -> bool:
    """Whether the colon at `j` ends a label ("Release date:"), not the main title of a film."""
    if words.low[j - 1] in _LABELS:
        return True
    if len(words.words[j - 1]) == 1 and (j == 1 or not _capital(words.words[j - 2])):
        return True
    return any(
        words.one(k, sort)
        for k in range(max(0, j - 3), j)
        for sort in ("release", "promotion", "people", "other", "premiere")
        if k == j - 1 or sort in ("release",)
    )


def _weigh(c: Candidate, words: Words, language: Language) -> None:
    first, last = c.first, c.last
    low = words.low[first:last]
    before = _before(words, first)
    if _in_apposition(first, words):
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
        and not words.ending(comma, "pronouns")
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
    if not c.strong and first > 0 and title_case(words):
        c.score -= 1.5
    if not c.strong and not words.inflected_small and first > 1:
        c.score -= 2
    if before >= 0:
        if words.low[before] in _SEQUELS:
            c.score -= 2
            c.about = "other"
        elif _beside_other_film(before, words):
            c.score -= 3
            c.about = "other"
        elif words.ending(before + 1, "film") or words.ending(before + 1, "titled"):
            c.score += 3
            c.why += ", after the word " + words.words[before]
            c.about = "film"
        elif words.ending(before + 1, "not_film"):
            track = words.low[max(0, before - 2) : before + 1]
            if any(w.startswith(("soundtrack", "banda", "bande", "trilha", "colonna")) for w in track):
                c.about = "film"
                c.score += 1
            else:
                c.score -= 2
        elif words.ending(before, "promotion") and words.ending(before + 1, "by"):
            c.score += 2
            c.about = "film"
            c.why += f", after the word {words.words[before - 1]}"
        elif words.ending(before + 1, "people"):
            c.score -= 3
        elif words.ending(before + 1, "other_work"):
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
    _weigh_after(c, words)


def _beside_other_film(before: int, words: Words) -> bool:
    """"After the success of the film Iron Man": a film spoken of beside the one at hand."""
    film = words.ending(before + 1, "film")
    if film is None:
        return False
    at = film.first - (words.low[film.first - 1] in _ARTICLES if film.first else 0)
    return words.ending(at, "other_work") is not None


def _in_apposition(first: int, words: Words) -> bool:
    """"the new film by Halina Reijn, Babygirl, ...": a film noun before the comma."""
    at = first - 1
    while at >= 0 and words.words[at] in "\"'“”„«»‘’*_":
        at -= 1
    if at < 2 or words.words[at] != ",":
        return False
    for k in range(at - 1, max(-1, at - 9), -1):
        if words.words[k] in ",.;:" or words.one(k, "release") or words.one(k, "relative_pronouns"):
            return False
        if film := words.one(k, "film"):
            made = film.last
            if made == at and k and words.ending(made, "pronouns"):
                return False
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


def _weigh_name(c: Candidate, words: Words, low: list[str]) -> None:
    if not c.strong:
        if any(w in COMPANY for w in low):
            c.score -= 3.5
        if len(low) == 1 and low[0] in _NEVER:
            c.score -= 5
    elif c.origin == "quote" and any(w in COMPANY for w in low):
        c.score -= 2
    covered = {
        at
        for first in range(max(0, c.first - 2), c.last)
        for mark in words.at.get(first, ())
        if mark.sort in ("place", "city", "festival", "medium", "weekday", "month", "season", "relative")
        for at in range(mark.first, mark.last)
    }
    if not c.strong and all(
        at in covered
        or not (_capital(words.words[at]) or words.words[at][0].isdigit())
        or words.low[at] in _ARTICLES
        for at in range(c.first, c.last)
    ):
        c.score -= 6
        return
    if words.one(c.first, "credits"):
        c.score -= 5
    if words.one(c.first, "not_film") and all(w[0].isdigit() for w in words.words[c.first + 1 : c.last]):
        c.score -= 6
        return
    whole = [
        mark for mark in words.at.get(c.first, ())
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
    at = _past_bracket(at, words)
    after = at + (at < len(words) and words.low[at] in (",", "–", "—", "("))
    if c.score > -2 and (words.one(after, "credits") and after > at or words.one(at, "credits")):
        c.score += 2.5
        c.why += ", followed by its makers"
        c.about = c.about or "film"
        return
    mark = words.one(at, "is_a")
    if mark is None and at + 1 < len(words) and words.words[at] == "," and words.low[at + 1] in ("this", "it"):
        mark = words.one(at + 2, "is_a")
    if mark is None and c.first <= 1:
        mark = next((m for m in words.marks("is_a") if at < m.first < at + 30 and words.words[m.first - 1] in ",)"), None)
    if mark is None and at < len(words) and words.low[at] == ",":
        mark = words.one(at + 1, "is_a")
    if mark:
        kind = _defined(mark.last, words)
        if kind == "film":
            c.score += 4.5
            c.why += ", which the text calls a film"
            c.about = "film"
            c.year = c.year or _year_in(mark.last, words)
        elif kind == "not_film":
            c.score -= 3
            c.about = "not_film"
    elif at < len(words) and words.words[at] == "," and _apposed(at + 1, words):
        c.score += 2.5
        c.why += ", which the text calls a film"
        c.about = c.about or "film"
    elif words.one(at, "release") or words.one(at, "premiere") or words.one(at, "loose"):
        asked = first_is(words, c.first)
        c.score += 2.5 if asked else 0.0 if c.strong else 1.0
    elif words.one(at, "film"):
        c.score += 1
        c.about = c.about or "film"
    elif words.one(at, "not_film") and not c.strong:
        c.score -= 1.5


def first_is(words: Words, first: int) -> bool:
    """Whether "is" stands before a name: "When is Nosferatu out?"."""
    return first > 0 and words.ending(first, "auxiliary") is not None and words.words[-1] == "?"


def _apposed(at: int, words: Words) -> bool:
    """"Suzume, a new comedy ...": a film noun soon after the comma, before any verb."""
    for k in range(at, min(len(words), at + 5)):
        if words.one(k, "joins") or words.one(k, "pronouns"):
            return False
        if words.one(k, "film"):
            return True
        if words.words[k] in ",.;" or words.one(k, "auxiliary") and k > at or words.words[k][0].isupper() and k > at + 1:
            break
    return False


def _names_after(at: int, words: Words) -> bool:
    """Whether the film noun is followed by a name: "is the film Him", or is itself "the film"."""
    for k in range(at, min(len(words), at + 16)):
        if film := words.one(k, "film"):
            after = film.last
            if words.words[k][0].isupper() and k == at and not words.inflected_small:
                return True
            while after < len(words) and words.words[after] in "\"'“„«*_":
                after += 1
            return after < len(words) and _capital(words.words[after]) and (
                words.inflected_small or after > film.last
            )
        if words.words[k] in ".;":
            break
    return False


def _past_bracket(at: int, words: Words) -> int:
    if at < len(words) and words.words[at] == "(":
        for k in range(at, min(len(words), at + 40)):
            if words.words[k] == ")":
                return k + 1
    return at


def _defined(at: int, words: Words) -> str:
    """Whether "is a ..." goes on to a film or to something else: the first such noun decides."""
    for k in range(at, min(len(words), at + 16)):
        if words.one(k, "not_film"):
            following = words.one(words.one(k, "not_film").last, "film")  # type: ignore[union-attr]
            if following:
                return "film"
            if words.one(k, "film"):
                return "film"
            return "not_film"
        if words.one(k, "film"):
            return "film" if not words.one(k + 1, "not_film") else "not_film"
        if words.words[k] in ".;":
            break
    return ""


def _year_in(at: int, words: Words) -> int | None:
    for k in range(at, min(len(words), at + 14)):
        word = words.low[k]
        if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"):
            return int(word)
    return None
