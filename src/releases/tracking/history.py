"""Settling what sources disagree about, and taking back the last change."""

from dataclasses import dataclass
from datetime import datetime

from releases.errors import NotFound, UsageError
from releases.model.dates import ReleaseDate
from releases.model.languages.en import LANGUAGE as ENGLISH
from releases.model.release import Standing
from releases.model.subscriber import Subscriber
from releases.store import conflicts as store
from releases.store import films as facts
from releases.store.engine import Connection
from releases.store.films import Release, StoredClaim
from releases.tracking.changes import (
    DEFAULT_RULES,
    Done,
    Rules,
    change,
    end,
    move,
    replan_film,
    review,
)

_STANDINGS = (Standing.CANCELLED.value, Standing.REMOVED.value)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A release, the statement that its date rests on, and those that contradict it."""

    release: Release
    held: StoredClaim | None
    others: list[StoredClaim]

    @property
    def why(self) -> str:
        """Why the date that holds does, in words."""
        if self.release.pinned:
            return "a person holds the date, whatever sources say"
        if self.held is None:
            return "it was first"
        if self.held.claim.klass.value == "person" or self.held.claim.typed:
            return "a person stated it; an official source moves it by changing its own date"
        return f"{self.held.claim.klass.value} stands before what contradicts it"


def conflicts(connection: Connection) -> list[Conflict]:
    """All that sources disagree about, soonest first."""
    found = []
    for release in store.contested(connection):
        held = None
        if release.holder_id is not None:
            held = facts.claim_by_id(connection, release.holder_id)
        found.append(Conflict(release, held, store.contradictions(connection, release)))
    return found


def resolve(
    connection: Connection,
    who: Subscriber,
    release: Release,
    take: str | None,
    now: datetime,
    *,
    rules: Rules = DEFAULT_RULES,
) -> Done:
    """Settle a conflict: keep the date that holds (`take` None), or take a source's or a date.

    Raise `UsageError` where nothing contradicts the release, or no source of that name does.
    """
    others = store.contradictions(connection, release)
    if not others:
        raise UsageError(
            f"nothing contradicts the date of {release.film.title}", "see releases conflicts"
        )
    if take is None:
        store.overrule(connection, release.id)
        review(connection, release.id)
        # It rests on a person now, so that only a source that changes its mind moves it.
        done = move(
            connection, who, release, release.date, now, because=ENGLISH.reason_kept, rules=rules
        )
        replan_film(connection, release.film.id, now, rules)
        return Done("kept", done.release, done.planned)
    named = [each for each in others if each.claim.evidence.source.casefold() == take.casefold()]
    if named and named[-1].claim.date is not None:
        when, said = named[-1].claim.date, ENGLISH.reason_as_source
        reason = said.format(source=named[-1].claim.evidence.source)
    elif named:
        when, said = ReleaseDate("tba"), ENGLISH.reason_no_more
        reason = said.format(source=named[-1].claim.evidence.source)
    else:
        try:
            when, reason = ReleaseDate.parse(take), ENGLISH.reason_settled
        except UsageError:
            sources = ", ".join(sorted({each.claim.evidence.source for each in others}))
            raise UsageError(
                f"{take!r} is neither a date nor a source that contradicts it",
                f"the sources are: {sources}",
            ) from None
    done = move(connection, who, release, when, now, because=reason, rules=rules)
    store.overrule(connection, release.id)
    review(connection, release.id)
    return Done(done.result, facts.release_by_id(connection, release.id), done.planned, reason)


def undo(
    connection: Connection,
    who: Subscriber,
    now: datetime,
    *,
    release: Release | None = None,
    rules: Rules = DEFAULT_RULES,
) -> Done:
    """Take back the last change of a release, or without one the last that `who` made.

    The date before is stated anew by `who`, so that the source that moved it does not move it
    again by saying the same. Raise `NotFound` where nothing was changed.
    """
    if release is None:
        last = store.last_change_by(connection, who.id)
        if last is None:
            raise NotFound("you have changed nothing yet", "name a release: releases undo RELEASE")
        release = facts.release_by_id(connection, last)
    row = facts.changes_of(connection, release.id)[-1]
    why = ENGLISH.reason_undone
    if row.old == "":
        return end(connection, who, release, Standing.REMOVED, now, because=why, rules=rules)
    if row.old in _STANDINGS or row.new in _STANDINGS:
        standing = Standing(row.old) if row.old in _STANDINGS else Standing.ACTIVE
        when = release.date if row.old in _STANDINGS else ReleaseDate(row.old)
        change(
            connection, release, now, when=when, standing=standing, what="undone",
            reason=why, by_id=who.id,
        )  # fmt: skip
        review(connection, release.id)
        planned = replan_film(connection, release.film.id, now, rules)
        return Done("undone", facts.release_by_id(connection, release.id), planned)
    done = move(connection, who, release, ReleaseDate(row.old), now, because=why, rules=rules)
    return Done("undone", done.release, done.planned)
