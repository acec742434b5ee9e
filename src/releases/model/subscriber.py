"""Who is told, and when in their day: zone, time of day, quiet hours, leads, territories."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Self
from zoneinfo import ZoneInfo

from releases.errors import BadZone, UsageError
from releases.model.languages import NAMES, code_of

MAX_LEAD = 366
DEFAULT_LEADS = (7, 1, 0)
DEFAULT_AT = time(9)
DIGESTS = ("none", "daily", "weekly")


@cache
def zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name such as Europe/London; raise `BadZone` where there is none."""
    try:
        if not name or name.startswith(("/", ".")):
            raise ValueError
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise BadZone(
            f"{name!r} is not a time zone that is known",
            "give an IANA name such as Europe/London or America/New_York",
        ) from None


def parse_time(text: str) -> time:
    """A time of day to the minute, as 09:00 or 9:00."""
    match = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", text.strip(), re.ASCII)
    if not match:
        raise UsageError(f"{text!r} is not a time of day", "write it as 09:00")
    return time(int(match[1]), int(match[2]))


def parse_leads(text: str) -> tuple[int, ...]:
    """Leads in whole days, longest first: `7d,1d,0d`; `none` is no lead at all."""
    if text.strip().lower() == "none":
        return ()
    leads = set()
    for word in text.split(","):
        match = re.fullmatch(r"([0-9]{1,3})\s*(?:d|days?)?", word.strip().lower())
        if not match or int(match[1]) > MAX_LEAD:
            raise UsageError(
                f"{word.strip()!r} is not a lead",
                f"write leads in days before the release, at most {MAX_LEAD}, such as 7d,1d,0d",
            )
        leads.add(int(match[1]))
    return tuple(sorted(leads, reverse=True))


def print_leads(leads: tuple[int, ...]) -> list[str]:
    return [f"{lead}d" for lead in leads]


def parse_language(text: str) -> str:
    """The code of a language that messages are in; that of a form such as `pt-br` is `pt`."""
    code = code_of(text)
    if code is None:
        known = ", ".join(f"{code} ({name})" for code, name in NAMES.items())
        raise UsageError(f"{text!r} is not a language that messages can be in", f"choose {known}")
    return code


def parse_digest(text: str) -> str:
    """How often a digest is sent: one of `DIGESTS`."""
    if text not in DIGESTS:
        raise UsageError(f"{text!r} is no digest", "choose none, daily or weekly")
    return text


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the subscriber's day in which nothing is sent; may run over midnight."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read `22:00-08:00`; `none` gives None."""
        if text.strip().lower() in ("none", ""):
            return None
        first, dash, last = text.partition("-")
        if not dash:
            raise UsageError(f"{text!r} are not quiet hours", "write them as 22:00-08:00, or none")
        quiet = cls(parse_time(first), parse_time(last))
        if quiet.start == quiet.end:
            raise UsageError(f"{text!r} leaves no hour to send in", "write it as 22:00-08:00")
        return quiet

    def covers(self, moment: time) -> bool:
        if self.start < self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When in a day one is told. Subscribers with equal schedules are planned together."""

    zone: str
    at: time = DEFAULT_AT
    quiet: Quiet | None = None

    def check(self) -> Self:
        """Raise `UsageError` where the time of day lies in the quiet hours."""
        zone(self.zone)
        if self.quiet and self.quiet.covers(self.at):
            raise UsageError(
                f"{self.at:%H:%M} lies in the quiet hours {self.quiet}",
                "choose a time of day outside them, or other quiet hours",
            )
        return self


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A person or group. `territories` is in order of preference; `leads` longest first.

    `fallback` are territories, in order, whose dates serve where there is none in `territories`.
    """

    id: int
    name: str
    schedule: Schedule
    leads: tuple[int, ...]
    territories: tuple[str, ...]
    language: str
    digest: str
    since: datetime
    fallback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One target of a channel URL, as the room of channels knows it; `url` is a secret."""

    url: str
    host: str
    pace_ms: int

    def __repr__(self) -> str:
        return f"Target(host={self.host!r})"
