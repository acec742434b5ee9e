"""Days on which something was told: "Am 4. März bestätigte der Verleih, dass …"."""

from releases.reading.marks import Words
from releases.reading.mentions import Mention

_NEAR = 7


def day_of_news(words: Words, m: Mention) -> bool:
    """Whether a sentence opens with the day on which something was told, and no release."""
    language = words.language
    if m.first > 2 or not language.told:
        return False
    for k in range(m.last, min(len(words), m.last + _NEAR)):
        word = words.low[k]
        if any(words.one(k, sort) for sort in ("release", "premiere", "moved")):
            return False
        if word in language.told:
            return not language.that.isdisjoint(words.low[k + 1 : k + 1 + _NEAR])
        if word in language.told_apart:
            return language.told_apart[word] in words.low[k + 1 :]
    return False
