"""Titles told by how they are written: in small letters, after a large article, in capitals."""

import re

from releases.reading.companies import COMPANY
from releases.reading.languages import Language
from releases.reading.marks import Words
from releases.reading.names import ARTICLES, ROMAN, capital, labels
from releases.reading.predicates import past_bracket

# a cheap first look: two words in capitals beside each other
_CAPITALS = re.compile(
    r"[A-ZÀ-ÞЀ-Я]{2}[\s:\-&'’!\d]{1,9}[A-ZÀ-ÞЀ-Я]|[A-ZÀ-ÞЀ-Я][\s:\-&'’!\d]{1,9}[A-ZÀ-ÞЀ-Я]{2}"
)


def set_in_capitals(words: Words) -> list[tuple[int, int]]:
    """Runs of words in capitals within a sentence in small letters: "of IN THE MOOD FOR LOVE"."""
    if not _CAPITALS.search(words.text):
        return []
    shouted = [k for k, w in enumerate(words.words) if w.isupper() and w.isalpha()]
    if len(shouted) < 2 or sum(w.islower() and len(w) > 2 for w in words.words) < 3:
        return []
    out = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and (
            (words.words[end].isupper() and words.words[end].isalpha())
            or (end > at and words.words[end].isdigit() and len(words.words[end]) < 4)
            or (
                end > at
                and words.words[end] in ":-&'’!"
                and end + 1 < len(words)
                and words.words[end + 1].isupper()
            )
        ):
            end += 1
        plain = [
            w for k, w in enumerate(words.words[at:end], at)
            if w.isalpha() and w.casefold() not in COMPANY
            and not any(m.sort in _NO_TITLE for m in words.at.get(k, ()))
        ]  # fmt: skip
        if len(plain) > 1 and sum(map(len, plain)) >= 6 and end - at > 1:
            out.append((at, end))
        at = max(end, at + 1)
    return out


_NO_TITLE = frozenset("place city medium festival month weekday not_film promotion".split())


_SERIES = frozenset("saga capítulo capitolo chapitre franquia franquicia".split())


_APPOSES = frozenset("l il la le lo el un una une o a uma avec con com".split())


_ENDS_SUBJECT = (
    "auxiliary",
    "is_a",
    "release",
    "premiere",
    "joins",
    "relative_pronouns",
    "people",
    "film",
)


def plain_subjects(words: Words, language: Language) -> list[tuple[int, int]]:
    """Subjects in small letters, as Romance titles are set: "Donne-moi des ailes est ..."."""
    out = []
    start = 0
    n = len(words)
    while start < n:
        while start < n and words.words[start] in "\"'“”„«»‘’*_¿¡,:;—–":
            start += 1
        end = start
        opened = start > 0 and words.words[start - 1] in "\"'“„«‘"
        while (
            end < n
            and end - start < 13
            and not (
                opened and end > start and words.words[end] in "\"'”»’“" and _closes(end, words)
            )
            and not any(
                words.one(end, sort)
                for sort in _ENDS_SUBJECT
                if end > start
                and not (words.words[end - 1] in "'’" and not _closes(end - 1, words))
            )
            and (words.words[end] not in ",:;.()—–" or _subtitle(end, words))
        ):
            end += 1
        stop = end
        while stop > start and words.low[stop - 1] in (
            "n",
            "'",
            "’",
            "ne",
            "no",
            "non",
            "não",
            "se",
            "s",
            "nous",
            "nos",
            "ya",
        ):
            stop -= 1
        stop = _without_maker(start, stop, words)
        if (
            end < n
            and 2 <= stop - start <= (11 if _parted(start, stop, words) else 7)
            and capital(words.words[start])
            and len(words.words[stop - 1]) > 1
            and words.low[stop - 1] not in language.stop_words
            and not any(w in COMPANY or w in _SERIES for w in words.low[start:stop])
            and not any(words.one(k, "month") for k in range(start, stop))
            and (
                any(words.one(end, sort) for sort in ("auxiliary", "is_a", "release"))
                or (words.words[end] == "(" and _verb_at(past_bracket(end, words), words))
                or (words.words[end] == "," and end + 1 < n and words.low[end + 1] in _APPOSES)
            )
            and any(w[0].islower() and w not in language.small for w in words.words[start:stop])
            and not any(
                words.one(start, sort)
                for sort in (
                    "pronouns",
                    "place_words",
                    "film",
                    "not_film",
                    "joins",
                    "relative",
                    "people",
                    "before_month",
                    "promotion",
                    "release",
                )
            )
        ):
            out.append((start, stop))
        while end < n and words.words[end] not in ",:;—–":
            end += 1
        start = end + 1
    return out


def _parted(start: int, stop: int, words: Words) -> bool:
    return any(words.words[k] in ":–—-" for k in range(start + 1, stop - 1))


def _closes(at: int, words: Words) -> bool:
    """Whether a quotation mark ends a quotation: no letter follows it at once."""
    return at + 1 >= len(words) or words.spans[at + 1][0] > words.spans[at][1]


