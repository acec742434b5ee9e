"""Dates of which a sentence says that they no longer hold: "nicht mehr am 2. April"."""

from releases.reading.marks import Words
from releases.reading.mentions import Event

# "not on 9 October but on 4 December"
INSTEAD = frozenset("but sondern mais sino ma bensì mas sim maar".split())

# "was not released as planned until 2 April": that day holds
_ANEW = INSTEAD | frozenset("until till bis avant hasta fino até tot".split())


def denied(words: Words, event: Event) -> bool:
    """ "will no longer open on 2 April", "nicht wie zunächst geplant am": the day is given up."""
    pairs = words.language.denials
    if not any(opening in words.low for opening, _, _ in pairs):
        return False
    at = event.mention.first
    stretch = words.low[event.first : at]
    for opening, closing, reach in pairs:
        if opening not in stretch or closing not in stretch:
            continue
        start = stretch.index(opening)
        if closing not in stretch[start + 1 : start + 1 + reach]:
            continue
        end = event.first + stretch.index(closing, start + 1) + 1
        # "no longer a secret and opens on ..." has begun anew
        anew = any(
            words.one(k, "joins") or words.low[k] in _ANEW or words.words[k] in ":—–"
            for k in range(end, at)
        )
        if at - end <= 12 and not anew:
            return True
    return False
