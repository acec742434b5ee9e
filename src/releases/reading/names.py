"""Names in running text: which capitalised words stand together, and how a title is written."""

import re
from dataclasses import dataclass

from releases.reading.companies import COMPANY
from releases.reading.languages import Language
from releases.reading.marks import Words

ROMAN = re.compile(r"(?:[IVX]{1,4}|\d{1,4}(?:\.\d)?)$")

NEVER = frozenset(
    "i he she it they we you his her their its this that these those there here when while after "
    "before since until if although however meanwhile also and but or so as at by for from in into "
    "of on to under upon with without during despite because both no not yet then now read watch "
    "click see check follow subscribe directed starring written produced cast director release "
    "date genre only runtime rating share more upcoming new news home menu search "
    "english spanish french german japanese hindi tamil telugu malayalam kannada imdb official "
    "trailer teaser parmi estos estas esto questi queste".split()
)

_OF = frozenset("of for von van de di zu".split())

_OPENERS = frozenset(
    "in on at with by for from when while as since during despite although though however "
    "meanwhile and but or if because then now official watch".split()
)

WORKS = frozenset(
    "saga capítulo capitolo chapitre franquia franquicia trilogia trilogía proyecto projeto "
    "progetto projet opera obra œuvre entrega parte partie história historia storia".split()
)

_PARTS = frozenset("part parte partie teil deel chapter capítulo kapitel chapitre capitolo".split())

LABELS = frozenset("status originaltitel titel title título titre titolo text".split())
FIELDS = frozenset(
    "editeur éditeur réalisateur director regie genre genres producer studio distributor verleih "
    "publisher developer platform duration runtime language country year stars cast rating "
    "synopsis plot género gênero regia durata durée elenco reparto dirección".split()
)

ARTICLES = frozenset(
    "un une uno una um uma ein eine einen the a an le la les der die das il lo gli i el los las "
    "o os as de het een l".split()
)


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
    _key: str | None = None

    @property
    def key(self) -> str:
        """How the title is compared with others."""
        if self._key is None:
            self._key = key_of(self.text)
        return self._key


_SIGNS = dict.fromkeys(map(ord, "™®©"))
_YEAR_LAST = re.compile(r"\s*\((?:19|20)\d\d\)$")
_KEY_WORD = re.compile(r"[^\W_]+")


def clean_title(text: str) -> str:
    text = " ".join(text.split())
    if not text.isascii():
        text = text.translate(_SIGNS)
    if text.endswith(("'s", "’s")):
        text = text[:-2]
    text = text.strip(" \t\"'“”„«»‘’,;:*_`([{–—-|")
    if not text.endswith("..."):
        if text.endswith(")"):
            text = _YEAR_LAST.sub("", text)
        text = text.rstrip(".,;: ")
    if text.count("(") != text.count(")"):
        text = text.strip("()")
    if text.isupper() and " " in text and sum(c.isalpha() for c in text) > 3:
        text = " ".join(w if ROMAN.match(w) else w.capitalize() for w in text.split())
    return text.strip()


def key_of(title: str) -> str:
    """How titles are compared within one article."""
    words = _KEY_WORD.findall(title.casefold())
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


def capital(word: str) -> bool:
    return word[0].isupper() and word[0].isalpha()


