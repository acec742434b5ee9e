"""Which language a text is in, by its most common words."""

from collections import Counter
from functools import cache

from releases.reading.languages import CODES, TOKEN, language

_ENOUGH = 6000


@cache
def _votes() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each common word and how strongly it speaks for each language that uses it."""
    users: dict[str, list[str]] = {}
    for code in CODES:
        known = language(code)
        names = {
            word
            for word, entries in known.phrases.items()
            if len(word) > 3
            and any(m.sort in ("month", "weekday") and not rest for rest, m in entries)
        }
        for word in known.stop_words | names:
            users.setdefault(word, []).append(code)
    return {word: tuple((code, 1 / len(codes)) for code in codes) for word, codes in users.items()}


def recognise(text: str, declared: str | None = None) -> str:
    """The code of the language that most of the text is in; English where nothing tells."""
    votes = _votes()
    score: Counter[str] = Counter()
    for word, count in Counter(TOKEN.findall(text[:_ENOUGH].casefold())).items():
        for code, weight in votes.get(word, ()):
            score[code] += weight * min(count, 8)  # type: ignore[assignment]
    if declared and declared[:2] in CODES:
        score[declared[:2]] += 3
    if not score:
        return "en"
    return max(CODES, key=lambda code: (score[code], code == "en"))
