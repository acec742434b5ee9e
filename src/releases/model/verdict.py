"""Which date holds: what a new claim does to the date that a release has.

The rule, in short. A person's statement holds until an official source changes its own statement
afterwards; a source's first contradiction is a conflict and moves nothing. Between sources the
configured order decides, within a class the latest. A finer date refines, a coarser one confirms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from releases.model.dates import ReleaseDate
from releases.model.release import Claim, SourceClass

OFFICIAL = frozenset({SourceClass.TMDB, SourceClass.WIKIDATA})
DEFAULT_ORDER = (
    SourceClass.TMDB,
    SourceClass.WIKIDATA,
    SourceClass.ARTICLE,
    SourceClass.FEED,
    SourceClass.FILE,
)
PLACEHOLDER_DAYS = 30


class Effect(StrEnum):
    """What a claim does, each a named reason."""

    NEW = "new"
    CONFIRMS = "confirms"
    REFINES = "refines"
    MOVES = "moves"
    WITHDRAWS = "withdraws"
    CONFLICTS = "conflicts"
    OLDER = "older"


CHANGES = frozenset({Effect.NEW, Effect.REFINES, Effect.MOVES, Effect.WITHDRAWS})


@dataclass(frozen=True, slots=True)
class Held:
    """The date that a release has, the claim that it rests on, and whether a person pinned it.

    `left` are the dates that it had before and that were given up for this one.
    """

    date: ReleaseDate
    by: Claim
    pinned: bool = False
    left: frozenset[ReleaseDate] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    effect: Effect
    why: str


def judge(
    held: Held | None,
    claim: Claim,
    before: Claim | None,
    *,
    order: Sequence[SourceClass] = DEFAULT_ORDER,
) -> Verdict:
    """What `claim` does. `before` is the last claim of the same source on this release."""
    if held is None:
        return Verdict(Effect.NEW, "first statement")
    if claim.date is None:
        return _withdrawal(held, claim)
    if claim.date == held.date:
        return Verdict(Effect.CONFIRMS, "the same date")
    if claim.date.contains(held.date):
        if claim.typed:
            return _person(held, claim)
        return Verdict(Effect.CONFIRMS, "a coarser date that contains the held one")
    if held.pinned and not claim.typed:
        return Verdict(Effect.CONFLICTS, "the date is held by a person")
    if claim.date.refines(held.date) and _is_news(held, claim, before):
        return Verdict(Effect.REFINES, "a finer date within the held one")
    if claim.klass is SourceClass.PERSON:
        return _person(held, claim)
    if held.by.klass is SourceClass.PERSON:
        return _source_against_person(held, claim, before)
    return _source_against_source(held, claim, order)


def _is_news(held: Held, claim: Claim, before: Claim | None) -> bool:
    """Whether a finer date tells more than was known when the coarser one was stated.

    A day that was given up for the coarser date does not, nor does a source that only says again
    what it said before a person made the date coarser.
    """
    if claim.date in held.left:
        return False
    if claim.klass is SourceClass.PERSON or held.by.klass is not SourceClass.PERSON:
        return True
    return before is None or before.date != claim.date


def _withdrawal(held: Held, claim: Claim) -> Verdict:
    same = held.by.klass is claim.klass and held.by.evidence.source == claim.evidence.source
    if same and not held.pinned:
        return Verdict(Effect.WITHDRAWS, "the source that gave the date no longer does")
    return Verdict(Effect.CONFLICTS, "a source withdraws a date that rests on another")


def _person(held: Held, claim: Claim) -> Verdict:
    if claim.said >= held.by.said:
        return Verdict(Effect.MOVES, "a person's later statement")
    return Verdict(Effect.OLDER, "older than the statement that holds")


def _source_against_person(held: Held, claim: Claim, before: Claim | None) -> Verdict:
    if claim.klass not in OFFICIAL:
        return Verdict(Effect.CONFLICTS, "a person's own date holds")
    changed = before is not None and before.date != claim.date and claim.said > held.by.said
    if changed:
        return Verdict(Effect.MOVES, "an official source changed its statement afterwards")
    return Verdict(Effect.CONFLICTS, "a person's own date holds until the source changes its own")


def _source_against_source(held: Held, claim: Claim, order: Sequence[SourceClass]) -> Verdict:
    mine, theirs = _rank(claim.klass, order), _rank(held.by.klass, order)
    if mine > theirs:
        return Verdict(Effect.CONFLICTS, f"{held.by.klass} stands before {claim.klass}")
    if mine < theirs:
        return Verdict(Effect.MOVES, f"{claim.klass} stands before {held.by.klass}")
    if claim.said >= held.by.said:
        return Verdict(Effect.MOVES, "the latest statement of its class")
    return Verdict(Effect.OLDER, "older than the statement that holds")


def _rank(klass: SourceClass, order: Sequence[SourceClass]) -> int:
    return order.index(klass) if klass in order else len(order)


# Month and day of a year's last and first day; only a whole date has them.
_EDGES = ("12-31", "01-01")


def unconfirmed(when: ReleaseDate, by: SourceClass, sources: Iterable[str]) -> bool:
    """Whether a day looks like a source's placeholder: a year's first or last, said by one only.

    `sources` are the names of all that state this very date.
    """
    if when.text[5:] not in _EDGES:
        return False
    return by is not SourceClass.PERSON and len(set(sources)) < 2


def said_at(published: date | None, seen: datetime) -> datetime:
    """When a text counts as said: the end of its published day (UTC), but never after it was seen.

    The end, so that of two texts of one day the one seen later wins.
    """
    if published is None:
        return seen
    end = datetime(published.year, published.month, published.day, 23, 59, 59, tzinfo=seen.tzinfo)
    return min(end, seen)
