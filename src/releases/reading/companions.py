"""Several films of one date: "A and B open on Friday", "„A“, „B“ und „C“ starten"."""

from collections.abc import Callable

from releases.reading.lines import Line
from releases.reading.marks import Words
from releases.reading.names import Candidate, capital, clean_title, key_of

_QUOTES = frozenset("\"'“”„«»‘’*_")
_MOST = 12


def companions(line: Line, title: str, told: Callable[[str], bool]) -> tuple[str, ...]:
    """The films of one event in place of `title`, in their order; empty if it stands alone.

    Quoted titles in a row belong together. Plain names do if their verb is a plural, or if one
    of them is known (`told` says of a key whether the film is named elsewhere).
    """
    key = key_of(title)
    chosen = next((c for c in line.candidates if c.first >= 0 and c.key == key), None)
    if chosen is None:
        return ()
    if chosen.strong:
        return _row(line, chosen)
    return _parted(line, chosen, told)


def _row(line: Line, chosen: Candidate) -> tuple[str, ...]:
    strong = sorted((c for c in line.candidates if c.strong), key=lambda c: c.first)
    place = next((k for k, c in enumerate(strong) if c is chosen), None)
    if place is None:
        return ()
    first = last = place
    while first and _listed(line.words, strong[first - 1].last, strong[first].first):
        first -= 1
    while last + 1 < len(strong) and _listed(line.words, strong[last].last, strong[last + 1].first):
        last += 1
    if first == last or last - first > _MOST:
        return ()
    return tuple(c.text for c in strong[first : last + 1])


def _listed(words: Words, start: int, stop: int) -> bool:
    """Whether nothing but a comma, an "and" or a bracket stands between two titles."""
    parted = depth = 0
    by = False
    for at in range(start, stop):
        word = words.words[at]
        depth += (word == "(") - (word == ")")
        if depth > 0 and word[0].isdigit():
            return False  # each has its own date in brackets
        if depth > 0 or word == ")" or word in _QUOTES:
            continue
        if word == "," or words.low[at] in _AND:
            parted += 1
        elif words.low[at] in _BY:
            by = True
        elif words.low[at] not in _LINKS and not (by and (capital(word) or word in "'’-.")):
            return False
    return 0 < parted <= 2 and stop - start <= 12


_AND = frozenset("and und et y e en ed & plus sowie".split())
_BY = frozenset("de d di del da do von van by".split())
_LINKS = frozenset("also auch aussi también anche também ook the".split())


def _parted(line: Line, chosen: Candidate, told: Callable[[str], bool]) -> tuple[str, ...]:
    words = line.words
    join = next(
        (
            k
            for k in range(chosen.last - 2, chosen.first, -1)
            if words.low[k] in _AND and capital(words.words[k + 1])
        ),
        None,
    )
    before = _before(line, chosen)
    if join is None and before is None:
        return ()
    parts = [(chosen.first, chosen.last)]
    if join is not None:
        parts = [(chosen.first, join), (join + 1, chosen.last)]
    while before is not None:
        parts.insert(0, (before.first, before.last))
        before = _before(line, before) if len(parts) < _MOST else None
    texts = [clean_title(words.quote(*part)) for part in parts]
    if not _plural(words, chosen.last) and not any(told(key_of(text)) for text in texts):
        return ()
    return tuple(text for text in texts if text)


def _before(line: Line, c: Candidate) -> Candidate | None:
    """A name that a comma or an "and" parts from the one at hand: "A, B and C open"."""
    words = line.words
    at = c.first - 1
    if at < 1 or not (words.words[at] == "," or words.low[at] in _AND):
        return None
    at -= words.words[at - 1] == ","
    return next(
        (o for o in line.candidates if o.last == at and o.score > -1 and not o.strong), None
    )


def _plural(words: Words, at: int) -> bool:
    for k in range(at, min(at + 3, len(words))):
        if words.one(k, "plural"):
            return True
        if not words.one(k, "auxiliary"):
            return False
    return False
