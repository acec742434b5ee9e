"""What people and sources do to releases: each call is a verdict, a change and its plan.

Every function works inside the unit of work of its caller, so that a change and the deliveries
that it causes are committed together or not at all.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from releases.errors import Ambiguous, UsageError
from releases.model.dates import TBA, ReleaseDate
from releases.model.film import Film, clean, split_year
from releases.model.plan import DEFAULT_SETTLE, token
from releases.model.release import Claim, Evidence, Kind, SourceClass, Standing
from releases.model.subscriber import Subscriber
from releases.model.verdict import DEFAULT_ORDER, Effect, Held, Verdict, judge, unconfirmed
from releases.probes import probe
from releases.store import films as facts
from releases.store import people
from releases.store.corrections import plan_corrections
from releases.store.coverage import refresh_cover
from releases.store.engine import Connection
from releases.store.films import Release, StoredClaim
from releases.store.outbox import plan_reminders
from releases.store.sets import take_turn

TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the configuration decides about changes."""

    settle: timedelta = DEFAULT_SETTLE
    order: tuple[SourceClass, ...] = DEFAULT_ORDER


DEFAULT_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One statement about one film, ready to be stored."""

    title: str
    territory: str | None
    kind: Kind
    claim: Claim
    year: int | None = None
    label: str = ""
    film_id: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a change. `planned` counts the deliveries that are new."""

    result: str
    release: Release
    planned: int
    why: str = ""


_RESULTS = {
    Effect.NEW: "added",
    Effect.CONFIRMS: "unchanged",
    Effect.REFINES: "moved",
    Effect.MOVES: "moved",
    Effect.WITHDRAWS: "moved",
    Effect.CONFLICTS: "conflict",
    Effect.OLDER: "older",
}


def typed_claim(when: ReleaseDate, now: datetime, note: str | None = None) -> Claim:
    """What a person typed: said now."""
    return Claim(SourceClass.PERSON, when, now, Evidence(TYPED, note=note), typed=True)


def find_film(
    connection: Connection, title: str, year: int | None = None, *, film_id: int | None = None
) -> Film | None:
    """The film meant by a title; None where none is known; raise `Ambiguous` for several."""
    if film_id is not None:
        return facts.film_by_id(connection, film_id)
    bare, own_year = split_year(title)
    found = facts.films_titled(connection, bare, year or own_year)
    if not found and own_year is not None:
        found = facts.films_titled(connection, title, year)
    if len(found) > 1:
        raise Ambiguous(
            f"{title!r} fits several films",
            [
                f"f{film.id}  {film.title}" + (f" ({film.year})" if film.year else "")
                for film in found
            ],
            "name one by its id, or give --year",
        )
    return found[0] if found else None


def find_or_add_film(connection: Connection, proposal: Proposal, now: datetime) -> Film:
    """The film of a proposal, made where it is not known; a year that was missing is filled."""
    film = find_film(connection, proposal.title, proposal.year, film_id=proposal.film_id)
    bare, own_year = split_year(clean(proposal.title))
    year = proposal.year or own_year
    if film is None:
        return facts.add_film(connection, bare, year, now)
    if film.year is None and year is not None:
        facts.set_film(connection, film.id, year=year)
        film = replace(film, year=year)
    return film


def add(
    connection: Connection,
    who: Subscriber | None,
    proposal: Proposal,
    now: datetime,
    *,
    follow: bool = True,
    hold: bool = False,
    rules: Rules = DEFAULT_RULES,
    replan: bool = True,
) -> Done:
    """Store a statement, change what it changes, and plan what is owed.

    `who` stated it; with `follow` they follow the film and are told of this release wherever it
    is. A statement about a release that was called off or removed revives it. Without `replan`
    the caller plans, once it has stored all that it has to say of the film.
    """
    take_turn(connection)
    film = find_or_add_film(connection, proposal, now)
    if who is not None and follow:
        people.follow(connection, who, film.id, now)
    release = _match(connection, film, proposal)
    if release is None:
        if proposal.claim.date is None:
            raise UsageError("a release that is not known cannot be withdrawn")
        key = facts.add_release(
            connection, film.id, proposal.territory, proposal.kind, proposal.label,
            proposal.claim.date, now,
        )  # fmt: skip
        release = facts.release_by_id(connection, key)
        verdict = Verdict(Effect.NEW, "first statement")
    else:
        release = _adopt(connection, release, proposal.territory)
        verdict = _judge(connection, release, proposal.claim, rules)
    return _apply(connection, who, release, proposal, verdict, now, follow, hold, rules, replan)


def undated(
    connection: Connection,
    who: Subscriber,
    title: str,
    year: int | None,
    territories: Sequence[str] | None,
    now: datetime,
    rules: Rules = DEFAULT_RULES,
) -> Film:
    """A film that was not known, with one release whose date is not: so its first date is news."""
    own = territories or who.territories
    proposal = Proposal(
        title, own[0] if own else None, Kind.THEATRICAL, typed_claim(TBA, now), year
    )
    return add(connection, who, proposal, now, follow=False, rules=rules).release.film


