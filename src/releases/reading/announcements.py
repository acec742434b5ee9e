"""Days on which something was told: "Am 4. März bestätigte der Verleih, dass …"."""

from releases.reading.marks import Words
from releases.reading.mentions import Mention

_TOLD = frozenset(
    "bestätigte bestätigten verkündete meldete berichtete bestätigt verkündet gemeldet "
    "confirmé confirmait révélé révélait indiqué précisé dévoilé rapporté "
    "bevestigde meldde onthulde bevestigd gemeld".split()
)
_THAT = frozenset("dass que qu dat".split())
# verbs in two parts, the second at the end of the clause
_PARTED = {
    "gab": "bekannt", "gaben": "bekannt", "kündigte": "an", "kündigten": "an", "teilte": "mit",
    "teilten": "mit", "maakte": "bekend", "maakten": "bekend", "kondigde": "aan",
    "kondigden": "aan",
}  # fmt: skip
_NEAR = 7


def day_of_news(words: Words, m: Mention) -> bool:
    """Whether a sentence opens with the day on which something was told, and no release."""
    if m.first > 2 or words.code not in ("de", "fr", "nl"):
        return False
    for k in range(m.last, min(len(words), m.last + _NEAR)):
        word = words.low[k]
        if any(words.one(k, sort) for sort in ("release", "premiere", "moved")):
            return False
        if word in _TOLD:
            return not _THAT.isdisjoint(words.low[k + 1 : k + 1 + _NEAR])
        if word in _PARTED:
            return _PARTED[word] in words.low[k + 1 :]
    return False
