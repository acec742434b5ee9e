"""Two films that turn out to be one: their releases, claims and follows come together."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from releases.errors import UsageError
from releases.model.dates import ReleaseDate
from releases.model.film import Film, ref
from releases.model.release import Standing
from releases.store import films as facts
from releases.store import merging, people
from releases.store.engine import Connection, Store
from releases.store.films import Release
from releases.tracking.changes import (
    DEFAULT_RULES,
    Proposal,
    Rules,
    add,
    replan_film,
    replan_releases,
    review,
)


def merge(
    connection: Connection, film: Film, other: Film, now: datetime, rules: Rules = DEFAULT_RULES
) -> Film:
    """Make `other` part of `film`; raise `UsageError` where they are the same already.

    A release of both is one afterwards: the date that `other` had counts as a statement like
    any other, and whoever was told it hears of the one that holds.
    """
    if film.id == other.id:
        raise UsageError(f"{ref('f', film.id)} is one film already", "name two films")
    kept = {_key(release): release for release in facts.releases_of(connection, film.id)}
    theirs = facts.releases_of(connection, other.id)
    merging.hand_over_film(connection, film.id, other.id)
    emptied = []
    for release in theirs:
        twin = kept.get(_key(release))
        if twin is None:
            merging.hand_over_release(connection, film.id, release.id)
        else:
            _fold(connection, twin, release, now, rules)
            emptied.append(release.id)
    replan_releases(connection, emptied, now, rules)
    replan_film(connection, film.id, now, rules)
    return facts.film_by_id(connection, film.id)


@dataclass(frozen=True, slots=True)
class Joined:
    """What becomes of one release of the film that is merged into another.

    It comes along as it is, or is one with a release of that film, its `twin` before the merge,
    which has the date `after` then.
    """

    release: Release
    twin: Release | None
    after: ReleaseDate


class _OnlyTried(Exception):
    """Ends the unit of a trial, so that nothing of it is kept."""


def rehearse(
    store: Store, film: Film, other: Film, now: datetime, rules: Rules = DEFAULT_RULES
) -> list[Joined]:
    """What `merge` would do to the releases of `other`, by the merge itself, which is undone.

    Releases that were taken back are left out. Raises as `merge` does.
    """
    found: list[Joined] = []
    with suppress(_OnlyTried), store.unit() as connection:
        kept = {_key(each): each for each in facts.releases_of(connection, film.id)}
        theirs = facts.releases_of(connection, other.id, removed=False)
        merge(connection, film, other, now, rules)
        after = {_key(each): each for each in facts.releases_of(connection, film.id)}
        found = [Joined(each, kept.get(_key(each)), after[_key(each)].date) for each in theirs]
        raise _OnlyTried
    return found


def _key(release: Release) -> tuple[str | None, str, str]:
    return release.territory, release.kind.value, release.label


def _fold(
    connection: Connection, twin: Release, release: Release, now: datetime, rules: Rules
) -> None:
    active = release.standing is Standing.ACTIVE
    holder_id = release.holder_id if active else None
    merging.fold_release(connection, twin.id, release.id, but=holder_id)
    facts.set_release(connection, release.id, standing=Standing.REMOVED.value)
    review(connection, twin.id)
    if holder_id is None:
        return
    holder = facts.claim_by_id(connection, holder_id)
    who = people.subscriber_or_none(connection, holder.by) if holder.by else None
    proposal = Proposal(
        twin.film.title, twin.territory, twin.kind, holder.claim,
        label=twin.label, film_id=twin.film.id,
    )  # fmt: skip
    add(connection, who, proposal, now, follow=False, rules=rules)
