"""What the dispatcher must know of a channel's due deliveries, read in few queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import BigInteger, Connection, and_, literal, select, update

from releases.model.dates import ReleaseDate
from releases.model.delivery import UNSENT, State
from releases.model.digest import Period
from releases.model.plan import Sibling, What, token
from releases.model.release import Standing
from releases.model.subscriber import Schedule
from releases.store.coverage import stand_ins
from releases.store.films import RELEASES, Release, StoredClaim, claims_by_ids, release_of
from releases.store.outbox import KEY, USABLE, schedules_of, takes
from releases.store.sets import counted, insert
from releases.store.tables import (
    LIVE_ROWS,
    NO_LEAD,
    channels,
    coverage,
    deliveries,
    films,
    leads,
    members,
    messages,
    meta,
    releases,
    schedules,
    subscribers,
    told,
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A channel and whoever it reaches, at one moment."""

    id: int
    url: str
    name: str
    state: str
    takes: str
    on_unknown: str
    failures: int
    pauses: int
    subscriber_id: int
    subscriber: str
    schedule: Schedule
    digest: str

    def __repr__(self) -> str:
        return f"Addressee(id={self.id}, name={self.name!r})"


def addressee(connection: Connection, channel_id: int) -> Addressee:
    """The channel as it stands now; its URL is a secret."""
    row = connection.execute(
        select(
            channels,
            subscribers.c.name.label("subscriber"),
            subscribers.c.digest,
            subscribers.c.schedule_id,
        )
        .join_from(channels, subscribers, subscribers.c.id == channels.c.subscriber_id)
        .where(channels.c.id == channel_id)
    ).one()
    schedule = schedules_of(connection, [row.schedule_id])[row.schedule_id]
    return Addressee(
        row.id, row.url, row.name, row.state, row.takes, row.on_unknown, row.failures,
        row.pauses, row.subscriber_id, row.subscriber, schedule, row.digest,
    )  # fmt: skip


def still_claimed(connection: Connection, channel_id: int, claim_id: str, until: datetime) -> bool:
    """Whether a claim still stands, renewed until `until`; a process may sleep past its lease."""
    mine = (
        update(channels)
        .where(channels.c.id == channel_id, channels.c.leased_by == claim_id)
        .values(lease=until)
    )
    if connection.execute(mine).rowcount != 1:
        return False
    connection.execute(
        update(deliveries)
        .where(
            LIVE_ROWS,
            deliveries.c.channel_id == channel_id,
            deliveries.c.claim == claim_id,
            deliveries.c.state == State.SENDING,
        )
        .values(next=until)
    )
    return True


@dataclass(frozen=True, slots=True)
class Facts:
    """The releases that a channel's deliveries speak of, as they stand now."""

    releases: dict[int, Release]
    holders: dict[int, StoredClaim]
    covered: frozenset[int]
    told: dict[int, str]
    leads: frozenset[int]
    siblings: dict[tuple[int, str], list[Sibling]]
    stand_ins: dict[int, tuple[str, ...]]

    def token(self, release_id: int) -> str:
        release = self.releases[release_id]
        return token(release.date, release.standing)


def facts(connection: Connection, to: Addressee, release_ids: Collection[int]) -> Facts:
    """Read what the re-check of these releases' deliveries needs."""
    ids = list(release_ids)
    found = connection.execute(RELEASES.where(releases.c.id.in_(ids)))
    known = {row.id: release_of(row) for row in found}
    holder_ids = [release.holder_id for release in known.values() if release.holder_id]
    by_id = claims_by_ids(connection, holder_ids)
    covered = connection.scalars(
        select(coverage.c.release_id).where(
            coverage.c.subscriber_id == to.subscriber_id, coverage.c.release_id.in_(ids)
        )
    )
    tokens = connection.execute(
        select(told.c.release_id, told.c.token).where(
            told.c.channel_id == to.id, told.c.release_id.in_(ids)
        )
    )
    wanted = connection.scalars(
        select(leads.c.lead).where(leads.c.subscriber_id == to.subscriber_id)
    )
    # A later lead that was sent counts like one that is about to be: an older one, tried again
    # for long or asked for by a person, has nothing to add.
    others = connection.execute(
        select(
            deliveries.c.subject, deliveries.c.speaks_of, deliveries.c.lead, deliveries.c.due
        ).where(
            deliveries.c.channel_id == to.id,
            deliveries.c.subject.in_(ids),
            deliveries.c.what == What.REMINDER,
            deliveries.c.state.in_((*UNSENT, State.SENDING, State.SENT)),
        )
    )
    siblings: dict[tuple[int, str], list[Sibling]] = {}
    for row in others:
        siblings.setdefault((row.subject, row.speaks_of), []).append(Sibling(row.lead, row.due))
    return Facts(
        releases=known,
        holders={
            release.id: by_id[release.holder_id]
            for release in known.values()
            if release.holder_id in by_id
        },
        covered=frozenset(covered),
        told={row.release_id: row.token for row in tokens},
        leads=frozenset(wanted),
        siblings=siblings,
        stand_ins=stand_ins(connection, to.subscriber_id, ids),
    )


def in_digest(connection: Connection, to: Addressee, period: Period) -> list[Release]:
    """The covered releases that stand in a digest, soonest first, that no reminder told today.

    Called off and removed ones are left out.
    """
    query = (
        RELEASES.join(
            coverage,
            and_(
                coverage.c.release_id == releases.c.id,
                coverage.c.subscriber_id == to.subscriber_id,
            ),
        )
        .where(
            releases.c.standing == Standing.ACTIVE,
            releases.c.earliest >= period.first.isoformat(),
            releases.c.earliest <= period.last.isoformat(),
        )
    )  # fmt: skip
    found = [release_of(row) for row in connection.execute(query)]
    return sorted(found, key=lambda release: (release.date.order, release.film.title, release.id))


