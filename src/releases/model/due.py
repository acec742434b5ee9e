"""When something is due: local times in their zone, gaps, folds and quiet hours.

All instants are aware and in UTC. A local time that a DST change skips becomes the first valid
instant after the gap; one that occurs twice is the first of the two (PEP 495, fold=0).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from releases.model.subscriber import Schedule, zone


def local_instant(day: date, at: time, zone_name: str) -> datetime:
    """The UTC instant of a local time on a day in a zone."""
    local = datetime.combine(day, at, zone(zone_name))
    instant = local.astimezone(UTC)
    # Of one zone object, so that the times on the wall are compared and no instants.
    if instant.astimezone(local.tzinfo) == local:
        return instant
    return _after_gap(instant, local)


def _after_gap(near: datetime, local: datetime) -> datetime:
    """The first instant whose local time is at or past `local`, which a gap near `near` skips."""
    wanted = local.replace(tzinfo=None)
    low, high = near - timedelta(hours=26), near + timedelta(hours=26)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(local.tzinfo).replace(tzinfo=None) >= wanted:
            high = middle
        else:
            low = middle
    return high


def local_day(instant: datetime, zone_name: str) -> date:
    """The day of the calendar on the wall of that zone."""
    return instant.astimezone(zone(zone_name)).date()


def after_quiet(instant: datetime, schedule: Schedule) -> datetime:
    """The instant itself, or the end of the quiet hours in which it lies."""
    quiet = schedule.quiet
    if quiet is None:
        return instant
    local = instant.astimezone(zone(schedule.zone))
    if not quiet.covers(local.time()):
        return instant
    day = local.date()
    if quiet.start > quiet.end and local.time() >= quiet.start:
        day += timedelta(days=1)
    end = local_instant(day, quiet.end, schedule.zone)
    if end <= instant:
        # The clock went back over the end, whose first occurrence is past already.
        return instant
    # Where a whole day is skipped, its end gives an instant in the next day's quiet hours.
    return after_quiet(end, schedule)


@dataclass(frozen=True, slots=True)
class LeadDue:
    """One lead of one day: when it is due, and until when knowing of it makes it owed.

    A lead is owed only if everything that it rests on was there before it fell due; a release
    today still owes its 0d, so that one's `until` is the end of the local day.
    """

    lead: int
    due: datetime
    until: datetime


def lead_due(day: date, lead: int, schedule: Schedule) -> LeadDue:
    """When the reminder `lead` days before `day` is due for people on this schedule."""
    due = after_quiet(
        local_instant(day - timedelta(days=lead), schedule.at, schedule.zone), schedule
    )
    until = due
    if lead == 0:
        until = max(due, local_instant(day + timedelta(days=1), time(0), schedule.zone))
    return LeadDue(lead, due, until)
