"""What a source says of a film today against what it said before: new, moved, withdrawn.

Comparing is pure and comes first, for a whole round of films, so that a source that moves very
many at once can be held back before anything is stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from releases.model.dates import TBA, ReleaseDate
from releases.model.languages.en import LANGUAGE as ENGLISH
from releases.model.release import Claim, Evidence, Kind, SourceClass, Standing
from releases.model.verdict import unconfirmed
from releases.store import bulk
from releases.store import films as facts
from releases.store.bulk import FoundRelease, NewRelease
from releases.store.conflicts import plan_conflict
from releases.store.corrections import plan_corrections
from releases.store.coverage import refresh_covers
from releases.store.engine import Connection
from releases.store.films import Release
from releases.store.outbox import plan_reminders
from releases.store.sets import take_turn
from releases.tracking.changes import Done, Proposal, Rules, add, change, replan_film

BRAKE_COUNT = 20
BRAKE_SHARE = 0.2


class Spoken(NamedTuple):
    """One dated statement of a source about a film."""

    date: ReleaseDate
    kind: Kind
    territory: str | None
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the class and name of a source, and the page on which it says so."""

    klass: SourceClass
    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as the source said before. `judge` meets a release that is known.

    `moved` pairs a release with what is now said of it, `withdrawn` are no longer spoken of.
    """

    new: list[Spoken] = field(default_factory=list)
    judge: list[Spoken] = field(default_factory=list)
    moved: list[tuple[FoundRelease, Spoken]] = field(default_factory=list)
    withdrawn: list[FoundRelease] = field(default_factory=list)

    @property
    def weight(self) -> list[int]:
        """The releases that would be moved or withdrawn."""
        return [each.id for each, _ in self.moved] + [each.id for each in self.withdrawn]

    def __bool__(self) -> bool:
        return bool(self.new or self.judge or self.moved or self.withdrawn)


def compare(
    said: Sequence[Spoken], known: Iterable[FoundRelease], home: Sequence[str]
) -> Difference:
    """The difference of a film; what is said of `home` territories comes first.

    `known` carries what the same source stated last of each release.
    """
    found = list(known)
    by_key = {(each.territory, each.kind, each.label): each for each in found}
    open_kinds = {each.kind: each for each in found if each.territory is None and not each.label}
    difference = Difference()
    spoken = set()
    first = sorted(said, key=lambda each: each.territory not in home)
    for each in first:
        key = (each.territory, each.kind, each.label)
        spoken.add(key)
        release = by_key.get(key)
        if release is not None:
            if release.stated == "":
                difference.judge.append(each)
            elif release.stated != each.date.text:
                difference.moved.append((release, each))
            continue
        wide = open_kinds.get(each.kind) if not each.label else None
        if wide is not None and wide.date in (TBA.text, each.date.text):
            # A release that names no territory may be this one; the rule knows how to tell.
            difference.judge.append(each)
        else:
            difference.new.append(each)
    difference.withdrawn.extend(
        each for key, each in by_key.items() if each.stated and key not in spoken
    )
    return difference


def brakes(moves: int, before: int, followed: int) -> bool:
    """Whether so many releases move at once that a person must agree.

    `before` were moved by the same source within the last day.
    """
    total = moves + before
    return moves > 0 and total > BRAKE_COUNT and total > BRAKE_SHARE * followed


def apply(
    connection: Connection,
    speaker: Speaker,
    film_id: int,
    difference: Difference,
    now: datetime,
    rules: Rules,
) -> int:
    """Store what differs, and plan what is owed for it; how many releases it touched."""
    unplanned = Unplanned()
    state(connection, speaker, film_id, difference, unplanned, now, rules)
    settle(connection, speaker, unplanned, now, rules)
    return len(difference.new) + len(difference.judge) + len(difference.weight)


@dataclass(frozen=True, slots=True)
class Unplanned:
    """What was stated in a unit of work and is still to be planned.

    `films` by id, each with its releases that were known before, these with the other date where
    the rule let theirs hold; `new` are releases that are still to be stored.
    """

    films: dict[int, dict[int, ReleaseDate | None]] = field(default_factory=dict)
    new: list[NewRelease] = field(default_factory=list)


def state(
    connection: Connection,
    speaker: Speaker,
    film_id: int,
    difference: Difference,
    unplanned: Unplanned,
    now: datetime,
    rules: Rules,
) -> None:
    """Store what differs of a film, all but what `settle` then stores and plans for all films."""
    take_turn(connection)
    touched = unplanned.films.setdefault(film_id, {})
    for each in (*difference.judge, *(said for _, said in difference.moved)):
        done = _state(connection, speaker, film_id, each, each.date, now, rules)
        touched[done.release.id] = each.date if done.result == "conflict" else None
    for release in difference.withdrawn:
        gone = Spoken(TBA, release.kind, release.territory, release.label)
        done = _state(connection, speaker, film_id, gone, None, now, rules)
        touched[done.release.id] = TBA if done.result == "conflict" else None
    names = [speaker.name]
    unplanned.new.extend(
        NewRelease(
            film_id, each.territory, each.kind, each.label, each.date,
            unconfirmed(each.date, speaker.klass, names), False, each.note, speaker.url,
        )
        for each in difference.new
    )  # fmt: skip


def settle(
    connection: Connection, speaker: Speaker, unplanned: Unplanned, now: datetime, rules: Rules
) -> None:
    """Store the new releases, and plan what is owed for all films of which something was said."""
    if not unplanned.films:
        return
    bulk.add_releases(connection, unplanned.new, now, source=speaker.name, klass=speaker.klass)
    refresh_covers(connection, unplanned.films.keys(), now)
    turns = bulk.release_turns(connection, unplanned.films.keys())
    plan_reminders(connection, now, release_ids=turns.keys())
    others = {key: other for each in unplanned.films.values() for key, other in each.items()}
    for key, turn in turns.items():
        if turn or key in others:
            plan_corrections(connection, key, now, settle=rules.settle)
    for key, other in others.items():
        if other is not None:
            plan_conflict(connection, key, other, now, settle=rules.settle)


def _state(
    connection: Connection,
    speaker: Speaker,
    film_id: int,
    said: Spoken,
    when: ReleaseDate | None,
    now: datetime,
    rules: Rules,
) -> Done:
    evidence = Evidence(speaker.name, speaker.url, note=said.note or None)
    claim = Claim(speaker.klass, when, now, evidence)
    proposal = Proposal("", said.territory, said.kind, claim, label=said.label, film_id=film_id)
    return add(connection, None, proposal, now, follow=False, rules=rules, replan=False)


def call_off(
    connection: Connection,
    speaker: Speaker,
    film_id: int,
    now: datetime,
    rules: Rules,
    *,
    cancelled: bool,
) -> int:
    """Follow a source that says that a film will not be, or after all will; how many releases.

    Only what rests on sources and is still ahead is called off, and only once: a person who
    revives it is not overruled. What this source called off itself it may revive.
    """
    touched = 0
    for release in facts.releases_of(connection, film_id):
        ours = [
            row
            for row in facts.changes_of(connection, release.id)
            if row.what in ("cancelled", "revived") and row.reason == _reason(speaker)
        ]
        if cancelled and release.standing is Standing.ACTIVE:
            if ours or release.pinned or _of_person(connection, release) or _over(release, now):
                continue
            _turn(connection, speaker, release, now, Standing.CANCELLED)
            touched += 1
        elif not cancelled and release.standing is Standing.CANCELLED and ours:
            last = facts.changes_of(connection, release.id)[-1]
            if last.what == "cancelled" and last.reason == _reason(speaker):
                _turn(connection, speaker, release, now, Standing.ACTIVE)
                touched += 1
    if touched:
        replan_film(connection, film_id, now, rules)
    return touched


def _turn(
    connection: Connection, speaker: Speaker, release: Release, now: datetime, standing: Standing
) -> None:
    what = "cancelled" if standing is Standing.CANCELLED else "revived"
    change(connection, release, now, standing=standing, what=what, reason=_reason(speaker))


def _reason(speaker: Speaker) -> str:
    return ENGLISH.reason_called_off.format(source=speaker.name)


def _of_person(connection: Connection, release: Release) -> bool:
    if release.holder_id is None:
        return False
    return facts.claim_by_id(connection, release.holder_id).claim.klass is SourceClass.PERSON


def _over(release: Release, now: datetime) -> bool:
    return release.date.latest is not None and release.date.latest < now.date()
