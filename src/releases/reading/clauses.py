"""Which words of a sentence govern which date: the sentence cut into events, one a date."""

from itertools import pairwise

from releases.reading.given_up import INSTEAD
from releases.reading.marks import Mark, Words
from releases.reading.mentions import Event, Mention
from releases.reading.moves import THAN, former
from releases.reading.predicates import of_old_slot

_OWNERS = ("release", "loose", "premiere", "moved", "other", "debut", "medium", "promotion")
_COST = {"release": 0.0, "premiere": 0.0, "moved": 0.0, "other": 0.5, "debut": -2.0, "loose": 1.5,
         "medium": 5.0, "promotion": 3.0}  # fmt: skip


def events(words: Words, mentions: list[Mention], quoted: set[int]) -> list[Event]:
    """The events of a sentence, in order. `quoted` words are inside titles and govern nothing."""
    if not mentions:
        return []
    marks = [
        m for m in words.marks(*_OWNERS)
        if m.first not in quoted and not _inert(m, words) and not of_old_slot(m, words)
    ]  # fmt: skip
    cuts = [0]
    for left, right in pairwise(mentions):
        cuts.append(_cut(words, cuts[-1], left, right, marks))
    cuts.append(len(words))
    out: list[Event] = []
    for number, mention in enumerate(mentions):
        first, last = cuts[number], cuts[number + 1]
        owner = _owner(words, mention, first, last, marks)
        event = Event(mention, first, last, owner)
        event.former = former(words, event, marks)
        out.append(event)
    _inherit(words, out)
    for event in out:
        source = event.owner_event
        if (
            event.inherited
            and source
            and source.former
            and source.mention.first < event.first
            and event.owner
            and event.owner.sort != "moved"
            and not words.ending(event.mention.first, "to_word")
            and INSTEAD.isdisjoint(words.low[event.first : event.first + 2])
        ):
            event.former = True  # "initially due on 12 May, then on 4 August"
        _verb_for_medium(words, event)
        _held(words, event)
        _narrow(words, event, marks)
    return out


_TOLD = ("release", "premiere", "moved", "loose")
_VERBS = ("release", "premiere", "moved", "other", "debut")


def _verb_for_medium(words: Words, event: Event) -> None:
    """A date beside "in cinemas" is owned by the verb before it, if the stretch has one."""
    owner = event.owner
    if owner is None or event.inherited:
        return
    phrase = owner.sort == "release" and (
        words.one(owner.first, "place_words") is not None
        and words.marks_between(owner.first, owner.last, "medium")
    )
    if owner.sort not in ("medium", "loose") and not phrase:
        return
    before = [
        m for m in words.marks("release", "premiere", "loose", "moved")
        if event.first <= m.first and m.last <= owner.first
        and (owner.sort != "loose" or m.sort != "loose")
    ]  # fmt: skip
    if before and not any(
        ((join := words.one(at, "joins")) and not _joins_media(words, join))
        or (words.words[at] == "," and owner.sort != "medium")
        for at in range(before[-1].last, owner.first)
    ):
        # "re-released", "scheduled for release": the whole phrase, not its last word
        event.owner = next(m for m in before if m.last == before[-1].last)


_HELD = frozenset("statt held place lieu lugar luogo".split())
_SHOWN = frozenset(
    "premiere deutschlandpremiere weltpremiere uraufführung première avant estreno anteprima "
    "estreia screening".split()
)


def _held(words: Words, event: Event) -> None:
    """ "The premiere, which ..., was held on 8 March": what was held is what the date is of."""
    owner = event.owner
    if owner is None or owner.sort != "other" or words.low[owner.last - 1] not in _HELD:
        return
    low = min(owner.first, event.mention.first)
    before = [m for m in words.marks("premiere") if m.last <= low]
    if before and words.low[before[-1].last - 1] in _SHOWN and before[-1].first <= 6:
        event.owner = before[-1]
        event.first = min(event.first, before[-1].first)


def _narrow(words: Words, event: Event, marks: list[Mark]) -> None:
    """Draw the stretch in where another verb, not part of the owner's group, begins."""
    owner = event.owner
    if owner is None or event.inherited:
        return
    low, high = min(owner.first, event.mention.first), max(owner.last, event.mention.last)
    for mark in reversed(
        [
            m
            for m in marks
            if m.sort in (*_VERBS, "loose") and event.first <= m.first and m.last <= low
        ]
    ):
        parted = [
            at for at in range(mark.last, low) if words.words[at] in ",;:" or words.one(at, "joins")
        ]
        if low - mark.last <= 2 and not parted:
            low = mark.first
            continue
        event.first = parted[0] if parted else mark.last
        break
    for mark in [m for m in marks if m.sort in _VERBS and high <= m.first < event.last]:
        parted = [
            at
            for at in range(high, mark.first)
            if words.words[at] in ",;:" or words.one(at, "joins")
        ]
        if parted and owner.sort == "premiere" and _at_festival(words, mark.last, event.last):
            break  # "premiered on 27 August, opening at the Venice Film Festival"
        if parted and words.low[parted[-1] + 1] in _TOGETHER:
            continue
        if parted:
            event.last = parted[-1]
        elif mark.sort == "other":
            event.last = mark.first
        break