def capital_runs(words: Words, language: Language) -> list[tuple[int, int]]:
    """Runs of capitalised words with the small words between them."""
    runs: list[tuple[int, int]] = []
    i, n = 0, len(words)
    shouted = title_case(words)
    while i < n:
        word = words.words[i]
        digit_lead = (
            word[0].isdigit()
            and i + 1 < n
            and capital(words.words[i + 1])
            and not words.one(i + 1, "month")
            and not words.one(i, "month")
            and len(word) <= 4
            and (i == 0 or words.words[i - 1] in ".:–—-\"'“(,")
            and not (len(word) == 4 and word[:2] in ("19", "20") and i > 0)
        )
        if not (capital(word) or digit_lead) or _breaks_run(i, words, shouted):
            i += 1
            continue
        last = _run_end(i, words, language, shouted)
        first = _past_openers(i, last, words)
        if first > i:
            i = first
            continue
        if language.code in ("de", "nl"):
            first = next(
                (
                    k + 1
                    for k in range(last - 2, first - 1, -1)
                    if words.low[k].endswith("film") and words.words[k + 1] != "-"
                ),
                first,
            )
        if (
            language.code == "de"
            and first
            and last - first > 1
            and words.words[first - 1][0].islower()
            and (noun := words.one(first, "film"))
            and noun.last < last
            and capital(words.words[noun.last])
        ):
            first = noun.last  # "die Komödie Example"
        if (last - first > 1 or words.low[first] not in NEVER) and (
            first == i or not words.words[first][0].islower()
        ):
            runs.append((first, last))
        i = last
    return runs


_NOBLE = frozenset("and und et y e & del de di du van von der la".split())


_OF_NAMES = frozenset("del de di du van von der den la le bin al da dos".split())


def past_possessor(first: int, last: int, words: Words) -> int:
    """Past "Luca Guadagnino's" or "Sony's" before a title; "Schindler's List" stays whole."""
    for k in range(first + 1, min(last - 2, first + 8)):
        if words.words[k] in "'’" and words.low[k + 1] == "s" and _large(words.words[k + 2]):
            maker = words.low[first:k]
            named = all(capital(w) or w[0].isdigit() or w in _NOBLE for w in words.words[first:k])
            if words.words[k + 2] == "The":
                return k + 2  # "Example's The Sample Dispatch"
            noble = (
                first > 1 and words.low[first - 1] in _OF_NAMES and capital(words.words[first - 2])
            )
            if noble and named:
                return k + 2  # "Ann del Ejemplo's Example"
            if (len(maker) > 1 and named and maker[0] not in ARTICLES) or maker[0] in COMPANY:
                return k + 2
            return first
    for k in range(first + 1, min(last - 1, first + 6)):
        if words.words[k] in "'’" and words.low[k - 1] in COMPANY and _large(words.words[k + 1]):
            return k + 1  # "Marvel Studios’ Doctor Strange"
    for k in range(first + 1, min(last - 2, first + 9)):
        if words.words[k] == "-" and words.low[k + 1] in _LED and capital(words.words[k + 2]):
            return k + 2  # "the Zendaya-led Challengers"
    return first


def _large(word: str) -> bool:
    return capital(word) or word[0].isdigit()


_LED = frozenset("led starring directed fronted helmed produced starrer penned scripted".split())


def _past_openers(i: int, last: int, words: Words) -> int:
    """Past the preposition that opens a sentence ("Negli Stati Uniti", "Im Jahr")."""
    if words.low[i] in LABELS and i + 1 < last:
        return i + 1 + (words.words[i + 1] == ":")
    if i + 2 < last and words.low[i + 1] in _OF and words.one(i, "release"):
        return i + 2  # "Kinostart von Undine"
    if i and words.words[i - 1] not in ".:;\"“„'‘(=`":
        return i
    noun = i + 1 + (words.words[i + 1 : i + 2] in (["'"], ["’"]))
    if (
        noun + 2 < last
        and words.low[i] in ARTICLES
        and words.low[noun + 1] in _OF
        and any(words.one(noun, sort) for sort in ("other", "promotion", "release", "premiere"))
    ):
        return noun + 2  # "Die Produktion von Undine"
    if (
        i + 2 < last
        and words.words[i + 1][0].islower()
        and any(words.one(i, sort) for sort in ("other", "promotion", "release", "premiere"))
    ):
        return i + 2
    if opens_title(i, last, words):
        return i
    if words.low[i] in _OPENERS and i + 1 < last:
        return i + 1
    if words.low[i] == "once" and i + 1 < last and words.low[i + 1] not in ("upon", "a"):
        return i + 1
    for sort in ("place_words", "before_month", "by", "joins", "titled"):
        if (mark := words.one(i, sort)) and words.words[i][0].isalpha() and mark.last < last:
            return mark.last
    return i