def follow_title(
    connection: Connection,
    who: Subscriber,
    title: str,
    now: datetime,
    *,
    year: int | None = None,
    kinds: Collection[Kind] = (),
    territories: Sequence[str] | None = None,
    rules: Rules = DEFAULT_RULES,
) -> tuple[Film, bool]:
    """Follow a film by its title; the film, and whether it was not known before.

    A film that is not known is made with an undated release, so that its first date is news.
    Raises `Ambiguous` where the title fits several.
    """
    film = find_film(connection, title, year)
    known = film is not None
    film = film or undated(connection, who, title, year, territories, now, rules)
    people.follow(connection, who, film.id, now, kinds=kinds, territories=territories)
    replan_film(connection, film.id, now, rules)
    return film, not known


def _match(connection: Connection, film: Film, proposal: Proposal) -> Release | None:
    """The release that a statement is about.

    One without territory meets a named one of equal day and kind, and an undated one the first
    that is named.
    """
    same = [
        release
        for release in facts.releases_of(connection, film.id)
        if release.kind is proposal.kind and release.label == proposal.label
    ]
    exact = [release for release in same if release.territory == proposal.territory]
    if exact:
        return exact[0]
    alike = [
        release
        for release in same
        if release.standing is Standing.ACTIVE
        and (
            (release.territory is None and release.date == TBA)
            or (
                release.date == proposal.claim.date
                and release.date.day is not None
                and None in (release.territory, proposal.territory)
            )
        )
    ]
    return alike[0] if alike else None


def _adopt(connection: Connection, release: Release, territory: str | None) -> Release:
    if release.territory is None and territory is not None:
        facts.set_release(connection, release.id, territory=territory)
        return facts.release_by_id(connection, release.id)
    return release


def _judge(connection: Connection, release: Release, claim: Claim, rules: Rules) -> Verdict:
    held_by = facts.claim_by_id(connection, release.holder_id) if release.holder_id else None
    if held_by is None:
        return Verdict(Effect.NEW, "first statement")
    earlier = [
        stored.claim
        for stored in facts.claims_of(connection, release.id)
        if stored.claim.klass is claim.klass
        and stored.claim.evidence.source == claim.evidence.source
    ]
    held = Held(release.date, held_by.claim, release.pinned, _left(connection, release))
    return judge(held, claim, earlier[-1] if earlier else None, order=rules.order)


def _left(connection: Connection, release: Release) -> frozenset[ReleaseDate]:
    """The dates that the release had before the one it has."""
    tokens = {row.old for row in facts.changes_of(connection, release.id)}
    standings = {"", *Standing}
    return frozenset(ReleaseDate(text) for text in tokens - standings) - {release.date}


def _apply(
    connection: Connection,
    who: Subscriber | None,
    release: Release,
    proposal: Proposal,
    verdict: Verdict,
    now: datetime,
    follow: bool,
    hold: bool,
    rules: Rules,
    replan: bool = True,
) -> Done:
    claim = proposal.claim
    by_id = who.id if who else None
    claim_id = facts.add_claim(
        connection, release.id, claim, territory=proposal.territory, kind=proposal.kind,
        seen=now, by_id=by_id, wanted=follow and who is not None, effect=verdict.effect.value,
    )  # fmt: skip
    result = _RESULTS[verdict.effect]
    revives = (
        release.standing is not Standing.ACTIVE
        and claim.klass is SourceClass.PERSON
        and verdict.effect is not Effect.OLDER
    )
    when = release.date
    if verdict.effect in (Effect.NEW, Effect.REFINES, Effect.MOVES):
        assert claim.date is not None
        when = claim.date
    elif verdict.effect is Effect.WITHDRAWS:
        when = TBA
    if verdict.effect is Effect.NEW:
        facts.add_change(
            connection, release.id, turn=0, at=now, what="added", old="", new=when.text,
            reason=claim.evidence.note, claim_id=claim_id, by_id=by_id,
        )  # fmt: skip
        facts.set_release(connection, release.id, holder_id=claim_id)
    elif when != release.date or revives:
        result = "revived" if revives and when == release.date else result
        change(
            connection, release, now, when=when, standing=Standing.ACTIVE if revives else None,
            what=result, reason=claim.evidence.note, claim_id=claim_id, by_id=by_id,
        )  # fmt: skip
        facts.set_release(connection, release.id, holder_id=claim_id)
    elif verdict.effect is Effect.CONFIRMS and claim.date == release.date:
        _strengthen(connection, release, claim, claim_id, rules)
    if hold:
        facts.set_release(connection, release.id, pinned=True)
    review(connection, release.id)
    planned = replan_film(connection, release.film.id, now, rules) if replan else 0
    return Done(result, facts.release_by_id(connection, release.id), planned, verdict.why)


