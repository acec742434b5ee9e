"""Follows by rule: whose they are, what they ask for, and the films that they know already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, or_, select, update

from releases.errors import NotFound, UsageError
from releases.store.sets import insert, new_id
from releases.store.source_tables import rule_films, rules


@dataclass(frozen=True, slots=True)
class Rule:
    """`what` is person, collection or releases; `exclude` keeps its films from other rules."""

    id: int
    subscriber_id: int
    what: str
    subject: str
    name: str
    role: str
    territory: str
    kind: str
    exclude: bool
    since: datetime
    asked: datetime | None


_COLUMNS = [rules.c[name] for name in Rule.__slots__]


def add_rule(
    connection: Connection,
    subscriber_id: int,
    what: str,
    now: datetime,
    *,
    subject: str = "",
    name: str = "",
    role: str = "",
    territory: str = "",
    kind: str = "",
    exclude: bool = False,
) -> Rule:
    """A new rule; raise `UsageError` where the subscriber has it already."""
    same = {"what": what, "subject": subject, "role": role, "territory": territory, "kind": kind}
    query = select(rules.c.id).where(
        rules.c.subscriber_id == subscriber_id, *(rules.c[key] == v for key, v in same.items())
    )
    if connection.scalar(query) is not None:
        raise UsageError("you have that rule already", "see releases rules")
    key = new_id(
        connection, rules.insert(), subscriber_id=subscriber_id, name=name, exclude=exclude,
        since=now, **same,
    )  # fmt: skip
    row = connection.execute(select(*_COLUMNS).where(rules.c.id == key)).one()
    return Rule(**row._mapping)


def rules_of(connection: Connection, subscriber_id: int) -> list[Rule]:
    query = select(*_COLUMNS).where(rules.c.subscriber_id == subscriber_id).order_by(rules.c.id)
    return [Rule(**row._mapping) for row in connection.execute(query)]


def rule(connection: Connection, subscriber_id: int, key: int) -> Rule:
    """A subscriber's rule; raise `NotFound` where they have none of that number."""
    found = {each.id: each for each in rules_of(connection, subscriber_id)}
    if key not in found:
        raise NotFound(f"you have no rule u{key}", "see releases rules")
    return found[key]


def due_rules(connection: Connection, before: datetime) -> list[Rule]:
    """The rules of all that were asked before, or never; those that exclude come first."""
    query = (
        select(*_COLUMNS)
        .where(or_(rules.c.asked.is_(None), rules.c.asked <= before))
        .order_by(rules.c.exclude.desc(), rules.c.id)
    )
    return [Rule(**row._mapping) for row in connection.execute(query)]


def remove_rule(connection: Connection, key: int) -> None:
    """End a rule; what it made its subscriber follow stays followed."""
    connection.execute(delete(rule_films).where(rule_films.c.rule_id == key))
    connection.execute(delete(rules).where(rules.c.id == key))


def known_films(connection: Connection, key: int) -> set[str]:
    """The TMDB ids that a rule has seen."""
    return set(connection.scalars(select(rule_films.c.tmdb).where(rule_films.c.rule_id == key)))


def excluded_films(connection: Connection, subscriber_id: int) -> set[str]:
    """The TMDB ids that a subscriber's rules keep out."""
    query = (
        select(rule_films.c.tmdb)
        .join(rules, rules.c.id == rule_films.c.rule_id)
        .where(rules.c.subscriber_id == subscriber_id, rules.c.exclude.is_(True))
    )
    return set(connection.scalars(query))


def set_asked(connection: Connection, key: int, films: Collection[str], now: datetime) -> None:
    """Remember that a rule was asked, and what it has seen."""
    if films:
        connection.execute(
            insert(connection, rule_films).on_conflict_do_nothing(),
            [{"rule_id": key, "tmdb": tmdb, "seen": now} for tmdb in sorted(films)],
        )
    connection.execute(update(rules).where(rules.c.id == key).values(asked=now))