_TOGETHER = frozenset(
    "simultaneously both exclusively only gleichzeitig simultáneamente simultaneamente "
    "simultanément contemporaneamente gelijktijdig".split()
)


def _at_festival(words: Words, first: int, last: int) -> bool:
    return any(first <= m.first < min(last, first + 6) for m in words.marks("festival"))


def _inert(mark: Mark, words: Words) -> bool:
    """A capitalised verb inside a sentence is part of a name, in languages with small verbs.

    Nor does "earlier than announced" say when anything was announced.
    """
    if mark.sort == "other" and not THAN.isdisjoint(words.low[max(0, mark.first - 2) : mark.first]):
        return True
    if words.low[mark.first] in _NAMED and words.words[mark.first][0].isupper():
        return mark.first > 0 and words.words[mark.first - 1][0].isupper()
    return (
        mark.sort == "other"
        and mark.first > 0
        and words.words[mark.first][0].isupper()
        and words.words[mark.first - 1] not in ".:"
        and words.inflected_small
    )


def _cut(words: Words, start: int, left: Mention, right: Mention, marks: list[Mark]) -> int:
    """Where the words about one date end and those about the next begin."""
    low, high = left.last, right.first
    if not any(start <= m.first < left.first for m in marks):
        # the date stands first, or its verb last: the next verb is its own
        own = next((m for m in marks if low <= m.first < high and m.sort != "medium"), None)
        if own and left.first > start + 5 and own.first > low + 2:
            own = None
        if own and not any(words.one(at, "joins") for at in range(low, own.first)):
            low = own.last
            for mark in marks:
                near = low - 1 <= mark.first <= low + 1
                ends = own.sort in _TOLD and _place_of(words, mark, low)
                if mark.last <= high and (near or ends):
                    low = max(low, mark.last)
            if not any(
                words.words[at] in ",;:–—(" or words.one(at, "joins") for at in range(low, high)
            ):
                return low
    between = [m for m in marks if low <= m.first < high and m.sort not in ("medium", "loose")]
    between = [m for m in between if not _completes(words, m, low, high)]
    between = between or [m for m in marks if low <= m.first < high and m.sort == "loose"]
    if not between:
        media = [m for m in marks if low <= m.first < high and m.sort == "medium"]
        if media and any(words.words[at] == "," for at in range(low, media[0].first)):
            between = media
    joins = [m for m in words.marks("joins") if low <= m.first < high]
    if between:
        first_cue = between[0].first if len(between) == 1 else between[-1].first
        earlier = [m for m in joins if m.first <= between[0].first]
        if earlier:
            return earlier[-1].first
        commas = [i for i in range(low, between[0].first) if words.words[i] in ",.;:–—("]
        if commas:
            return commas[-1]
        del first_cue
        return between[0].first
    joins = [m for m in joins if not _joins_alike(words, m)]
    if joins:
        return joins[-1].first
    stops = [
        i for i in range(low, high) if words.words[i] in ",;|/–—(" and not _inside_place(words, i)
    ]
    if stops:
        return stops[-1]
    return low


def _place_of(words: Words, mark: Mark, low: int) -> bool:
    """ "Am 4. Mai startet Example im Kino, am 11. Mai": the medium ends the first part."""
    return (
        mark.first > low
        and mark.sort in ("release", "medium")
        and words.one(mark.first, "place_words") is not None
        and not any(
            words.words[at] in ",;:–—(" or words.one(at, "joins") for at in range(low, mark.first)
        )
    )


def _completes(words: Words, mark: Mark, low: int, high: int) -> bool:
    """ "on 6 November in cinemas, after ...": the medium right after a date belongs to it."""
    return (
        mark.first - low <= 1
        and mark.sort == "release"
        and words.one(mark.first, "place_words") is not None
        and words.marks_between(mark.first, mark.last, "medium")
        and any(words.words[at] == "," for at in range(mark.last, high))
    )


def _joins_media(words: Words, join: Mark) -> bool:
    last = join.last + (words.one(join.last, "place_words") is not None)
    return bool(
        words.ending(join.first, "medium")
        and (words.one(join.last, "medium") or (last < len(words) and words.one(last, "medium")))
    )


