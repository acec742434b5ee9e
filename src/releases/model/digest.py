"""Digests: which days one covers, when it is due, and what stands in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from releases.model.dates import ReleaseDate
from releases.model.due import after_quiet, local_day, local_instant
from releases.model.subscriber import Schedule


@dataclass(frozen=True, slots=True)
class Period:
    """The local days of one digest: `first` to `last`, both included, and when it is due (UTC)."""

    first: date
    last: date
    due: datetime

    def holds(self, when: ReleaseDate) -> bool:
        """Whether a release stands in this digest: its day, or where its span begins."""
        return when.earliest is not None and self.first <= when.earliest <= self.last


def period(every: str, first: date, schedule: Schedule) -> Period:
    """The digest that begins on `first`: a day, or the week from that Monday."""
    due = after_quiet(local_instant(first, schedule.at, schedule.zone), schedule)
    return Period(first, first + timedelta(days=6 if every == "weekly" else 0), due)


def period_at(every: str, now: datetime, schedule: Schedule) -> Period:
    """The digest whose days contain `now` in the subscriber's zone."""
    today = local_day(now, schedule.zone)
    first = today - timedelta(days=today.weekday()) if every == "weekly" else today
    return period(every, first, schedule)


def following(every: str, current: Period, schedule: Schedule) -> Period:
    """The digest after `current`."""
    return period(every, current.last + timedelta(days=1), schedule)