def reminded_on(connection: Connection, channel_id: int, day: date) -> set[int]:
    """The releases that a reminder named to this channel on that local day."""
    query = select(told.c.release_id).where(
        told.c.channel_id == channel_id, told.c.reminded == day.isoformat()
    )
    return set(connection.scalars(query))


def plan_digest(connection: Connection, subscriber_id: int, since: datetime, period: Period) -> int:
    """Owe a digest to each of a subscriber's channels that was there before it fell due."""
    owed = select(
        channels.c.id,
        literal(period.first.toordinal(), BigInteger()),
        literal(What.DIGEST.value),
        literal(NO_LEAD),
        literal(period.first.isoformat()),
        literal(0),
        literal(State.PENDING.value),
        literal(period.due, channels.c.since.type),
        literal(period.due, channels.c.since.type),
    ).where(
        channels.c.subscriber_id == subscriber_id,
        USABLE,
        takes("digest"),
        channels.c.since < period.due,
        literal(since, channels.c.since.type) < period.due,
    )
    statement = insert(connection, deliveries).from_select([*KEY, "state", "due", "next"], owed)
    return counted(connection, statement.on_conflict_do_nothing())


def digest_readers(connection: Connection) -> list[Any]:
    """The subscribers who want a digest: id, digest, digest_since and their schedule's columns."""
    return list(
        connection.execute(
            select(
                subscribers.c.id,
                subscribers.c.digest,
                subscribers.c.digest_since,
                schedules.c.zone,
                schedules.c.at,
                schedules.c.quiet,
            )
            .join_from(subscribers, schedules, schedules.c.id == subscribers.c.schedule_id)
            .where(subscribers.c.digest != "none")
        )
    )


def plan_trouble(connection: Connection, about: Addressee, now: datetime) -> int:
    """Tell a subscriber on their other channels that this one fails; count the notices."""
    number = connection.execute(
        update(channels)
        .where(channels.c.id == about.id)
        .values(trouble=channels.c.trouble + 1)
        .returning(channels.c.trouble)
    ).scalar_one()
    owed = select(
        channels.c.id,
        literal(about.id, BigInteger()),
        literal(What.TROUBLE.value),
        literal(NO_LEAD),
        literal(""),
        literal(number),
        literal(State.PENDING.value),
        literal(now, channels.c.since.type),
        literal(now, channels.c.since.type),
    ).where(
        channels.c.subscriber_id == about.subscriber_id,
        channels.c.id != about.id,
        channels.c.state == "ok",
        takes("notices"),
    )
    statement = insert(connection, deliveries).from_select([*KEY, "state", "due", "next"], owed)
    return counted(connection, statement.on_conflict_do_nothing())


def installation(connection: Connection) -> str:
    """The name of this database in calendar events and mails, made at first use, then fixed."""
    key = "installation"
    found = connection.scalar(select(meta.c.value).where(meta.c.key == key))
    if found is None:
        fresh = uuid4().hex[:16]
        connection.execute(
            insert(connection, meta).values(key=key, value=fresh).on_conflict_do_nothing()
        )
        found = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one()
    return str(found)


def channel_named(connection: Connection, channel_id: int) -> Any:
    """Name and last error of a channel, for a word about it."""
    return connection.execute(
        select(channels.c.name, channels.c.error, channels.c.state).where(
            channels.c.id == channel_id
        )
    ).one_or_none()


def outdated(
    connection: Connection,
    tells: Collection[tuple[int, str, str | None]],
    numbers: Mapping[int, int] | None = None,
) -> list[int]:
    """Those releases of which something else holds by now than was just told.

    `numbers` are the numbers of the changes that notices spoke of: a release that changed since
    counts too, though it changed back. A change that is under way is waited for: its plan cannot
    see yet what was told.
    """
    said = {release_id: what for release_id, what, _ in tells}
    found = connection.execute(
        select(releases.c.id, releases.c.date, releases.c.standing, releases.c.turn)
        .where(releases.c.id.in_(list(said)))
        .order_by(releases.c.id)
        .with_for_update(read=True)
    )
    return [
        row.id
        for row in found
        if token(ReleaseDate(row.date), Standing(row.standing)) != said[row.id]
        or row.turn != (numbers or {}).get(row.id, row.turn)
    ]


def deliveries_of(connection: Connection, identity: str) -> list[Any]:
    """The deliveries of a message with their channel, subscriber and release."""
    query = (
        select(
            deliveries,
            channels.c.name.label("channel"),
            subscribers.c.name.label("subscriber"),
            films.c.title,
            releases.c.territory,
        )
        .join_from(messages, members, members.c.message_id == messages.c.id)
        .join(deliveries, deliveries.c.id == members.c.delivery_id)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .join(subscribers, subscribers.c.id == channels.c.subscriber_id)
        .join(
            releases,
            and_(
                releases.c.id == deliveries.c.subject,
                deliveries.c.what.not_in((What.DIGEST, What.TROUBLE)),
            ),
            isouter=True,
        )
        .join(films, films.c.id == releases.c.film_id, isouter=True)
        .where(messages.c.identity == identity)
        .order_by(deliveries.c.id)
    )
    return list(connection.execute(query))
