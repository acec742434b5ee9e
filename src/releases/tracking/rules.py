"""Follows by rule: a person's films, a collection's, every release of a kind in a territory.

Only what is new to a rule and still ahead is followed: never a credit that was filled in later
for a film long out, and never a film that its subscriber has unfollowed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from releases.errors import Ambiguous, NotFound, UsageError
from releases.model.film import folded
from releases.model.release import Kind
from releases.model.subscriber import Subscriber
from releases.sources.asking import Gone
from releases.sources.tmdb import Tmdb
from releases.sources.tmdb_facts import Candidate
from releases.store import bulk, people, ruling
from releases.store.engine import Connection, Store
from releases.store.ruling import Rule
from releases.tracking.changes import DEFAULT_RULES, Rules
from releases.tracking.lookup import film_of, follow_candidate

EVERY = timedelta(days=1)
AHEAD = timedelta(days=120)
PERSON, COLLECTION, RELEASES = "person", "collection", "releases"


def named_one(found: Sequence[tuple[str, str]], name: str, what: str) -> tuple[str, str]:
    """The id and name that a name means; raise `NotFound`, or `Ambiguous` for several."""
    if not found:
        raise NotFound(f"TMDB knows no {what} {name!r}", "check the spelling, or give its number")
    same = [each for each in found if folded(each[1]) == folded(name)]
    if len(same) == 1:
        return same[0]
    if len(found) == 1:
        return found[0]
    raise Ambiguous(
        f"{name!r} may be several", [f"{number}  {known}" for number, known in found[:10]],
        "give the number instead of the name",
    )  # fmt: skip


def subject_of(tmdb: Tmdb, what: str, name: str) -> tuple[str, str]:
    """The id and name of a person or collection, from a name or TMDB's number."""
    if name.isascii() and name.isdigit():
        return name, name
    return named_one(tmdb.people(name) if what == PERSON else tmdb.collections(name), name, what)


def words(rule: Rule) -> str:
    """A rule as a person reads it."""
    never = "never " if rule.exclude else ""
    if rule.what == RELEASES:
        return f"{never}every {rule.kind} release in {rule.territory}"
    role = f" as {rule.role}" if rule.role else ""
    return f"{never}{rule.what} {rule.name}{role}"


def add_rule(
    connection: Connection,
    who: Subscriber,
    what: str,
    now: datetime,
    *,
    subject: str = "",
    name: str = "",
    role: str = "",
    territory: str = "",
    kind: Kind | None = None,
    exclude: bool = False,
) -> Rule:
    """A rule of `who`; it is asked at the next look. Raises `UsageError`."""
    if what == RELEASES and not (territory and kind):
        raise UsageError("a territory and a kind are needed", "write --in IE --kind theatrical")
    if what != RELEASES and not subject:
        raise UsageError(f"which {what} is meant?", "give a name, or TMDB's number")
    return ruling.add_rule(
        connection, who.id, what, now, subject=subject, name=name, role=role.casefold(),
        territory=territory, kind=kind.value if kind else "", exclude=exclude,
    )  # fmt: skip


def follow_rules(store: Store, tmdb: Tmdb, now: datetime, rules: Rules = DEFAULT_RULES) -> int:
    """Ask for each rule whose turn has come, and follow what is new; how many films that were.

    May raise `Trouble` or `Refused` of `sources.asking`; rules asked before it are done.
    """
    with store.read() as connection:
        due = ruling.due_rules(connection, now - EVERY)
    total = 0
    for rule in due:
        try:
            found = _films(tmdb, rule, now)
        except Gone:
            found = []
        with store.unit() as connection:
            total += _take(connection, rule, found, now, rules)
    return total


def _films(tmdb: Tmdb, rule: Rule, now: datetime) -> list[Candidate]:
    if rule.what == PERSON:
        return tmdb.credits(rule.subject, rule.role)
    if rule.what == COLLECTION:
        return tmdb.collection(rule.subject)[1]
    today = now.date()
    return tmdb.discover(rule.territory, Kind(rule.kind), today, today + AHEAD)


def _take(
    connection: Connection, rule: Rule, found: Sequence[Candidate], now: datetime, rules: Rules
) -> int:
    known = ruling.known_films(connection, rule.id)
    ruling.set_asked(connection, rule.id, {film.tmdb for film in found}, now)
    if rule.exclude:
        return 0
    who = people.subscriber_by_id(connection, rule.subscriber_id)
    kept_out = ruling.excluded_films(connection, who.id)
    followed = 0
    for candidate in found:
        ahead = candidate.year is None or candidate.year >= now.year
        if candidate.tmdb in known | kept_out or not ahead:
            continue
        film = film_of(connection, candidate, now)
        if film.id in bulk.followed(connection, who.id, [film.id]):
            # Followed by hand, in its own way, or given up: a rule changes neither.
            continue
        if rule.what == RELEASES:
            follow_candidate(
                connection, who, candidate, now, kinds=[Kind(rule.kind)],
                territories=[rule.territory], rules=rules,
            )  # fmt: skip
        else:
            follow_candidate(connection, who, candidate, now, rules=rules)
        followed += 1
    return followed