def opens_title(i: int, last: int, words: Words) -> bool:
    """ "Until Dawn is out on Friday": a preposition that opens the title itself."""
    if words.code != "en" or not 1 < last - i <= 6:
        return False
    named = i + 1 + (words.low[i + 1] in ARTICLES)
    if named >= last or any(words.one(named, sort) for sort in _TIMES_AND_PLACES):
        return False
    if words.low[i] not in _TITLE_OPENERS:
        return False
    return words.low[last : last + 1] in (["is"], ["was"], ["will"], ["has"]) or any(
        words.one(last, sort) for sort in ("release", "premiere")
    )


_TITLE_OPENERS = frozenset("in on at until after before from off under about by for".split())
_TIMES_AND_PLACES = (
    "place", "city", "festival", "medium", "month", "weekday", "season", "holiday", "relative",
)  # fmt: skip


def title_case(words: Words) -> bool:
    """Whether nearly all words of a line begin large, as in English headlines."""
    if words.shouted is None:
        words.shouted = _title_case(words)
    return words.shouted


def _title_case(words: Words) -> bool:
    long = [w for w in words.words if len(w) > 3 and w.isalpha()]
    small = sum(not w[0].isupper() for w in long)
    return len(long) > 3 and small <= 1 and small < 0.2 * len(long)


_SMALL_VERBS = frozenset("is are was will only now in opens arrives hits coming".split())
_HEADLINE_BREAKS = ("release", "premiere", "film", "promotion", "other", "not_film", "medium")


def _breaks_run(i: int, words: Words, shouted: bool) -> bool:
    if shouted and any(words.one(i, sort) for sort in _HEADLINE_BREAKS):
        return True
    if (
        words.words[i].isupper()
        and words.low[i] in _SMALL_VERBS
        and words.capitals
        and any(words.one(k, "release") for k in range(i, min(i + 4, len(words))))
    ):
        return True
    if words.one(i, "promotion") and words.low[i] in ("trailer", "teaser", "trailers", "tráiler"):
        return True
    if words.one(i, "weekday") or (
        words.one(i, "month")
        and words.low[i] not in ("may", "march", "april", "june", "august", "mai", "mar")
    ):
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
        if capital(word):
            if _breaks_run(j, words, shouted):
                break
            last = j + 1
            continue
        if word[0].isdigit():
            following = words.one(j + 1, "month") if j + 1 < n else None
            dotted = j + 2 < n and words.words[j + 1] == "." and words.one(j + 2, "month")
            if (
                following
                or dotted
                or len(word) > 4
                or (
                    len(word) == 4
                    and "1900" <= word < "2036"
                    and words.low[j + 1 : j + 3] != ["from", "its"]
                    and not (
                        j + 2 < n and words.words[j + 1] in "–—:" and words.one(j + 2, "month")
                    )
                    and not any(
                        words.one(j + 1, sort)
                        for sort in ("auxiliary", "release", "premiere", "until")
                    )
                )
                or not word.isdigit()
                or words.ending(j, "month")
            ):
                break
            last = j + 1
            continue
        end = _bridge(j, words, language, joined, shouted)
        if end is None:
            break
        last = end
    return last


