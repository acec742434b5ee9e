"""Dates that a text gives up: of a move only the new date holds."""

from releases.reading.announcements import day_of_news
from releases.reading.given_up import denied
from releases.reading.marks import Mark, Words
from releases.reading.mentions import Event

_NOT = frozenset("not nicht non pas não niet".split())
THAN = frozenset("than als que".split())
_DONE = frozenset("aired released premiered opened shown broadcast screened debuted".split())
_SINCE = frozenset("since seit depuis desde dal dall sinds".split())


def former(words: Words, event: Event, marks: list[Mark]) -> bool:
    """A date that was given up: "from 17 June" of a move, "formerly 14 January"."""
    m = event.mention
    if m.first and m.bare and words.low[m.first - 1] in _SINCE:
        return True  # "the first such release since 2019"
    before = m.first
    while before > 0 and before > m.first - 3 and words.ending(before, "before_day"):
        before -= 1
    if before and words.low[before - 1] in _NOT:
        return True
    if _told_in(words, event, marks) or day_of_news(words, m) or denied(words, event):
        return True
    for mark in words.marks("former"):
        if mark.first and words.low[mark.first - 1] in THAN and words.words[mark.first - 2] != ",":
            continue
        if words.words[mark.last : mark.last + 1] in ([","], ["."]) and mark.last <= m.first:
            continue  # "fand am 28. Juni statt, der Kinostart war am ..."
        owner = event.owner
        if owner and mark.last <= owner.first < m.first:
            if "," in words.words[mark.last : owner.first]:
                continue  # "Originally shown by Ann Example, it was released on disc in 1993"
            if owner.first <= mark.last + 1 and words.low[owner.first] in _DONE:
                continue  # "It originally aired on 6 December 1986"
        if event.first <= mark.first and mark.last <= m.first and m.first - mark.last <= 14:
            later = [
                k for k in marks
                if k.sort == "moved" and mark.last <= k.first < m.first
            ]  # fmt: skip
            if not later:
                return True
    if any(k.sort == "moved" and k.first > m.last for k in marks) and (
        words.ending(m.first, "from_word") and not m.until
    ):
        return True
    moved = [k for k in marks if k.sort == "moved" and k.first < m.first and m.first - k.last < 12]
    if moved:
        for at in range(max(moved[-1].last, m.first - 4), m.first):
            if words.one(at, "from_word"):
                return not any(
                    words.one(k, "until") or words.one(k, "to_word") for k in range(at + 1, m.first)
                )
    return False


def _told_in(words: Words, event: Event, marks: list[Mark]) -> bool:
    """ "In March the film was pushed back to 5 May": when it was told, and no release."""
    m = event.mention
    if m.first > 2 or m.day or m.turn or "moved" not in words.by_sort:
        return False
    if not words.ending(m.first, "before_month"):
        return False
    move = next((k for k in marks if k.sort == "moved" and k.first >= m.last), None)
    if move is None or any(k.sort == "release" and k.first < m.first for k in marks):
        return False
    after = range(move.last, min(len(words), move.last + 8))
    return any(
        words.one(k, "to_word") or words.one(k, "until") for k in after if words.words[k] != ":"
    ) and any(k > m.last and words.words[k].isdigit() for k in after)


def leaves_one_day_for_another(words: Words, event: Event) -> bool:
    """Whether "from 5 to 19 June" tells of a move and not of a run: the 19th holds then."""
    first, until = event.mention, event.mention.until
    if until is None:
        return False
    if event.owner and event.owner.sort == "moved":
        return True
    if first.day and until.day and (first.year is None or first.year == until.year):
        backwards = (first.month or 0, first.day) > (until.month or 0, until.day)
        if backwards and first.month == until.month:
            return True
        if backwards and words.marks("moved"):
            return True
    return words.ending(first.first, "from_word") is not None and any(
        m.first < first.first for m in words.marks("moved")
    )
