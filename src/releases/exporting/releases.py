"""What a calendar shows of a release: one event, the same in every feed, file and mail."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from releases.exporting.calendar import Event
from releases.model.dates import ReleaseDate
from releases.model.release import Kind, Standing

# Before a date that is no day, at the end of a summary.
SOME_TIME = ", some time in "
_LONGEST_SENTENCE = 300


class Shown(NamedTuple):
    """A release in values. `changed` (UTC) and `turn` are of the last change of its date.

    `was` is the last day that it had, where it has none now. `source`, `sentence` and `url` say
    why the date is believed; `wanted` are the territories that it stands in for.
    """

    id: int
    title: str
    year: int | None
    territory: str | None
    kind: Kind
    label: str
    when: ReleaseDate
    standing: Standing
    turn: int
    changed: datetime
    unconfirmed: bool = False
    was: date | None = None
    source: str | None = None
    sentence: str | None = None
    url: str | None = None
    wanted: tuple[str, ...] = ()


def uid(release_id: int, home: str) -> str:
    """The name of a release's event for ever; `home` names the installation."""
    return f"r{release_id}@{home}.releases"


def named(title: str, year: int | None, kind: Kind, territory: str | None, label: str = "") -> str:
    """`Title (2023) (20th anniversary) (in cinemas, GB)`, which our own import reads back."""
    parts = [title]
    if year:
        parts.append(f"({year})")
    if label:
        parts.append(f"({label})")
    parts.append(f"({kind.words}, {territory})" if territory else f"({kind.words})")
    return " ".join(parts)


def events(shown: Iterable[Shown], home: str, *, partial: bool = True) -> list[Event]:
    """The events of these releases; those without any day to stand on have none.

    A date that is no day is an event over all the days that it allows, TENTATIVE, or with
    `partial` false is left out. What was called off, taken back or has lost its day is CANCELLED
    where it stood: a client that holds the old event must hear of it.
    """
    found = (_event(each, home, partial) for each in shown)
    return [event for event in found if event is not None]


def _event(release: Shown, home: str, partial: bool) -> Event | None:
    when = release.when
    first, last = when.earliest, when.latest
    gone = release.standing is not Standing.ACTIVE
    whole = when.day is not None
    if first is None or (not whole and not partial):
        if release.was is None:
            return None
        first = last = release.was
        gone = whole = True
    name = named(release.title, release.year, release.kind, release.territory, release.label)
    return Event(
        uid=uid(release.id, home),
        day=first,
        last=last,
        summary=f"Withdrawn: {name}" if gone else name if whole
        else name + SOME_TIME + when.words(),
        changed=release.changed,
        sequence=release.turn,
        status="CANCELLED" if gone
        else "TENTATIVE" if release.unconfirmed or not whole
        else "CONFIRMED",
        categories=("Film", release.kind.value.capitalize()),
        url=release.url,
        description=_description(release, gone),
        stated=None if whole else when.text,
    )  # fmt: skip


def _description(release: Shown, gone: bool) -> str:
    lines = []
    if gone:
        lines.append("This is no longer planned." if release.standing is not Standing.ACTIVE
                     else "There is no day any more.")  # fmt: skip
    elif release.when.day is None:
        lines.append(f"Only {release.when.words()} is known so far.")
    elif release.unconfirmed:
        lines.append("The day is not confirmed.")
    if release.wanted:
        lines.append(f"No date for {', '.join(release.wanted)}; {release.territory} shown.")
    if release.source:
        said = release.sentence
        if said and len(said) > _LONGEST_SENTENCE:
            said = said[: _LONGEST_SENTENCE - 1].rstrip() + "…"
        lines.append(f"{release.source}: “{said}”" if said else release.source)
    return "\n".join(lines)
