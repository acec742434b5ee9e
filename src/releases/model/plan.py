"""What is owed to whom, and when: the rules that turn releases and follows into deliveries.

Each rule decides once for many people: a lead per schedule, a notice per date last told, cover
per profile of wishes. The store multiplies the answers by followers and channels in one statement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from releases.model.dates import ReleaseDate
from releases.model.due import LeadDue, after_quiet, lead_due, local_day
from releases.model.release import Kind, Standing
from releases.model.subscriber import Schedule
from releases.model.territory import WORLDWIDE
from releases.model.verdict import PLACEHOLDER_DAYS

CINEMA = frozenset({Kind.LIMITED, Kind.THEATRICAL})
NEAR = timedelta(days=2)
LATE = timedelta(days=3)
DEFAULT_SETTLE = timedelta(hours=1)

CALLED_OFF = "cancelled"
TAKEN_BACK = "removed"
_STANDINGS = (CALLED_OFF, TAKEN_BACK)


class What(StrEnum):
    """What a delivery says."""

    REMINDER = "reminder"
    MOVED = "moved"
    DATE_SET = "date-set"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REVIVED = "revived"
    REMOVED = "removed"
    CONFLICT = "conflict"
    DIGEST = "digest"
    TROUBLE = "trouble"


# The notices that bring a channel from the date that it was told to the one that holds.
CORRECTIONS = (
    What.MOVED,
    What.DATE_SET,
    What.POSTPONED,
    What.CANCELLED,
    What.REVIVED,
    What.REMOVED,
)


# Not about a release: their subject is a day or a channel.
APART = (What.DIGEST, What.TROUBLE)


@dataclass(frozen=True, slots=True)
class Covered:
    """One release as far as cover is concerned; `dated` unless its date is tba."""

    id: int
    territory: str | None
    kind: Kind
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    """What a follow asks for: kinds beside the cinema ones, and territories in order.

    `fallback` are the territories whose dates serve, the first that has one, where those have none.
    """

    kinds: frozenset[Kind]
    territories: tuple[str, ...]
    fallback: tuple[str, ...] = ()


def covers(profile: Profile, releases: Iterable[Covered]) -> set[int]:
    """The ids of those releases of one film that a follow with this profile covers.

    A release with no territory, or a worldwide one, counts where the film has no release of that
    kind in the follow's territories. Where neither has a date, the first territory of the fallback
    that has one is covered, too; a limited release leaves no such gap for a theatrical one.
    """
    wanted = [r for r in releases if r.kind in CINEMA or r.kind in profile.kinds]
    near = [r for r in wanted if r.territory in profile.territories]
    served = {r.kind for r in near}
    wide = [r for r in wanted if r.territory in (None, WORLDWIDE) and r.kind not in served]
    told = {_sort(r.kind) for r in [*near, *wide] if r.dated}
    stand_in: list[Covered] = []
    for code in profile.fallback:
        there = [r for r in wanted if r.dated and r.territory == code and _sort(r.kind) not in told]
        told |= {_sort(r.kind) for r in there}
        stand_in += there
    return {r.id for r in [*near, *wide, *stand_in]}


def _sort(kind: Kind) -> Kind:
    """The kind, where the cinema ones are one: somebody who has either has a date."""
    return Kind.THEATRICAL if kind in CINEMA else kind


def leads_owed(
    when: ReleaseDate, leads: Iterable[int], schedule: Schedule, *, unconfirmed: bool = False
) -> list[LeadDue]:
    """The leads of a date for people on this schedule, earliest due first.

    A partial date owes none. A day that looks like a placeholder owes none that lies more than
    30 days before it.
    """
    day = when.day
    if day is None:
        return []
    wanted = sorted(set(leads), reverse=True)
    if unconfirmed:
        wanted = [lead for lead in wanted if lead <= PLACEHOLDER_DAYS]
    return [lead_due(day, lead, schedule) for lead in wanted if day.toordinal() > lead]


def token(when: ReleaseDate, standing: Standing) -> str:
    """What a release now says of itself: its date, or that it is called off or taken back."""
    return when.text if standing is Standing.ACTIVE else standing.value


def correction(told: str, current: str) -> What | None:
    """The notice owed to a channel that was told `told` (a `token`) where `current` now holds.

    None where nothing it was told is wrong: the same, a refinement short of a day, a coarser
    date that still contains the told one only where the told one was no day.
    """
    if told == current:
        return None
    if current == TAKEN_BACK:
        return None if told == CALLED_OFF else What.REMOVED
    if current == CALLED_OFF:
        return None if told == TAKEN_BACK else What.CANCELLED
    if told in _STANDINGS:
        return What.REVIVED
    old, new = ReleaseDate.parse(told), ReleaseDate.parse(current)
    if old.day is not None:
        return What.MOVED if new.day is not None else What.POSTPONED
    if new.day is not None:
        return What.DATE_SET
    if old.contains(new) or new.contains(old):
        return None
    return What.MOVED


def after_silent(believed: str, tokens: Iterable[str]) -> str:
    """What a follower who believes `believed` takes for true after these changes, all untold.

    A refinement short of a day owes nothing, and yet held while it was followed: a later date is
    compared with it. Any other change leaves what is believed, for a notice to put right.
    """
    for new in tokens:
        silent = correction(believed, new) is None
        if silent and new not in _STANDINGS and believed not in _STANDINGS:
            old = ReleaseDate.parse(believed)
            believed = new if old.contains(ReleaseDate.parse(new)) else believed
    return believed


def is_news(told: str, current: str, today: date) -> bool:
    """Whether a change is still worth a notice: one to a date that is long over is not.

    Somebody who was told a day that is still ahead must hear of it all the same; of a day that
    has just become known, up to 3 days after it.
    """
    if told in _STANDINGS or current in _STANDINGS:
        return True
    old, new = ReleaseDate.parse(told), ReleaseDate.parse(current)
    if new.latest is None or new.latest >= today:
        return True
    if old.latest is not None and old.latest < today:
        return False
    return old.day is not None or today - new.latest <= LATE


def notice_due(
    told: str, current: str, now: datetime, schedule: Schedule, settle: timedelta = DEFAULT_SETTLE
) -> datetime:
    """When a notice is due: after it has settled, or at once where either day is within 2 days."""
    today = local_day(now, schedule.zone)
    near = any(_is_near(text, today) for text in (told, current))
    return after_quiet(now if near else now + settle, schedule)


def _is_near(text: str, today: date) -> bool:
    if text in _STANDINGS:
        return False
    day = ReleaseDate.parse(text).day
    return day is not None and abs(day - today) <= NEAR


class Fate(StrEnum):
    """What becomes of a delivery when its turn comes, each a named reason."""

    SEND = "send"
    WAIT = "quiet hours"
    MOVED = "the date moved"
    NOT_ACTIVE = "the release is called off or removed"
    LATER_LEAD = "a later reminder says it"
    GONE_BY = "too long after the release"
    SETTLED = "nothing that was told is wrong any more"
    NEXT_LEAD = "gave up: the next reminder is due"
    TOO_OLD = "gave up: tried for too long"


@dataclass(frozen=True, slots=True)
class Sibling:
    """An unsent reminder of the same release and date to the same channel."""

    lead: int
    due: datetime


def reminder_fate(
    *,
    speaks_of: ReleaseDate,
    lead: int,
    current: str,
    siblings: Sequence[Sibling],
    tried: bool,
    now: datetime,
    schedule: Schedule,
    late_days: int = 3,
) -> Fate:
    """What becomes of a reminder at `now`, when it is about to be sent.

    `siblings` are the other reminders of that release and date to the channel that are sent or
    will be; `tried` says whether a send of this one failed before.
    """
    if current != speaks_of.text:
        return Fate.NOT_ACTIVE if current in _STANDINGS else Fate.MOVED
    day = speaks_of.day
    today = local_day(now, schedule.zone)
    if day is None or (today - day).days > late_days:
        return Fate.TOO_OLD if tried else Fate.GONE_BY
    for other in siblings:
        if other.lead < lead and local_day(other.due, schedule.zone) <= today:
            return Fate.NEXT_LEAD if tried and other.due <= now else Fate.LATER_LEAD
    return Fate.SEND if after_quiet(now, schedule) <= now else Fate.WAIT


def notice_fate(
    *,
    told: str,
    current: str,
    speaks_of: str,
    due: datetime,
    tried: bool,
    now: datetime,
    schedule: Schedule,
    retry_days: int = 3,
) -> Fate:
    """What becomes of a correction at `now`, given what its channel was told last."""
    if speaks_of != current:
        return Fate.MOVED
    if correction(told, current) is None:
        return Fate.SETTLED
    if tried and now - due > timedelta(days=retry_days):
        return Fate.TOO_OLD
    return Fate.SEND if after_quiet(now, schedule) <= now else Fate.WAIT