def _joins_alike(words: Words, join: Mark) -> bool:
    """Whether a join stands between two places or two media ("the UK and Ireland")."""
    for sort in ("place", "medium", "city"):
        left, right = words.ending(join.first, sort), words.one(join.last, sort)
        if left and right and (sort != "medium" or left.value == right.value):
            return True
    return False


def _inside_place(words: Words, comma: int) -> bool:
    return bool(
        (words.ending(comma, "city") or words.ending(comma, "place"))
        and (words.one(comma + 1, "place") or words.one(comma + 1, "city"))
        and words.ending(comma, "city")
    )


def _owner(words: Words, mention: Mention, first: int, last: int, marks: list[Mark]) -> Mark | None:
    best: tuple[float, Mark] | None = None
    for mark in marks:
        if not (first <= mark.first < last) or (
            mark.first >= mention.first and mark.last <= mention.last
        ):
            continue
        if mark.first < mention.last and mark.last > mention.first and mark.sort == "other":
            continue
        after = mark.first >= mention.last
        gap = mark.first - mention.last if after else mention.first - mark.last
        cost = max(0, gap) + _COST[mark.sort] + (1.5 if after else 0)
        low, high = (mention.last, mark.first) if after else (mark.last, mention.first)
        if (
            after
            and mention.first > first + 5
            and any(
                words.words[at] == ","
                or ((join := words.one(at, "joins")) and not _joins_alike(words, join))
                for at in range(low, high)
            )
        ):
            continue
        if after and any(m.sort == "moved" and mention.last <= m.first < mark.first for m in marks):
            continue
        if not after and any(
            m.sort == "moved"
            and mark.last <= m.first < mention.first
            and not _moved_to(words, mention, m)
            for m in marks
        ):
            continue
        if mark.sort == "moved" and not _moved_to(words, mention, mark):
            continue
        if (
            after
            and mention.first > first + 3
            and mark.sort in ("other", "debut", "promotion")
            and any(words.one(at, "joins") or words.words[at] in ",–—|" for at in range(low, high))
        ):
            continue
        for at in range(low, max(low, high)):
            word = words.words[at]
            join = words.one(at, "joins")
            if join and not _joins_alike(words, join):
                cost += 4 if after else 3
            elif word == ",":
                cost += 1.5 if after else 0.3
            elif word in "()":
                cost += 1.5
        if mark.sort == "medium" and mark.value == "premiere":
            cost -= 1
        cost -= 0.2 * (mark.last - mark.first)
        if best is None or cost < best[0]:
            best = (cost, mark)
    if best is None or best[0] >= 45:
        return None
    owner = best[1]
    for mark in marks:
        if mark.sort == owner.sort and mark.first < owner.first and mark.last >= owner.last:
            owner = mark
    return owner


def _moved_to(words: Words, mention: Mention, mark: Mark) -> bool:
    """Whether a move names this date as its end, or as what it leaves."""
    at = mention.first
    if mention.until:
        return True
    if mark.first >= mention.last:
        apart = any(words.words[k] == "," for k in range(mention.last, mark.first))
        return not apart and bool(words.ending(at, "until") or words.ending(at, "to_word"))
    for back in range(at, max(at - 3, mark.last - 1), -1):
        if (
            words.ending(back, "until")
            or words.ending(back, "to_word")
            or words.ending(back, "from_word")
        ):
            return True
    return at - mark.last <= 1


_NAMED = frozenset("releasing distribution distribuzione distribución".split())


def _inherit(words: Words, out: list[Event]) -> None:
    for number, event in enumerate(out):
        if event.owner is None and any(
            event.first <= m.first < event.mention.first for m in words.marks("moved", "other")
        ):
            continue
        if event.owner is not None and event.owner.sort != "medium":
            continue
        if number and out[number - 1].owner is not None:
            earlier = out[number - 1]
            verb = earlier.owner and earlier.owner.sort in _TOLD
            if event.owner is None or (verb and not _own_clause(words, event)):
                event.inherited = True
                event.owner_event = earlier.owner_event or earlier
                event.owner = event.owner or earlier.owner
        elif event.owner is None:
            following = next((e for e in out[number + 1 :] if e.owner is not None), None)
            if (
                following
                and following.owner
                and following.owner.sort not in ("other", "debut")
                and _daylike(event.mention) == _daylike(following.mention)
                and following.mention.first - event.mention.last < 12
            ):
                event.owner, event.inherited, event.owner_event = following.owner, True, following


def _daylike(mention: Mention) -> bool:
    return bool(mention.day or mention.turn in ("next-day", "same-day", "after"))


def _own_clause(words: Words, event: Event) -> bool:
    return event.first < len(words) and words.words[event.first] in ";."