def _strengthen(
    connection: Connection, release: Release, claim: Claim, claim_id: int, rules: Rules
) -> None:
    """A confirmation by someone who stands higher makes the date rest on them."""
    if release.holder_id is None:
        return
    holder = facts.claim_by_id(connection, release.holder_id).claim
    ranks = [SourceClass.PERSON, *rules.order]
    stronger = claim.klass in ranks and (
        holder.klass not in ranks or ranks.index(claim.klass) < ranks.index(holder.klass)
    )
    if stronger or (claim.klass is holder.klass and claim.said > holder.said):
        facts.set_release(connection, release.id, holder_id=claim_id)


def change(
    connection: Connection,
    release: Release,
    now: datetime,
    *,
    when: ReleaseDate | None = None,
    standing: Standing | None = None,
    what: str,
    reason: str | None = None,
    claim_id: int | None = None,
    by_id: int | None = None,
) -> None:
    """Give a release another date or standing, and record the change."""
    new_date = when or release.date
    new_standing = standing or release.standing
    facts.add_change(
        connection, release.id, turn=release.turn + 1, at=now, what=what,
        old=token(release.date, release.standing), new=token(new_date, new_standing),
        reason=reason, claim_id=claim_id, by_id=by_id,
    )  # fmt: skip
    facts.set_release(
        connection,
        release.id,
        date=new_date,
        standing=new_standing.value,
        turn=release.turn + 1,
        known=now,
        changed=now,
        reason=reason,
    )


def review(connection: Connection, release_id: int) -> None:
    """Bring a release's marks up to date: contradicted by a source, and day not confirmed."""
    release = facts.release_by_id(connection, release_id)
    claims = facts.claims_of(connection, release_id)
    last: dict[tuple[str, str], StoredClaim] = {}
    for stored in claims:
        last[stored.claim.klass, stored.claim.evidence.source] = stored
    conflict = any(
        stored.effect == Effect.CONFLICTS
        and (stored.claim.date is None or not stored.claim.date.contains(release.date))
        for stored in last.values()
    )
    holder = next((c for c in claims if c.id == release.holder_id), None)
    same = {
        stored.claim.evidence.source
        for stored in last.values()
        if stored.claim.date == release.date
    }
    doubtful = holder is not None and unconfirmed(release.date, holder.claim.klass, same)
    facts.set_release(connection, release_id, conflict=conflict, unconfirmed=doubtful)


def replan_film(
    connection: Connection, film_id: int, now: datetime, rules: Rules = DEFAULT_RULES
) -> int:
    """Bring cover, reminders and notices of all of a film's releases up to date; count the new."""
    refresh_cover(connection, film_id, now)
    keys = [release.id for release in facts.releases_of(connection, film_id)]
    return replan_releases(connection, keys, now, rules)


def replan_releases(
    connection: Connection, keys: Iterable[int], now: datetime, rules: Rules = DEFAULT_RULES
) -> int:
    """Bring reminders and notices of these releases up to date; count the new ones."""
    ids = list(keys)
    planned = plan_reminders(connection, now, release_ids=ids)
    planned += sum(plan_corrections(connection, key, now, settle=rules.settle) for key in ids)
    probe("plan.before_commit")
    return planned


def move(
    connection: Connection,
    who: Subscriber,
    release: Release,
    when: ReleaseDate,
    now: datetime,
    *,
    because: str | None = None,
    hold: bool = False,
    rules: Rules = DEFAULT_RULES,
) -> Done:
    """Give a release another date, as typed by a person."""
    release = _own_turn(connection, release)
    proposal = Proposal(
        release.film.title, release.territory, release.kind, typed_claim(when, now, because),
        label=release.label, film_id=release.film.id,
    )  # fmt: skip
    verdict = _judge(connection, release, proposal.claim, rules)
    return _apply(
        connection, who, release, proposal, verdict, now, follow=False, hold=hold, rules=rules
    )


def _own_turn(connection: Connection, release: Release) -> Release:
    """The release as it stands once nobody else is changing it."""
    take_turn(connection)
    return facts.release_by_id(connection, release.id)


def set_hold(connection: Connection, release: Release, *, hold: bool) -> Done:
    """Pin a release's date against all sources, or let go of it."""
    release = _own_turn(connection, release)
    facts.set_release(connection, release.id, pinned=hold)
    result = "unchanged" if release.pinned == hold else ("held" if hold else "unheld")
    return Done(result, facts.release_by_id(connection, release.id), 0)


def end(
    connection: Connection,
    who: Subscriber,
    release: Release,
    standing: Standing,
    now: datetime,
    *,
    because: str | None = None,
    rules: Rules = DEFAULT_RULES,
) -> Done:
    """Call a release off (all followers are told) or take it back (those told its date are)."""
    release = _own_turn(connection, release)
    if release.standing is standing:
        return Done("unchanged", release, 0)
    change(
        connection, release, now, standing=standing, what=standing.value, reason=because,
        by_id=who.id,
    )  # fmt: skip
    planned = replan_film(connection, release.film.id, now, rules)
    return Done(standing.value, facts.release_by_id(connection, release.id), planned)
