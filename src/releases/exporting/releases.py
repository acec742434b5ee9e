"""What a calendar shows of a release: one event, the same in every feed, file and mail."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from releases.exporting.calendar import Event
from releases.model.dates import ReleaseDate
from releases.model.languages import Language
from releases.model.languages.en import LANGUAGE as ENGLISH
from releases.model.release import Kind, Standing

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


def named(
    title: str,
    year: int | None,
    kind: Kind,
    territory: str | None,
    label: str = "",
    by: Language = ENGLISH,
) -> str:
    """`Title (2023) (20th anniversary) (in cinemas, GB)`; in English our own import reads it."""
    parts = [title]
    if year:
        parts.append(f"({year})")
    if label:
        parts.append(f"({label})")
    words = by.kinds[kind]
    parts.append(f"({words}, {territory})" if territory else f"({words})")
    return " ".join(parts)


def events(
    shown: Iterable[Shown], home: str, *, partial: bool = True, by: Language = ENGLISH
) -> list[Event]:
    """The events of these releases; those without any day to stand on have none.

    A date that is no day is an event over all the days that it allows, TENTATIVE, or with
    `partial` false is left out. What was called off, taken back or has lost its day is CANCELLED
    where it stood: a client that holds the old event must hear of it.
    """
    found = (_event(each, home, partial, by) for each in shown)
    return [event for event in found if event is not None]


def _event(release: Shown, home: str, partial: bool, by: Language) -> Event | None:
    when = release.when
    first, last = when.earliest, when.latest
    gone = release.standing is not Standing.ACTIVE
    whole = when.day is not None
    if first is None or (not whole and not partial):
        if release.was is None:
            return None
        first = last = release.was
        gone = whole = True
    name = named(release.title, release.year, release.kind, release.territory, release.label, by)
    if gone:
        name = by.event_withdrawn.format(name=name)
    elif not whole:
        name = by.event_some_time.format(name=name, when=when.words(by=by.dates))
    return Event(
        uid=uid(release.id, home),
        day=first,
        last=last,
        summary=name,
        changed=release.changed,
        sequence=release.turn,
        status="CANCELLED" if gone
        else "TENTATIVE" if release.unconfirmed or not whole
        else "CONFIRMED",
        categories=("Film", release.kind.value.capitalize()),
        url=release.url,
        description=_description(release, gone, by),
        stated=None if whole else when.text,
    )  # fmt: skip


def _description(release: Shown, gone: bool, by: Language) -> str:
    lines = []
    if gone:
        called_off = release.standing is not Standing.ACTIVE
        lines.append(by.event_cancelled if called_off else by.event_no_day)
    elif release.when.day is None:
        lines.append(by.event_only.format(when=release.when.words(by=by.dates)))
    elif release.unconfirmed:
        lines.append(by.event_unconfirmed)
    if release.wanted:
        missing = ", ".join(release.wanted)
        lines.append(by.event_stands_in.format(missing=missing, shown=release.territory))
    if release.source:
        said = release.sentence
        if said and len(said) > _LONGEST_SENTENCE:
            said = said[: _LONGEST_SENTENCE - 1].rstrip() + "…"
        source = release.source
        lines.append(by.event_quoted.format(source=source, sentence=said) if said else source)
    return "\n".join(lines)
