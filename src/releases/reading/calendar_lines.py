"""What one line of a release calendar says: a date alone, titles beside a date, a title alone.

Lines of calendars have no verb, so their grammar is one of position and signs: brackets, dashes,
commas, and the words that may stand between a title and its date ("from", "ab", "a partir de").
"""

import re

from releases.reading.companies import COMPANY
from releases.reading.makers import ROMANCE
from releases.reading.marks import Words
from releases.reading.mentions import Mention
from releases.reading.names import NEVER, capital, clean_title

LONGEST = 14
_DASHES = frozenset("–—-|•·")
_SEPARATORS = _DASHES | {":", ",", "/"}
_QUOTES = frozenset("\"'“”„«»‘’*_")
_SIGNS = frozenset(
    "opens out now from ab am dès le desde el dal a partir de dia du il on dall l vanaf op "
    "depuis".split()
)
_SEVERAL = re.compile(
    r"\b(?:films|movies|releases|release dates?|release calendar|in cinemas|in theat(?:er|re)s|"
    r"new in|openings|"
    r"opening|premieres|filme|kinostarts|filmstarts|neustarts|im kino|sorties|en salles|estrenos|"
    r"cartelera|uscite|al cinema|estreias|nos cinemas|in de bioscoop|bioscoopreleases|"
    r"new this week|coming soon|arrivals)\b",
    re.I,
)
_LABEL = re.compile(
    r"(?:director|directed|cast|starring|with|genre|runtime|running|rating|certificate|regie|"
    r"darsteller|mit|réalisa|avec|durée|reparto|género|regia|durata|elenco|gênero|country|land|"
    r"pays|país|paese|distributor|verleih|fsk|dir|tickets?|where|when|time|price|more|by|from|"
    r"photo|image|credit|source|tags?|director[ae]s?|directed|protagonistas?|int[eé]rpretes|"
    r"interprètes|interpreti|elenco|atores|regisseur|besetzung|réalisateur|réalisatrice|acteurs|"
    r"distribución|distribuzione|sinopsis|sinossi|sinopse|duración|duração|dauer|guion|guión|"
    r"sceneggiatura|roteiro|classificação|diretor|direção|realização|produção|producción|"
    r"produzione)\b|(?:con|com|met|de|di|por|par|von|van)\s*:",
    re.I,
)
_FIELD = re.compile(
    r"\W{0,3}(?:(?:u[ks]|uk & ireland|us|new|original) )?(?:release date|date de sortie|"
    r"fecha de estreno|data di uscita|data de estreia|kinostart|releasedatum)\b(?! des)",
    re.I,
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_TIMED = re.compile(r"\d\d:\d\d:\d\d|\b\d{1,2}h\d\d(?:min)?\b")
_TALKS = ("release", "premiere", "other", "not_film", "promotion", "pronouns", "credits", "moved")


def several(text: str) -> bool:
    """Whether words speak of more films than one: "in cinemas", "Kinostarts", "estrenos"."""
    return _SEVERAL.search(text) is not None


def only_date(words: Words, mention: Mention) -> bool:
    """Whether a line is a date with no more than calendar words: "In cinemas this Friday:"."""
    if not (mention.day or mention.month or mention.weekday is not None):
        return False
    if _FIELD.match(words.text):
        return False
    if words.words[-1] in ".!?" and mention.last < len(words):
        return False
    rest = 0
    for at, word in enumerate(words.words):
        if mention.first <= at < mention.last or not word[0].isalnum():
            continue
        rest += 1
        if any(words.one(at, sort) for sort in ("not_film", "festival", "other", "promotion")):
            return False
        if not _of_calendars(words, at) and (
            (at and len(word) > 3 and word[0].isupper())
            or (not at and not any(m.sort in _OPENING for m in words.at.get(0, ())))
        ):
            return False
    if rest > 9:
        return False
    return (rest <= 3 and not words.marks("release")) or several(words.text)


_CALENDAR = frozenset(
    "week weekend woche semaine semana settimana new neu nouveau nuevos novidades nuovi les los le "
    "as os das die der the".split()
)
_OPENING = frozenset(
    "premiere before_day before_month place_words relative auxiliary by of from_word".split()
)


def _of_calendars(words: Words, at: int) -> bool:
    return (
        any(
            mark.last > at
            for first in range(max(0, at - 3), at + 1)
            for mark in words.at.get(first, ())
            if mark.sort in ("release", "weekday", "month", "place", "medium", "film", "loose")
        )
        or words.low[at] in _CALENDAR
    )


def beside(words: Words, mention: Mention, language: str) -> list[str]:
    """The titles of "14 June 2024: Inside Out 2", "Poor Things – from 12 January"."""
    if not (mention.day or mention.month or mention.season or mention.quarter):
        return []
    if "'," in words.text and (words.text.count("',") > 3 or _TIMED.search(words.text)):
        return []  # a row of data, not of a calendar
    if _FIELD.match(words.text):
        return []
    count = len(words)
    if _opens(words, mention):
        start = mention.last
        while start < count and (words.words[start] in _SEPARATORS or words.words[start] == ")"):
            start += 1
        if start == mention.last and not _listed_after(words, start):
            return []
        return _several_titles(words, start, count, mention, language)
    end = _closes(words, mention)
    if end is None:
        return []
    if _speaks(words, 0, end, mention):
        return []
    found = title(words, 0, end, language)
    if found is None or (language == "en" and not _like_title(found)):
        return []
    return [found]


def _opens(words: Words, mention: Mention) -> bool:
    """Whether the date stands first, after no more than "from" or a bracket."""
    return (
        all(
            words.words[k] in "([•*" or words.low[k] in _SIGNS for k in range(min(mention.first, 6))
        )
        and mention.first <= 3
    )


def _listed_after(words: Words, at: int) -> bool:
    return at < len(words) and words.words[at] in _QUOTES


def _closes(words: Words, mention: Mention) -> int | None:
    """Where the title ends whose date closes the line, with a bracket after it at most."""
    after = mention.last
    if after < len(words) and words.words[after] == ")":
        after += 1
    if after < len(words) and words.words[after] in "([":
        after = len(words) if words.words[-1] in ")]" else after
    while after < len(words) and words.words[after] in ".,;*":
        after += 1
    if after < len(words):
        return None
    at = mention.first
    while at and (words.low[at - 1] in _SIGNS or words.words[at - 1] in "'’"):
        at -= 1
    if at == 0 or (words.words[at - 1] not in _SEPARATORS and words.words[at - 1] not in "(["):
        return None
    return at - 1


def _several_titles(
    words: Words, first: int, last: int, mention: Mention, language: str
) -> list[str]:
    """The titles of a stretch: one, or several parted by commas."""
    if _speaks(words, first, last, mention):
        return []
    cuts, depth = [first], 0
    for at in range(first, last):
        depth += (words.words[at] in "([") - (words.words[at] in ")]")
        if depth == 0 and words.words[at] in ",;":
            cuts.append(at + 1)
    parts = list(zip(cuts, [c - 1 for c in cuts[1:]] + [last], strict=True))
    found = [title(words, *part, language) for part in parts if part[1] > part[0]]
    bracketed = sum(words.words[stop - 1] in ")]" for _, stop in parts if stop > first)
    if len(parts) > 1 and all(found) and (bracketed >= len(parts) - 1 or len(parts) > 2):
        return [text for text in found if text]
    if len(parts) > 1 and all(
        capital(words.words[start]) and _large(words, start, stop) for start, stop in parts
    ):
        return [text for text in found if text]
    whole = title(words, first, last, language)
    return [whole] if whole else []


def _large(words: Words, first: int, last: int) -> bool:
    long = [w for w in words.words[first:last] if len(w) > 3 and w.isalpha()]
    return all(w[0].isupper() for w in long)


def _speaks(words: Words, first: int, last: int, mention: Mention) -> bool:
    """Whether a verb of release stands outside the title and the date: no calendar line."""
    return any(
        not mention.first <= m.first < mention.last
        and words.words[m.first][0].islower()
        and words.low[m.first] not in _SIGNS
        for m in words.marks("release", "premiere", "other", "moved", "not_film")
        if first <= m.first < last and not _in_bracket(words, m.first)
    )


def _in_bracket(words: Words, at: int) -> bool:
    for k in range(at, max(-1, at - 10), -1):
        if words.words[k] == ")":
            return False
        if words.words[k] == "(":
            return True
    return False


def title(words: Words, first: int, last: int, language: str) -> str | None:
    """The title that a stretch begins with: up to a bracket, a dash or its maker's name."""
    while first < last and not words.words[first][0].isalnum():
        first += 1
    quoted = first > 0 and words.words[first - 1] in _QUOTES
    for at in range(first + 1, last):
        if (
            quoted
            and words.words[at] in _QUOTES
            and (words.words[at] not in "'’" or not _glued(words, at))
        ):
            last = at
            break
        if words.words[at] in "–—-" and language != "en" and _second_line(words, at, last):
            continue
        if words.words[at] in "([|" or (words.words[at] in "–—-" and _apart(words, at)):
            last = at
            break
        if words.words[at] == ":" and _describes(words, at + 1, last):
            last = at
            break
    while last > first and words.words[last - 1] in ",;:":
        last -= 1
    if language in ROMANCE:
        last = _before_name(words, first, last)
    if not 0 < last - first <= LONGEST:
        return None
    head = words.words[first]
    if not (head[0].isupper() or head[0].isdigit()):
        return None
    if words.low[first] in NEVER and last - first == 1:
        return None
    if any(
        words.one(at, sort) and words.words[at][0].islower()
        for at in range(first, last)
        for sort in ("release", "premiere", "other", "not_film")
    ):
        return None
    text = clean_title(words.quote(first, last))
    if "]" in text and "[" not in text:
        return None  # "[Nationwide / 15]": where a film runs, and for whom
    quoted_alone = last - first < len(words) and not any(w.isalpha() for w in words.words)
    if text.isdigit() and (quoted_alone or _ISO.search(words.text)):
        return None  # a field of a row
    return text if any(c.isalnum() for c in text) else None


def _glued(words: Words, at: int) -> bool:
    """Whether a letter follows an apostrophe at once."""
    return (
        at + 1 < len(words)
        and words.spans[at + 1][0] == words.spans[at][1]
        and words.words[at + 1][0].isalnum()
    )


def _apart(words: Words, at: int) -> bool:
    """Whether a dash stands between spaces; one inside "Spider-Man" parts nothing."""
    after = at + 1 < len(words) and words.spans[at + 1][0] > words.spans[at][1]
    return bool(after and words.spans[at][0] > words.spans[at - 1][1])


def _second_line(words: Words, dash: int, last: int) -> bool:
    """ "Downton Abbey - Il gran finale": few words after the dash, none of them a company."""
    rest = words.words[dash + 1 : last]
    return (
        0 < len(rest) <= 5
        and capital(rest[0])
        and all(w.isalnum() for w in rest)
        and not any(w.casefold() in COMPANY for w in rest)
        and last == len(words)
    )


def _describes(words: Words, first: int, last: int) -> bool:
    """Whether a colon leads to a description, not to the second line of a title."""
    rest = [w for w in words.words[first:last] if w.isalpha()]
    small = sum(w[0].islower() for w in rest)
    return len(rest) > 4 and small > 0.5 * len(rest)


def _before_name(words: Words, first: int, last: int) -> int:
    """ "L'Étranger de François Ozon": the title ends before its maker's name."""
    for k in range(last - 2, first, -1):
        if not capital(words.words[k]) and words.words[k] not in "'’-.":
            named = last - k - 1 >= 2 and words.low[k] in ("de", "di", "d")
            return k if named else last
    return last


def title_alone(words: Words, role: str, language: str) -> str | None:
    """The title of a line that stands under a date: "Red One", "Dead Reckoner (15) – Cops."."""
    text = words.text
    if len(text) > 240 or len(words) < 1 or not _begins(text):
        return None
    if _LABEL.match(text) or words.low[0] in _NO_TITLE:
        return None
    found = title(words, 0, len(words), language)
    if found is None:
        return None
    cut = len(found.split()) < len(text.split()) - 1
    if cut and not re.match(r".{0,3}" + re.escape(found[:20]) + r".{0,80}?\s*[(–—|:-]", text):
        quoted = words.words[0] in _QUOTES
        if not quoted and language not in ROMANCE:
            return None
    if not cut and text[-1] in ".,;:" and not quoted_item(text):
        return None
    if not cut and role != "item" and len(found.split()) > 8:
        return None
    if any(
        words.one(k, sort) for k in (0, 1) if k < len(words) for sort in ("pronouns", "credits")
    ):
        return None
    if language == "en" and role != "item" and not _like_title(found):
        return None
    if any(
        words.one(k, sort) and words.words[k][0].islower()
        for k in range(min(len(words), len(found.split()) + 1))
        for sort in _TALKS
    ):
        return None
    return found


def quoted_item(text: str) -> bool:
    """ "- 'Example'. A new comedy ...": how a list of titles in quotation marks begins."""
    return text[0] in "-–•" and text[1:].lstrip()[:1] in _QUOTES


_NO_TITLE = frozenset(
    "read watch click see check follow subscribe share book buy get find more our the_ also click "
    "lesen mehr jetzt lire voir plus leer ver más leggi guarda leia veja lees bekijk".split()
)


def _begins(text: str) -> bool:
    head = text.lstrip("-–•\"'“„«‘¿¡*_ ")[:1]
    return head.isupper() or head.isdigit()


def _like_title(text: str) -> bool:
    long = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return sum(w[0].isupper() for w in long) >= 0.6 * len(long)
