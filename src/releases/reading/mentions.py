"""What the words of a sentence say of one date."""

from dataclasses import dataclass

from releases.reading.marks import Mark


@dataclass(frozen=True, slots=True)
class Mention:
    """What the words `first` to `last` say of a date; None for what they do not say.

    `turn` is how a word points away from the published date or from another date: "this",
    "next", "last", "same", "following", or a whole phrase such as "tomorrow". `count` and `unit`
    are of "two weeks later". `range` is true of "12 to 18 May", whose first day is given.
    `bare` is true of a year that no word introduces. `swap` tells that 5/6/2024
    may be read the other way round. `until` is the last day of a range.
    """

    first: int
    last: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    turn: str | None = None
    count: int = 0
    unit: str | None = None
    holiday: str | None = None
    range: bool = False
    bare: bool = False
    swap: bool = False
    stamp: bool = False
    until: "Mention | None" = None


@dataclass(slots=True)
class Event:
    """One date and the stretch of words that speaks of it.

    `owner` is the word that governs the date; `inherited` if it stands in an earlier stretch.
    `former` is true of a date that the text says no longer holds.
    """

    mention: Mention
    first: int
    last: int
    owner: Mark | None
    inherited: bool = False
    former: bool = False
    owner_event: "Event | None" = None