def articled(words: Words) -> list[tuple[int, int]]:
    """Titles in small letters that a large article opens within a sentence: "in sala Le lupe"."""
    out = []
    for k in range(1, len(words) - 1):
        word = words.words[k]
        if not (word[0].isupper() and words.low[k] in ARTICLES and words.words[k - 1][0].islower()):
            continue
        end = k + 1 + (words.words[k + 1] in "'’")
        while (
            end < len(words)
            and end - k < 7
            and words.words[end][0].isalnum()
            and not any(
                words.one(end, sort)
                for sort in ("release", "auxiliary", "premiere", "relative_pronouns", "is_a")
            )
            and not (
                words.one(end, "by") and end + 1 < len(words) and capital(words.words[end + 1])
            )
        ):
            end += 1
        if end > k + 1 and words.words[end - 1][0].islower():
            out.append((k, end))
    return out


_ENDS_NAMED = ("release", "auxiliary", "premiere", "relative_pronouns", "moved", "month")
_NOT_NAMED = ("weekday", "month", "place", "city", "festival", "place_words", "holiday")
_LEADS = ("film", "medium", "release")


def after_noun(words: Words) -> list[tuple[int, int]]:
    """Titles in small letters after a film noun or a medium: "arriva in sala In viaggio"."""
    out = []
    last = len(words) - 1
    marked = {
        m.last for sort in _LEADS for m in words.by_sort.get(sort, ())
        if m.last < last and words.words[m.last][0].isupper() and words.words[m.first][0].islower()
    }  # fmt: skip
    for k in sorted(marked):
        if not capital(words.words[k]) or words.spans[k][0] == words.spans[k - 1][1]:
            continue
        if any(words.one(k, sort) for sort in _NOT_NAMED) and not words.one(k + 1, "other"):
            later = words.low[k + 1 : k + 2]
            if not (later and later[0].isalpha() and words.words[k + 1][0].islower()):
                continue
        end, small = k + 1, False
        while end < len(words) and end - k < 12:
            word = words.words[end]
            if word in "–—:" and end + 1 < len(words) and capital(words.words[end + 1]):
                end += 1
                continue
            joined = word in "'’-" and words.spans[end][0] == words.spans[end - 1][1]
            if not (word[0].isalnum() or joined) or _ends_named(end, words):
                break
            small = small or (word[0].islower() and len(word) > 2)
            end += 1
        if small and end - k > 1 and words.words[end - 1][0].isalnum():
            out.append((k, end))
    return out


def _ends_named(at: int, words: Words) -> bool:
    if any(words.one(at, sort) for sort in _ENDS_NAMED) and words.words[at][0].islower():
        return not (words.words[at - 1] in "'’" or words.low[at - 1] in ARTICLES)
    said = words.one(at, "place_words")
    if said and any(words.one(said.last, sort) for sort in ("medium", "place", "city")):
        return words.words[said.last][0].islower() or not words.one(said.last, "medium")
    maker = words.one(at, "by")
    return bool(
        maker
        and maker.last + 1 < len(words)
        and capital(words.words[maker.last])
        and capital(words.words[maker.last + 1])
    )


_DE = frozenset("de d di del da do".split())
_DATED = frozenset(
    "sortie sorties estreno uscita estreia lançamento lanzamiento réalisation première".split()
)


_ON = frozenset("pour le au du para el al del per il dal no em dia día giorno o".split())


def release_of(words: Words) -> list[tuple[int, int]]:
    """ "la sortie de Valeur sentimentale a été": small letters after the words "release of"."""
    out = []
    for k in range(1, len(words) - 1):
        at = k + 1 + (words.words[k + 1 : k + 2] in (["'"], ["’"]))
        if not (
            words.low[k] in _DE
            and words.low[k - 1] in _DATED
            and at < len(words)
            and capital(words.words[at])
        ):
            continue
        end = at + 1
        while (
            end < len(words)
            and end - at < 8
            and (words.words[end][0].isalnum() or words.words[end] in "'’-")
            and not any(words.one(end, s) for s in ("release", "auxiliary", "premiere", "is_a"))
            and not words.one(end, "moved")
            and not (words.words[end].isdigit() and words.one(end + 1, "month"))
        ):
            end += 1
        if end < len(words) and words.words[end].isdigit():
            while end > at + 1 and words.low[end - 1] in _ON:
                end -= 1
        if words.words[end - 1][0].islower():
            out.append((at, end))
    return out


def _without_maker(start: int, stop: int, words: Words) -> int:
    """ "Le ciel de Jane Roy": where the name of two or more words after "de" begins."""
    k = stop
    while k > start and capital(words.words[k - 1]):
        k -= 1
    named = stop - k >= 2 and k - start >= 3 and words.low[k - 1] in ("de", "di")
    return k - 1 if named else stop


def _subtitle(at: int, words: Words) -> bool:
    """Whether a colon or dash parts a film's title from its second line."""
    return (
        words.words[at] in ":–—"
        and 0 < at < len(words) - 1
        and capital(words.words[at + 1])
        and (words.words[at] == ":" or ROMAN.match(words.words[at - 1]) is not None)
        and not labels(at, words)
    )


def _verb_at(at: int, words: Words) -> bool:
    return any(words.one(at, sort) for sort in ("auxiliary", "is_a", "release"))
