"""Dates that a text takes back without telling another: "postponed indefinitely", "abgesagt"."""

import re
from bisect import bisect_right

from releases.model.release import Kind
from releases.reading.lines import Line
from releases.reading.names import key_of
from releases.reading.settling import Draft

# Looked for first, since most texts hold none of them.
_STEMS = (
    "indefini", "unbestimmt", "indétermin", "destinarsi", "onbepaald", "indetermin", "n fecha",
    "m data", "undated", "further notice", "cancel", "abgesagt", "annul", "ultérieur", "schedule",
    "calendar",
)  # fmt: skip
_OPEN = re.compile(
    r"indefinitely|\bundated\b|until further notice"
    r"|(?:pulled|removed|taken|dropped)[^.]{0,40} (?:from|off) (?:the|its) (?:release )?"
    r"(?:schedule|calendar)"
    r"|auf unbestimmte Zeit"
    r"|dates?[^.,]{0,25} (?:indéterminée|ultérieure)s?"
    r"|data da destinarsi|tempo indeterminato"
    r"|sin fecha|indefinidamente|fecha indefinida"
    r"|tempo indeterminado|sem data|data indefinida"
    r"|onbepaalde tijd"
    r"|(?P<off>\b(?:was|were|been|is|are|now|also) cancell?ed\b"
    r"|\bcancelad[oa]s?\b|abgesagt|\bannul(?:é|lat|eerd))",
    re.I,
)
_FAR = 6  # sentences back to the date that is taken back


def may_take_back(text: str) -> bool:
    """A cheap first look: whether a text holds any word of taking a date back."""
    return any(map(text.__contains__, _STEMS))


def standing(drafts: list[Draft], lines: list[Line], text: str) -> list[Draft]:
    """The drafts without those whose film the text later leaves without a date.

    What has happened stays, and so does a premiere, unless it is itself what was called off.
    """
    if not drafts:
        return drafts
    starts = [line.sentence.start for line in lines]
    for found in _OPEN.finditer(text):
        number = bisect_right(starts, found.start()) - 1
        gone = _taken_back(drafts, lines, number, found.start(), called_off=bool(found["off"]))
        drafts = [draft for draft in drafts if draft not in gone]
    return drafts


def _taken_back(
    drafts: list[Draft], lines: list[Line], number: int, place: int, *, called_off: bool
) -> list[Draft]:
    before = [d for d in drafts if d.place < place and number - _FAR <= d.line <= number]
    here = [d for d in before if d.line == number]
    named = _named(lines[number], here, place)
    gone = [d for d in here if key_of(d.statement.title) in named and not d.past]
    if here and not gone:
        return []
    earlier = [d for d in before if d.line < number]
    if not here:
        told = {key_of(d.statement.title) for d in earlier}
        named = named & told or ({key_of(earlier[-1].statement.title)} if earlier else set())
    return gone + [
        d for d in earlier
        if key_of(d.statement.title) in named and not d.past
        and (d.line == number - 1 if called_off else d.statement.kind is not Kind.PREMIERE)
    ]  # fmt: skip


def _named(line: Line, here: list[Draft], place: int) -> set[str]:
    """The films that a sentence leaves without a date: all before it, up to another film's name."""
    offset = line.sentence.start
    titles = {key_of(d.statement.title) for d in here}
    if not here:
        return {c.key for c in line.candidates if c.score > -2}
    latest = max(d.place for d in here)
    other = [
        c for c in line.candidates
        if c.first >= 0 and c.score > -1 and c.key not in titles
        and latest < offset + line.words.spans[c.first][0] < place
    ]  # fmt: skip
    return set() if other else titles