def _bridge(j: int, words: Words, language: Language, joined: bool, shouted: bool) -> int | None:
    """Past small words or signs to the next capitalised word, if a title may run across them."""
    n = len(words)
    word = words.words[j]
    if word in "'’" and joined and j + 1 < n and words.spans[j + 1][0] == words.spans[j][1]:
        return j + 2
    if (
        word in "–—"
        and j + 1 < n
        and capital(words.words[j + 1])
        and not words.one(j + 1, "month")
        and (ROMAN.match(words.words[j - 1]) or words.low[j + 1] in _PARTS)
    ):
        return j + 2
    if (
        word in ("-", "&", "·", "+", "/")
        and j + 1 < n
        and (capital(words.words[j + 1]) or words.words[j + 1][0].isdigit())
    ):
        spaced = words.spans[j + 1][0] > words.spans[j][1]
        if spaced and words.low[j + 1] in _TRAILERS:
            return None
        if spaced and ROMAN.match(words.words[j - 1]):
            return j + 2
        if spaced and words.low[j + 1] in _PARTS:
            return j + 2
        if word != "-" or not spaced:
            return j + 2
        return None
    if word == "!" and joined and j + 2 < n and ROMAN.match(words.words[j + 1]):
        return j + 2 if words.words[j + 2][0].islower() else None
    if word == "-" and joined and j + 1 < n and words.spans[j + 1][0] == words.spans[j][1]:
        return j + 2
    if (
        word == ":"
        and (said := words.one(j + 1, "pronouns"))
        and (said.last > j + 2 and words.words[j + 2][0].islower())
    ):
        return None  # "Dr. Sleep: The project is now dated"
    if word == ":" and j + 1 < n and capital(words.words[j + 1]) and not labels(j, words):
        return j + 2
    if word == "." and joined and j + 1 < n:
        short = len(words.words[j - 1]) == 1 or words.low[j - 1] in _SHORTENED
        if short and words.words[j + 1] == "&" and j + 2 < n and capital(words.words[j + 2]):
            return j + 3
        if short and words.words[j + 1][0].isalnum():
            return j + 2 if capital(words.words[j + 1]) or len(words.words[j - 1]) > 1 else None
    if word == "," and words.low[j + 1 : j + 2] in (["inc"], ["jr"]):
        return j + 2 + (words.words[j + 2 : j + 3] == ["."])  # "Monsters, Inc."
    if word in "!?" and joined:
        return j + 1 if j + 1 < n and words.words[j + 1][0].islower() else None
    if (
        word in "™®©"
        and joined
        and j + 1 < n
        and (words.words[j + 1] == ":" or capital(words.words[j + 1]))
    ):
        return (
            _bridge(j + 1, words, language, True, shouted) if words.words[j + 1] == ":" else j + 1
        )
    k = j
    while k < n and k - j < 3 and words.low[k] in language.small and words.words[k][0].islower():
        k += 1
    if k > j and words.one(j, "is_a") and k - j > 1:
        return None  # "Example is a Kannada film"
    if k > j and k < n and (capital(words.words[k])):
        if (
            words.marks_between(j, k, "place_words")
            and (words.one(k, "place") or words.one(k, "medium"))
            and not any(
                words.one(k + 1, sort) for sort in ("auxiliary", "release", "premiere", "is_a")
            )
        ) or _breaks_run(k, words, shouted):
            return None
        if (
            words.low[j] in ("on", "by", "from", "at", "with", "for", "is", "as")
            and k - j == 1
            and (words.one(k, "medium") or words.low[j] in ("by", "from", "is", "as"))
        ):
            return None
        return k + 1
    if (
        k > j
        and k + 1 < n
        and words.words[k].isdigit()
        and len(words.words[k]) < 4
        and words.low[k - 1] == "the"
        and capital(words.words[k + 1])
        and not words.one(k + 1, "month")
    ):
        return k + 2  # "Attack of the 50 Ft. Woman"
    return None


_TRAILERS = frozenset("official trailer teaser final new red featurette clip".split())
_SHORTENED = frozenset(
    "mr mrs ms dr st vs vol jr sr ft mt sgt capt lt gen col prof rev inc bros".split()
)


def labels(j: int, words: Words) -> bool:
    """Whether the colon at `j` ends a label ("Release date:"), not the main title of a film."""
    if words.low[j - 1] in LABELS or (j == 1 and words.low[0] in FIELDS):
        return True
    if len(words.words[j - 1]) == 1 and (j == 1 or not capital(words.words[j - 2])):
        return True
    return any(
        words.ending(j, sort)
        for sort in ("release", "promotion", "people", "other", "premiere", "medium")
    )
